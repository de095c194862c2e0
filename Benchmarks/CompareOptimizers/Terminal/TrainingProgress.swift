/// How far a comparison has come.
struct TrainingProgress: Equatable, Sendable {
  /// The problem.
  var problem: String

  /// The optimizer that is training.
  var contender: String

  /// Its step size.
  var learningRate: Double

  /// The seed of the run.
  var seed: UInt64

  /// What the run is for, such as "search 3/7".
  var stage: String

  /// The epoch under way, counted from 1.
  var epoch: Int

  /// The epochs of the run.
  var epochs: Int

  /// The latest mean loss.
  var loss: Double

  /// The work done since the comparison began, in multiplications or their like.
  var workDone: Double

  /// The work of the whole comparison; it shrinks when a run diverges.
  var workTotal: Double

  /// The runs that have ended, and all that there are to be.
  var runsDone: Int
  var runsTotal: Int

  /// The part that is done, from 0 to 1.
  var fraction: Double { workTotal > 0 ? min(max(workDone / workTotal, 0), 1) : 0 }
}
