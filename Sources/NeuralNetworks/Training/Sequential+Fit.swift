public import DataFormats
internal import ElementwiseKernels
public import LinearAlgebra
public import Optimizers

/// Where `fit` takes its validation data from.
public enum Validation<Scalar: RealScalar>: Sendable {
  /// Nothing is held out.
  case none
  /// The last part of the samples, before any shuffling; for example 0.1.
  case split(Double)
  /// Samples of their own, each with a weight if wanted.
  case data(Dataset<Scalar>, sampleWeights: [Scalar]? = nil)
}

extension Sequential {
  /// Trains for a number of epochs.
  ///
  /// Each epoch visits every sample once, in an order drawn anew from the seed of the model unless
  /// `shuffles` is false. The last batch of an epoch may be smaller; the means of the epoch are
  /// over samples. A second call goes on where the first ended.
  ///
  /// Where more than 0.6 of the features are zero, a first `Dense` layer of 64 units or more leaves the
  /// products with them out, as do narrower ones of 16 units or more where more are: a zero then adds
  /// nothing, even to a sum with a weight that is infinite or NaN. `evaluate` and `predict` multiply
  /// everything.
  ///
  /// - Parameters:
  ///   - data: The samples; all of them in memory.
  ///   - epochs: How often every sample is visited.
  ///   - batchSize: How many samples make one step.
  ///   - validation: What is evaluated after each epoch.
  ///   - shuffles: Whether each epoch has its own order.
  ///   - classWeights: The weight of samples of a class, 1 where none is given.
  ///   - sampleWeights: The weight of each sample of `data`, those held out by a split included;
  ///     multiplied with that of its class.
  ///   - earlyStopping: When to stop before the last epoch.
  ///   - reduceOnPlateau: When to lower the learning rate; it stays lowered after the call.
  ///   - progress: What is written to standard error meanwhile.
  ///   - diagnosing: After which steps to take a diagnosis, and who gets it.
  ///   - onNonFinite: What happens to a batch whose loss or gradient is not finite, or with
  ///     ``NonFinitePolicy/skip(limit:report:)`` a feature.
  ///   - checkpoints: When to write down the whole training, and where.
  ///   - checkpoint: The training to go on with instead of beginning one: a call with the same model,
  ///     data and settings ends with the same bits as one that never stopped. The weights, the
  ///     state of the optimizer and the random generator of the model are replaced; `epochs` counts
  ///     from the beginning of that training, and may be larger.
  ///   - onBatch: Called after each step.
  ///   - onEpoch: Called after each epoch; training stops when it returns false. That ends this call, and
  ///     not the training: who goes on from its last checkpoint trains up to `epochs`.
  /// - Returns: The means of every epoch, those before a checkpoint included: of one that has done more
  ///   epochs than are asked for, all that it has done.
  /// - Throws: ``TrainingError`` when the data does not fit the model, or the loss stops being
  ///   finite, or with `onNonFinite` the gradient. The model then holds the weights before that step.
  ///   ``CheckpointError`` when a checkpoint is of another training, or cannot be written;
  ///   ``TrainingInterruption`` after a signal, where checkpoints are asked to stop on them;
  ///   ``UnwrittenCheckpoints`` when another error or a signal ended training, and a checkpoint could
  ///   not be written besides.
  /// - Precondition: `compile` was called; `epochs ≥ 0`; `batchSize ≥ 1`; a split is in 0..<1; there
  ///   are as many sample weights as samples; what early stopping, `reduceOnPlateau` and checkpoints
  ///   monitor is recorded. A model with a schedule takes no `reduceOnPlateau`: one of the two sets
  ///   the rate.
  /// - Complexity: After the first step, a step of a model of up to 262,144 parameters allocates
  ///   nothing, unless OpenBLAS does for a width that suits its kernels badly; that of a larger one
  ///   wakes the threads that share its update.
  @discardableResult
  public mutating func fit(
    _ data: Dataset<Scalar>, epochs: Int = 1, batchSize: Int = 32,
    validation: Validation<Scalar> = .none, shuffles: Bool = true,
    classWeights: [Int: Double]? = nil, sampleWeights: [Scalar]? = nil,
    earlyStopping: EarlyStopping? = nil, reduceOnPlateau: ReduceOnPlateau? = nil,
    progress: ProgressDisplay = .automatic, diagnosing: Diagnosing? = nil,
    onNonFinite: NonFinitePolicy? = nil, checkpoints: Checkpointing? = nil,
    resumingFrom checkpoint: Checkpoint<Scalar>? = nil,
    onBatch: ((BatchRecord) -> Void)? = nil,
    onEpoch: ((EpochRecord) throws -> Bool)? = nil
  ) throws -> History {
    let request = TrainingRequest(
      epochs: epochs, batchSize: batchSize, shuffles: shuffles, earlyStopping: earlyStopping,
      reduceOnPlateau: reduceOnPlateau, progress: progress, diagnosing: diagnosing,
      onNonFinite: onNonFinite, checkpoints: checkpoints, checkpoint: checkpoint,
      onBatch: onBatch, onEpoch: onEpoch)
    return try fit(
      Samples(data), request, validation: validation, classWeights: classWeights,
      sampleWeights: sampleWeights)
  }

