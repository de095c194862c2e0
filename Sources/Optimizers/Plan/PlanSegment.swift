/// A stretch of the parameters in which an ``UpdatePlan`` treats all alike.
struct PlanSegment<Rule: ElementwiseRule>: Equatable, Sendable {
  /// The first parameter.
  var lowerBound: Int
  /// The first parameter after them; nil for the last stretch, which ends where the parameters do.
  var upperBound: Int?
  /// The rule with its settings here; nil where nothing moves.
  var rule: Rule?
  /// Which group the rule comes from, or nil for that of the plan.
  var group: Int?
  /// Which of the ranges that are clipped by their own norms this is in.
  var clippedRange: Int?

  /// The stretch, of `count` parameters.
  func range(of count: Int) -> Range<Int> { lowerBound..<(upperBound ?? max(lowerBound, count)) }

  /// Cuts the parameters wherever something begins or ends.
  ///
  /// - Complexity: O(r²) for r ranges.
  static func segments(
    rule: Rule, groups: [ParameterGroup<Rule>], withoutDecay: [Range<Int>], clipped: [Range<Int>]
  ) -> [PlanSegment] {
    let ranges = groups.map(\.range) + withoutDecay + clipped
    let bounds = Set([0] + ranges.flatMap { [$0.lowerBound, $0.upperBound] }).sorted()
    var segments: [PlanSegment] = []
    for (index, bound) in bounds.enumerated() {
      let group = groups.firstIndex { $0.range.contains(bound) }
      var own = group.map { groups[$0].rule } ?? rule
      if withoutDecay.contains(where: { $0.contains(bound) }) { own?.weightDecay = 0 }
      let segment = PlanSegment(
        lowerBound: bound, upperBound: index + 1 < bounds.count ? bounds[index + 1] : nil,
        rule: own, group: group, clippedRange: clipped.firstIndex { $0.contains(bound) })
      if let last = segments.last, last.continues(as: segment) {
        segments[segments.count - 1].upperBound = segment.upperBound
      } else {
        segments.append(segment)
      }
    }
    return segments
  }

  /// Whether nothing changes between this stretch and the next.
  private func continues(as next: PlanSegment) -> Bool {
    rule == next.rule && group == next.group && clippedRange == next.clippedRange
  }
}
