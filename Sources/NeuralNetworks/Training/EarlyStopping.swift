internal import ElementwiseKernels
internal import LinearAlgebra

/// Ends training when a quantity has stopped to improve.
public struct EarlyStopping: Sendable {
  /// The key of the quantity: "val_loss", "val_accuracy", "loss", ….
  public var monitor: String
  /// How many epochs without improvement are borne.
  public var patience: Int
  /// By how much a value must beat the best to count.
  public var minimumDelta: Double
  /// Whether the model ends with the weights of its best epoch.
  public var restoresBestWeights: Bool

  /// Creates the rule; accuracies are to grow, everything else to fall.
  ///
  /// - Precondition: `patience ≥ 0` and `minimumDelta ≥ 0`.
  public init(
    monitor: String = "val_loss", patience: Int = 0, minimumDelta: Double = 0,
    restoresBestWeights: Bool = false
  ) {
    require(
      patience >= 0 && minimumDelta >= 0,
      "patience \(patience) and minimumDelta \(minimumDelta) must not be negative")
    self.monitor = monitor
    self.patience = patience
    self.minimumDelta = minimumDelta
    self.restoresBestWeights = restoresBestWeights
  }

  /// Takes in an epoch that a run has finished; one that ended with weights that are not finite is
  /// not the best, whatever its value.
  ///
  /// - Returns: Whether training has gone on long enough without improvement.
  func isOver<Scalar: RealScalar>(
    after record: EpochRecord, weights: AlignedBuffer<Scalar>, in run: inout TrainingRun<Scalar>
  ) -> Bool {
    let value = record[monitor] ?? .nan
    if isImprovement(value, over: run.best?.value, of: monitor, by: minimumDelta),
      nonFiniteElements(of: weights.span).count == 0
    {
      run.best = BestEpoch(value: value, epoch: record.epoch)
      run.bestWeights = restoresBestWeights ? weights : nil
      return false
    }
    return record.epoch - (run.best?.epoch ?? 0) >= max(1, patience)
  }
}

/// Whether `value` beats `best` by more than `delta`; what is not finite beats nothing.
///
/// Accuracies are to grow, everything else to fall.
func isImprovement(
  _ value: Double, over best: Double?, of monitor: String, by delta: Double = 0
) -> Bool {
  guard value.isFinite else { return false }
  guard let best else { return true }
  return monitor.hasSuffix("accuracy") ? value - delta > best : value + delta < best
}
