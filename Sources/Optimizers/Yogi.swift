internal import ElementwiseKernels

/// Yogi: ``Adam`` whose second moment moves by a share of g², whatever its distance from it.
///
/// For each parameter in step t, from 1, with g = ∂loss/∂θ and m₀ = v₀ = `initialAccumulator`:
/// ```
/// m ← β₁·m + (1 − β₁)·g                       m̂ = m/(1 − β₁ᵗ)
/// v ← v − (1 − β₂)·sign(v − g²)·g²            v̂ = v/(1 − β₂ᵗ)
/// θ ← θ − η·m̂ / (√v̂ + ε)
/// ```
/// A small gradient after large ones lowers v slowly, so that the rate does not jump up; v never turns
/// negative. Formula and defaults are Optax's (`optax/_src/transform.py`, `scale_by_yogi`), but for η,
/// which Optax asks for: 0.01 is the paper's. PyTorch and Keras have no such rule. Optax starts m, too,
/// from `initialAccumulator`, so without any gradient the parameters drift by far less than η. The
/// paper has no bias correction.
/// ```swift
/// Yogi(learningRate: 0.01)
/// ```
/// - SeeAlso: M. Zaheer et al., <https://papers.nips.cc/paper/8186>, 2018.
public struct Yogi: CompiledRule {
  /// "Yogi".
  public static let name = "Yogi"

  /// η, the factor of every step.
  public var learningRate: Double
  /// β₁, the decay of the running mean of gradients.
  public var beta1: Double
  /// β₂: v moves by 1 − β₂ of each square.
  public var beta2: Double
  /// ε, which keeps the denominator from zero.
  public var epsilon: Double
  /// What both moments start from.
  public var initialAccumulator: Double

  /// Creates the rule with Optax's defaults.
  ///
  /// - Precondition: η, ε and the initial accumulator are finite and not negative, and 0 ≤ β₁, β₂ < 1.
  public init(
    learningRate: Double = 0.01, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-3,
    initialAccumulator: Double = 1e-6
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.initialAccumulator = initialAccumulator
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
    let root = EpsilonScale.correctedRoot.scales(correction: 1 - power(beta2, step)).root
    return AdamStep(
      meanWeight: 1 - beta1, beta2: beta2, squareWeight: 1 - beta2, rootScale: root,
      epsilon: epsilon, gradientRate: 0, meanRate: learningRate / (1 - power(beta1, step)),
      coupledDecay: 0, decoupledDecay: 0, variant: .yogi)
  }

  /// "mean" and "meanSquare".
  public var moments: [String] { Self.allMoments }

  /// `initialAccumulator` for both.
  public var initialMoments: [Double] { [initialAccumulator, initialAccumulator] }

  private static let allMoments = ["mean", "meanSquare"]

  /// What is wrong with the hyper-parameters, if anything.
  public var fault: String? {
    faultInAdam(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon)
      ?? faultUnlessNonNegative("initialAccumulator", initialAccumulator)
  }
}

extension Yogi: Codable {
  private enum CodingKeys: String, CodingKey {
    case learningRate, beta1, beta2, epsilon, initialAccumulator
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
    initialAccumulator = try container.decode(Double.self, forKey: .initialAccumulator)
    try refuse(Self.name, fault, from: decoder)
  }
}
