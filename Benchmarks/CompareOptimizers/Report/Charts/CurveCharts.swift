/// The line charts of a comparison.
struct CurveCharts: Sendable {
  private typealias Epoch = ComparisonResults.Epoch
  private let results: ComparisonResults
  private let styles: [String: SeriesStyle]

  /// Creates the charts of a comparison, with a look for each contender by name.
  init(_ results: ComparisonResults, styles: [String: SeriesStyle]) {
    self.results = results
    self.styles = styles
  }

  /// Whether the accuracy on the test split was measured after each epoch.
  var hasTestCurve: Bool {
    let epochs = results.contenders.flatMap { $0.finalTrials.flatMap(\.epochs) }
    return !epochs.isEmpty && epochs.allSatisfy { $0.testAccuracy != nil }
  }

  /// Training loss by epoch.
  var trainingLoss: LineChart {
    let series = epochSeries { $0.trainingLoss }
    return lossChart(
      name: "training-loss", title: "Training loss by epoch", verticalTitle: "training loss",
      horizontalTitle: "epoch", horizontalKind: .counting, series: series,
      pointName: { "epoch \(NumberText.grouped($0))" })
  }

  /// Accuracy by epoch on the test split, or on the validation split where only that is known.
  var accuracy: LineChart {
    let isTest = hasTestCurve
    let split = isTest ? "test" : "validation"
    return LineChart(
      name: "accuracy", title: "Accuracy by epoch on the \(split) split",
      horizontalTitle: "epoch", verticalTitle: "\(split) accuracy", horizontalKind: .counting,
      verticalKind: .percent,
      series: epochSeries(worst: 0) {
        isTest ? $0.testAccuracy ?? 0 : $0.validationAccuracy
      }, pointName: { "epoch \(NumberText.grouped($0))" },
      valueText: { NumberText.percent($0) })
  }

  /// Validation loss by training time.
  var lossOverTime: LineChart {
    let series = results.contenders.compactMap { contender in
      self.series(
        of: contender,
        samples: epochs(of: contender).compactMap { epochs in
          guard let seconds = Spread(of: epochs.compactMap { $0?.seconds }),
            let loss = Spread(of: epochs.map { $0?.validationLoss ?? .infinity })
          else { return nil }
          return LineChart.Sample(x: seconds.median, spread: loss)
        })
    }
    return lossChart(
      name: "loss-over-time", title: "Validation loss by training time",
      verticalTitle: "validation loss", horizontalTitle: "training time in seconds",
      horizontalKind: .linear, series: series, pointName: { NumberText.seconds($0) })
  }

  /// What each learning rate led to.
  var sensitivity: LineChart {
    let isLoss = results.settings.criterion == .validationLoss
    let series = results.contenders.compactMap { contender -> LineChart.Series? in
      let trials = Dictionary(grouping: contender.searchTrials, by: \.learningRate)
      guard trials.count > 1 else { return nil }
      return self.series(
        of: contender,
        samples: trials.sorted { $0.key < $1.key }.compactMap { rate, trials in
          let outcomes = trials.map { trial -> Double in
            guard trial.divergedAtStep == nil, let last = trial.epochs.last else {
              return isLoss ? .infinity : .nan
            }
            return isLoss ? last.validationLoss : last.validationAccuracy
          }
          // A NaN must be worse than any accuracy, and the line must break there.
          return Spread(of: outcomes, replacingNaNWith: isLoss ? .infinity : -.infinity).map {
            LineChart.Sample(
              x: rate, spread: $0, isChosen: rate == contender.chosenLearningRate,
              diverged: trials.count { $0.divergedAtStep != nil })
          }
        })
    }
    return LineChart(
      name: "sensitivity", title: "Outcome by learning rate",
      horizontalTitle: "learning rate (logarithmic)",
      verticalTitle: isLoss ? "validation loss (logarithmic)" : "validation accuracy",
      horizontalKind: .logarithmic, verticalKind: isLoss ? .logarithmic : .percent,
      series: series, ceiling: isLoss ? ceiling(of: series, factor: 100) : .infinity,
      pointName: { "learning rate \(NumberText.short($0))" },
      valueText: { isLoss ? NumberText.significant($0) : NumberText.percent($0) })
  }

  private func lossChart(
    name: String, title: String, verticalTitle: String, horizontalTitle: String,
    horizontalKind: LineChart.AxisKind, series: [LineChart.Series],
    pointName: @escaping @Sendable (Double) -> String
  ) -> LineChart {
    var chart = LineChart(
      name: name, title: title, horizontalTitle: horizontalTitle, verticalTitle: verticalTitle,
      horizontalKind: horizontalKind, verticalKind: .linear, series: series,
      ceiling: ceiling(of: series, factor: 10), pointName: pointName,
      valueText: { NumberText.significant($0) })
    let values = chart.finiteValues
    if let lowest = values.min(), let highest = values.max(), lowest > 0, highest / lowest > 8 {
      chart.verticalKind = .logarithmic
      chart.verticalTitle += " (logarithmic)"
    }
    return chart
  }

  /// Where to cut off losses: some way above the median of what each curve begins with.
  private func ceiling(of series: [LineChart.Series], factor: Double) -> Double {
    let firsts = series.compactMap { series in
      series.samples.lazy.map(\.spread.median).first(where: \.isFinite)
    }
    guard let typical = Spread(of: firsts)?.median, typical > 0 else { return .infinity }
    return typical * factor
  }

  private func epochSeries(
    worst: Double = .infinity, value: (ComparisonResults.Epoch) -> Double
  ) -> [LineChart.Series] {
    results.contenders.compactMap { contender in
      series(
        of: contender,
        samples: epochs(of: contender).enumerated().compactMap { index, epochs in
          Spread(of: epochs.map { $0.map(value) ?? .nan }, replacingNaNWith: worst).map {
            LineChart.Sample(x: Double(index + 1), spread: $0)
          }
        })
    }
  }

  /// The records of all final runs by epoch; nil for a run that had ended by then.
  private func epochs(
    of contender: ComparisonResults.Contender
  ) -> [[ComparisonResults.Epoch?]] {
    let trials = contender.finalTrials
    let count = trials.map(\.epochs.count).max() ?? 0
    return (0..<count).map { index in
      trials.map { $0.epochs.indices.contains(index) ? $0.epochs[index] : nil }
    }
  }

  private func series(
    of contender: ComparisonResults.Contender, samples: [LineChart.Sample]
  ) -> LineChart.Series? {
    guard let style = styles[contender.name], !samples.isEmpty else { return nil }
    return LineChart.Series(name: contender.name, style: style, samples: samples)
  }
}