  /// Trains as the others do, silently, for somebody who takes the time of the steps.
  ///
  /// The steps of an epoch lie between `onEpochStart` and the call of `onBatch` with all samples.
  package mutating func fit(
    _ data: Dataset<Scalar>, epochs: Int, batchSize: Int, validation: Validation<Scalar>,
    onEpochStart: @escaping () -> Void, onBatch: @escaping (BatchRecord) -> Void,
    onEpoch: @escaping (EpochRecord) throws -> Bool
  ) throws {
    let request = TrainingRequest<Scalar>(
      epochs: epochs, batchSize: batchSize, shuffles: true, progress: .none, onBatch: onBatch,
      onEpoch: onEpoch, onEpochStart: onEpochStart)
    _ = try fit(
      Samples(data), request, validation: validation, classWeights: nil, sampleWeights: nil)
  }

  /// Trains for a number of epochs on samples that stay in their file.
  ///
  /// The weights end with the same bits as those of a training on the same samples in memory. Each
  /// batch is read from the file when it is its turn. Where features are kept as floating-point
  /// numbers, all of them are read once before, to see that they are finite, and with checkpoints once
  /// more for a checksum.
  ///
  /// - Parameters:
  ///   - data: The samples; their targets are in memory.
  ///   - epochs: How often every sample is visited.
  ///   - batchSize: How many samples make one step.
  ///   - validation: What is evaluated after each epoch; a split stays in the file, too.
  ///   - shuffles: Whether each epoch has its own order. From a disk, rows in order are read faster.
  ///   - classWeights: The weight of samples of a class, 1 where none is given.
  ///   - sampleWeights: The weight of each sample of `data`, those held out by a split included;
  ///     multiplied with that of its class.
  ///   - earlyStopping: When to stop before the last epoch.
  ///   - reduceOnPlateau: When to lower the learning rate; it stays lowered after the call.
  ///   - progress: What is written to standard error meanwhile.
  ///   - diagnosing: After which steps to take a diagnosis, and who gets it.
  ///   - onNonFinite: What happens to a batch whose loss or gradient is not finite, or with
  ///     ``NonFinitePolicy/skip(limit:report:)`` a feature.
  ///   - checkpoints: When to write down the whole training, and where.
  ///   - checkpoint: The training to go on with instead of beginning one.
  ///   - onBatch: Called after each step.
  ///   - onEpoch: Called after each epoch; this call stops when it returns false.
  /// - Returns: The means of every epoch, those before a checkpoint included.
  /// - Throws: As for samples in memory, and `DataFormatError` when the file has become shorter.
  /// - Precondition: As for samples in memory.
  @discardableResult
  public mutating func fit(
    _ data: MappedDataset<Scalar>, epochs: Int = 1, batchSize: Int = 32,
    validation: Validation<Scalar> = .none, shuffles: Bool = true,
    classWeights: [Int: Double]? = nil, sampleWeights: [Scalar]? = nil,
    earlyStopping: EarlyStopping? = nil, reduceOnPlateau: ReduceOnPlateau? = nil,
    progress: ProgressDisplay = .automatic, diagnosing: Diagnosing? = nil,
    onNonFinite: NonFinitePolicy? = nil, checkpoints: Checkpointing? = nil,
    resumingFrom checkpoint: Checkpoint<Scalar>? = nil,
    onBatch: ((BatchRecord) -> Void)? = nil,
    onEpoch: ((EpochRecord) throws -> Bool)? = nil
  ) throws -> History {
    let request = TrainingRequest(
      epochs: epochs, batchSize: batchSize, shuffles: shuffles, earlyStopping: earlyStopping,
      reduceOnPlateau: reduceOnPlateau, progress: progress, diagnosing: diagnosing,
      onNonFinite: onNonFinite, checkpoints: checkpoints, checkpoint: checkpoint,
      onBatch: onBatch, onEpoch: onEpoch)
    return try fit(
      .mapped(data), request, validation: validation, classWeights: classWeights,
      sampleWeights: sampleWeights)
  }

