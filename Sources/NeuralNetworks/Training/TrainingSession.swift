internal import BLASKernels
internal import DataFormats
internal import ElementwiseKernels
internal import LinearAlgebra
internal import Optimizers

/// One call of `fit` at work: what it works with, and where it stands.
struct TrainingSession<Scalar: RealScalar> {
  let request: TrainingRequest<Scalar>
  let source: TrainingData<Scalar>
  let validation: TrainingData<Scalar>?
  var setup: TrainingSetup<Scalar>
  var run: TrainingRun<Scalar>
  /// The batches done before this call.
  let batchesBefore: Int
  /// Whether the caller has stopped this call; whoever goes on from a checkpoint of it decides anew.
  var isStopped = false
  /// The sums before the batch at work.
  var sumsBefore: RunningSums
  var team: TrainingTeam<Scalar>
  /// Which row of the data stands at which place of the epoch.
  var order: [Int]
  var diagnosis: DiagnosingWatch<Scalar>?
  var display: TrainingProgress
  /// What the checkpoints are of, where there are any.
  let terms: TrainingTerms?
  let keeper: CheckpointKeeper<Scalar>?

  /// Makes everything ready, and takes over the checkpoint to go on from.
  ///
  /// - Throws: ``TrainingError`` when the data does not fit the model; ``CheckpointError`` when the
  ///   checkpoint is of another training, or the folder for new ones is at fault. The model is as it
  ///   was then.
  init(
    _ model: inout Sequential<Scalar>, _ request: TrainingRequest<Scalar>,
    source: TrainingData<Scalar>, validation: TrainingData<Scalar>?
  ) throws {
    self.request = request
    self.source = source
    self.validation = validation
    setup = model.requireTraining(for: "fit")
    let checkpoint = request.checkpoint
    terms =
      checkpoint == nil && request.checkpoints == nil
      ? nil
      : try TrainingTerms(
        model, setup: setup, request: request, source: source, validation: validation)
    if let checkpoint, let terms {
      try checkpoint.check(
        terms, model: model, setup: setup, request: request, samples: source.count,
        isValidated: validation != nil)
      run = checkpoint.run
    } else {
      run = TrainingRun(
        metricCount: setup.metrics.count, generator: model.generator,
        learningRate: setup.optimizer.learningRate, threads: BLASConfiguration.threadCount,
        plateau: request.reduceOnPlateau)
      if request.checkpoints != nil {
        run.beginning = TrainingRun.beginning(
          model.parameters.values, setup.state, model.generator)
      }
    }
    sumsBefore = run.sums
    batchesBefore = run.batches
    let batchSize = min(request.batchSize, source.count)
    team = TrainingTeam(
      model, setup: setup, batchSize: batchSize, density: source.features.density,
      partition: BatchPartition(
        sizes: model.productSizes, batchSize: batchSize, threads: run.threads,
        scalarSize: MemoryLayout<Scalar>.stride))
    order = Array(0..<source.count)
    display = TrainingProgress(
      request.progress, epochs: request.epochs, samples: source.count, from: run)
    if let checkpoints = request.checkpoints {
      let keeper = try CheckpointKeeper(checkpoints, at: run, of: terms, resuming: checkpoint)
      run.kept = keeper.kept
      self.keeper = keeper
    } else {
      keeper = nil
    }
    // Nothing fails from here on.
    if let checkpoint {
      model.parameters.values = checkpoint.values
      model.generator = run.generator
      setup.state = checkpoint.optimizerState
      setup.optimizer.learningRate = run.learningRate
      setup.batchCount = run.noiseCount
    }
    setup.checksGradients = request.onNonFinite != nil
    diagnosis = request.diagnosing.map {
      DiagnosingWatch($0, ranges: model.parameterRanges, from: setup.state)
    }
    // The setup moves out while it is worked on, so that its buffers are not shared and copied.
    model.training = nil
  }

  /// Whether there is an epoch to train.
  var goesOn: Bool { !run.isOver && !isStopped && run.epoch <= request.epochs }

  /// The places of the batch at work.
  var places: Range<Int> {
    run.position..<min(run.position + team.batchSize, source.count)
  }

  /// Takes the next step of the epoch.
  ///
  /// - Returns: Whether the batch is finite; if not, the parameters are as before, and the batch is
  ///   still the one at work.
  mutating func step(_ parameters: inout FlatParameters<Scalar>) -> Bool {
    sumsBefore.replace(with: run.sums)
    diagnosis?.begin(values: parameters.values, stepsBefore: setup.state.step)
    let isFinite = team.step(
      source, order: order, places: places, parameters: &parameters, setup: &setup,
      sums: &run.sums)
    diagnosis?.end(parameters: parameters, setup: setup)
    guard isFinite else { return false }
    run.skippedInARow = 0
    finishBatch()
    return true
  }

  /// Goes on behind the batch at work.
  mutating func finishBatch() {
    run.position = places.upperBound
    run.batch += 1
    run.batches += 1
    display.update(epoch: run.epoch, samples: run.position, sums: run.sums)
  }

  /// Ends the epoch: its record, what follows from it, and the place before the next.
  mutating func finishEpoch(
    _ model: Sequential<Scalar>, evaluation: Evaluation?, seconds: Double
  ) -> EpochRecord {
    let record = EpochRecord(
      epoch: run.epoch, loss: run.sums.meanLoss, metrics: run.sums.means(of: setup.metrics),
      validationLoss: evaluation?.loss, validationMetrics: evaluation?.metrics,
      learningRate: setup.optimizer.learningRate, seconds: seconds)
    display.finishEpoch(record)
    if let value = run.plateau.flatMap({ record[$0.monitor] }) {
      run.plateau?.lowerRate(of: &setup.optimizer, after: value)
    }
    run.isOver =
      request.earlyStopping?.isOver(after: record, weights: model.parameters.values, in: &run)
      ?? false
    run.finishEpoch(record)
    return record
  }

  /// Keeps the checkpoints that are due after an epoch.
  ///
  /// - Throws: As ``CheckpointKeeper/attend(to:_:)``.
  mutating func keepCheckpoints(
    after record: EpochRecord, _ model: Sequential<Scalar>
  ) throws {
    guard let keeper else { return }
    // Measured by one that is lost, whatever comes may not be good enough to be kept.
    if keeper.takeBestLoss() { run.kept = nil }
    if let monitor = request.checkpoints?.bestMonitor, let value = record[monitor],
      isImprovement(value, over: run.kept?.value, of: monitor)
    {
      let before = run.kept
      run.kept = BestEpoch(value: value, epoch: record.epoch, monitor: monitor)
      let best = snapshot(model)
      if best.nonFinitePlace == nil { keeper.keepBest(best) } else { run.kept = before }
    }
    try keeper.attend(to: run) { snapshot(model) }
  }

  /// The training as it is between two steps.
  func snapshot(_ model: Sequential<Scalar>) -> Checkpoint<Scalar> {
    guard let terms else { fatalError("a run without checkpoints has no snapshot") }
    var run = run
    run.learningRate = setup.optimizer.learningRate
    run.noiseCount = setup.batchCount
    return Checkpoint(
      file: "", blocks: model.parameters.blocks, values: model.parameters.values,
      optimizerState: setup.state, demands: setup.optimizer.demands(onMomentsOf: setup.state),
      terms: terms, run: run)
  }
}

extension ReduceOnPlateau {
  /// Takes in the value of an epoch, and lowers the rate of an optimizer when it is time.
  fileprivate mutating func lowerRate(of optimizer: inout any Optimizer, after value: Double) {
    optimizer.learningRate = learningRate(after: value, from: optimizer.learningRate)
  }
}
