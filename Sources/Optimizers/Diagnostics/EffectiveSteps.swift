internal import ElementwiseKernels

/// A rule that tells by which factor each parameter's gradient became its step.
///
/// The rules of this package conform. ``Optimizer/diagnose(values:before:gradient:state:ranges:)``
/// asks; a rule of your own that does not conform is diagnosed all the same, without this part.
public protocol EffectiveStepReporting: Optimizer {
  /// The effective steps of some parameters in the update that left `state` behind.
  ///
  /// The effective step is what the rule multiplied the gradient by, or its bias-corrected mean:
  /// η/(√v̂ + ε) in Adam. Weight decay and momentum are not part of it; with a momentum buffer
  /// it is the factor with which a gradient enters.
  ///
  /// - Parameters:
  ///   - state: What the update left; this rule made it, and took at least one step with it.
  ///   - range: Which parameters; they are among those of the state.
  /// - Returns: One factor per parameter of the range.
  /// - Complexity: O(length of the range).
  func effectiveSteps<Scalar: RealScalar>(
    of state: OptimizerState<Scalar>, in range: Range<Int>
  ) -> EffectiveSteps
}

/// By which factors gradients became steps.
public struct EffectiveSteps: Equatable, Sendable {
  /// One factor per parameter, at least 0, or NaN where the rule's denominator is; 0 where the
  /// denominator is, since such a parameter stays where it is.
  public var sizes: [Double]
  /// In how many denominators ε is the larger part: ε > √v, or ε > v where both stand in the root.
  ///
  /// Nil for a rule without ε.
  public var epsilonDominatedCount: Int?

  /// Creates the factors of some parameters.
  public init(sizes: [Double], epsilonDominatedCount: Int? = nil) {
    self.sizes = sizes
    self.epsilonDominatedCount = epsilonDominatedCount
  }
}

extension EffectiveSteps {
  /// The same factor for all.
  init(constant size: Double, count: Int) {
    self.init(sizes: Array(repeating: size, count: count))
  }

  /// rate/(rootScale·√(v + epsilonInside) + epsilonOutside) for each v.
  ///
  /// Both ε are first rounded to `Scalar`, as the update rounds them: one that underflows there
  /// keeps nothing from zero.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  init<Scalar: RealScalar>(
    rate: Double, secondMoments: [Scalar], rootScale: Double = 1, epsilonInside: Double = 0,
    epsilonOutside: Double = 0
  ) {
    let (inside, outside) = (Double(Scalar(epsilonInside)), Double(Scalar(epsilonOutside)))
    var dominated = 0
    let sizes = secondMoments.map { moment in
      let moment = Double(moment)
      let root = rootScale * (moment + inside).squareRoot()
      if inside > moment || outside > root { dominated += 1 }
      let denominator = root + outside
      return denominator == 0 ? 0 : rate / denominator
    }
    self.init(sizes: sizes, epsilonDominatedCount: dominated)
  }
}

extension OptimizerState {
  /// One moment of a range of the parameters.
  ///
  /// - Precondition: The rule keeps a moment of that name, and the range lies in 0..<``count``.
  /// - Complexity: O(length of the range), a copy.
  public func moment(_ name: String, in range: Range<Int>) -> [Scalar] {
    require(
      range.lowerBound >= 0 && range.upperBound <= count,
      "the parameters \(range) are not among the \(count) of the state")
    guard let index = moments.firstIndex(of: name) else {
      fatalError("'\(name)' is not one of the moments \(moments) of \(rule)")
    }
    let start = index * stride
    return Array(buffer.span.extracting(start + range.lowerBound..<start + range.upperBound))
  }
}
