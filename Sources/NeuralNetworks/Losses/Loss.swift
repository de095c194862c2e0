internal import ElementwiseKernels
internal import LinearAlgebra

/// What training makes small.
///
/// The loss of a batch is the mean over its samples, Σ wᵢ·lossᵢ / rows with sample weights wᵢ, as
/// in Keras. Where a model ends in softmax (or sigmoid) and its loss takes probabilities, training
/// computes both together from the logits: exact in the tails, and one pass.
public struct Loss: Equatable, Sendable {
  enum Formula: Equatable, Sendable {
    case sparseCategoricalCrossentropy
    case categoricalCrossentropy
    case binaryCrossentropy
    case meanSquaredError
  }

  let formula: Formula
  /// Whether the predictions are logits instead of probabilities.
  public let isFromLogits: Bool

  /// −log p of the labelled class, from probabilities.
  public static let sparseCategoricalCrossentropy = Loss.sparseCategoricalCrossentropy(
    fromLogits: false)

  /// −log p of the labelled class.
  ///
  /// Probabilities are normalized per row and kept 1e-7 from 0 and 1, as Keras does.
  public static func sparseCategoricalCrossentropy(fromLogits: Bool) -> Loss {
    Loss(formula: .sparseCategoricalCrossentropy, isFromLogits: fromLogits)
  }

  /// −Σ t·log p over the classes, with one-hot or soft targets t, from probabilities.
  public static let categoricalCrossentropy = Loss.categoricalCrossentropy(fromLogits: false)

  /// −Σ t·log p over the classes, with one-hot or soft targets t.
  public static func categoricalCrossentropy(fromLogits: Bool) -> Loss {
    Loss(formula: .categoricalCrossentropy, isFromLogits: fromLogits)
  }

  /// −t·log p − (1 − t)·log(1 − p), the mean over the columns, from probabilities.
  public static let binaryCrossentropy = Loss.binaryCrossentropy(fromLogits: false)

  /// −t·log p − (1 − t)·log(1 − p), the mean over the columns.
  public static func binaryCrossentropy(fromLogits: Bool) -> Loss {
    Loss(formula: .binaryCrossentropy, isFromLogits: fromLogits)
  }

  /// (y − t)², the mean over the columns.
  public static let meanSquaredError = Loss(formula: .meanSquaredError, isFromLogits: false)

  /// The name in messages.
  var name: String {
    switch formula {
    case .sparseCategoricalCrossentropy: "sparseCategoricalCrossentropy"
    case .categoricalCrossentropy: "categoricalCrossentropy"
    case .binaryCrossentropy: "binaryCrossentropy"
    case .meanSquaredError: "meanSquaredError"
    }
  }

  /// Whether the targets are one class index per sample.
  var takesLabels: Bool { formula == .sparseCategoricalCrossentropy }

  /// The kernel for targets that are rows of scalars.
  private var rowLoss: RowLoss {
    switch formula {
    case .meanSquaredError: .meanSquaredError
    case .binaryCrossentropy: isFromLogits ? .binaryCrossEntropyFromLogits : .binaryCrossEntropy
    case .categoricalCrossentropy, .sparseCategoricalCrossentropy:
      isFromLogits ? .softmaxCrossEntropy : .crossEntropy
    }
  }

  /// The same loss of logits, when `activation` turns logits into what this loss takes.
  func fused(with activation: Activation) -> Loss? {
    guard !isFromLogits else { return nil }
    switch (formula, activation) {
    case (.sparseCategoricalCrossentropy, .softmax), (.categoricalCrossentropy, .softmax),
      (.binaryCrossentropy, .sigmoid):
      return Loss(formula: formula, isFromLogits: true)
    default:
      return nil
    }
  }

  /// Overwrites predictions by `scale` · ∂(Σ weight·loss)/∂prediction, and gives weight·loss per row.
  ///
  /// `labels` or `targets` is empty, according to ``takesLabels``.
  func evaluate<Scalar: RealScalar>(
    rows: Int, columns: Int, values: inout MutableSpan<Scalar>, labels: Span<Int32>,
    targets: Span<Scalar>, weights: Span<Scalar>, scale: Double,
    losses: inout MutableSpan<Scalar>, predictions: inout MutableSpan<Int32>
  ) {
    if takesLabels {
      labelLoss(
        isFromLogits: isFromLogits, rows: rows, columns: columns, values: &values, labels: labels,
        weights: weights, scale: scale, losses: &losses, predictions: &predictions)
    } else {
      ElementwiseKernels.rowLoss(
        rowLoss, rows: rows, columns: columns, values: &values, targets: targets,
        weights: weights, scale: scale, losses: &losses, predictions: &predictions)
    }
  }
}
