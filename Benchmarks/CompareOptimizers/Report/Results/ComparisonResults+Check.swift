// A file of results may come from anybody. What is drawn and counted relies on its numbers being such
// as a comparison gives, and on names telling things apart.

extension ComparisonResults {
  /// Makes sure that every number is one that a comparison may give, and that no name stands for two.
  ///
  /// - Throws: `ResultsError` with the path of the first that is not.
  func check() throws(ResultsError) {
    try Expected.some(problems.count, "problems")
    try Expected.distinct(problems.map(\.problem.name)) { "problems.\($0).problem.name" }
    for (index, entry) in problems.enumerated() { try entry.check("problems.\(index)") }
    if let profile { try profile.check("profile") }
    for (index, size) in (updateCosts?.sizes ?? []).enumerated() {
      try Expected.steps(size, "updateCosts.sizes.\(index)")
    }
  }
}

extension ComparisonResults.ProblemResults {
  fileprivate func check(_ path: String) throws(ResultsError) {
    try problem.check(path + ".problem")
    try Expected.some(contenders.count, path + ".contenders")
    try Expected.distinct(contenders.map(\.name)) { "\(path).contenders.\($0).name" }
    for (index, contender) in contenders.enumerated() {
      try contender.check("\(path).contenders.\(index)")
    }
    for (index, pairing) in pairings.enumerated() {
      for (count, name) in [
        (pairing.wins, "wins"), (pairing.losses, "losses"), (pairing.ties, "ties"),
      ] {
        try Expected.count(count, "\(path).pairings.\(index).\(name)")
      }
    }
    for (index, landscape) in landscapes.enumerated() {
      try landscape.check("\(path).landscapes.\(index)")
    }
    for (index, series) in effectiveSteps.enumerated() {
      for (place, point) in series.points.enumerated() {
        try Expected.steps(point.step, "\(path).effectiveSteps.\(index).points.\(place).step")
      }
    }
  }
}

extension ComparisonResults.Problem {
  fileprivate func check(_ path: String) throws(ResultsError) {
    for (count, name) in [
      (trainingCount, "trainingCount"), (validationCount, "validationCount"),
      (testCount, "testCount"), (parameterCount, "parameterCount"), (epochs, "epochs"),
      (stepsPerEpoch, "stepsPerEpoch"), (batchSize, "batchSize"),
    ] {
      try Expected.count(count, "\(path).\(name)")
    }
    switch target.measure {
    case .accuracy: try Expected.share(target.value, path + ".target.value")
    case .loss: try Expected.place(target.value, path + ".target.value")
    }
  }
}

extension ComparisonResults.Contender {
  fileprivate func check(_ path: String) throws(ResultsError) {
    for (index, candidate) in candidates.enumerated() {
      try Expected.rate(candidate.learningRate, "\(path).candidates.\(index).learningRate")
    }
    try Expected.some(trials.count, path + ".trials")
    try Expected.rate(chosenLearningRate, path + ".chosen.learningRate")
    try Expected.count(searchSpace.trials, path + ".searchSpace.trials")
    try Expected.count(searchSpace.widenings, path + ".searchSpace.widenings")
    for (index, trial) in trials.enumerated() { try trial.check("\(path).trials.\(index)") }
    let counts: [(Int?, String)] = [
      (summary.runs, "runs"), (summary.divergedRuns, "divergedRuns"),
      (summary.crashedRuns, "crashedRuns"),
      (summary.runsThatReachedTarget, "runsThatReachedTarget"),
      (summary.runsThatTouchedTarget, "runsThatTouchedTarget"),
    ]
    for (count, name) in counts {
      try Expected.count(count, "\(path).summary.\(name)")
    }
    if let rates = summary.robustness?.rates {
      try Expected.rate(rates.lower, path + ".summary.robustness.rates.lower")
      try Expected.rate(rates.upper, path + ".summary.robustness.rates.upper")
    }
  }
}

extension ComparisonResults.Trial {
  /// Makes sure that every number of a run is one that a comparison may give.
  func check(_ path: String) throws(ResultsError) {
    try Expected.rate(learningRate, path + ".learningRate")
    try Expected.accuracy(testAccuracy, path + ".testAccuracy")
    try Expected.steps(stepsToTarget, path + ".stepsToTarget")
    try Expected.steps(stepsToFirstTouch, path + ".stepsToFirstTouch")
    try Expected.steps(divergedAtStep, path + ".divergedAtStep")
    try Expected.seconds(secondsToTarget, path + ".secondsToTarget")
    for (index, epoch) in epochs.enumerated() {
      try Expected.count(epoch.number, "\(path).epochs.number.\(index)")
      try Expected.steps(epoch.steps, "\(path).epochs.steps.\(index)")
      try Expected.seconds(epoch.seconds, "\(path).epochs.seconds.\(index)")
      try Expected.accuracy(
        epoch.validationAccuracy, "\(path).epochs.validationAccuracy.\(index)")
    }
  }
}

