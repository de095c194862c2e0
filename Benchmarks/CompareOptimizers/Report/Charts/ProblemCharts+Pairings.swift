extension ProblemCharts {
  typealias Pairing = ComparisonResults.Pairing

  /// What is compared, in the order in which it first occurs.
  var measures: [Pairing.Measure] {
    var measures: [Pairing.Measure] = []
    for pairing in entry.tellablePairings where !measures.contains(pairing.measure) {
      measures.append(pairing.measure)
    }
    return measures
  }

  /// The comparisons of one measure of which there is something to tell.
  func pairings(of measure: Pairing.Measure) -> [Pairing] {
    entry.tellablePairings.filter { $0.measure == measure }
  }

  /// What a measure is called.
  func name(of measure: Pairing.Measure) -> String {
    switch measure {
    case .testAccuracy: "test accuracy"
    case .testLoss: finalLossTitle
    case .stepsToTarget: "steps to the target"
    }
  }

  /// What the loss at the end is called.
  var finalLossTitle: String {
    switch (problem.kind, problem.lowestLoss) {
    case (.function, nil): "final value"
    case (.function, _): "final height"
    case (_, nil): "test loss"
    case (_, _): "test loss above the lowest"
    }
  }

  /// The differences of one measure with their intervals.
  func intervals(of measure: Pairing.Measure) -> IntervalChart {
    let pairings = pairings(of: measure)
    let reference = pairings.first?.reference ?? ""
    return IntervalChart(
      name: "\(prefix)-paired-\(Self.slug(measure))",
      title: "\(problem.title): \(name(of: measure)) beside \(reference)",
      axisTitle: "difference in \(name(of: measure))"
        + (measure == .testAccuracy ? ", points of per cent" : ""),
      reference: reference, isHigherBetter: measure == .testAccuracy,
      unit: measure == .testAccuracy ? 100 : 1,
      rows: pairings.compactMap { pairing in
        guard let style = styles[pairing.contender] else { return nil }
        let value = Self.differenceText(pairing)
        var tip = "\(pairing.contender) beside \(pairing.reference): \(value)"
        if let interval = Self.intervalText(pairing) { tip += ", 95% interval \(interval)" }
        let chance = NumberText.probability(pairing.probability)
        tip += chance.hasPrefix("<") ? ", p \(chance)" : ", p = \(chance)"
        return IntervalChart.Row(
          name: pairing.contender, style: style, difference: pairing.difference,
          interval: pairing.interval, isClear: pairing.isClear, valueText: value, tip: tip)
      })
  }

  private static func slug(_ measure: Pairing.Measure) -> String {
    switch measure {
    case .testAccuracy: "accuracy"
    case .testLoss: "loss"
    case .stepsToTarget: "steps"
    }
  }

  /// A difference with its sign and unit, such as "+1.2 points".
  static func differenceText(_ pairing: Pairing) -> String {
    guard let difference = pairing.difference, !difference.isNaN else { return "none" }
    switch pairing.measure {
    case .testAccuracy:
      return NumberText.signed(difference * 100) { NumberText.fixed($0, 2) } + " points"
    case .testLoss: return NumberText.signed(difference) { NumberText.significant($0) }
    case .stepsToTarget: return NumberText.signed(difference) { NumberText.grouped($0) }
    }
  }

  /// The interval of a difference, such as "−0.3 to +1.2".
  static func intervalText(_ pairing: Pairing) -> String? {
    guard let interval = pairing.interval else { return nil }
    let ends = [interval.lower, interval.upper].map { end in
      switch pairing.measure {
      case .testAccuracy: NumberText.signed(end * 100) { NumberText.fixed($0, 2) }
      case .testLoss: NumberText.signed(end) { NumberText.significant($0) }
      case .stepsToTarget: NumberText.signed(end) { NumberText.grouped($0) }
      }
    }
    return ends.joined(separator: " to ")
  }
}
