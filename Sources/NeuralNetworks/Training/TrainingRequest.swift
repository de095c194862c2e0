internal import DataFormats
internal import ElementwiseKernels
internal import LinearAlgebra
internal import Optimizers

/// What a call of `fit` is asked for.
struct TrainingRequest<Scalar: RealScalar> {
  var epochs: Int
  var batchSize: Int
  var shuffles: Bool
  var earlyStopping: EarlyStopping?
  var reduceOnPlateau: ReduceOnPlateau?
  var progress: ProgressDisplay
  var diagnosing: Diagnosing?
  var onNonFinite: NonFinitePolicy?
  var checkpoints: Checkpointing?
  var checkpoint: Checkpoint<Scalar>?
  var onBatch: ((BatchRecord) -> Void)?
  var onEpoch: ((EpochRecord) throws -> Bool)?
  /// Called before the first step of each epoch.
  var onEpochStart: (() -> Void)?

  /// Whether a batch that is not finite is left out.
  var skipsNonFinite: Bool {
    if case .skip = onNonFinite { true } else { false }
  }

  /// Stops where the settings mean nothing, or contradict what `compile` decided.
  func check(against setup: TrainingSetup<Scalar>, isValidated: Bool) {
    require(epochs >= 0, "cannot train for \(epochs) epochs")
    require(batchSize >= 1, "a batch needs at least one sample, not \(batchSize)")
    require(
      setup.schedule == nil || reduceOnPlateau == nil,
      "the schedule sets every learning rate; compile without it to use reduceOnPlateau")
    if case .skip(let limit, _) = onNonFinite {
      require(limit >= 0, "\(limit) batches in a row cannot be skipped")
    }
    let keys = setup.recordedKeys(isValidated: isValidated)
    let monitors = [
      earlyStopping?.monitor, reduceOnPlateau?.monitor, checkpoints?.bestMonitor,
    ]
    for monitor in monitors.compactMap({ $0 }) {
      require(
        keys.contains(monitor), "'\(monitor)' is monitored, and only \(keys) are recorded")
    }
  }
}

extension TrainingSetup {
  /// The keys of an epoch's record.
  fileprivate func recordedKeys(isValidated: Bool) -> [String] {
    let keys = ["loss"] + metrics.map(\.name)
    return isValidated ? keys + keys.map { "val_" + $0 } : keys
  }
}
