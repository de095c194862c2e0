internal import ElementwiseKernels

/// RMSprop: divides each gradient by a running root mean square of its predecessors.
///
/// For each parameter, with g = ∂loss/∂θ, v₀ = 0 and the default ``Convention/textbook``:
/// ```
/// v ← ρ·v + (1 − ρ)·g²
/// θ ← θ − η·g / (√v + ε)
/// ```
/// With `momentum` μ > 0 the ratio u = g/(√v + ε) first enters a buffer, b ← μ·b + u, and b is
/// what moves θ. With `centered` the divisor is the running standard deviation √(v − m²), where
/// m ← ρ·m + (1 − ρ)·g; ``CenteredMode`` says how it is kept.
///
/// Engines differ in where ε and η stand, in v₀, in weight decay and in defaults. Name one, and the
/// rule is theirs; ``Convention`` shows how to set each axis:
/// ```swift
/// RMSprop(learningRate: 0.001, rho: 0.9)      // the textbook's
/// RMSprop(convention: .pytorch)               // torch.optim.RMSprop() with its defaults
/// RMSprop(momentum: 0.9, convention: .keras)  // keras.optimizers.RMSprop(momentum=0.9)
/// RMSprop(learningRate: 0.1, biasCorrection: true, convention: .optax)
/// ```
/// An option that the engine lacks is refused: its name would promise a rule that it has not.
/// Where a denominator is zero, as with ε = 0 before the first gradient, or where squares are too
/// small for the scalar type, the parameter stays where it is.
///
/// - SeeAlso: T. Tieleman, G. Hinton, Lecture 6.5 of *Neural Networks for Machine Learning*, 2012,
///   <https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf>;
///   the centered form: A. Graves, <https://arxiv.org/abs/1308.0850>, 2013.
public struct RMSprop: CompiledRule {
  /// "RMSprop".
  public static let name = "RMSprop"

  /// η, the factor of every step.
  public var learningRate: Double
  /// ρ, the decay of the running means; PyTorch calls it alpha.
  public var rho: Double
  /// ε, which keeps the denominator from zero.
  public var epsilon: Double
  /// μ, how much of the last step enters the next; 0 keeps no buffer.
  public var momentum: Double
  /// Whether the divisor is the standard deviation instead of the root mean square.
  public var centered: Bool
  /// How a centered rule gets at the variance; without `centered` it does nothing.
  public var centeredMode: CenteredMode
  /// λ, the weight decay; the convention says how it enters.
  public var weightDecay: Double
  /// Whether the step looks ahead along the new buffer: u + μb instead of b.
  public var nesterov: Bool
  /// Whether v and m are divided by 1 − ρᵗ in step t, the weight they have gathered so far.
  ///
  /// The moment "meanGradient" of the stable centered mode is then kept divided.
  public var biasCorrection: Bool
  /// Whether the step goes up the gradient; weight decay still pulls towards zero.
  ///
  /// The moment "meanGradient" then keeps the mean with the sign of ∂loss/∂θ, as if descending.
  public var maximize: Bool
  /// Whose formula and defaults these are.
  public var convention: Convention

  /// Creates the rule; what is left out takes the default of the convention.
  ///
  /// - Precondition: η, ε and λ are finite and not negative, 0 ≤ ρ < 1 and 0 ≤ μ ≤ 1. Nesterov
  ///   needs μ > 0. The convention has every option that is on.
  public init(
    learningRate: Double? = nil, rho: Double? = nil, epsilon: Double? = nil,
    momentum: Double? = nil, centered: Bool = false, centeredMode: CenteredMode = .stable,
    weightDecay: Double = 0, nesterov: Bool = false, biasCorrection: Bool = false,
    maximize: Bool = false, convention: Convention = .textbook
  ) {
    self.learningRate = learningRate ?? convention.defaultLearningRate
    self.rho = rho ?? convention.defaultRho
    self.epsilon = epsilon ?? convention.defaultEpsilon
    self.momentum = momentum ?? convention.momentum(whenCentered: centered)
    self.centered = centered
    self.centeredMode = centeredMode
    self.weightDecay = weightDecay
    self.nesterov = nesterov
    self.biasCorrection = biasCorrection
    self.maximize = maximize
    self.convention = convention
    checkHyperparameters()
  }

  /// The loop of one step.
  ///
  /// - Complexity: O(n), one pass; reads 3n and writes 2n scalars, and n more of each for centering
  ///   and for momentum.
  public func kernel(for step: UpdateStep) -> UpdateKernel? {
    kernelStep(number: step.number).kernel
  }

  /// Where ε stands in the denominator of this rule.
  public var epsilonPlacement: EpsilonPlacement {
    convention.epsilonPlacement(hasMomentum: momentum > 0, isCentered: centered)
  }
}

extension RMSprop: Codable {
  private enum CodingKeys: String, CodingKey {
    case learningRate, rho, epsilon, momentum, centered, centeredMode, weightDecay, nesterov
    case biasCorrection, maximize, convention
  }

  /// Decodes the rule.
  ///
  /// - Throws: `DecodingError` when a hyper-parameter is missing, out of range, or not an option of
  ///   the convention.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    learningRate = try container.decode(Double.self, forKey: .learningRate)
    rho = try container.decode(Double.self, forKey: .rho)
    epsilon = try container.decode(Double.self, forKey: .epsilon)
    momentum = try container.decode(Double.self, forKey: .momentum)
    centered = try container.decode(Bool.self, forKey: .centered)
    centeredMode = try container.decode(CenteredMode.self, forKey: .centeredMode)
    weightDecay = try container.decode(Double.self, forKey: .weightDecay)
    nesterov = try container.decode(Bool.self, forKey: .nesterov)
    biasCorrection = try container.decode(Bool.self, forKey: .biasCorrection)
    maximize = try container.decode(Bool.self, forKey: .maximize)
    convention = try container.decode(Convention.self, forKey: .convention)
    try refuse(Self.name, fault, from: decoder)
  }
}
