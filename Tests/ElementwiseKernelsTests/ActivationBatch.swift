import ElementwiseKernels
import TestSupport

/// The shapes of the row kernels' tests: columns around every vector width and beyond every block,
/// rows around the sixteen that share a tile.
let rowShapes: [(rows: Int, columns: Int)] =
  [1, 3, 5, 7, 8, 9, 10, 15, 16, 17, 31, 33].flatMap { columns in
    [1, 16, 17, 33].map { (rows: $0, columns: columns) }
  }
  + [63, 64, 65, 127, 128, 129].map { (rows: 17, columns: $0) }
  + [(rows: 130, columns: 10), (rows: 3, columns: 257), (rows: 2, columns: 1000)]
  + [(rows: 2, columns: 1025), (rows: 2, columns: 2100)]
  + [(rows: 0, columns: 0), (rows: 0, columns: 10), (rows: 3, columns: 0)]

/// Rows for the activation kernels, run over all of them or over pieces.
struct ActivationBatch<Scalar: RealScalar> {
  let rows: Int
  let columns: Int
  var values: [Scalar]
  var bias: [Scalar]

  /// The rows of a range, with the same bias.
  func piece(_ range: Range<Int>) -> ActivationBatch {
    ActivationBatch(
      rows: range.count, columns: columns,
      values: Array(values[range.lowerBound * columns..<range.upperBound * columns]), bias: bias)
  }

  /// f(values + bias), and values + bias where it is kept.
  func forward(
    _ activation: ElementwiseActivation, keepsPreactivations: Bool = false
  ) -> (values: [Scalar], preactivations: [Scalar]) {
    var values = self.values
    var kept = [Scalar](repeating: 0, count: keepsPreactivations ? values.count : 0)
    do {
      var valueSpan = values.mutableSpan
      var keptSpan = kept.mutableSpan
      applyBiasAndActivation(
        rows: rows, columns: columns, values: &valueSpan, bias: bias.span,
        preactivations: &keptSpan, activation: activation)
    }
    return (values, kept)
  }

  /// values ⊙ f', and its sums over the rows where `sums` holds one per column.
  func backward(
    _ activation: ElementwiseActivation, reference: [Scalar], sums: [Scalar], accumulates: Bool
  ) -> (gradients: [Scalar], sums: [Scalar]) {
    var gradients = values
    var sums = sums
    do {
      var gradientSpan = gradients.mutableSpan
      var sumSpan = sums.mutableSpan
      activationBackward(
        rows: rows, columns: columns, reference: reference.span, gradients: &gradientSpan,
        biasGradients: &sumSpan, accumulates: accumulates, activation: activation)
    }
    return (gradients, sums)
  }
}
