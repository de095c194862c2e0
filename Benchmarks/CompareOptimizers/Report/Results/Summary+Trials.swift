extension ComparisonResults.Summary {
  /// Sums up the runs of a contender.
  ///
  /// - Parameters:
  ///   - trials: Every run, of the search and final.
  ///   - nanosecondsPerParameter: Times of one update divided by the parameter count.
  init(of trials: [ComparisonResults.Trial], nanosecondsPerParameter: [Double]) {
    let finals = trials.filter { $0.stage == .final }
    let searches = trials.filter { $0.stage == .search }
    runs = finals.count
    divergedRuns = finals.count { !$0.isFinite }
    runsThatReachedTarget = finals.count { $0.stepsToTarget != nil }
    divergedShareOfSearch =
      searches.isEmpty
      ? nil : Double(searches.count { !$0.isFinite }) / Double(searches.count)
    // Of runs that all diverged there is no accuracy; one that did among others counts as 0.
    testAccuracy =
      finals.contains { $0.testAccuracy != nil }
      ? Spread(of: finals.map { $0.testAccuracy ?? 0 }, replacingNaNWith: 0) : nil
    testLoss = Spread(of: finals.map { $0.isFinite ? $0.testLoss ?? .infinity : .infinity })
    stepsToTarget = Spread(of: finals.map { $0.stepsToTarget.map(Double.init) ?? .infinity })
    secondsToTarget = Spread(of: finals.map { $0.secondsToTarget ?? .infinity })
    areaUnderCurve = nil
    robustness = nil
    expectedBest = []
    secondsPerRun = Spread(of: finals.compactMap { $0.epochs.last?.seconds })
    self.nanosecondsPerParameter = Spread(of: nanosecondsPerParameter)
  }
}
