internal import ElementwiseKernels

/// AdamW: ``Adam`` whose weight decay shrinks the parameters instead of bending the gradients.
///
/// For each parameter in step t, from 1, with g = ∂loss/∂θ and m₀ = v₀ = 0:
/// ```
/// θ ← θ − η·λ·θ
/// m ← β₁·m + (1 − β₁)·g          m̂ = m/(1 − β₁ᵗ)
/// v ← β₂·v + (1 − β₂)·g²         v̂ = v/(1 − β₂ᵗ)
/// θ ← θ − η·m̂ / (√v̂ + ε)
/// ```
/// In Adam an added λθ is divided by √v̂ like any gradient, so that parameters with large gradients
/// hardly decay; here all decay alike. The paper multiplies λ by the schedule but not by η; PyTorch,
/// Keras and this rule multiply it by η. Keras places ε as in its ``Adam``, and has another λ.
/// ```swift
/// AdamW(weightDecay: 0.05)        // torch.optim.AdamW(weight_decay=0.05)
/// AdamW(convention: .keras)       // keras.optimizers.AdamW()
/// ```
/// - SeeAlso: I. Loshchilov, F. Hutter, <https://arxiv.org/abs/1711.05101>, 2017.
public struct AdamW: CompiledRule {
  /// "AdamW".
  public static let name = "AdamW"

  /// η, the factor of every step.
  public var learningRate: Double
  /// β₁, the decay of the running mean of gradients.
  public var beta1: Double
  /// β₂, the decay of the running mean of their squares.
  public var beta2: Double
  /// ε, which keeps the denominator from zero.
  public var epsilon: Double
  /// λ, the weight decay.
  public var weightDecay: Double
  /// Whether the largest mean square so far divides, which keeps steps from growing again.
  public var amsgrad: Bool
  /// Whose formula and defaults these are.
  public var convention: Convention

  /// Creates the rule; what is left out takes the default of the convention.
  ///
  /// - Precondition: η, ε and λ are finite and not negative, and 0 ≤ β₁, β₂ < 1.
  public init(
    learningRate: Double? = nil, beta1: Double? = nil, beta2: Double? = nil, epsilon: Double? = nil,
    weightDecay: Double? = nil, amsgrad: Bool = false, convention: Convention = .pytorch
  ) {
    self.learningRate = learningRate ?? convention.defaultLearningRate
    self.beta1 = beta1 ?? convention.defaultBeta1
    self.beta2 = beta2 ?? convention.defaultBeta2
    self.epsilon = epsilon ?? convention.defaultEpsilon
    self.weightDecay = weightDecay ?? convention.defaultWeightDecay
    self.amsgrad = amsgrad
    self.convention = convention
    checkHyperparameters()
  }

  /// The loop of one step.
  ///
  /// - Complexity: O(n), no allocation; reads 4n and writes 3n scalars, and n more of each
  ///   with AMSGrad.
  public func kernel(for step: UpdateStep) -> UpdateKernel? {
    scalars(ofStep: step.number).kernel
  }

  /// The hyper-parameters as the kernel takes them in step t, from 1.
  private func scalars(ofStep step: Int) -> AdamStep {
    AdamStep(
      step: step, learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
      decay: weightDecay, mode: .decoupled, epsilonScale: convention.epsilonScale,
      amsgrad: amsgrad)
  }

  /// The name of the convention.
  public var conventionName: String? { convention.name }

  /// "mean" and "meanSquare"; then "largestMeanSquare" with AMSGrad.
  public var moments: [String] { AdamMoments.names(amsgrad: amsgrad) }

  /// What is wrong with the hyper-parameters, if anything.
  public var fault: String? {
    faultInAdam(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
      weightDecay: weightDecay)
  }
}

extension AdamW: Codable {
  private enum CodingKeys: String, CodingKey {
    case learningRate, beta1, beta2, epsilon, weightDecay, amsgrad, convention
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
    amsgrad = try container.decode(Bool.self, forKey: .amsgrad)
    convention = try container.decode(Convention.self, forKey: .convention)
    try refuse(Self.name, fault, from: decoder)
  }
}
