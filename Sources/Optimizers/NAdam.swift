internal import ElementwiseKernels

/// NAdam: ``Adam`` that looks ahead along its mean, as Nesterov's momentum does.
///
/// For each parameter in step t, from 1, with g = ∂loss/∂θ, m₀ = v₀ = 0 and P₀ = 1:
/// ```
/// μₜ = β₁·(1 − ½·0.96^(t·ψ))               P ← P·μₜ
/// m ← β₁·m + (1 − β₁)·g
/// v ← β₂·v + (1 − β₂)·g²                   v̂ = v/(1 − β₂ᵗ)
/// θ ← θ − η·(μₜ₊₁·m/(1 − P·μₜ₊₁) + (1 − μₜ)·g/(1 − P)) / (√v̂ + ε)
/// ```
/// P is one number for all parameters; the state keeps it. The paper and PyTorch warm μ up over
/// thousands of steps (ψ = 0.004), Keras over dozens (ψ = 1, which it does not let one change).
/// ```swift
/// NAdam(learningRate: 0.001)        // torch.optim.NAdam(lr=0.001)
/// NAdam(convention: .keras)         // keras.optimizers.Nadam()
/// ```
/// Where a denominator is zero (ε = 0 and all squares so far 0), the parameter stays where it is.
///
/// - SeeAlso: T. Dozat, <https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ>, 2016.
public struct NAdam: CompiledRule {
  /// "NAdam".
  public static let name = "NAdam"

  /// η, the factor of every step.
  public var learningRate: Double
  /// β₁, the decay of the running mean of gradients.
  public var beta1: Double
  /// β₂, the decay of the running mean of their squares.
  public var beta2: Double
  /// ε, which keeps the denominator from zero.
  public var epsilon: Double
  /// ψ, how fast μ approaches β₁.
  public var momentumDecay: Double
  /// λ, the weight decay; the convention says how it enters.
  public var weightDecay: Double
  /// How weight decay enters; PyTorch leaves it open.
  public var weightDecayMode: WeightDecayMode
  /// Whose formula and defaults these are.
  public var convention: Convention

  /// Creates the rule; what is left out takes the default of the convention.
  ///
  /// - Precondition: η, ε, ψ and λ are finite and not negative, and 0 ≤ β₁, β₂ < 1.
  public init(
    learningRate: Double? = nil, beta1: Double? = nil, beta2: Double? = nil, epsilon: Double? = nil,
    momentumDecay: Double? = nil, weightDecay: Double = 0, weightDecayMode: WeightDecayMode? = nil,
    convention: Convention = .textbook
  ) {
    self.learningRate = learningRate ?? convention.defaultLearningRate
    self.beta1 = beta1 ?? convention.defaultBeta1
    self.beta2 = beta2 ?? convention.defaultBeta2
    self.epsilon = epsilon ?? convention.defaultEpsilon
    self.momentumDecay = momentumDecay ?? convention.defaultMomentumDecay
    self.weightDecay = weightDecay
    self.weightDecayMode = weightDecayMode ?? convention.weightDecayMode
    self.convention = convention
    checkHyperparameters()
  }

  /// The loop of one step.
  ///
  /// - Complexity: O(n), no allocation; reads 4n and writes 3n scalars.
  public func kernel(for step: UpdateStep) -> UpdateKernel? {
    scalars(of: step).kernel
  }

  /// P of step t.
  public func carriedProduct(after product: Double, step: Int) -> Double {
    product * momentum(inStep: step)
  }

  /// The hyper-parameters as the kernel takes them in step t, from 1.
  private func scalars(of step: UpdateStep) -> AdamStep {
    let (now, next) = (momentum(inStep: step.number), momentum(inStep: step.number + 1))
    let product = step.product
    let root = EpsilonScale.correctedRoot.scales(correction: 1 - power(beta2, step.number)).root
    let isCoupled = weightDecayMode == .coupled
    return AdamStep(
      meanWeight: 1 - beta1, beta2: beta2, squareWeight: 1 - beta2, rootScale: root,
      epsilon: epsilon, gradientRate: learningRate * (1 - now) / (1 - product),
      meanRate: learningRate * next / (1 - product * next),
      coupledDecay: isCoupled ? weightDecay : 0,
      decoupledDecay: isCoupled ? 0 : learningRate * weightDecay, variant: .plain)
  }

  /// ln 0.96.
  private var logarithmOfBase: Double { -0.040821994520255166 }

  /// μₜ; by an exponential that has the same bits on every processor, as the system's `pow` has not.
  private func momentum(inStep step: Int) -> Double {
    beta1 * (1 - 0.5 * exponential(Double(step) * momentumDecay * logarithmOfBase))
  }

  /// The name of the convention.
  public var conventionName: String? { convention.name }

  /// "mean" and "meanSquare".
  public var moments: [String] { Self.allMoments }

  private static let allMoments = ["mean", "meanSquare"]

  /// What is wrong with the hyper-parameters, if anything.
  public var fault: String? {
    faultUnlessNonNegative("learningRate", learningRate)
      ?? faultUnlessFraction("beta1", beta1)
      ?? faultUnlessFraction("beta2", beta2)
      ?? faultUnlessNonNegative("epsilon", epsilon)
      ?? faultUnlessNonNegative("momentumDecay", momentumDecay)
      ?? faultUnlessNonNegative("weightDecay", weightDecay)
  }
}

extension NAdam: Codable {
  private enum CodingKeys: String, CodingKey {
    case learningRate, beta1, beta2, epsilon, momentumDecay, weightDecay, weightDecayMode,
      convention
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
    momentumDecay = try container.decode(Double.self, forKey: .momentumDecay)
    weightDecay = try container.decode(Double.self, forKey: .weightDecay)
    weightDecayMode = try container.decode(WeightDecayMode.self, forKey: .weightDecayMode)
    convention = try container.decode(Convention.self, forKey: .convention)
    try refuse(Self.name, fault, from: decoder)
  }
}
