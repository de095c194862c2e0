internal import ElementwiseKernels

/// What `fit` does about a batch whose loss or gradient is not finite.
///
/// ```swift
/// try model.fit(train, onNonFinite: .skip { print($0) })
/// ```
/// Without a policy only the loss is watched: `fit` throws ``TrainingError/diverged(epoch:step:loss:)``
/// and the gradient, which may overflow while the loss does not, spoils the weights before that, or what
/// the optimizer remembers; no checkpoint is written of either. With one, every gradient is searched
/// before it is used: one more read of it. That of a plan with loss scaling is left to the plan, which
/// skips such steps by itself.
///
/// Features to train on are looked through before the first step, and `fit` throws
/// ``TrainingError/nonFiniteFeature(row:column:)`` where one is not finite; only with ``skip(limit:report:)``
/// it begins, and leaves their batches out. Those to validate on have to be finite. With any policy and without,
/// ``TrainingError/nonFiniteWeights(block:)`` ends a training whose first batch is not finite while weights are
/// not, either.
public enum NonFinitePolicy: Sendable {
  /// `fit` throws ``TrainingError/nonFinite(_:)``; the model keeps the weights before the batch.
  case stop
  /// The batch is left out, of the means of the epoch too, and `report` is told.
  ///
  /// More than `limit` batches in a row stop training as ``stop`` does. Where trainings share the
  /// policy, `report` may be called by several at once; a `Mutex` holds what it gathers:
  ///
  /// ```swift
  /// let skipped = Mutex<[NonFiniteBatch]>([])
  /// try model.fit(
  ///   train, onNonFinite: .skip { batch in skipped.withLock { $0.append(batch) } })
  /// ```
  case skip(limit: Int = 10, report: @Sendable (NonFiniteBatch) -> Void)
}

/// A batch whose loss or gradient is not finite: where it began.
public struct NonFiniteBatch: Equatable, Sendable {
  /// What a batch computes, in the order in which it does.
  public enum Quantity: String, Sendable {
    /// What the samples are described by.
    case feature
    /// What a layer gives.
    case output
    /// The loss of a sample.
    case loss
    /// The gradient with respect to the parameters of a layer.
    case gradient
  }

  /// What is not finite.
  public let quantity: Quantity
  /// The layer in which it began, such as "dense_2"; nil for a feature and for the loss.
  public let layer: String?
  /// The row of the training data, or nil where only the batch as a whole is not finite.
  public let row: Int?
  /// The epoch, from 1.
  public let epoch: Int
  /// The batch of the epoch, from 1.
  public let step: Int
}

extension NonFiniteBatch: CustomStringConvertible {
  /// One line, such as "the gradient of dense_1 is not finite for row 17, in step 3 of epoch 1".
  public var description: String {
    let article = quantity == .feature ? "a" : "the"
    let what = "\(article) \(quantity.rawValue)" + (layer.map { " of \($0)" } ?? "")
    let whose = row.map { "for row \($0)" } ?? "for the batch"
    return "\(what) is not finite \(whose), in step \(step) of epoch \(epoch)"
  }
}
