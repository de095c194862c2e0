/// How far an epoch of training has come.
public struct BatchRecord: Equatable, Sendable {
  /// The number of the epoch, from 1.
  public let epoch: Int
  /// How many samples of the epoch are done.
  public let samples: Int
  /// The mean loss over those samples.
  public let meanLoss: Double
}

/// The epochs of a call of `fit`.
public struct History: Codable, Equatable, Sendable {
  /// One record per epoch that was finished.
  public internal(set) var epochs: [EpochRecord] = []
  /// The epoch whose weights the model was given back by early stopping, from 1.
  public internal(set) var restoredEpoch: Int?

  /// A quantity over the epochs, by Keras' keys: "loss", "accuracy", "val_loss", "val_accuracy",
  /// "learning_rate", ….
  ///
  /// - Returns: One number per epoch, or an empty list when it was not recorded.
  public subscript(key: String) -> [Double] {
    epochs.compactMap { $0[key] }
  }
}

/// What `evaluate` found: means over the samples.
public struct Evaluation: Codable, Equatable, Sendable {
  /// The mean loss.
  public let loss: Double
  /// The mean of each metric by its name.
  public let metrics: [String: Double]

  /// The share of samples on the right class, when accuracy is among the metrics.
  public var accuracy: Double? { metrics[Metric.accuracy.name] }
}
