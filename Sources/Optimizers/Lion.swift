internal import ElementwiseKernels

/// Lion: steps by η in the direction that the sign of a mean of gradients gives.
///
/// For each parameter, with g = ∂loss/∂θ and m₀ = 0:
/// ```
/// c = β₁·m + (1 − β₁)·g
/// m ← β₂·m + (1 − β₂)·g
/// θ ← θ − η·(sign(c) + λ·θ)         sign(0) = 0
/// ```
/// All steps have the same length, so η is 3 to 10 times smaller than for ``AdamW``, and λ as much
/// larger. One moment instead of Adam's two. Paper, Keras and Optax agree on the formula and differ in
/// defaults.
/// ```swift
/// Lion(learningRate: 1e-4, weightDecay: 0.1)
/// Lion(convention: .keras)          // keras.optimizers.Lion()
/// ```
/// - SeeAlso: X. Chen et al., <https://arxiv.org/abs/2302.06675>, 2023.
public struct Lion: CompiledRule {
  /// "Lion".
  public static let name = "Lion"

  /// η, the factor of every step.
  public var learningRate: Double
  /// β₁, how much of the mean enters the direction.
  public var beta1: Double
  /// β₂, the decay of the mean.
  public var beta2: Double
  /// λ, the weight decay, decoupled.
  public var weightDecay: Double
  /// Whose formula and defaults these are.
  public var convention: Convention

  /// Creates the rule; what is left out takes the default of the convention.
  ///
  /// - Precondition: η and λ are finite and not negative, and 0 ≤ β₁, β₂ < 1.
  public init(
    learningRate: Double? = nil, beta1: Double? = nil, beta2: Double? = nil,
    weightDecay: Double? = nil, convention: Convention = .textbook
  ) {
    self.learningRate = learningRate ?? convention.defaultLearningRate
    self.beta1 = beta1 ?? convention.defaultBeta1
    self.beta2 = beta2 ?? convention.defaultBeta2
    self.weightDecay = weightDecay ?? convention.defaultWeightDecay
    self.convention = convention
    checkHyperparameters()
  }

  /// The loop of one step.
  ///
  /// - Complexity: O(n), no allocation; reads 3n and writes 2n scalars.
  public func kernel(for step: UpdateStep) -> UpdateKernel? {
    scalars.kernel
  }

  /// The hyper-parameters as the kernel takes them.
  private var scalars: LionStep {
    LionStep(
      beta1: beta1, stepWeight: 1 - beta1, beta2: beta2, meanWeight: 1 - beta2,
      stepRate: learningRate, decoupledDecay: learningRate * weightDecay)
  }

  /// The name of the convention.
  public var conventionName: String? { convention.name }

  /// "mean".
  public var moments: [String] { Self.allMoments }

  private static let allMoments = ["mean"]

  /// What is wrong with the hyper-parameters, if anything.
  public var fault: String? {
    faultUnlessNonNegative("learningRate", learningRate)
      ?? faultUnlessFraction("beta1", beta1)
      ?? faultUnlessFraction("beta2", beta2)
      ?? faultUnlessNonNegative("weightDecay", weightDecay)
  }
}

extension Lion: Codable {
  private enum CodingKeys: String, CodingKey {
    case learningRate, beta1, beta2, weightDecay, convention
  }

  /// Decodes the rule.
  ///
  /// - Throws: `DecodingError` when a hyper-parameter is missing or out of range.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    learningRate = try container.decode(Double.self, forKey: .learningRate)
    beta1 = try container.decode(Double.self, forKey: .beta1)
    beta2 = try container.decode(Double.self, forKey: .beta2)
    weightDecay = try container.decode(Double.self, forKey: .weightDecay)
    convention = try container.decode(Convention.self, forKey: .convention)
    try refuse(Self.name, fault, from: decoder)
  }
}
