import Descent

/// A problem of which there is something to see.
protocol PicturedProblem: OptimizationProblem {
  /// Works out what is to be seen, the same for any number of workers.
  ///
  /// - Parameters:
  ///   - subjects: The contenders with what they chose, without those that diverged everywhere.
  ///   - workers: How many parts of the work are done at a time.
  ///   - checkIn: Called often, from any thread; it may end the program.
  /// - Returns: The pictures; none where there is nothing to see.
  func pictures(
    of subjects: [PictureSubject], workers: Int, checkIn: @Sendable () -> Void
  ) -> ProblemPictures
}

/// A contender, as it is shown.
struct PictureSubject: Sendable {
  /// Its name.
  var name: String
  /// The rule with the hyper-parameters of the final runs.
  var optimizer: any Optimizer
}

/// What is to be seen of one problem.
struct ProblemPictures: Sendable {
  var landscapes: [Landscape] = []
  var effectiveSteps: [ComparisonResults.StepSeries] = []
  /// What a reader has to know, one sentence each.
  var notes: [String] = []
}
