extension UpdatePlan {
  /// What is wrong with the plan around the rule, if anything.
  var planFault: String? {
    for (index, group) in groups.enumerated() {
      if let fault = rangeFault(group.range) ?? groupFault(group) {
        return "group \(index + 1), \(group.range): \(fault)"
      }
    }
    for range in withoutDecay {
      if let fault = rangeFault(range) { return "without decay, \(range): \(fault)" }
    }
    return overlap(of: groups.map(\.range)).map { "the groups \($0) and \($1) overlap" }
      ?? clippingFault
      ?? ((1...PlanProgress.largestAccumulation).contains(accumulationSteps)
        ? nil
        : "a step takes 1 to \(PlanProgress.largestAccumulation) gradients, not \(accumulationSteps)")
      ?? lossScaling?.fault
      ?? averageDecay.flatMap { faultUnlessFraction("averageDecay", $0) }
      ?? faultUnlessNonNegative("learningRate", baseLearningRate)
  }

  private func rangeFault(_ range: Range<Int>) -> String? {
    range.isEmpty ? "is empty" : range.lowerBound < 0 ? "begins below 0" : nil
  }

  private func groupFault(_ group: ParameterGroup<Rule>) -> String? {
    guard let other = group.rule else { return nil }
    if let fault = other.fault { return fault }
    if other.moments != rule.moments {
      return "its rule keeps \(other.moments), and that of the plan \(rule.moments)"
    }
    if other.initialMoments != rule.initialMoments {
      return "its moments start from \(other.initialMoments), and those of the plan from "
        + "\(rule.initialMoments)"
    }
    if other.conventionName != rule.conventionName {
      return "its convention is '\(other.conventionName ?? "")', and that of the plan "
        + "'\(rule.conventionName ?? "")'"
    }
    if baseLearningRate == 0 && other.learningRate != 0 {
      return "a rate of \(other.learningRate) has no proportion to that of the plan, 0"
    }
    return nil
  }

  private var clippingFault: String? {
    guard let clipping else { return nil }
    guard clipping.limit > 0 && clipping.limit.isFinite else {
      return "a gradient cannot be clipped to \(clipping.limit)"
    }
    if case .norm(_, let ranges, _) = clipping, ranges.isEmpty {
      return
        "clipping by norm needs the ranges to clip; for all parameters together take globalNorm"
    }
    for range in clipping.ranges {
      if let fault = rangeFault(range) { return "clipped by norm, \(range): \(fault)" }
    }
    return overlap(of: clipping.ranges).map { "the clipped ranges \($0) and \($1) overlap" }
  }

  /// Two of the ranges that have a parameter in common.
  private func overlap(of ranges: [Range<Int>]) -> (Range<Int>, Range<Int>)? {
    let sorted = ranges.sorted { $0.lowerBound < $1.lowerBound }
    return zip(sorted, sorted.dropFirst()).first { $0.overlaps($1) }
  }
}
