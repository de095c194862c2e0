/// How far an epoch of training has come.
public struct BatchRecord: Equatable, Sendable {
  /// The number of the epoch, from 1.
  public let epoch: Int
  /// How many samples of the epoch are done.
  public let samples: Int
  /// The mean loss over those samples.
  public let meanLoss: Double
}

/// What one epoch of training came to: means over its samples.
public struct EpochRecord: Codable, Equatable, Sendable {
  /// The number of the epoch, from 1.
  public let epoch: Int
  /// The mean training loss, taken while the weights moved.
  public let loss: Double
  /// The mean of each metric, taken while the weights moved.
  public let metrics: [String: Double]
  /// The mean loss on the validation data after the epoch.
  public let validationLoss: Double?
  /// The mean of each metric on the validation data after the epoch.
  public let validationMetrics: [String: Double]?
  /// The learning rate of the last step of the epoch.
  public let learningRate: Double
  /// How long training took, validation not counted.
  public let seconds: Double
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

extension EpochRecord {
  /// A quantity by its key: "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate", ….
  public subscript(key: String) -> Double? {
    switch key {
    case "loss": loss
    case "val_loss": validationLoss
    case "learning_rate": learningRate
    default:
      if key.hasPrefix("val_") {
        validationMetrics?[String(key.dropFirst("val_".count))]
      } else {
        metrics[key]
      }
    }
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
