internal import ElementwiseKernels

/// Adam: follows a running mean of the gradients, divided by their running root mean square.
///
/// For each parameter in step t, from 1, with g = ∂loss/∂θ, m₀ = v₀ = 0 and the default
/// ``Convention/textbook``:
/// ```
/// m ← β₁·m + (1 − β₁)·g          m̂ = m/(1 − β₁ᵗ)
/// v ← β₂·v + (1 − β₂)·g²         v̂ = v/(1 − β₂ᵗ)
/// θ ← θ − η·m̂ / (√v̂ + ε)
/// ```
/// With `amsgrad` the largest v so far takes the place of v in the last line. Weight decay is g ← g + λθ
/// or, in Keras, θ ← θ − ηλθ before the step; ``AdamW`` is the rule made for the latter.
///
/// Keras adds ε to √v instead of √v̂ and corrects the rate, η·√(1 − β₂ᵗ)/(1 − β₁ᵗ): what the paper
/// calls ε̂. In the first steps that is an ε up to 1/√(1 − β₂), about 32, times larger.
/// ```swift
/// Adam(learningRate: 0.001)                     // the paper's
/// Adam(amsgrad: true, convention: .pytorch)     // torch.optim.Adam(amsgrad=True)
/// Adam(convention: .keras)                      // keras.optimizers.Adam()
/// ```
/// Where a denominator is zero, as with ε = 0 before the first gradient, or where squares are too
/// small for the scalar type, the parameter stays where it is.
///
/// - SeeAlso: D. P. Kingma, J. Ba, <https://arxiv.org/abs/1412.6980>, 2014; AMSGrad: S. J. Reddi et al.,
///   <https://openreview.net/forum?id=ryQu7f-RZ>, 2018.
public struct Adam: CompiledRule {
  /// "Adam".
  public static let name = "Adam"

  /// η, the factor of every step.
  public var learningRate: Double
  /// β₁, the decay of the running mean of gradients.
  public var beta1: Double
  /// β₂, the decay of the running mean of their squares.
  public var beta2: Double
  /// ε, which keeps the denominator from zero.
  public var epsilon: Double
  /// Whether the largest mean square so far divides, which keeps steps from growing again.
  public var amsgrad: Bool
  /// λ, the weight decay; the convention says how it enters.
  public var weightDecay: Double
  /// Whose formula and defaults these are.
  public var convention: Convention

  /// Creates the rule; what is left out takes the default of the convention.
  ///
  /// - Precondition: η, ε and λ are finite and not negative, and 0 ≤ β₁, β₂ < 1.
  public init(
    learningRate: Double? = nil, beta1: Double? = nil, beta2: Double? = nil, epsilon: Double? = nil,
    amsgrad: Bool = false, weightDecay: Double = 0, convention: Convention = .textbook
  ) {
    self.learningRate = learningRate ?? convention.defaultLearningRate
    self.beta1 = beta1 ?? convention.defaultBeta1
    self.beta2 = beta2 ?? convention.defaultBeta2
    self.epsilon = epsilon ?? convention.defaultEpsilon
    self.amsgrad = amsgrad
    self.weightDecay = weightDecay
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
      decay: weightDecay, mode: convention.weightDecayMode, epsilonScale: convention.epsilonScale,
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

extension Adam: Codable {
  private enum CodingKeys: String, CodingKey {
    case learningRate, beta1, beta2, epsilon, amsgrad, weightDecay, convention
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
    amsgrad = try container.decode(Bool.self, forKey: .amsgrad)
    weightDecay = try container.decode(Double.self, forKey: .weightDecay)
    convention = try container.decode(Convention.self, forKey: .convention)
    try refuse(Self.name, fault, from: decoder)
  }
}
