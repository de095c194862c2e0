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

  /// Whether `value` beats `best` by more than the minimum; what is not finite beats nothing.
  func isImprovement(_ value: Double, over best: Double?) -> Bool {
    guard value.isFinite else { return false }
    guard let best else { return true }
    return monitor.hasSuffix("accuracy")
      ? value - minimumDelta > best : value + minimumDelta < best
  }
}

/// The memory of early stopping during one call of `fit`.
struct EarlyStoppingWatch<Scalar: RealScalar> {
  private let rule: EarlyStopping
  private var best: (value: Double, epoch: Int, weights: AlignedBuffer<Scalar>?)?

  init(_ rule: EarlyStopping) { self.rule = rule }

  /// Takes in an epoch.
  ///
  /// - Returns: Whether training has gone on long enough without improvement.
  mutating func isOver(after record: EpochRecord, weights: AlignedBuffer<Scalar>) -> Bool {
    let value = record[rule.monitor] ?? .nan
    if rule.isImprovement(value, over: best?.value) {
      best = (value, record.epoch, rule.restoresBestWeights ? weights : nil)
      return false
    }
    return record.epoch - (best?.epoch ?? 0) >= max(1, rule.patience)
  }

  /// The weights to go back to, unless the last epoch was the best or nothing is to be restored.
  func best(before lastEpoch: Int) -> (epoch: Int, weights: AlignedBuffer<Scalar>)? {
    guard let best, let weights = best.weights, best.epoch < lastEpoch else { return nil }
    return (best.epoch, weights)
  }
}
