internal import ElementwiseKernels

/// Rprop: gives every parameter a step size of its own, and takes from the gradient its sign only.
///
/// For each parameter, with g = ∂loss/∂θ, p₀ = 0 and s₀ = η:
/// ```
/// s ← s·η⁺ where g·p > 0,   s·η⁻ where g·p < 0,   within `smallestStep`...`largestStep`
/// g ← 0 where g·p < 0
/// θ ← θ − sign(g)·s,        p ← g
/// ```
/// After a change of sign the minimum lies behind: the parameter waits a step. Meant for gradients of
/// the whole data set, since the noise of small batches changes signs too; ``RMSprop`` is what became
/// of it for those. Formula and defaults are PyTorch's (`torch/optim/rprop.py`); Keras has no such rule.
/// ```swift
/// Rprop(learningRate: 0.01)
/// ```
/// - SeeAlso: M. Riedmiller, H. Braun, <https://doi.org/10.1109/ICNN.1993.298623>, 1993; the form with
///   p = 0 after a change of sign: C. Igel, M. Hüsken, iRprop⁻, 2000.
public struct Rprop: CompiledRule {
  /// "Rprop".
  public static let name = "Rprop"

  /// η, the step size of all parameters before the first step; later it has no effect.
  ///
  /// No step is shorter than `smallestStep`: with η = 0 parameters move by that, as in PyTorch.
  public var learningRate: Double
  /// η⁻, the factor of a step size when the sign changes.
  public var shrink: Double
  /// η⁺, the factor when it stays.
  public var growth: Double
  /// The least that a step size can become.
  public var smallestStep: Double
  /// The most that a step size can become.
  public var largestStep: Double

  /// Creates the rule with PyTorch's defaults.
  ///
  /// - Precondition: η and `smallestStep` are finite and not negative, 0 < η⁻ < 1 < η⁺, and
  ///   `smallestStep` ≤ `largestStep`, which is finite.
  public init(
    learningRate: Double = 0.01, shrink: Double = 0.5, growth: Double = 1.2,
    smallestStep: Double = 1e-6, largestStep: Double = 50
  ) {
    self.learningRate = learningRate
    self.shrink = shrink
    self.growth = growth
    self.smallestStep = smallestStep
    self.largestStep = largestStep
    checkHyperparameters()
  }

  /// The loop of one step.
  ///
  /// - Complexity: O(n), no allocation; reads 4n and writes 3n scalars.
  public func kernel(for step: UpdateStep) -> UpdateKernel? {
    scalars.kernel
  }

  /// The hyper-parameters as the kernel takes them.
  private var scalars: RpropStep {
    RpropStep(shrink: shrink, growth: growth, smallest: smallestStep, largest: largestStep)
  }

  /// "previousGradient" and "stepSize".
  public var moments: [String] { Self.allMoments }

  /// 0 and η.
  public var initialMoments: [Double] { [0, learningRate] }

  private static let allMoments = ["previousGradient", "stepSize"]

  /// What is wrong with the hyper-parameters, if anything.
  public var fault: String? {
    faultUnlessNonNegative("learningRate", learningRate)
      ?? (shrink > 0 && shrink < 1 && growth > 1 && growth.isFinite
        ? nil : "0 < shrink < 1 < growth does not hold for \(shrink) and \(growth)")
      ?? faultUnlessNonNegative("smallestStep", smallestStep)
      ?? (largestStep >= smallestStep && largestStep.isFinite
        ? nil
        : "largestStep must be finite and at least smallestStep, \(smallestStep), but is "
          + "\(largestStep)")
  }
}

extension Rprop: Codable {
  private enum CodingKeys: String, CodingKey {
    case learningRate, shrink, growth, smallestStep, largestStep
  }

  /// Decodes the rule.
  ///
  /// - Throws: `DecodingError` when a hyper-parameter is missing or out of range.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    learningRate = try container.decode(Double.self, forKey: .learningRate)
    shrink = try container.decode(Double.self, forKey: .shrink)
    growth = try container.decode(Double.self, forKey: .growth)
    smallestStep = try container.decode(Double.self, forKey: .smallestStep)
    largestStep = try container.decode(Double.self, forKey: .largestStep)
    try refuse(Self.name, fault, from: decoder)
  }
}
