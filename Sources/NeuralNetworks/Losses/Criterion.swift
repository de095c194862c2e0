internal import ElementwiseKernels
public import LinearAlgebra

/// The mean squared error of whole matrices, for programs that step by hand.
///
/// ```swift
/// let criterion = MSELoss()
/// let loss = criterion.forward(prediction, target)              // Σ (y − t)² / (rows · columns)
/// linear.backward(criterion.backward(prediction, target))       // 2(y − t) / (rows · columns)
/// ```
public struct MSELoss: Sendable {
  /// Creates the loss.
  public init() {}

  /// The mean of (y − t)² over all elements.
  ///
  /// - Precondition: Both have the same shape.
  public func forward<Scalar: RealScalar>(
    _ prediction: Matrix<Scalar>, _ target: Matrix<Scalar>
  ) -> Scalar {
    meanLoss(.meanSquaredError, prediction, labels: [], targets: target).value
  }

  /// The gradient of the mean with respect to the prediction.
  ///
  /// - Precondition: Both have the same shape.
  public func backward<Scalar: RealScalar>(
    _ prediction: Matrix<Scalar>, _ target: Matrix<Scalar>
  ) -> Matrix<Scalar> {
    meanLoss(.meanSquaredError, prediction, labels: [], targets: target).gradient
  }
}

/// The cross-entropy of logits and class labels, for programs that step by hand.
public struct CrossEntropyLoss: Sendable {
  /// Creates the loss.
  public init() {}

  /// The mean over the rows of −log softmax(logits) at the label.
  ///
  /// - Precondition: One label per row, each in 0..<columns.
  public func forward<Scalar: RealScalar>(_ logits: Matrix<Scalar>, _ labels: [Int32]) -> Scalar {
    meanLoss(
      .sparseCategoricalCrossentropy(fromLogits: true), logits, labels: labels, targets: nil
    ).value
  }

  /// The gradient of the mean with respect to the logits.
  ///
  /// - Precondition: One label per row, each in 0..<columns.
  public func backward<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, _ labels: [Int32]
  ) -> Matrix<Scalar> {
    meanLoss(
      .sparseCategoricalCrossentropy(fromLogits: true), logits, labels: labels, targets: nil
    ).gradient
  }
}

/// The mean loss over the rows, and its gradient.
func meanLoss<Scalar: RealScalar>(
  _ loss: Loss, _ prediction: Matrix<Scalar>, labels: [Int32], targets: Matrix<Scalar>?,
  weights: [Scalar] = []
) -> (value: Scalar, gradient: Matrix<Scalar>) {
  if let targets {
    require(
      targets.rows == prediction.rows && targets.columns == prediction.columns,
      "the prediction is \(prediction.rows)×\(prediction.columns), "
        + "the target \(targets.rows)×\(targets.columns)")
  }
  require(prediction.rows > 0, "a mean over no rows has no value")
  let rows = prediction.rows
  var gradient = prediction
  var losses = AlignedBuffer<Scalar>(zeros: rows)
  var predictions = [Int32](repeating: 0, count: rows)
  do {
    var values = gradient.mutableSpan
    var lossSpan = losses.mutableSpan
    var predictionSpan = predictions.mutableSpan
    let targets = targets ?? Matrix(rows: 0, columns: 0)
    loss.evaluate(
      rows: rows, columns: prediction.columns, values: &values, labels: labels.span,
      targets: targets.span, weights: weights.span, scale: 1 / Double(rows), losses: &lossSpan,
      predictions: &predictionSpan)
  }
  var sum = 0.0
  for row in 0..<rows { sum += Double(losses[row]) }
  return (Scalar(sum / Double(rows)), gradient)
}
