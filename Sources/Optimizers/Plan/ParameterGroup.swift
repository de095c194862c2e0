/// A range of the parameters with settings of its own in an ``UpdatePlan``.
///
/// ```swift
/// var slow = rule
/// slow.learningRate /= 10
/// slow.weightDecay = 0
/// let groups = [ParameterGroup(0..<784, slow), .frozen(784..<800)]
/// ```
/// The names and ranges of a model's parameters are in `model.parameters.blocks`.
public struct ParameterGroup<Rule: ElementwiseRule>: Codable, Equatable, Sendable {
  /// Which parameters, by their positions in the flat buffer.
  public let range: Range<Int>
  /// How they move; nil where they do not.
  public let rule: Rule?

  /// Parameters that move by a rule with its own settings.
  ///
  /// The rule must keep the same moments in the same convention as that of the plan. When the
  /// learning rate of the plan changes, that of the group keeps its proportion to it.
  public init(_ range: Range<Int>, _ rule: Rule) {
    self.range = range
    self.rule = rule
  }

  /// Parameters that stay as they are: neither they nor their moments change, and their gradient
  /// is not part of any norm.
  public static func frozen(_ range: Range<Int>) -> ParameterGroup {
    ParameterGroup(range: range)
  }

  private init(range: Range<Int>) {
    self.range = range
    rule = nil
  }
}
