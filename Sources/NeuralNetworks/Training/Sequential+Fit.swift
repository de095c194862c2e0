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
  /// Where most features are zero, the products of a first `Dense` layer with them are left out: a
  /// zero then adds nothing, even to a sum with a weight that is infinite or NaN.
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
  ///   - onBatch: Called after each step.
  ///   - onEpoch: Called after each epoch; training stops when it returns false.
  /// - Returns: The means of every epoch.
  /// - Throws: ``TrainingError`` when the data does not fit the model, or the loss stops being
  ///   finite. The model then holds the weights before the step whose loss was not.
  /// - Precondition: `compile` was called; `epochs ≥ 0`; `batchSize ≥ 1`; a split is in 0..<1; there
  ///   are as many sample weights as samples; what early stopping and `reduceOnPlateau` monitor is
  ///   recorded. A model with a schedule takes no `reduceOnPlateau`: one of the two sets the rate.
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
    onBatch: ((BatchRecord) -> Void)? = nil,
    onEpoch: ((EpochRecord) throws -> Bool)? = nil
  ) throws -> History {
    require(epochs >= 0, "cannot train for \(epochs) epochs")
    require(batchSize >= 1, "a batch needs at least one sample, not \(batchSize)")
    var setup = requireTraining(for: "fit")
    require(
      setup.schedule == nil || reduceOnPlateau == nil,
      "the schedule sets every learning rate; compile without it to use reduceOnPlateau")
    var plateau = reduceOnPlateau
    // The setup moves out while it is worked on, so that its buffers are not shared and copied.
    training = nil
    defer { training = setup }

    let (fitted, heldOut) = data.separated(by: validation, sampleWeights: sampleWeights)
    let source = try TrainingData(
      fitted.data, inputSize: inputSize, outputSize: outputSize, loss: setup.loss,
      classWeights: classWeights, sampleWeights: fitted.weights)
    let validationSource = try heldOut.map {
      try TrainingData(
        $0.data, inputSize: inputSize, outputSize: outputSize, loss: setup.loss,
        sampleWeights: $0.weights)
    }
    let keys = setup.recordedKeys(isValidated: validationSource != nil)
    for monitor in [earlyStopping?.monitor, plateau?.monitor].compactMap({ $0 }) {
      require(
        keys.contains(monitor), "'\(monitor)' is monitored, and only \(keys) are recorded")
    }
    var team = TrainingTeam(
      self, setup: setup, batchSize: min(batchSize, source.count), density: source.density)
    var order = Array(0..<source.count)
    var history = History()
    var watch = earlyStopping.map { EarlyStoppingWatch<Scalar>($0) }
    var diagnosis = diagnosing.map {
      DiagnosingWatch($0, ranges: parameterRanges, from: setup.state)
    }
    var display = TrainingProgress(progress, epochs: epochs, samples: source.count)
    defer { display.finish() }

    for epoch in 1...max(1, epochs) where epochs > 0 {
      if shuffles {
        // From the same start every time: two calls of one epoch equal one call of two.
        for index in order.indices { order[index] = index }
        generator.shuffle(&order)
      }
      let clock = ContinuousClock()
      let start = clock.now
      var sums = RunningSums(metricCount: setup.metrics.count)
      var position = 0
      var step = 0
      while position < source.count {
        let rows = min(team.batchSize, source.count - position)
        let before = sums.loss
        step += 1
        diagnosis?.begin(values: parameters.values, stepsBefore: setup.state.step)
        let isFinite = team.step(
          source, order: order, places: position..<position + rows, parameters: &parameters,
          setup: &setup, sums: &sums)
        diagnosis?.end(parameters: parameters, setup: setup)
        guard isFinite else {
          throw TrainingError.diverged(
            epoch: epoch, step: step, loss: (sums.loss - before) / Double(rows))
        }
        position += rows
        display.update(epoch: epoch, samples: position, sums: sums)
        onBatch?(BatchRecord(epoch: epoch, samples: position, meanLoss: sums.meanLoss))
      }
      let seconds = (clock.now - start) / .seconds(1)
      let evaluation = validationSource.map { evaluate($0, setup: setup) }
      let record = EpochRecord(
        epoch: epoch, loss: sums.meanLoss, metrics: sums.means(of: setup.metrics),
        validationLoss: evaluation?.loss, validationMetrics: evaluation?.metrics,
        learningRate: setup.optimizer.learningRate, seconds: seconds)
      history.epochs.append(record)
      display.finishEpoch(record)
      if let value = plateau.flatMap({ record[$0.monitor] }) {
        plateau?.lowerRate(of: &setup.optimizer, after: value)
      }
      let isOver = watch?.isOver(after: record, weights: parameters.values) ?? false
      if let onEpoch, try !onEpoch(record) { break }
      if isOver { break }
    }
    if let (epoch, weights) = watch?.best(before: history.epochs.count) {
      parameters.values = weights
      history.restoredEpoch = epoch
    }
    return history
  }
}

/// Samples with a weight each, or nil for 1.
private typealias WeightedData<Scalar: RealScalar> = (data: Dataset<Scalar>, weights: [Scalar]?)

extension Dataset {
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
    case .data(let other, let weights): return ((self, sampleWeights), (other, weights))
    case .split(let fraction):
      let (training, held) = validationSplit(fraction: fraction)
      guard held.count > 0 else { return ((self, sampleWeights), nil) }
      return (
        (training, sampleWeights.map { Array($0.prefix(training.count)) }),
        (held, sampleWeights.map { Array($0.suffix(held.count)) })
      )
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

extension ReduceOnPlateau {
  /// Takes in the value of an epoch, and lowers the rate of an optimizer when it is time.
  fileprivate mutating func lowerRate(of optimizer: inout any Optimizer, after value: Double) {
    optimizer.learningRate = learningRate(after: value, from: optimizer.learningRate)
  }
}
