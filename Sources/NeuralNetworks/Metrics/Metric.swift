internal import ElementwiseKernels
internal import LinearAlgebra

/// A number beside the loss by which people judge a model: the mean over the samples.
///
/// Sample weights do not enter, as in Keras.
public enum Metric: Equatable, Sendable {
  /// The share of samples whose class is predicted; for binary and one-column targets, the share of
  /// elements on the right side of one half, also where the model gives logits, as in Keras.
  case accuracy
  /// The share of samples whose class is among the k largest predictions; a tie with the k-th counts.
  case topKAccuracy(Int)
  /// The mean of |y − t| over samples and columns.
  case meanAbsoluteError
  /// The mean of (y − t)² over samples and columns.
  case meanSquaredError

  /// The key in a ``History``: "accuracy", "top_3_accuracy", "mean_absolute_error", ….
  public var name: String {
    switch self {
    case .accuracy: "accuracy"
    case .topKAccuracy(let k): "top_\(k)_accuracy"
    case .meanAbsoluteError: "mean_absolute_error"
    case .meanSquaredError: "mean_squared_error"
    }
  }

  /// The sum over the rows of what the metric averages.
  ///
  /// - Parameters:
  ///   - rows: The samples.
  ///   - columns: The outputs of a sample.
  ///   - values: Probabilities, or for a regression the predictions; shape [rows, columns].
  ///   - labels: One class per row; empty when the targets are rows.
  ///   - targets: Shape [rows, columns]; empty when the targets are labels.
  ///   - isBinary: Whether the columns are decisions of their own.
  /// - Returns: The sum, still to be divided by the number of samples.
  func sum<Scalar: RealScalar>(
    rows: Int, columns: Int, values: Span<Scalar>, labels: Span<Int32>, targets: Span<Scalar>,
    isBinary: Bool
  ) -> Double {
    var sum = 0.0
    for row in 0..<rows {
      let range = row * columns..<(row + 1) * columns
      let line = values.extracting(range)
      let target = targets.isEmpty ? targets : targets.extracting(range)
      let label = labels.isEmpty ? nil : Int(labels[row])
      switch self {
      case .accuracy where isBinary && labels.isEmpty:
        var hits = 0
        for column in 0..<columns where (line[column] > 0.5) == (target[column] > 0.5) {
          hits += 1
        }
        sum += Double(hits) / Double(columns)
      case .accuracy:
        if firstMaximum(line) == label ?? firstMaximum(target) { sum += 1 }
      case .topKAccuracy(let k):
        let best = line[label ?? firstMaximum(target)]
        var above = 0
        for column in 0..<columns where line[column] > best { above += 1 }
        // NaN is above nothing and must not count as a hit.
        if above < k && best == best { sum += 1 }
      case .meanAbsoluteError, .meanSquaredError:
        var total = 0.0
        for column in 0..<columns {
          let expected: Scalar = label.map { $0 == column ? 1 : 0 } ?? target[column]
          let difference = Double(line[column]) - Double(expected)
          total += self == .meanAbsoluteError ? difference.magnitude : difference * difference
        }
        sum += total / Double(columns)
      }
    }
    return sum
  }

  /// The index of the largest scalar, the first among equals.
  private func firstMaximum<Scalar: RealScalar>(_ line: Span<Scalar>) -> Int {
    var best = 0
    for column in line.indices where line[column] > line[best] { best = column }
    return best
  }
}
