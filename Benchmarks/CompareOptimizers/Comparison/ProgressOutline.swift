/// What a live view has to know of a plan.
struct ProgressOutline: Sendable {
  /// A problem.
  struct Problem: Sendable {
    /// Its name to show.
    var title: String

    /// The work of one run.
    var work: Double
  }

  /// The problems, and the names of the contenders, in the order of the plan.
  var problems: [Problem]
  var contenders: [String]

  /// How many seeds each chosen candidate is run with.
  var finalSeeds: Int

  /// How many runs go on side by side.
  var workers: Int
}

extension ComparisonPlan {
  /// What a live view has to know of it.
  var outline: ProgressOutline {
    ProgressOutline(
      problems: problems.map {
        .init(title: $0.description.title, work: $0.description.workPerRun)
      },
      contenders: contenders.map(\.name), finalSeeds: finalSeeds, workers: workers)
  }
}

extension ComparisonResults.Problem {
  /// About how much arithmetic a run takes, to weigh one problem against another.
  fileprivate var workPerRun: Double {
    let samples = Double(max(1, batchSize))
    // What every step and every sample cost besides.
    return Double(epochs * stepsPerEpoch) * (2_000 + samples * (100 + Double(parameterCount)))
  }
}
