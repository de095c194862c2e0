/// What the user may change about problems.
struct ProblemBudget: Equatable, Sendable {
  /// Passes over the training data; nil for what is usual with each problem.
  var epochs: Int?

  /// Updates on a test function; nil for the usual number.
  var steps: Int?

  /// Samples per update; nil for what is usual with each problem.
  var batchSize: Int?

  /// The accuracy to reach where there is one; nil for what is usual with each problem.
  var targetAccuracy: Double?

  /// The layers of a classifier; nil for the usual ones.
  var shape: ModelShape?

  /// Where the MNIST files are; nil when nobody said.
  var folder: String?

  /// The column of a CSV file that is to be learned, by name or number; nil for the last.
  var label: String?

  /// What is to be learned from a CSV file; nil for what its labels look like.
  var task: LearningTask?

  /// Whether the first line of a CSV file names its columns; nil for what it looks like.
  var hasHeader: Bool?
}