extension Landscape {
  fileprivate func check(_ path: String) throws(ResultsError) {
    try Expected.count(grid.columns, path + ".grid.columns")
    try Expected.count(grid.rows, path + ".grid.rows")
    try Expected.count(stepsPerPoint, path + ".stepsPerPoint")
    for (extent, name) in [(horizontal, "horizontal"), (vertical, "vertical")] {
      try Expected.place(extent.lower, "\(path).\(name).lower")
      try Expected.place(extent.upper, "\(path).\(name).upper")
    }
    for (index, trajectory) in trajectories.enumerated() {
      try Expected.rate(trajectory.learningRate, "\(path).trajectories.\(index).learningRate")
    }
  }
}

extension ComparisonResults.Profile {
  fileprivate func check(_ path: String) throws(ResultsError) {
    try Expected.count(problemCount, path + ".problemCount")
    for (index, curve) in curves.enumerated() {
      for (place, point) in curve.points.enumerated() {
        let path = "\(path).curves.\(index).points.\(place)"
        try Expected.place(point.factor, path + ".factor")
        try Expected.share(point.share, path + ".share")
      }
    }
  }
}

/// What numbers may be; one that is missing may be so.
private enum Expected {
  /// How many there are of something: two such numbers may be multiplied.
  static func count(_ value: Int?, _ path: @autoclosure () -> String) throws(ResultsError) {
    try whole(value, 0...1 << 31, path())
  }

  /// Steps, which are counts multiplied, and which a `Double` holds.
  static func steps(_ value: Int?, _ path: @autoclosure () -> String) throws(ResultsError) {
    try whole(value, 0...1 << 53, path())
  }

  /// A learning rate: wider than what a `Float` holds, and the ratio of two is still a number.
  static func rate(_ value: Double?, _ path: @autoclosure () -> String) throws(ResultsError) {
    try number(value, 1e-100...1e100, path())
  }

  /// A length of time.
  static func seconds(_ value: Double?, _ path: @autoclosure () -> String) throws(ResultsError) {
    try number(value, 0...1e15, path())
  }

  /// A part of a whole.
  static func share(_ value: Double?, _ path: @autoclosure () -> String) throws(ResultsError) {
    try number(value, 0...1, path())
  }

  /// An accuracy, which a run without an end has not.
  static func accuracy(_ value: Double?, _ path: @autoclosure () -> String) throws(ResultsError) {
    guard value?.isNaN != true else { return }
    try share(value, path())
  }

  /// Where something lies: such that the distance of two is still a number.
  static func place(_ value: Double?, _ path: @autoclosure () -> String) throws(ResultsError) {
    try number(value, -1e300...1e300, path())
  }

  /// A list with something in it.
  static func some(_ count: Int, _ path: @autoclosure () -> String) throws(ResultsError) {
    guard count > 0 else { throw .empty(at: path()) }
  }

  /// Names of which no two are the same.
  static func distinct(
    _ names: [String], _ path: (Int) -> String
  ) throws(ResultsError) {
    var seen: Set<String> = []
    for (index, name) in names.enumerated() where !seen.insert(name).inserted {
      throw .twice(name, at: path(index))
    }
  }

  private static func whole(
    _ value: Int?, _ range: ClosedRange<Int>, _ path: @autoclosure () -> String
  ) throws(ResultsError) {
    guard let value, !range.contains(value) else { return }
    throw .outOfRange(
      NumberText.grouped(value), at: path(),
      range: "\(range.lowerBound) to \(NumberText.grouped(range.upperBound))")
  }

  private static func number(
    _ value: Double?, _ range: ClosedRange<Double>, _ path: @autoclosure () -> String
  ) throws(ResultsError) {
    guard let value, !range.contains(value) else { return }
    let ends = [range.lowerBound, range.upperBound].map(NumberText.typed)
    throw .outOfRange(NumberText.typed(value), at: path(), range: ends.joined(separator: " to "))
  }
}
