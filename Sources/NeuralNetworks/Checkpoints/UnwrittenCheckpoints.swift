/// What `fit` throws when an error or a signal has ended training, and a checkpoint could not be written
/// besides.
///
/// Where failures are borne, whoever bears them is told, and `fit` throws the error itself.
public struct UnwrittenCheckpoints: Error {
  /// What has ended training: what a closure threw, for one, or a ``TrainingInterruption``, which names
  /// the checkpoint to go on from if there is one.
  public let error: any Error
  /// Which checkpoint is missing, and why.
  public let failure: CheckpointError
}

extension UnwrittenCheckpoints: CustomStringConvertible {
  /// One line with both.
  public var description: String { "\(error); besides, \(failure)" }
}
