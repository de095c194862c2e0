internal import ElementwiseKernels

/// Adamax: ``Adam`` with a decaying maximum of |g| in place of the root mean square.
///
/// For each parameter in step t, from 1, with g = ∂loss/∂θ, m₀ = u₀ = 0 and the default
/// ``Convention/textbook``:
/// ```
/// m ← β₁·m + (1 − β₁)·g
/// u ← max(β₂·u, |g|)
/// θ ← θ − η/(1 − β₁ᵗ)·m/u
/// ```
/// The paper needs no ε. PyTorch adds it to |g| inside the maximum, Keras to u where it divides.
/// ```swift
/// Adamax()                          // the paper's
/// Adamax(convention: .pytorch)      // torch.optim.Adamax()
/// ```
/// Where a denominator is zero, as with ε = 0 before the first gradient, the parameter stays where
/// it is.
///
/// - SeeAlso: D. P. Kingma, J. Ba, <https://arxiv.org/abs/1412.6980>, section 7.1, 2014.
public struct Adamax: CompiledRule {
  /// "Adamax".
  public static let name = "Adamax"

  /// η, the factor of every step.
  public var learningRate: Double
  /// β₁, the decay of the running mean of gradients.
  public var beta1: Double
  /// β₂, the decay of the maximum.
  public var beta2: Double
  /// ε, which keeps the denominator from zero.
  public var epsilon: Double
  /// λ, the weight decay; the convention says how it enters.
  public var weightDecay: Double
  /// Whose formula and defaults these are.
  public var convention: Convention

  /// Creates the rule; what is left out takes the default of the convention.
  ///
  /// - Precondition: η, ε and λ are finite and not negative, and 0 ≤ β₁, β₂ < 1.
  public init(
    learningRate: Double? = nil, beta1: Double? = nil, beta2: Double? = nil, epsilon: Double? = nil,
    weightDecay: Double = 0, convention: Convention = .textbook
  ) {
    self.learningRate = learningRate ?? convention.defaultLearningRate
    self.beta1 = beta1 ?? convention.defaultBeta1
    self.beta2 = beta2 ?? convention.defaultBeta2
    self.epsilon = epsilon ?? convention.defaultEpsilon
    self.weightDecay = weightDecay
    self.convention = convention
    checkHyperparameters()
  }

  /// The loop of one step.
  ///
  /// - Complexity: O(n), no allocation; reads 4n and writes 3n scalars.
  public func kernel(for step: UpdateStep) -> UpdateKernel? {
    scalars(ofStep: step.number).kernel
  }

  /// The hyper-parameters as the kernel takes them in step t, from 1.
  private func scalars(ofStep step: Int) -> AdamaxStep {
    let isCoupled = convention.weightDecayMode == .coupled
    return AdamaxStep(
      meanWeight: 1 - beta1, beta2: beta2,
      epsilonInNorm: convention.isEpsilonInMaximum ? epsilon : 0,
      epsilonOnNorm: convention.isEpsilonInMaximum ? 0 : epsilon,
      stepRate: learningRate / (1 - power(beta1, step)),
      coupledDecay: isCoupled ? weightDecay : 0,
      decoupledDecay: isCoupled ? 0 : learningRate * weightDecay)
  }

  /// The name of the convention.
  public var conventionName: String? { convention.name }

  /// "mean" and "norm".
  public var moments: [String] { Self.allMoments }

  private static let allMoments = ["mean", "norm"]

  /// What is wrong with the hyper-parameters, if anything.
  public var fault: String? {
    faultInAdam(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
      weightDecay: weightDecay)
  }
}

extension Adamax: Codable {
  private enum CodingKeys: String, CodingKey {
    case learningRate, beta1, beta2, epsilon, weightDecay, convention
  }

  /// Decodes the rule.
  ///
  /// - Throws: `DecodingError` when a hyper-parameter is missing or out of range.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    learningRate = try container.decode(Double.self, forKey: .learningRate)
    beta1 = try container.decode(Double.self, forKey: .beta1)
    beta2 = try container.decode(Double.self, forKey: .beta2)
    epsilon = try container.decode(Double.self, forKey: .epsilon)
    weightDecay = try container.decode(Double.self, forKey: .weightDecay)
    convention = try container.decode(Convention.self, forKey: .convention)
    try refuse(Self.name, fault, from: decoder)
  }
}
