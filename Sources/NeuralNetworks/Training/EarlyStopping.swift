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
    precondition(
      patience >= 0 && minimumDelta >= 0,
      "patience \(patience) and minimumDelta \(minimumDelta) must not be negative")
    self.monitor = monitor
    self.patience = patience
    self.minimumDelta = minimumDelta
    self.restoresBestWeights = restoresBestWeights
  }

  /// Whether `value` beats `best` by more than the minimum.
  func isImprovement(_ value: Double, over best: Double?) -> Bool {
    guard let best else { return true }
    return monitor.hasSuffix("accuracy")
      ? value - minimumDelta > best : value + minimumDelta < best
  }
}
