/// How far a comparison has come.
struct TrainingProgress: Equatable, Sendable {
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

  /// Samples trained on since the comparison began.
  var samplesDone: Int

  /// Samples that the whole comparison will have trained on; it shrinks when a run diverges.
  var samplesTotal: Int

  /// The part that is done, from 0 to 1.
  var fraction: Double {
    samplesTotal > 0 ? min(max(Double(samplesDone) / Double(samplesTotal), 0), 1) : 0
  }
}
