/// What `fit` throws when an error has ended training, and a checkpoint from before could not be written
/// besides.
///
/// Where failures are borne, whoever bears them is told, and `fit` throws the error itself.
public struct UnwrittenCheckpoints: Error {
  /// What has ended training: what a closure threw, for one.
  public let error: any Error
  /// Why there is no checkpoint from before.
  public let failure: CheckpointError
}

extension UnwrittenCheckpoints: CustomStringConvertible {
  /// One line with both.
  public var description: String { "\(error); besides, \(failure)" }
}
