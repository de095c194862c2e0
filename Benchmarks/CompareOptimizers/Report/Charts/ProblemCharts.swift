/// The charts of one problem.
struct ProblemCharts: Sendable {
  /// What the problem showed.
  let entry: ComparisonResults.ProblemResults

  /// The look of each contender, by name.
  let styles: [String: SeriesStyle]

  /// What the names of the charts begin with.
  let prefix: String

  var problem: ComparisonResults.Problem { entry.problem }

  /// What charts call the loss on the split that choices are made by.
  ///
  /// Where the lowest loss is known, that loss is recorded as what lies above it.
  var lossTitle: String {
    switch (problem.kind, problem.lowestLoss) {
    case (.function, nil): "function value"
    case (.function, _): "height above the minimum"
    case (_, nil): "validation loss"
    case (_, _): "loss above the lowest"
    }
  }

  /// The target as a loss to draw a line at; nil when it is an accuracy.
  var targetLoss: Double? {
    problem.target.measure == .loss ? problem.target.value : nil
  }

  /// The target in words, such as "95% validation accuracy" or "a validation loss of 0.1".
  var targetText: String {
    let value = NumberText.inPowers(NumberText.short(problem.target.value))
    switch problem.target.measure {
    case .accuracy: return problem.targetText
    case .loss where problem.kind == .function:
      return problem.lowestLoss == nil ? "a loss of \(value)" : "\(value) above the minimum"
    case .loss where problem.lowestLoss == nil: return "a validation loss of \(value)"
    case .loss: return "a validation loss \(value) above the lowest"
    }
  }

  /// A curve with the look of its contender; nil when there is nothing of it.
  func series(
    _ contender: String, _ samples: [LineChart.Sample], of trials: [ComparisonResults.Trial] = []
  ) -> LineChart.Series? {
    guard let style = styles[contender], !samples.isEmpty else { return nil }
    return LineChart.Series(
      name: contender, style: style, samples: samples, fate: trials.fate)
  }
}

extension LineChart {
  /// Makes the vertical axis logarithmic where its values span much, and cuts off what would
  /// flatten the rest: values far above where curves begin, and zeros.
  func fittedToLosses(above factor: Double = 10) -> LineChart {
    var chart = self
    let firsts = series.compactMap { $0.samples.lazy.map(\.y).first(where: \.isFinite) }
    if let typical = Spread(of: firsts)?.median, typical > 0 {
      chart.ceiling = typical * factor
    }
    let values = chart.finiteValues
    guard let lowest = values.min(), let highest = values.max(), highest > 0,
      lowest <= 0 || highest / lowest > 8, lowest >= 0
    else { return chart }
    // Fourteen decades are more than a number of 32 bits tells apart.
    chart.floor = highest * 1e-14
    guard chart.finiteValues.contains(where: { $0 < highest }) else { return chart }
    chart.vertical.kind = .logarithmic
    chart.vertical.title += " (log scale)"
    return chart
  }
}

extension LineChart.Sample {
  /// A point at the median, with a band between the quartiles or, of few values, the extremes.
  init(x: Double, _ spread: Spread) {
    self.init(x: x, y: spread.median, lower: spread.lowerEnd, upper: spread.upperEnd)
    runs = spread.count
  }

  /// A point without a band.
  init(x: Double, y: Double) { self.init(x: x, y: y, lower: y, upper: y) }
}
