/// What a step of training did to each range of the parameters.
///
/// ```swift
/// print(optimizer.diagnose(values: theta, before: last, gradient: gradient, state: state))
/// ```
/// prints a table of 80 columns and, below, what a known trouble suggests. All numbers in it are
/// finite, so every encoder takes it.
public struct Diagnosis: Codable, Equatable, Sendable {
  /// The rule, such as "RMSprop".
  public let rule: String
  /// Whose variant of the rule, such as "pytorch"; nil for a rule without conventions.
  public let convention: String?
  /// η.
  public let learningRate: Double
  /// The number of steps taken.
  public let step: Int
  /// ‖Δθ‖/‖θ‖ over all ranges together; nil where ``RangeDiagnosis/updateRatio`` would be.
  public let updateRatio: Double?
  /// The root mean square of the values of all ranges together, or nil when one is not finite.
  public let valueRMS: Double?
  /// Whether an ``UpdatePlan`` with loss scaling skipped the last step, as its gradient was not finite.
  ///
  /// From one look this is deduced: with loss scaling, such a gradient never becomes a step. So the
  /// gradient must have been given to `update`.
  public var wasSkipped: Bool
  /// One part per range, in the order in which they were given.
  public let ranges: [RangeDiagnosis]
  /// What became NaN or infinite first, or nil while all is finite; never the gradient of a step that
  /// ``wasSkipped``, which does no harm.
  ///
  /// From one look this is deduced. Where a gradient is not finite and the value at its index
  /// still is, the gradient has not been applied: what is wrong with moments or values is then
  /// older. Otherwise a gradient comes before a moment and a moment before a value; then the lowest
  /// index. ``NonFiniteWatch`` looks at every step and knows.
  public var firstNonFinite: NonFiniteFinding?

  /// The part of a range, or nil when there is none of that name.
  public subscript(name: String) -> RangeDiagnosis? { ranges.first { $0.name == name } }
}

/// What a step of training did to one range of the parameters.
public struct RangeDiagnosis: Codable, Equatable, Sendable {
  /// The name of the range.
  public let name: String
  /// Where it lies in the flat buffers.
  public let range: Range<Int>
  /// The root mean square of the values, or nil when one is not finite.
  public let valueRMS: Double?
  /// The root mean square of the gradient, or nil when one is not finite.
  public let gradientRMS: Double?
  /// ‖Δθ‖/‖θ‖ with Euclidean norms, θ before the step and Δθ the change in it.
  ///
  /// Nil without the values before, where all of these were zero (a bias at its start has no
  /// measure to hold its step against), and where one is not finite.
  public let updateRatio: Double?
  /// The effective steps; nil before the first step, and for a rule that does not tell them.
  public let steps: StepDistribution?
  /// The share of denominators in which ε is the larger part, 0...1; nil for a rule without ε.
  public let epsilonShare: Double?
  /// The first NaN or infinity in the gradient, in each moment and in the values; mostly empty.
  public let nonFinite: [NonFiniteFinding]
}
