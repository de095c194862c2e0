internal import ElementwiseKernels

/// Watches a training for its first NaN or infinity.
///
/// One look at the end finds NaN in everything; a look after every step finds where it began:
/// ```swift
/// var watch = NonFiniteWatch(ranges: ranges)
/// for step in 1...1000 {
///   let gradient = gradient(theta)
///   optimizer.update(&theta, gradient: gradient, state: &state)
///   if let first = watch.observe(values: theta, gradient: gradient, state: state) {
///     print(first.sentence)
///     break
///   }
/// }
/// ```
public struct NonFiniteWatch: Equatable, Sendable {
  /// Where to look; parameters outside are not looked at.
  public let ranges: [ParameterRange]
  /// The first that was found, or nil so far; later ones do not replace it.
  ///
  /// Where several appear in the same step, a gradient comes before a moment and a moment before
  /// a value, since that is the order in which a step computes them; then the lowest index.
  ///
  /// A gradient for which an ``UpdatePlan`` with loss scaling skipped the step is none: it did no
  /// harm. One that a plan holds for a later step counts when that step is taken.
  public private(set) var first: NonFiniteFinding?

  // What came with the gradients that a plan holds, until it is known whether their step is skipped.
  private var held: NonFiniteFinding?
  private var skippedSteps = 0
  private var heldGradients = 0

  /// Begins to watch a run from its start.
  public init(ranges: [ParameterRange]) { self.ranges = ranges }

  /// Begins to watch a run that goes on from a state.
  ///
  /// It matters where an ``UpdatePlan`` has skipped steps before, or holds gradients.
  public init<Scalar: RealScalar>(ranges: [ParameterRange], from state: OptimizerState<Scalar>) {
    self.ranges = ranges
    skippedSteps = state.skippedSteps
    heldGradients = state.heldGradients
  }

  /// Looks at the outcome of a step.
  ///
  /// - Parameters:
  ///   - values: θ after the step.
  ///   - gradient: What the step was taken against.
  ///   - state: What the step left.
  ///   - step: The number of the step, if not that of the state: one more for a gradient that was
  ///     computed but not applied.
  /// - Returns: ``first``.
  /// - Precondition: Values, gradient and state have the same count; the ranges end within it, do
  ///   not overlap, and have names of their own.
  /// - Complexity: O(n), reads all once, until something is found; then O(1).
  @discardableResult
  public mutating func observe<Values: ScalarBuffer, Gradient: ScalarBuffer<Values.Scalar>>(
    values: Values, gradient: Gradient, state: OptimizerState<Values.Scalar>, step: Int? = nil
  ) -> NonFiniteFinding? {
    checkCounts(values: values.count, gradient: gradient.count, state: state.count)
    guard first == nil else { return first }
    checkRanges(ranges, count: state.count)
    let wasSkipped = state.skippedSteps > skippedSteps
    let isHeld = state.heldGradients > heldGradients
    (skippedSteps, heldGradients) = (state.skippedSteps, state.heldGradients)
    let number = step ?? (isHeld ? state.step + 1 : state.step)
    let findings = values.withSpan { values in
      gradient.withSpan { gradient in
        ranges.flatMap {
          nonFiniteFindings(in: $0, values: values, gradient: gradient, state: state, step: number)
        }
      }
    }
    guard wasSkipped || isHeld else {
      first = held ?? findings.first(of: state.moments)
      return first
    }
    let (incoming, applied) = findings.separated
    first = applied.first(of: state.moments)
    held = wasSkipped ? nil : held ?? incoming.first(of: state.moments)
    return first
  }
}

/// Stops with the numbers when what belongs together has different counts.
func checkCounts(values: Int, gradient: Int, state: Int) {
  require(
    gradient == values && state == values,
    "\(values) parameters cannot have \(gradient) gradients and a state of \(state)")
}
