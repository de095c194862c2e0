internal import ElementwiseKernels

/// RAdam: ``Adam`` that starts without dividing and rectifies its rate while v is young.
///
/// For each parameter in step t, from 1, with g = ∂loss/∂θ and m₀ = v₀ = 0:
/// ```
/// m ← β₁·m + (1 − β₁)·g                       m̂ = m/(1 − β₁ᵗ)
/// v ← β₂·v + (1 − β₂)·g²
/// ρ∞ = 2/(1 − β₂) − 1                         ρ = ρ∞ − 2t·β₂ᵗ/(1 − β₂ᵗ)
/// θ ← θ − η·r·m̂·√(1 − β₂ᵗ)/(√v + ε)          ρ > 5, with r below
/// θ ← θ − η·m̂                                 otherwise
///
/// r = √[(ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ)]
/// ```
/// Formula and defaults are PyTorch's (`torch/optim/radam.py`); Keras has no such rule. The paper begins
/// to divide at ρ > 4; with β₂ = 0.999 PyTorch takes five undivided steps.
/// ```swift
/// RAdam(learningRate: 0.001)
/// ```
/// Where a denominator is zero, as with ε = 0 before the first gradient, or where squares are too
/// small for the scalar type, the parameter stays where it is.
///
/// - SeeAlso: L. Liu et al., <https://arxiv.org/abs/1908.03265>, 2019.
public struct RAdam: CompiledRule {
  /// "RAdam".
  public static let name = "RAdam"

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
  /// How weight decay enters.
  public var weightDecayMode: WeightDecayMode

  /// Creates the rule with PyTorch's defaults.
  ///
  /// - Precondition: η, ε and λ are finite and not negative, and 0 ≤ β₁, β₂ < 1.
  public init(
    learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8, weightDecay: Double = 0, weightDecayMode: WeightDecayMode = .coupled
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.weightDecayMode = weightDecayMode
    checkHyperparameters()
  }

  /// The loop of one step.
  ///
  /// - Complexity: O(n), no allocation; reads 4n and writes 3n scalars.
  public func kernel(for step: UpdateStep) -> UpdateKernel? {
    scalars(ofStep: step.number).kernel
  }

  /// The hyper-parameters as the kernel takes them in step t, from 1.
  private func scalars(ofStep step: Int) -> AdamStep {
    let (rate, isDivided) = rate(ofStep: step)
    let isCoupled = weightDecayMode == .coupled
    return AdamStep(
      meanWeight: 1 - beta1, beta2: beta2, squareWeight: 1 - beta2, rootScale: 1,
      epsilon: epsilon, gradientRate: 0, meanRate: rate / (1 - power(beta1, step)),
      coupledDecay: isCoupled ? weightDecay : 0,
      decoupledDecay: isCoupled ? 0 : learningRate * weightDecay,
      variant: isDivided ? .plain : .undivided)
  }

  /// What multiplies m̂ or m̂/(√v + ε), and which of the two it is.
  func rate(ofStep step: Int) -> (rate: Double, isDivided: Bool) {
    let decayed = power(beta2, step)
    let limit = 2 / (1 - beta2) - 1
    let length = limit - 2 * Double(step) * decayed / (1 - decayed)
    guard length > 5 else { return (learningRate, false) }
    let rectification =
      (length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)
    return (learningRate * (1 - decayed).squareRoot() * rectification.squareRoot(), true)
  }

  /// "mean" and "meanSquare".
  public var moments: [String] { Self.allMoments }

  private static let allMoments = ["mean", "meanSquare"]

  /// What is wrong with the hyper-parameters, if anything.
  public var fault: String? {
    faultInAdam(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
      weightDecay: weightDecay)
  }
}

extension RAdam: Codable {
  private enum CodingKeys: String, CodingKey {
    case learningRate, beta1, beta2, epsilon, weightDecay, weightDecayMode
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
    weightDecayMode = try container.decode(WeightDecayMode.self, forKey: .weightDecayMode)
    try refuse(Self.name, fault, from: decoder)
  }
}
