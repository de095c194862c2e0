import Descent

/// Something to minimize that every contender is given.
protocol OptimizationProblem: Sendable {
  /// What tells it from the other problems of a comparison, and of a baseline.
  var name: String { get set }

  /// What reports say of it.
  var description: ComparisonResults.Problem { get }

  /// What is to be known beside its results, in whole sentences.
  var notes: [String] { get }

  /// The memory that one run takes, at least, in bytes.
  var bytesPerRun: Double { get }

  /// How many epochs of a run are recorded.
  func recordCount(of stage: ComparisonResults.Trial.Stage) -> Int

  /// Carries out one run, from the first parameter to the last measurement, on the calling thread.
  ///
  /// The result depends on the arguments alone, times excepted. A loss that stops being finite is a
  /// result, not a failure.
  ///
  /// - Parameters:
  ///   - job: Which run.
  ///   - optimizer: The rule with its hyper-parameters.
  ///   - onProgress: Called often.
  /// - Returns: The record of the run.
  /// - Throws: What keeps the run from being done at all.
  func run(
    _ job: TrialJob, with optimizer: any Optimizer, onProgress: (TrialProgress) -> Void
  ) throws -> ComparisonResults.Trial
}

extension OptimizationProblem {
  var notes: [String] { [] }
}

/// One run that is to be done.
struct TrialJob: Codable, Hashable, Sendable {
  /// Its place among the problems of the plan.
  var problem: Int

  /// Its place among the contenders.
  var contender: Int

  /// What the run is for.
  var stage: ComparisonResults.Trial.Stage

  /// The hyper-parameters that are searched.
  var candidate: ComparisonResults.Candidate

  /// The seed of all that is random.
  var seed: UInt64
}

/// How far a run has come.
struct TrialProgress: Equatable, Sendable {
  /// The epoch under way, counted from 1.
  var epoch: Int

  /// The part of the run that is done, from 0 to 1.
  var fraction: Double

  /// The latest mean loss.
  var loss: Double
}

extension ComparisonResults.Trial {
  /// A run of which nothing is known yet.
  init(_ job: TrialJob) {
    self.init(
      stage: job.stage, learningRate: job.candidate.learningRate,
      settings: job.candidate.settings.isEmpty ? nil : job.candidate.settings, seed: job.seed,
      epochs: [])
  }
}

extension ComparisonResults.Problem.Target {
  /// Whether an epoch reached it.
  func isReached(by epoch: ComparisonResults.Epoch) -> Bool {
    switch measure {
    case .accuracy: epoch.validationAccuracy ?? 0 >= value
    case .loss: epoch.validationLoss <= value
    }
  }
}
