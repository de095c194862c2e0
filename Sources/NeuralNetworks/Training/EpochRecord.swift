/// What one epoch of training came to: means over its samples.
public struct EpochRecord: Equatable, Sendable {
  /// The number of the epoch, from 1.
  public let epoch: Int
  /// The mean training loss, taken while the weights moved.
  public internal(set) var loss: Double
  /// The mean loss on the validation data after the epoch.
  public internal(set) var validationLoss: Double?
  /// The learning rate of the last step of the epoch.
  public internal(set) var learningRate: Double
  /// How long training took, validation not counted.
  public internal(set) var seconds: Double

  // Not dictionaries, which would take ten times the numbers in them: a night's training has many epochs.
  let names: MetricNames
  /// The means of the metrics in the order of their names, those of the validation behind.
  var means: [Double]

  /// The mean of each metric, taken while the weights moved.
  public var metrics: [String: Double] {
    Dictionary(zip(names.own, means), uniquingKeysWith: { first, _ in first })
  }

  /// The mean of each metric on the validation data after the epoch.
  public var validationMetrics: [String: Double]? {
    names.validation.map {
      Dictionary(
        zip($0, means.dropFirst(names.own.count)), uniquingKeysWith: { first, _ in first })
    }
  }

  init(
    epoch: Int, loss: Double, metrics: [String: Double], validationLoss: Double?,
    validationMetrics: [String: Double]?, learningRate: Double, seconds: Double
  ) {
    let own = metrics.sorted { $0.key < $1.key }
    let validation = validationMetrics?.sorted { $0.key < $1.key }
    self.epoch = epoch
    self.loss = loss
    self.validationLoss = validationLoss
    self.learningRate = learningRate
    self.seconds = seconds
    names = MetricNames(own: own.map(\.key), validation: validation?.map(\.key))
    means = own.map(\.value) + (validation ?? []).map(\.value)
  }

  /// An epoch that came to nothing yet.
  init(epoch: Int, names: MetricNames) {
    self.epoch = epoch
    (loss, learningRate, seconds) = (0, 0, 0)
    validationLoss = names.validation == nil ? nil : 0
    self.names = names
    means = Array(repeating: 0, count: names.count)
  }
}

/// What the metrics of an epoch are called; all epochs of a history that was read share one.
final class MetricNames: Equatable, Sendable {
  /// The names of the metrics of training, in alphabetic order.
  let own: [String]
  /// Those of the validation, in the same order, or nil where there was none.
  let validation: [String]?

  init(own: [String], validation: [String]?) {
    self.own = own
    self.validation = validation
  }

  /// The number of metrics, those of the validation included.
  var count: Int { own.count + (validation?.count ?? 0) }

  static func == (left: MetricNames, right: MetricNames) -> Bool {
    left === right || left.own == right.own && left.validation == right.validation
  }

  /// Where the means of a metric stand, by the key of its column: behind "val_" that of the validation.
  func place(of key: String) -> Int? {
    guard key.hasPrefix(Self.validationPrefix) else { return Self.place(of: key, in: own) }
    return Self.place(
      of: String(key.dropFirst(Self.validationPrefix.count)), in: validation ?? []
    ).map { own.count + $0 }
  }

  /// Where a name stands among names in alphabetic order; O(log n) comparisons.
  private static func place(of name: String, in names: [String]) -> Int? {
    var (low, high) = (0, names.count)
    while low < high {
      let middle = (low + high) / 2
      if names[middle] < name { low = middle + 1 } else { high = middle }
    }
    return low < names.count && names[low] == name ? low : nil
  }

  /// What stands in front of a key of the validation.
  static let validationPrefix = "val_"
}

extension EpochRecord {
  /// A quantity by its key: "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate", ….
  public subscript(key: String) -> Double? {
    switch key {
    case "loss": loss
    case "val_loss": validationLoss
    case "learning_rate": learningRate
    default: names.place(of: key).map { means[$0] }
    }
  }
}

extension EpochRecord: Codable {
  private enum CodingKeys: String, CodingKey {
    case epoch, loss, metrics, validationLoss, validationMetrics, learningRate, seconds
  }

  /// Reads an epoch.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      epoch: try container.decode(Int.self, forKey: .epoch),
      loss: try container.decode(Double.self, forKey: .loss),
      metrics: try container.decode([String: Double].self, forKey: .metrics),
      validationLoss: try container.decodeIfPresent(Double.self, forKey: .validationLoss),
      validationMetrics: try container.decodeIfPresent(
        [String: Double].self, forKey: .validationMetrics),
      learningRate: try container.decode(Double.self, forKey: .learningRate),
      seconds: try container.decode(Double.self, forKey: .seconds))
  }

  /// Writes the epoch.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(epoch, forKey: .epoch)
    try container.encode(loss, forKey: .loss)
    try container.encode(metrics, forKey: .metrics)
    try container.encodeIfPresent(validationLoss, forKey: .validationLoss)
    try container.encodeIfPresent(validationMetrics, forKey: .validationMetrics)
    try container.encode(learningRate, forKey: .learningRate)
    try container.encode(seconds, forKey: .seconds)
  }
}
