extension ComparisonResults.Summary {
  /// Sums up the runs of a contender.
  ///
  /// - Parameters:
  ///   - trials: Every run, of the search and final.
  ///   - measure: What hyper-parameters are chosen for.
  ///   - nanosecondsPerParameter: Times of one update divided by the parameter count.
  init(
    of trials: [ComparisonResults.Trial], measure: ComparisonResults.Pairing.Measure = .testLoss,
    nanosecondsPerParameter: [Double]
  ) {
    let finals = trials.filter { $0.stage == .final }
    let searches = trials.filter { $0.stage == .search }
    runs = finals.count
    let crashes = finals.count(where: \.hasCrashed)
    divergedRuns = finals.count { !$0.isFinite } - crashes
    crashedRuns = crashes > 0 ? crashes : nil
    runsThatReachedTarget = finals.count { $0.stepsToTarget != nil }
    runsThatTouchedTarget = finals.count { $0.stepsToTarget != nil || $0.stepsToFirstTouch != nil }
    divergedShareOfSearch =
      searches.isEmpty
      ? nil : Double(searches.count { !$0.isFinite && !$0.hasCrashed }) / Double(searches.count)
    // Of runs that all diverged there is no accuracy; one that did among others counts as 0.
    testAccuracy =
      finals.contains { $0.testAccuracy != nil }
      ? Spread(
        withInterval: finals.map { $0.testAccuracy ?? 0 }, replacingNaNWith: 0) : nil
    testLoss = Spread(withInterval: finals.map(\.finalLoss))
    stepsToTarget = Spread(
      withInterval: finals.map { $0.stepsToTarget.map(Double.init) ?? .infinity })
    secondsToTarget = Spread(withInterval: finals.map { $0.secondsToTarget ?? .infinity })
    areaUnderCurve = Spread(withInterval: finals.map(\.areaUnderCurve))
    let candidates = Dictionary(grouping: searches, by: \.candidate)
    robustness = Self.robustness(of: searches.costsByRate(measure: measure))
    let losses = candidates.values.map(\.medianValidationLoss)
    expectedBest = ExpectedBest(of: losses)?.searches.map(\.median) ?? []
    secondsPerRun = Spread(of: finals.compactMap { $0.epochs.last?.seconds })
    self.nanosecondsPerParameter = Spread(of: nanosecondsPerParameter)
  }

  /// Whether most runs met the target and no more than half are there at their end.
  var touchesWithoutKeeping: Bool {
    guard let runsThatTouchedTarget, runs > 0 else { return false }
    return runsThatTouchedTarget * 2 > runs && runsThatReachedTarget * 2 <= runs
  }

  private static func robustness(
    of costs: [(rate: Double, cost: Double)]
  ) -> ComparisonResults.RobustRates? {
    guard costs.count > 1 else { return nil }
    return RateRobustness(rates: costs.map(\.rate), losses: costs.map(\.cost)).map {
      ComparisonResults.RobustRates(
        decades: $0.decades, rates: .init(lower: $0.lowerRate, upper: $0.upperRate),
        isCutOff: $0.isCutOffBelow || $0.isCutOffAbove)
    }
  }
}

extension ComparisonResults.Trial {
  /// The loss on the test split, infinite for a run that diverged.
  var finalLoss: Double {
    let loss = isFinite ? testLoss ?? .infinity : .infinity
    return loss.isNaN ? .infinity : loss
  }

  /// The mean of the validation loss over the updates of the run, infinite when it diverged.
  var areaUnderCurve: Double {
    guard isFinite else { return .infinity }
    return AreaUnderCurve.mean(
      of: epochs.map(\.validationLoss), at: epochs.map { Double($0.steps) }) ?? .infinity
  }
}

extension ComparisonResults.Contender {
  /// The rates that were searched, ascending, and what they are chosen by.
  func costsByRate(
    measure: ComparisonResults.Pairing.Measure
  ) -> [(rate: Double, cost: Double)] {
    searchTrials.costsByRate(measure: measure)
  }
}

extension [ComparisonResults.Trial] {
  /// Of runs of a search the rates, ascending, and the median of what they are chosen by; of several
  /// candidates with one rate the best counts.
  fileprivate func costsByRate(
    measure: ComparisonResults.Pairing.Measure
  ) -> [(rate: Double, cost: Double)] {
    var best: [Double: Double] = [:]
    for (candidate, trials) in Dictionary(grouping: self, by: \.candidate) {
      let cost =
        measure == .stepsToTarget ? trials.medianStepsToTarget : trials.medianValidationLoss
      best[candidate.learningRate] = Swift.min(best[candidate.learningRate] ?? .infinity, cost)
    }
    return best.map { (rate: $0, cost: $1) }.sorted { $0.rate < $1.rate }
  }

  /// The median of the losses that hyper-parameters are chosen by.
  fileprivate var medianValidationLoss: Double {
    Spread(of: map(\.validationLoss))?.median ?? .infinity
  }

  /// The median of the updates to the target, infinite unless more than half kept it.
  var medianStepsToTarget: Double {
    Spread(of: map { $0.stepsToTarget.map(Double.init) ?? .infinity })?.median ?? .infinity
  }
}

extension Spread {
  /// Sums up a sample, with the interval of its median; nil when it is empty.
  init?(withInterval values: [Double], replacingNaNWith worst: Double = .infinity) {
    self.init(of: values, replacingNaNWith: worst)
    guard values.count > 1 else { return }
    interval = BootstrapInterval(ofMedianOf: values.map { $0.isNaN ? worst : $0 }).map {
      ComparisonResults.Interval(lower: $0.lower, upper: $0.upper)
    }
  }
}
