extension ProblemCharts {
  /// What each learning rate of the search led to.
  var sensitivity: LineChart {
    let series = entry.contenders.compactMap { contender -> LineChart.Series? in
      let trials = Dictionary(grouping: contender.searchTrials, by: \.learningRate)
      guard trials.count > 1 else { return nil }
      return self.series(
        contender.name,
        trials.sorted { $0.key < $1.key }.compactMap { rate, trials in
          sample(of: trials, at: rate, contender)
        }, of: contender.searchTrials)
    }
    return LineChart(
      name: "\(prefix)-sensitivity", title: "\(problem.title): loss by learning rate",
      horizontal: .init(
        title: "learning rate (log scale)", kind: .logarithmic, prefix: "learning rate "),
      vertical: .init(title: finalTitle), series: series
    ).fittedToLosses(above: 1000)
  }

  private var finalTitle: String {
    problem.kind == .function && problem.lowestLoss != nil
      ? "height at the end" : "\(lossTitle) at the end"
  }

  /// The runs of one learning rate; where other settings were tried with it, of the best of them.
  private func sample(
    of trials: [ComparisonResults.Trial], at rate: Double, _ contender: ComparisonResults.Contender
  ) -> LineChart.Sample? {
    let spreads = Dictionary(grouping: trials, by: \.candidate).values.compactMap { trials in
      Spread(of: trials.map(\.validationLoss))
    }
    guard let best = spreads.min(by: { $0.median < $1.median }) else { return nil }
    var sample = LineChart.Sample(x: rate, best)
    sample.isChosen = rate == contender.chosenLearningRate
    sample.isAtEdge = sample.isChosen && contender.chosenRateIsAtEdge
    sample.crashed = trials.count(where: \.hasCrashed)
    sample.diverged = trials.count { !$0.isFinite } - sample.crashed
    sample.runs = trials.count
    return sample
  }

  /// What to expect of the best of so many tries.
  var expectedBest: LineChart {
    let series = entry.contenders.compactMap { contender in
      self.series(
        contender.name,
        contender.summary.expectedBest.enumerated().map { index, loss in
          LineChart.Sample(x: Double(index + 1), y: loss)
        }, of: contender.searchTrials)
    }
    return LineChart(
      name: "\(prefix)-expected-best", title: "\(problem.title): best of so many tries",
      horizontal: .init(
        title: "settings tried", kind: .counting, format: .count, prefix: "best of "),
      vertical: .init(title: "expected \(lossTitle)"), series: series
    ).fittedToLosses(above: 1000)
  }

  /// For how wide a range of learning rates each contender does well.
  var robustness: RangeChart {
    let rows = entry.contenders.compactMap { contender -> RangeChart.Row? in
      guard let style = styles[contender.name], let lowest = contender.learningRates.first,
        let highest = contender.learningRates.last, lowest < highest
      else { return nil }
      return RangeChart.Row(
        name: contender.name, style: style, tried: .init(lower: lowest, upper: highest),
        good: contender.summary.robustness, chosen: contender.chosenLearningRate)
    }
    return RangeChart(
      name: "\(prefix)-robustness", title: "\(problem.title): learning rates that do well",
      rows: rows)
  }

  /// What share of the runs has reached the target after so many updates.
  var timeToTarget: LineChart {
    let finals = entry.contenders.map { ($0, $0.finalTrials) }
    let reached = finals.flatMap { $1.compactMap(\.stepsToTarget) }.map(Double.init)
    let end = finals.flatMap { $1.compactMap { $0.epochs.last?.steps } }.max().map(Double.init) ?? 1
    let isWide = (reached.min() ?? 1) * 20 < end
    // A logarithmic axis has no zero to begin at.
    let start = isWide ? max(1, (reached.min() ?? 1) / 2) : 0
    let series = finals.compactMap { contender, trials -> LineChart.Series? in
      guard !trials.isEmpty, !reached.isEmpty else { return nil }
      let steps = trials.compactMap(\.stepsToTarget).map(Double.init).sorted()
      var samples = [LineChart.Sample(x: start, y: 0)]
      for (index, step) in steps.enumerated() {
        let share = Double(index + 1) / Double(trials.count)
        if step == samples.last?.x { samples.removeLast() }
        samples.append(LineChart.Sample(x: step, y: share))
      }
      if let last = samples.last, last.x < end { samples.append(.init(x: end, y: last.y)) }
      return self.series(contender.name, samples)
    }
    return LineChart(
      name: "\(prefix)-time-to-target",
      title: "\(problem.title): share of runs that reached the target",
      horizontal: .init(
        title: isWide ? "steps (log scale)" : "steps",
        kind: isWide ? .logarithmic : .counting, format: .count, prefix: "step "),
      vertical: .init(
        title: "runs that reached \(targetText)", kind: .percent, format: .percent,
        values: [0, 1]),
      series: series, isStepped: true)
  }
}
