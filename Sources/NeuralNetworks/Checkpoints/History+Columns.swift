/// A history as a table: a column of numbers for each quantity, a row for each epoch.
extension History {
  /// The columns by name: "loss", "learning_rate", "seconds", and of each metric its key, those of the
  /// validation behind "val_".
  ///
  /// - Precondition: All epochs have recorded the same.
  var columns: [String: [Double]] {
    guard let first = epochs.first else { return [:] }
    var columns = [
      "loss": epochs.map(\.loss), "learning_rate": epochs.map(\.learningRate),
      "seconds": epochs.map(\.seconds),
    ]
    for key in first.metrics.keys { columns[key] = self[key] }
    if first.validationLoss != nil {
      for key in ["loss"] + Array((first.validationMetrics ?? [:]).keys) {
        columns["val_" + key] = self["val_" + key]
      }
    }
    return columns
  }

  /// The history of a table, or nil where a column is missing or has another length.
  init?(columns: [String: [Double]], count: Int) {
    self.init()
    if count == 0 {
      guard columns.isEmpty else { return nil }
      return
    }
    guard columns.values.allSatisfy({ $0.count == count }), let losses = columns["loss"],
      let rates = columns["learning_rate"], let seconds = columns["seconds"]
    else { return nil }
    let own: Set = ["loss", "learning_rate", "seconds"]
    for row in 0..<count {
      var (metrics, validationMetrics): ([String: Double], [String: Double]) = ([:], [:])
      for (key, values) in columns where !own.contains(key) && key != "val_loss" {
        if key.hasPrefix("val_") {
          validationMetrics[String(key.dropFirst("val_".count))] = values[row]
        } else {
          metrics[key] = values[row]
        }
      }
      let validationLoss = columns["val_loss"]?[row]
      epochs.append(
        EpochRecord(
          epoch: row + 1, loss: losses[row], metrics: metrics, validationLoss: validationLoss,
          validationMetrics: validationLoss == nil ? nil : validationMetrics,
          learningRate: rates[row], seconds: seconds[row]))
    }
  }
}