  /// Trains on samples wherever they are.
  private mutating func fit(
    _ data: Samples<Scalar>, _ request: TrainingRequest<Scalar>, validation: Validation<Scalar>,
    classWeights: [Int: Double]?, sampleWeights: [Scalar]?
  ) throws -> History {
    try data.features.check()
    let (fitted, heldOut) = data.separated(by: validation, sampleWeights: sampleWeights)
    let loss = requireTraining(for: "fit").loss
    let source = try TrainingData(
      fitted.data, inputSize: inputSize, outputSize: outputSize, loss: loss,
      classWeights: classWeights, sampleWeights: fitted.weights,
      toleratesFeatures: request.skipsNonFinite)
    let validationSource = try heldOut.map {
      try TrainingData(
        $0.data, inputSize: inputSize, outputSize: outputSize, loss: loss,
        sampleWeights: $0.weights)
    }
    request.check(against: requireTraining(for: "fit"), isValidated: validationSource != nil)
    var session = try TrainingSession(
      &self, request, source: source, validation: validationSource)
    defer {
      training = session.setup
      session.display.finish()
      session.keeper?.release()
    }
    do {
      while session.goesOn { try trainEpoch(&session) }
      try session.keeper?.finish(session.run) { session.snapshot(self) }
    } catch {
      throw session.keeper?.end(after: error) ?? error
    }
    let run = session.run
    var history = run.history
    if let best = run.best, let weights = run.bestWeights, best.epoch < history.epochs.count {
      parameters.values = weights
      history.restoredEpoch = best.epoch
    }
    return history
  }

  /// Trains what is left of an epoch.
  private mutating func trainEpoch(_ session: inout TrainingSession<Scalar>) throws {
    session.run.generator = generator
    if session.request.shuffles {
      // From the same start every time: two calls of one epoch equal one call of two.
      for index in session.order.indices { session.order[index] = index }
      generator.shuffle(&session.order)
    }
    let clock = ContinuousClock()
    let start = clock.now
    let secondsBefore = session.run.seconds
    session.request.onEpochStart?()
    while session.run.position < session.source.count {
      try session.source.features.check()
      if !session.step(&parameters) { try session.answerNonFinite(self) }
      session.request.onBatch?(
        BatchRecord(
          epoch: session.run.epoch, samples: session.run.position,
          meanLoss: session.run.sums.meanLoss))
      try session.keeper?.attend(to: session.run) {
        session.run.seconds = secondsBefore + (clock.now - start) / .seconds(1)
        return session.snapshot(self)
      }
    }
    let seconds = secondsBefore + (clock.now - start) / .seconds(1)
    try session.validation?.features.check()
    let evaluation = session.validation.map { evaluate($0, setup: session.setup) }
    let record = session.finishEpoch(self, evaluation: evaluation, seconds: seconds)
    session.run.generator = generator
    if let onEpoch = session.request.onEpoch, try !onEpoch(record) { session.isStopped = true }
    try session.keepCheckpoints(after: record, self)
  }
}

/// Samples with a weight each, or nil for 1.
private typealias WeightedData<Scalar: RealScalar> = (data: Samples<Scalar>, weights: [Scalar]?)

extension Samples {
  /// The samples to train on, and those held out, each with their weights.
  ///
  /// - Precondition: A split is in 0..<1, and there are as many weights as samples.
  fileprivate func separated(
    by validation: Validation<Scalar>, sampleWeights: [Scalar]?
  ) -> (fitted: WeightedData<Scalar>, heldOut: WeightedData<Scalar>?) {
    if let sampleWeights {
      require(
        sampleWeights.count == count, "\(sampleWeights.count) sample weights for \(count) samples")
    }
    switch validation {
    case .none: return ((self, sampleWeights), nil)
    case .data(let other, let weights): return ((self, sampleWeights), (Samples(other), weights))
    case .split(let fraction):
      require(
        fraction >= 0 && fraction < 1,
        "a split holds back a part in 0..<1 of the samples, not \(fraction)")
      let (training, held) = split(fraction: fraction)
      guard held.count > 0 else { return ((self, sampleWeights), nil) }
      return (
        (training, sampleWeights.map { Array($0.prefix(training.count)) }),
        (held, sampleWeights.map { Array($0.suffix(held.count)) })
      )
    }
  }
}
