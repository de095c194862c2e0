internal import CElementwise

/// A loss whose targets are rows of scalars as wide as the predictions.
package enum RowLoss: Sendable {
  /// −Σ t·log softmax(z), from logits z.
  case softmaxCrossEntropy
  /// −Σ t·log p, from probabilities that are normalized and kept 1e-7 from 0 and 1.
  case crossEntropy
  /// Mean over the columns, from logits.
  case binaryCrossEntropyFromLogits
  /// Mean over the columns, from probabilities kept 1e-7 from 0 and 1.
  case binaryCrossEntropy
  /// Mean over the columns of (y − t)².
  case meanSquaredError
}

/// Computes a loss per row and its gradient in one pass; the targets are rows.
///
/// - Parameters:
///   - loss: What is computed.
///   - rows: The number of samples.
///   - columns: The width of a prediction.
///   - values: The predictions, shape [rows, columns]; overwritten by
///     `scale` · ∂(Σ weight·loss)/∂prediction.
///   - targets: Shape [rows, columns].
///   - weights: One per row, or empty for 1.
///   - scale: What multiplies the gradient.
///   - losses: Receives weight·loss, shape [rows].
///   - predictions: Scratch for `softmaxCrossEntropy`, shape [rows].
/// - Precondition: Rows are not empty: a mean over no columns has no value.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func rowLoss<Scalar: RealScalar>(
  _ loss: RowLoss, rows: Int, columns: Int, values: inout MutableSpan<Scalar>,
  targets: Span<Scalar>, weights: Span<Scalar>, scale: Double,
  losses: inout MutableSpan<Scalar>, predictions: inout MutableSpan<Int32>
) {
  checkBatch(rows: rows, columns: columns, "predictions", values.count)
  checkBatch(rows: rows, columns: columns, "targets", targets.count)
  checkRows(rows, weights: weights.count, losses: losses.count)
  require(predictions.count == rows, "\(rows) rows, \(predictions.count) predictions")
  require(columns > 0 || rows == 0, "the loss of \(rows) rows without columns")
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe targets.withUnsafeBufferPointer { targets in
      unsafe weights.withUnsafeBufferPointer { weights in
        unsafe losses.withUnsafeMutableBufferPointer { losses in
          unsafe predictions.withUnsafeMutableBufferPointer { predictions in
            let weight = weights.isEmpty ? nil : weights.baseAddress
            let (scalar, z, t) = (Scalar.cScalar, values.baseAddress, targets.baseAddress)
            switch loss {
            case .softmaxCrossEntropy:
              unsafe descent_softmax_cross_entropy_targets(
                scalar, rows, columns, z, t, weight, scale, losses.baseAddress,
                predictions.baseAddress)
            case .crossEntropy:
              unsafe descent_cross_entropy_targets(
                scalar, rows, columns, z, t, weight, scale, losses.baseAddress)
            case .binaryCrossEntropyFromLogits:
              unsafe descent_binary_cross_entropy_logits(
                scalar, rows, columns, z, t, weight, scale, losses.baseAddress)
            case .binaryCrossEntropy:
              unsafe descent_binary_cross_entropy(
                scalar, rows, columns, z, t, weight, scale, losses.baseAddress)
            case .meanSquaredError:
              unsafe descent_mean_squared_error(
                scalar, rows, columns, z, t, weight, scale, losses.baseAddress)
            }
          }
        }
      }
    }
  }
}

/// Computes the cross-entropy of one class per row and its gradient in one pass.
///
/// - Parameters:
///   - isFromLogits: Whether `values` are logits; otherwise probabilities, which are normalized and
///     kept 1e-7 from 0 and 1.
///   - rows: The number of samples.
///   - columns: The number of classes.
///   - values: Shape [rows, columns]; overwritten by `scale` · ∂(Σ weight·loss)/∂value.
///   - labels: One class per row.
///   - weights: One per row, or empty for 1.
///   - scale: What multiplies the gradient.
///   - losses: Receives weight·loss, shape [rows].
///   - predictions: Receives the index of the largest logit of each row; untouched otherwise.
/// - Precondition: 0 ≤ label < columns.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func labelLoss<Scalar: RealScalar>(
  isFromLogits: Bool, rows: Int, columns: Int, values: inout MutableSpan<Scalar>,
  labels: Span<Int32>, weights: Span<Scalar>, scale: Double,
  losses: inout MutableSpan<Scalar>, predictions: inout MutableSpan<Int32>
) {
  checkBatch(rows: rows, columns: columns, "predictions", values.count)
  checkRows(rows, weights: weights.count, losses: losses.count)
  require(
    labels.count == rows && predictions.count == rows,
    "\(rows) rows, \(labels.count) labels, \(predictions.count) predictions")
  for row in labels.indices {
    require(
      labels[row] >= 0 && labels[row] < columns,
      "label \(labels[row]) of row \(row) is outside 0..<\(columns)")
  }
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe labels.withUnsafeBufferPointer { labels in
      unsafe weights.withUnsafeBufferPointer { weights in
        unsafe losses.withUnsafeMutableBufferPointer { losses in
          unsafe predictions.withUnsafeMutableBufferPointer { predictions in
            let weight = weights.isEmpty ? nil : weights.baseAddress
            if isFromLogits {
              unsafe descent_softmax_cross_entropy_labels(
                Scalar.cScalar, rows, columns, values.baseAddress, labels.baseAddress, weight,
                scale, losses.baseAddress, predictions.baseAddress)
            } else {
              unsafe descent_cross_entropy_labels(
                Scalar.cScalar, rows, columns, values.baseAddress, labels.baseAddress, weight,
                scale, losses.baseAddress)
            }
          }
        }
      }
    }
  }
}

private func checkRows(_ rows: Int, weights: Int, losses: Int) {
  require(
    losses == rows && (weights == 0 || weights == rows),
    "\(rows) rows, \(weights) weights, \(losses) losses")
}
