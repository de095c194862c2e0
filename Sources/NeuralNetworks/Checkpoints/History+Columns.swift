internal import ElementwiseKernels

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

  /// The history of a table, or nil where one of the columns is missing that every history has.
  ///
  /// Columns are asked for one by one, so that no more than one is held beside the epochs.
  ///
  /// - Parameters:
  ///   - keys: The names of the columns, no two of them the same.
  ///   - count: The rows that every column has.
  ///   - column: Reads a column.
  /// - Throws: What `column` throws.
  init?<Fault: Error>(
    keys: [String], count: Int,
    column: (_ key: String) throws(Fault) -> AlignedBuffer<Double>
  ) throws(Fault) {
    self.init()
    if count == 0 {
      guard keys.isEmpty else { return nil }
      return
    }
    guard ["loss", "learning_rate", "seconds"].allSatisfy(keys.contains) else { return nil }
    let names = MetricNames(columns: keys)
    epochs.reserveCapacity(count)
    for row in 0..<count { epochs.append(EpochRecord(epoch: row + 1, names: names)) }
    for key in keys {
      let buffer = try column(key)
      let values = buffer.span
      switch key {
      case "loss": for row in 0..<count { epochs[row].loss = values[row] }
      case "learning_rate": for row in 0..<count { epochs[row].learningRate = values[row] }
      case "seconds": for row in 0..<count { epochs[row].seconds = values[row] }
      case "val_loss": for row in 0..<count { epochs[row].validationLoss = values[row] }
      default:
        guard let place = names.place(of: key) else { continue }
        for row in 0..<count { epochs[row].means[place] = values[row] }
      }
    }
  }
}

extension MetricNames {
  /// The metrics of a table with these columns; without a loss of the validation it has none of that.
  fileprivate convenience init(columns keys: [String]) {
    let quantities: Set = ["loss", "learning_rate", "seconds", "val_loss"]
    let metrics = keys.filter { !quantities.contains($0) }.sorted()
    let prefix = Self.validationPrefix
    self.init(
      own: metrics.filter { !$0.hasPrefix(prefix) },
      validation: keys.contains("val_loss")
        ? metrics.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) } : nil)
  }
}
