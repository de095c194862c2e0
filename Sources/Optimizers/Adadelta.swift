internal import ElementwiseKernels

/// Adadelta: gives each step the units of the parameters, from a running mean of its own squares.
///
/// For each parameter, with g = ∂loss/∂θ and v₀ = d₀ = 0:
/// ```
/// v ← ρ·v + (1 − ρ)·g²
/// s = √(d + ε)/√(v + ε)·g
/// d ← ρ·d + (1 − ρ)·s²
/// θ ← θ − η·s
/// ```
/// The paper has no η; it is 1. The first step is about √(ε/(1 − ρ)) long whatever the gradient is, so ε
/// sets the pace here. Engines agree on the formula and differ in defaults (Keras' η = 0.001 is
/// a thousandth of the others') and in weight decay.
/// ```swift
/// Adadelta()                         // the paper's
/// Adadelta(convention: .keras)       // keras.optimizers.Adadelta()
/// ```
/// Where the divisor is zero, which takes an ε of 0 or one too small for the scalar type, the
/// parameter stays where it is; with ε = 0 it always does.
///
/// - SeeAlso: M. D. Zeiler, <https://arxiv.org/abs/1212.5701>, 2012.
public struct Adadelta: CompiledRule {
  /// "Adadelta".
  public static let name = "Adadelta"

  /// η, the factor of every step.
  public var learningRate: Double
  /// ρ, the decay of both running means.
  public var rho: Double
  /// ε, which keeps the denominator from zero.
  public var epsilon: Double
  /// λ, the weight decay; the convention says how it enters.
  public var weightDecay: Double
  /// Whose formula and defaults these are.
  public var convention: Convention

  /// Creates the rule; what is left out takes the default of the convention.
  ///
  /// - Precondition: η, ε and λ are finite and not negative, and 0 ≤ ρ < 1.
  public init(
    learningRate: Double? = nil, rho: Double? = nil, epsilon: Double? = nil,
    weightDecay: Double = 0, convention: Convention = .textbook
  ) {
    self.learningRate = learningRate ?? convention.defaultLearningRate
    self.rho = rho ?? convention.defaultRho
    self.epsilon = epsilon ?? convention.defaultEpsilon
    self.weightDecay = weightDecay
    self.convention = convention
    checkHyperparameters()
  }

  /// The loop of one step.
  ///
  /// - Complexity: O(n), no allocation; reads 4n and writes 3n scalars.
  public func kernel(for step: UpdateStep) -> UpdateKernel? {
    scalars.kernel
  }

  /// The hyper-parameters as the kernel takes them.
  private var scalars: AdadeltaStep {
    let isCoupled = convention.weightDecayMode == .coupled
    return AdadeltaStep(
      rho: rho, newWeight: 1 - rho, epsilon: epsilon, stepRate: learningRate,
      coupledDecay: isCoupled ? weightDecay : 0,
      decoupledDecay: isCoupled ? 0 : learningRate * weightDecay)
  }

  /// The name of the convention.
  public var conventionName: String? { convention.name }

  /// "meanSquare" of the gradients and "meanSquareStep".
  public var moments: [String] { Self.allMoments }

  private static let allMoments = ["meanSquare", "meanSquareStep"]

  /// What is wrong with the hyper-parameters, if anything.
  public var fault: String? {
    faultUnlessNonNegative("learningRate", learningRate)
      ?? faultUnlessFraction("rho", rho)
      ?? faultUnlessNonNegative("epsilon", epsilon)
      ?? faultUnlessNonNegative("weightDecay", weightDecay)
  }
}

extension Adadelta: Codable {
  private enum CodingKeys: String, CodingKey {
    case learningRate, rho, epsilon, weightDecay, convention
  }

  /// Decodes the rule.
  ///
  /// - Throws: `DecodingError` when a hyper-parameter is missing or out of range.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    learningRate = try container.decode(Double.self, forKey: .learningRate)
    rho = try container.decode(Double.self, forKey: .rho)
    epsilon = try container.decode(Double.self, forKey: .epsilon)
    weightDecay = try container.decode(Double.self, forKey: .weightDecay)
    convention = try container.decode(Convention.self, forKey: .convention)
    try refuse(Self.name, fault, from: decoder)
  }
}
