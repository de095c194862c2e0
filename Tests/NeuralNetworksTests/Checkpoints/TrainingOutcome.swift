import Descent

/// What a training came to, its times left out, comparable to the bit.
struct TrainingOutcome<Scalar: RealScalar>: Equatable {
  var weights: [UInt64]
  var state: OptimizerState<Scalar>?
  var learningRate: Double?
  var restoredEpoch: Int?
  var epochs: [[String: Double]] = []

  init(_ model: Sequential<Scalar>, _ history: History) {
    weights = Array(model.parameters.values).map { Double($0).bitPattern }
    state = model.optimizerState
    learningRate = model.learningRate
    restoredEpoch = history.restoredEpoch
    epochs = history.epochs.map { record in
      var values = record.metrics
      for (key, value) in record.validationMetrics ?? [:] { values["val_" + key] = value }
      values["loss"] = record.loss
      values["val_loss"] = record.validationLoss
      values["learning_rate"] = record.learningRate
      return values
    }
  }
}

/// A training that can be begun again from the same model, with or without checkpoints.
struct TrainingCase<Scalar: RealScalar>: Sendable {
  var makeModel: @Sendable () -> Sequential<Scalar>
  var data: Dataset<Scalar>
  var epochs = 3
  var batchSize = 10
  var validation = Validation<Scalar>.none
  var shuffles = true
  var earlyStopping: EarlyStopping?
  var reduceOnPlateau: ReduceOnPlateau?

  func run(
    checkpoints: Checkpointing? = nil, from checkpoint: Checkpoint<Scalar>? = nil,
    epochs: Int? = nil, onBatch: ((BatchRecord) -> Void)? = nil
  ) throws -> TrainingOutcome<Scalar> {
    var model = makeModel()
    let history = try model.fit(
      data, epochs: epochs ?? self.epochs, batchSize: batchSize, validation: validation,
      shuffles: shuffles, earlyStopping: earlyStopping, reduceOnPlateau: reduceOnPlateau,
      progress: .none, checkpoints: checkpoints, resumingFrom: checkpoint, onBatch: onBatch)
    return TrainingOutcome(model, history)
  }

  static var blobs: TrainingCase<Float> {
    TrainingCase<Float>(makeModel: { FitTests.makeModel() }, data: FitTests.blobs(65))
  }

  /// A training whose loss is the same in every epoch, so that the first is the best.
  static var level: TrainingCase<Float> {
    var training = blobs
    training.makeModel = { FitTests.makeModel(rate: 0) }
    training.shuffles = false
    return training
  }
}
