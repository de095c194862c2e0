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
/// m ← ρ·m + (1 − ρ)·g; it is kept by a recurrence that cannot go negative:
/// s ← ρ·(s + (1 − ρ)(g − m)²), with s = v − m² in exact arithmetic.
///
/// Engines differ in where ε and η stand, in weight decay and in defaults. Name one, and the rule
/// is theirs:
/// ```swift
/// RMSprop(learningRate: 0.001, rho: 0.9)      // the textbook's
/// RMSprop(convention: .pytorch)               // torch.optim.RMSprop() with its defaults
/// RMSprop(momentum: 0.9, convention: .keras)  // keras.optimizers.RMSprop(momentum=0.9)
/// ```
/// Where a denominator is zero (ε = 0 and no gradient so far), the parameter stays where it is.
///
/// - SeeAlso: T. Tieleman, G. Hinton, Lecture 6.5 of *Neural Networks for Machine Learning*, 2012,
///   <https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf>;
///   the centered form: A. Graves, <https://arxiv.org/abs/1308.0850>, 2013.
public struct RMSprop: Optimizer {
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
  /// λ, the weight decay; the convention says how it enters.
  public var weightDecay: Double
  /// Whose formula and defaults these are.
  public var convention: Convention

  /// Creates the rule; what is left out takes the default of the convention.
  ///
  /// - Precondition: η, ε, μ and λ are finite and not negative, and 0 ≤ ρ < 1.
  public init(
    learningRate: Double? = nil, rho: Double? = nil, epsilon: Double? = nil, momentum: Double = 0,
    centered: Bool = false, weightDecay: Double = 0, convention: Convention = .textbook
  ) {
    self.learningRate = learningRate ?? convention.defaultLearningRate
    self.rho = rho ?? convention.defaultRho
    self.epsilon = epsilon ?? convention.defaultEpsilon
    self.momentum = momentum
    self.centered = centered
    self.weightDecay = weightDecay
    self.convention = convention
    checkHyperparameters()
  }

  /// Moves `values` in place by one RMSprop step, in one pass.
  ///
  /// - Precondition: `values`, `gradient` and `state` have the same number of parameters, and an
  ///   RMSprop with the same `centered`, and with or without momentum alike, made the state.
  /// - Complexity: O(n), one pass; reads 3n and writes 2n scalars, and n more of each for centering
  ///   and for momentum. No allocation up to 262,144 parameters; beyond, threads share the work.
  public func update<Scalar: RealScalar>(
    _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
    state: inout OptimizerState<Scalar>
  ) {
    checkHyperparameters()
    state.beginStep(rule: Self.name, moments: moments, count: values.count)
    let stride = state.stride
    var buffers = state.buffer.mutableSpan
    rmspropUpdate(
      values: &values, gradient: gradient, moments: &buffers, momentStride: stride, step: step)
  }

  /// The hyper-parameters as the kernel takes them: a rate of 1 or a decay of 0 changes no bit.
  private var step: RMSpropStep {
    let isInside = convention.epsilonPlacement == .insideRoot
    let isBuffered = convention.learningRatePlacement == .inBuffer
    let isCoupled = convention.weightDecayMode == .coupled
    return RMSpropStep(
      rho: rho,
      epsilonInside: isInside ? epsilon : 0, epsilonOutside: isInside ? 0 : epsilon,
      momentum: momentum,
      bufferRate: isBuffered ? learningRate : 1, stepRate: isBuffered ? 1 : learningRate,
      coupledDecay: isCoupled ? weightDecay : 0,
      decoupledDecay: isCoupled ? 0 : learningRate * weightDecay,
      isCentered: centered, hasMomentum: momentum > 0)
  }

  /// "meanSquare", or centered "variance" and "meanGradient"; then "momentum" where there is any.
  public var moments: [String] {
    switch (centered, momentum > 0) {
    case (false, false): Self.plainMoments
    case (false, true): Self.momentumMoments
    case (true, false): Self.centeredMoments
    case (true, true): Self.centeredMomentumMoments
    }
  }

  private static let plainMoments = ["meanSquare"]
  private static let momentumMoments = ["meanSquare", "momentum"]
  private static let centeredMoments = ["variance", "meanGradient"]
  private static let centeredMomentumMoments = ["variance", "meanGradient", "momentum"]

  private func checkHyperparameters() {
    if let fault { preconditionFailure("RMSprop: \(fault)") }
  }

  /// What is wrong with the hyper-parameters, if anything.
  private var fault: String? {
    faultUnlessNonNegative("learningRate", learningRate)
      ?? faultUnlessFraction("rho", rho)
      ?? faultUnlessNonNegative("epsilon", epsilon)
      ?? faultUnlessNonNegative("momentum", momentum)
      ?? faultUnlessNonNegative("weightDecay", weightDecay)
  }
}

extension RMSprop: Codable {
  private enum CodingKeys: String, CodingKey {
    case learningRate, rho, epsilon, momentum, centered, weightDecay, convention
  }

  /// Decodes the rule.
  ///
  /// - Throws: `DecodingError` when a hyper-parameter is missing or out of range.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    learningRate = try container.decode(Double.self, forKey: .learningRate)
    rho = try container.decode(Double.self, forKey: .rho)
    epsilon = try container.decode(Double.self, forKey: .epsilon)
    momentum = try container.decode(Double.self, forKey: .momentum)
    centered = try container.decode(Bool.self, forKey: .centered)
    weightDecay = try container.decode(Double.self, forKey: .weightDecay)
    convention = try container.decode(Convention.self, forKey: .convention)
    if let fault {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "RMSprop: \(fault)"))
    }
  }
}
