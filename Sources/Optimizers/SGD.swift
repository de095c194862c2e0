internal import ElementwiseKernels

/// Stochastic gradient descent, with momentum if wanted.
///
/// For each parameter, with g = ∂loss/∂θ and b₀ = 0:
/// ```
/// θ ← θ − η·g                                    without momentum
/// b ← μ·b + (1 − τ)·g,   θ ← θ − η·b             momentum μ, dampening τ
/// b ← μ·b + g,           θ ← θ − η·(g + μ·b)     Nesterov
/// ```
/// The first contribution to the buffer is not dampened (b₁ = g), as in PyTorch; in MLX it is. Keras
/// keeps η inside the buffer and decouples the weight decay. ``Convention`` shows how to set each axis.
///
/// ```swift
/// SGD(learningRate: 0.1)
/// SGD(learningRate: 0.01, momentum: 0.9, nesterov: true, convention: .keras)
/// SGD(learningRate: 0.01, momentum: 0.9, dampening: 0.1, convention: .mlx)
/// ```
/// An option that the engine lacks is refused.
///
/// - SeeAlso: I. Sutskever et al., <https://proceedings.mlr.press/v28/sutskever13.html>, 2013.
public struct SGD: CompiledRule {
  /// "SGD".
  public static let name = "SGD"

  /// η, the factor of every step.
  public var learningRate: Double
  /// μ, how much of the last step enters the next; 0 keeps no buffer.
  public var momentum: Double
  /// τ, how much of each gradient is kept from the buffer.
  public var dampening: Double
  /// Whether the step looks ahead along the new buffer.
  public var nesterov: Bool
  /// λ, the weight decay; the convention says how it enters.
  public var weightDecay: Double
  /// Whether the step goes up the gradient; weight decay still pulls towards zero.
  public var maximize: Bool
  /// Whose formula and defaults these are.
  public var convention: Convention

  /// Creates the rule; a learning rate left out takes the default of the convention.
  ///
  /// - Precondition: η and λ are finite and not negative, 0 ≤ μ ≤ 1 and 0 ≤ τ ≤ 1. Nesterov needs
  ///   μ > 0 and τ = 0. The convention has every option that is on.
  public init(
    learningRate: Double? = nil, momentum: Double = 0, dampening: Double = 0,
    nesterov: Bool = false, weightDecay: Double = 0, maximize: Bool = false,
    convention: Convention = .textbook
  ) {
    self.learningRate = learningRate ?? convention.defaultLearningRate
    self.momentum = momentum
    self.dampening = dampening
    self.nesterov = nesterov
    self.weightDecay = weightDecay
    self.maximize = maximize
    self.convention = convention
    checkHyperparameters()
  }

  /// The loop of one step.
  ///
  /// - Complexity: O(n), no allocation; reads 2n and writes n scalars, and n more of each with
  ///   momentum.
  public func kernel(for step: UpdateStep) -> UpdateKernel? {
    scalars(isFirst: step.number == 1).kernel
  }

  /// The hyper-parameters as the kernel takes them: a rate of 1 or a decay of 0 changes no bit, and
  /// neither does the sign of an ascent.
  private func scalars(isFirst: Bool) -> SGDStep {
    let isBuffered = convention.learningRatePlacement == .inBuffer && momentum > 0
    let isCoupled = convention.weightDecayMode == .coupled
    let sign: Double = maximize ? -1 : 1
    let inner = sign * (isBuffered ? learningRate : 1)
    let isDampened = momentum > 0 && (convention.dampensFirstStep || !isFirst)
    return SGDStep(
      momentum: momentum,
      bufferRate: isDampened ? inner * (1 - dampening) : inner, lookaheadRate: inner,
      stepRate: isBuffered ? 1 : learningRate,
      coupledDecay: isCoupled ? sign * weightDecay : 0,
      decoupledDecay: isCoupled ? 0 : learningRate * weightDecay,
      hasMomentum: momentum > 0, isNesterov: nesterov)
  }

  /// The name of the convention.
  public var conventionName: String? {
    identity(
      of: convention.name, placement: convention.learningRatePlacement,
      usual: Convention.all.first { $0.name == convention.name }?.learningRatePlacement)
  }

  /// "momentum" where there is any.
  public var moments: [String] { momentum > 0 ? Self.momentumMoments : [] }

  private static let momentumMoments = ["momentum"]

  /// What is wrong with the hyper-parameters, if anything.
  public var fault: String? {
    faultUnlessNonNegative("learningRate", learningRate)
      ?? faultUnlessShare("momentum", momentum)
      ?? faultUnlessShare("dampening", dampening)
      ?? faultUnlessNonNegative("weightDecay", weightDecay)
      ?? (!nesterov || (momentum > 0 && dampening == 0)
        ? nil
        : "nesterov needs momentum above 0 and dampening 0, not \(momentum) and \(dampening)")
      ?? convention.refusal(dampening: dampening, weightDecay: weightDecay, maximize: maximize)
  }
}

extension SGD: Codable {
  private enum CodingKeys: String, CodingKey {
    case learningRate, momentum, dampening, nesterov, weightDecay, maximize, convention
  }

  /// Decodes the rule.
  ///
  /// - Throws: `DecodingError` when a hyper-parameter is missing, out of range, or not an option of
  ///   the convention.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    learningRate = try container.decode(Double.self, forKey: .learningRate)
    momentum = try container.decode(Double.self, forKey: .momentum)
    dampening = try container.decode(Double.self, forKey: .dampening)
    nesterov = try container.decode(Bool.self, forKey: .nesterov)
    weightDecay = try container.decode(Double.self, forKey: .weightDecay)
    maximize = try container.decode(Bool.self, forKey: .maximize)
    convention = try container.decode(Convention.self, forKey: .convention)
    try refuse(Self.name, fault, from: decoder)
  }
}
