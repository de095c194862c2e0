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
  /// - Complexity: O(r log r) for r ranges.
  static func segments(
    rule: Rule, groups: [ParameterGroup<Rule>], withoutDecay: [Range<Int>], clipped: [Range<Int>]
  ) -> [PlanSegment] {
    let ranges = groups.map(\.range) + withoutDecay + clipped
    let bounds = Set([0] + ranges.flatMap { [$0.lowerBound, $0.upperBound] }).sorted()
    var groupSweep = RangeSweep(groups.map(\.range))
    var decaySweep = RangeSweep(withoutDecay)
    var clippedSweep = RangeSweep(clipped)
    var segments: [PlanSegment] = []
    for (index, bound) in bounds.enumerated() {
      let group = groupSweep.range(containing: bound)
      var own = group.map { groups[$0].rule } ?? rule
      if decaySweep.range(containing: bound) != nil { own?.weightDecay = 0 }
      let segment = PlanSegment(
        lowerBound: bound, upperBound: index + 1 < bounds.count ? bounds[index + 1] : nil,
        rule: own, group: group, clippedRange: clippedSweep.range(containing: bound))
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

/// Finds the range that contains a position, for positions in ascending order.
///
/// Where ranges overlap, one of those that contain the position is found.
private struct RangeSweep {
  private var ranges: [(index: Int, range: Range<Int>)]
  // The range, of those begun so far, that reaches furthest.
  private var furthest: (index: Int, range: Range<Int>)?

  init(_ ranges: [Range<Int>]) {
    // The last one begins first: taking from the end costs nothing.
    self.ranges = ranges.enumerated().map { ($0, $1) }
      .sorted { $0.range.lowerBound > $1.range.lowerBound }
  }

  mutating func range(containing position: Int) -> Int? {
    while let next = ranges.last, next.range.lowerBound <= position {
      ranges.removeLast()
      if next.range.upperBound > furthest?.range.upperBound ?? .min { furthest = next }
    }
    return furthest.flatMap { $0.range.contains(position) ? $0.index : nil }
  }
}
