/// What `fit` throws when a signal has ended it after a finished step.
///
/// The model has the weights of that step, and the checkpoint goes on from there. Where something could
/// not be written besides, and failures are not borne, it is inside of ``UnwrittenCheckpoints``.
public struct TrainingInterruption: Error, Equatable, Sendable {
  /// The signal: 2 for SIGINT, 15 for SIGTERM.
  ///
  /// A program that ends because of it exits with 128 more, as shells expect.
  public let signal: Int32
  /// The epoch at work, from 1.
  public let epoch: Int
  /// How many batches of it are done.
  public let step: Int
  /// The checkpoint, or nil when it could not be written.
  public let checkpoint: String?
}

extension TrainingInterruption: CustomStringConvertible {
  /// Where training stopped, and how it goes on.
  public var description: String {
    let name = [2: "SIGINT", 15: "SIGTERM"][signal] ?? "signal \(signal)"
    let place =
      "\(name) stopped training "
      + (step > 0 ? "after step \(step) of epoch \(epoch)" : "before epoch \(epoch)")
    guard let checkpoint else { return "\(place); there is no checkpoint of it" }
    return "\(place); to go on from there: fit(…, resumingFrom: Checkpoint(contentsOf: "
      + "\"\(checkpoint)\"))"
  }
}
