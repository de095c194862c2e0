import ElementwiseKernels
import TestSupport

/// A loss as the tests name it: by rows of targets, or by labels.
enum TestedLoss: Sendable, CustomStringConvertible {
  case rows(RowLoss)
  case labels(isFromLogits: Bool)

  static let binaryCrossEntropyFromLogits = TestedLoss.rows(.binaryCrossEntropyFromLogits)

  static let all: [TestedLoss] = [
    .rows(.softmaxCrossEntropy), .rows(.crossEntropy), .rows(.binaryCrossEntropyFromLogits),
    .rows(.binaryCrossEntropy), .rows(.meanSquaredError), .labels(isFromLogits: true),
    .labels(isFromLogits: false),
  ]

  /// Whether the predictions are probabilities.
  var takesProbabilities: Bool {
    switch self {
    case .rows(.crossEntropy), .rows(.binaryCrossEntropy), .labels(isFromLogits: false): true
    default: false
    }
  }

  /// Whether the index of each largest logit is given.
  var predicts: Bool {
    switch self {
    case .rows(.softmaxCrossEntropy), .labels(isFromLogits: true): true
    default: false
    }
  }

  var description: String {
    switch self {
    case .rows(let loss): "\(loss)"
    case .labels(let isFromLogits): isFromLogits ? "labels of logits" : "labels of probabilities"
    }
  }
}

/// Predictions and their targets, run through a loss kernel over all rows or over pieces.
struct LossBatch<Scalar: RealScalar> {
  let rows: Int
  let columns: Int
  var values: [Scalar]
  var targets: [Scalar] = []
  var labels: [Int32] = []
  var weights: [Scalar] = []
  var scale = 1.0

  struct Result {
    var gradients: [Scalar] = []
    var losses: [Scalar] = []
    var predictions: [Int32] = []
  }

  /// Random rows for a loss: logits or probabilities, targets in (0, 1) and labels.
  init(_ loss: TestedLoss, rows: Int, columns: Int, isWeighted: Bool) {
    var noise = NoiseGenerator(seed: 21)
    self.rows = rows
    self.columns = columns
    values = noise.reals(rows * columns).map { loss.takesProbabilities ? abs($0) : 5 * $0 }
    targets = noise.reals(rows * columns).map { abs($0) }
    labels = (0..<rows).map { _ in Int32(noise.next() >> 33) % Int32(max(columns, 1)) }
    weights = isWeighted ? noise.reals(rows).map { abs($0) } : []
    scale = 0.37
  }

  init(rows: Int, columns: Int, values: [Scalar], targets: [Scalar] = [], labels: [Int32] = []) {
    self.rows = rows
    self.columns = columns
    self.values = values
    self.targets = targets
    self.labels = labels
  }

  /// The rows of a range.
  func piece(_ range: Range<Int>) -> LossBatch {
    let elements = range.lowerBound * columns..<range.upperBound * columns
    var piece = LossBatch(
      rows: range.count, columns: columns, values: Array(values[elements]),
      targets: Array(targets[elements]), labels: Array(labels[range]))
    piece.weights = weights.isEmpty ? [] : Array(weights[range])
    piece.scale = scale
    return piece
  }

  /// The result of the kernel, row after row of `pieces`.
  func run(_ loss: TestedLoss, pieces: [Range<Int>]) -> Result {
    pieces.map { piece($0).run(loss) }.reduce(into: Result()) { whole, part in
      whole.gradients += part.gradients
      whole.losses += part.losses
      whole.predictions += part.predictions
    }
  }

  /// The result of the kernel.
  func run(_ loss: TestedLoss) -> Result {
    var gradients = values
    var losses = [Scalar](repeating: 0, count: rows)
    var predictions = [Int32](repeating: -1, count: rows)
    do {
      var gradients = gradients.mutableSpan
      var losses = losses.mutableSpan
      var predictions = predictions.mutableSpan
      switch loss {
      case .rows(let loss):
        rowLoss(
          loss, rows: rows, columns: columns, values: &gradients, targets: targets.span,
          weights: weights.span, scale: scale, losses: &losses, predictions: &predictions)
      case .labels(let isFromLogits):
        labelLoss(
          isFromLogits: isFromLogits, rows: rows, columns: columns, values: &gradients,
          labels: labels.span, weights: weights.span, scale: scale, losses: &losses,
          predictions: &predictions)
      }
    }
    return Result(gradients: gradients, losses: losses, predictions: predictions)
  }
}
