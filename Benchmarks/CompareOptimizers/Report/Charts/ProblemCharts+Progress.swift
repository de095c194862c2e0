extension ProblemCharts {
  /// What the horizontal axis of a curve over the course of training measures.
  enum Course: String, Sendable {
    case steps, seconds

    var axis: LineChart.Axis {
      switch self {
      case .steps:
        LineChart.Axis(title: "steps", kind: .counting, format: .count, prefix: "step ")
      case .seconds:
        LineChart.Axis(title: "training time in seconds", format: .seconds, prefix: "after ")
      }
    }
  }

  /// Training loss; nil for a function, whose loss has one kind only.
  var trainingLoss: LineChart? {
    guard problem.kind != .function else { return nil }
    var chart = LineChart(
      name: "\(prefix)-training-loss-steps", title: "\(problem.title): training loss",
      horizontal: Course.steps.axis, vertical: .init(title: "training loss"),
      series: curves(over: .steps) { $0.trainingLoss }
    ).fittedToLosses()
    if let lowest = problem.lowestLoss, lowest > 0 {
      chart.mark = .init(value: lowest, label: "lowest there is")
    }
    return chart
  }

  /// The loss that choices are made by, over updates or time.
  func loss(over course: Course) -> LineChart {
    var chart = LineChart(
      name: "\(prefix)-loss-\(course.rawValue)",
      title: "\(problem.title): \(lossTitle) by \(course == .steps ? "steps" : "training time")",
      horizontal: course.axis, vertical: .init(title: lossTitle),
      series: curves(over: course) { $0.validationLoss }
    ).fittedToLosses()
    chart.mark = targetLoss.map { .init(value: $0, label: "target") }
    return chart
  }

  /// Accuracy on the validation split, over updates or time; nil where there are no classes.
  func accuracy(over course: Course) -> LineChart? {
    guard problem.hasAccuracy else { return nil }
    var chart = LineChart(
      name: "\(prefix)-accuracy-\(course.rawValue)",
      title: "\(problem.title): accuracy by \(course == .steps ? "steps" : "training time")",
      horizontal: course.axis,
      vertical: .init(title: "validation accuracy", kind: .percent, format: .percent),
      series: curves(over: course, worst: 0) { $0.validationAccuracy ?? 0 })
    chart.floor = Self.lowestOfInterest(in: chart)
    if problem.target.measure == .accuracy {
      chart.mark = .init(value: problem.target.value, label: "target")
    }
    return chart
  }

  /// Where the axis of accuracies begins: the climb from chance would flatten what comes after.
  private static func lowestOfInterest(in chart: LineChart) -> Double {
    let ends = chart.series.compactMap { $0.samples.last?.lower }.filter(\.isFinite)
    guard let best = ends.max() else { return 0 }
    let lowest = ends.filter { $0 >= best - 0.3 }.min() ?? best
    return max(0, lowest - 0.12)
  }

  /// The curves of the final runs.
  private func curves(
    over course: Course, worst: Double = .infinity,
    value: (ComparisonResults.Epoch) -> Double
  ) -> [LineChart.Series] {
    entry.contenders.compactMap { contender in
      let trials = contender.finalTrials
      let count = trials.map(\.epochs.count).max() ?? 0
      let samples = (0..<count).compactMap { index -> LineChart.Sample? in
        // A run that had ended by then counts as the worst.
        let epochs = trials.map { $0.epochs.indices.contains(index) ? $0.epochs[index] : nil }
        let places = epochs.compactMap { $0 }.map {
          course == .steps ? Double($0.steps) : $0.seconds
        }
        guard let place = Spread(of: places)?.median,
          let spread = Spread(of: epochs.map { $0.map(value) ?? .nan }, replacingNaNWith: worst)
        else { return nil }
        return LineChart.Sample(x: place, spread)
      }
      return series(contender.name, samples, of: trials)
    }
  }
}
