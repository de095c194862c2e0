internal import ElementwiseKernels

/// Adagrad: divides each gradient by the root of the sum of all squares so far.
///
/// For each parameter in step t, from 1, with g = ∂loss/∂θ and a₀ = `initialAccumulator`:
/// ```
/// a ← a + g²
/// θ ← θ − η/(1 + (t − 1)·d)·g / (√a + ε)        d is the decay of the rate
/// ```
/// The sum only grows, so the steps shrink like 1/√t; ``RMSprop`` and ``Adadelta`` forget instead. Keras
/// has ε inside the root, √(a + ε), starts from a₀ = 0.1 and has no decay of the rate.
/// ```swift
/// Adagrad(learningRate: 0.1)
/// Adagrad(convention: .keras)       // keras.optimizers.Adagrad()
/// ```
/// Where a denominator is zero, as with ε = 0 before the first gradient, or where squares are too
/// small for the scalar type, the parameter stays where it is.
///
/// - SeeAlso: J. Duchi, E. Hazan, Y. Singer, <https://jmlr.org/papers/v12/duchi11a.html>, 2011.
public struct Adagrad: CompiledRule {
  /// "Adagrad".
  public static let name = "Adagrad"

  /// η, the factor of every step.
  public var learningRate: Double
  /// d, how much the rate's divisor grows in a step.
  public var learningRateDecay: Double
  /// a₀, what the sum of squares starts from.
  public var initialAccumulator: Double
  /// ε, which keeps the denominator from zero.
  public var epsilon: Double
  /// λ, the weight decay; the convention says how it enters.
  public var weightDecay: Double
  /// Whose formula and defaults these are.
  public var convention: Convention

  /// Creates the rule; what is left out takes the default of the convention.
  ///
  /// - Precondition: All are finite and not negative. Keras knows no decay of the rate.
  public init(
    learningRate: Double? = nil, learningRateDecay: Double = 0, initialAccumulator: Double? = nil,
    epsilon: Double? = nil, weightDecay: Double = 0, convention: Convention = .textbook
  ) {
    self.learningRate = learningRate ?? convention.defaultLearningRate
    self.learningRateDecay = learningRateDecay
    self.initialAccumulator = initialAccumulator ?? convention.defaultInitialAccumulator
    self.epsilon = epsilon ?? convention.defaultEpsilon
    self.weightDecay = weightDecay
    self.convention = convention
    checkHyperparameters()
  }

  /// The loop of one step.
  ///
  /// - Complexity: O(n), no allocation; reads 3n and writes 2n scalars.
  public func kernel(for step: UpdateStep) -> UpdateKernel? {
    scalars(ofStep: step.number).kernel
  }

  /// The hyper-parameters as the kernel takes them in step t, from 1.
  private func scalars(ofStep step: Int) -> AdagradStep {
    let isInside = convention.epsilonPlacement == .insideRoot
    let isCoupled = convention.weightDecayMode == .coupled
    return AdagradStep(
      epsilonInside: isInside ? epsilon : 0, epsilonOutside: isInside ? 0 : epsilon,
      stepRate: rate(ofStep: step),
      coupledDecay: isCoupled ? weightDecay : 0,
      decoupledDecay: isCoupled ? 0 : learningRate * weightDecay)
  }

  /// η/(1 + (t − 1)·d), the rate of step t, from 1.
  func rate(ofStep step: Int) -> Double {
    learningRate / (1 + Double(step - 1) * learningRateDecay)
  }

  /// The name of the convention.
  public var conventionName: String? { convention.name }

  /// "squareSum".
  public var moments: [String] { Self.allMoments }

  /// `initialAccumulator`.
  public var initialMoments: [Double] { [initialAccumulator] }

  private static let allMoments = ["squareSum"]

  /// What is wrong with the hyper-parameters, if anything.
  public var fault: String? {
    faultUnlessNonNegative("learningRate", learningRate)
      ?? faultUnlessNonNegative("learningRateDecay", learningRateDecay)
      ?? (convention.hasLearningRateDecay || learningRateDecay == 0
        ? nil
        : "the convention '\(convention.name)' has no decay of the rate, but it is "
          + "\(learningRateDecay)")
      ?? faultUnlessNonNegative("initialAccumulator", initialAccumulator)
      ?? faultUnlessNonNegative("epsilon", epsilon)
      ?? faultUnlessNonNegative("weightDecay", weightDecay)
  }
}

extension Adagrad: Codable {
  private enum CodingKeys: String, CodingKey {
    case learningRate, learningRateDecay, initialAccumulator, epsilon, weightDecay, convention
  }

  /// Decodes the rule.
  ///
  /// - Throws: `DecodingError` when a hyper-parameter is missing or out of range.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    learningRate = try container.decode(Double.self, forKey: .learningRate)
    learningRateDecay = try container.decode(Double.self, forKey: .learningRateDecay)
    initialAccumulator = try container.decode(Double.self, forKey: .initialAccumulator)
    epsilon = try container.decode(Double.self, forKey: .epsilon)
    weightDecay = try container.decode(Double.self, forKey: .weightDecay)
    convention = try container.decode(Convention.self, forKey: .convention)
    try refuse(Self.name, fault, from: decoder)
  }
}
