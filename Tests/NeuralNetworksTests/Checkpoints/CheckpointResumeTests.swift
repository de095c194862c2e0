import Descent
import TestSupport
import Testing

/// A run that goes on from a checkpoint ends with the bits of one that never stopped.
@Suite struct CheckpointResumeTests {
  /// Trains with checkpoints, and goes on from each of them.
  ///
  /// The first is kept in the middle of an epoch, after `steps` batches; the last at the end.
  private func expectNoTrace<Scalar: RealScalar>(
    of training: TrainingCase<Scalar>, steps: Int = 10,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let uninterrupted = try training.run()
    let folder = RunFolder()
    let kept = try training.run(
      checkpoints: Checkpointing(in: folder.path, every: .steps(steps), keepLast: 1000))
    #expect(kept == uninterrupted, "with checkpoints", sourceLocation: sourceLocation)
    let files = folder.checkpoints
    #expect(files.count >= 2, sourceLocation: sourceLocation)
    for (index, file) in files.enumerated() {
      let checkpoint = try Checkpoint<Scalar>(contentsOf: file)
      if index == 0 {
        #expect(checkpoint.samples > 0 && checkpoint.epoch > 1, sourceLocation: sourceLocation)
      }
      let resumed = try training.run(from: checkpoint)
      #expect(resumed == uninterrupted, "\(checkpoint)", sourceLocation: sourceLocation)
    }
  }

  /// A rule of somebody else's, which remembers nothing and does not count its steps.
  private struct Uncounted: Optimizer {
    static let name = "Uncounted"
    var learningRate: Double
    var moments: [String] { [] }

    func update<Scalar: RealScalar>(
      _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
      state: inout OptimizerState<Scalar>
    ) {
      let rate = Scalar(learningRate)
      for i in gradient.indices { values[i] -= rate * gradient[i] }
    }
  }

  @Test func aRuleThatCountsNoStepsGoesOn() throws {
    var training = TrainingCase<Float>.blobs
    training.makeModel = {
      var model = FitTests.makeModel()
      model.compile(
        optimizer: Uncounted(learningRate: 0.1), loss: .sparseCategoricalCrossentropy)
      return model
    }
    try expectNoTrace(of: training)
  }

  private static let rules: [any Optimizer] = [
    SGD(), SGD(momentum: 0.9, nesterov: true), RMSprop(momentum: 0.9, centered: true), Adam(),
    Adam(amsgrad: true), AdamW(), Adagrad(), Adadelta(), NAdam(), Adamax(), RAdam(), Lion(),
    Yogi(), Rprop(),
    UpdatePlan(
      NAdam(), groups: [ParameterGroup(0..<32, NAdam(beta1: 0.8)), .frozen(32..<40)],
      withoutDecay: [64..<67], clipping: .globalNorm(1), accumulationSteps: 3,
      lossScaling: .dynamic(initial: 0x1p100, growthInterval: 2), averageDecay: 0.9),
  ]

  @Test(arguments: rules) func everyRuleGoesOn(_ rule: any Optimizer) throws {
    var training = TrainingCase<Float>.blobs
    training.makeModel = {
      var model = FitTests.makeModel()
      model.compile(
        optimizer: rule, loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
      return model
    }
    try expectNoTrace(of: training)
  }

  @Test func everyScheduleGoesOn() throws {
    let schedules: [Schedule] = [
      .cosineRestarts(initial: 0.01, firstPeriod: 4).warmingUp(over: 3),
      .oneCycle(maximum: 0.02, totalSteps: 21),
      .piecewiseConstant(boundaries: [9, 12], values: [0.1, 0.03, 0.01]),
    ]
    for schedule in schedules {
      var training = TrainingCase<Float>.blobs
      training.makeModel = {
        var model = FitTests.makeModel()
        model.compile(
          optimizer: RMSprop(), loss: .sparseCategoricalCrossentropy, schedule: schedule)
        return model
      }
      try expectNoTrace(of: training)
    }
  }

  @Test func theOrderOfTheDataGoesOn() throws {
    var training = TrainingCase<Float>.blobs
    training.shuffles = false
    try expectNoTrace(of: training)
    training.batchSize = 1
    try expectNoTrace(of: training, steps: 77)
  }

  @Test func validationGoesOn() throws {
    var training = TrainingCase<Float>.blobs
    training.validation = .split(0.25)
    try expectNoTrace(of: training, steps: 7)
    training.validation = .data(FitTests.blobs(20, seed: 9), sampleWeights: nil)
    try expectNoTrace(of: training)
  }

  @Test func earlyStoppingGoesOn() throws {
    var training = TrainingCase<Float>.blobs
    training.makeModel = { FitTests.makeModel(rate: 0.3) }
    training.data = FitTests.blobs(40)
    training.epochs = 60
    training.validation = .data(FitTests.blobs(60, seed: 3))
    training.earlyStopping = EarlyStopping(patience: 4, restoresBestWeights: true)
    let outcome = try training.run()
    let best = try #require(outcome.restoredEpoch)
    #expect(outcome.epochs.count == best + 4)
    // From before, and from after the best epoch.
    try expectNoTrace(of: training, steps: 5)
    try expectNoTrace(of: training, steps: 4 * best + 2)
  }

  @Test func aPlateauGoesOn() throws {
    var training = TrainingCase<Float>.blobs
    training.epochs = 8
    training.reduceOnPlateau = ReduceOnPlateau(
      monitor: "loss", factor: 0.5, patience: 2, minimumDelta: 10)
    let rates = try training.run().epochs.compactMap { $0["learning_rate"] }
    #expect(Set(rates).count >= 3)
    for steps in [10, 25, 40] { try expectNoTrace(of: training, steps: steps) }
  }

  @Test func doublesGoOn() throws {
    var generator = SeededGenerator(seed: 8)
    let features = Matrix<Double>.normal(rows: 65, columns: 3, using: &generator)
    let targets = Matrix<Double>.normal(rows: 65, columns: 2, using: &generator)
    try expectNoTrace(
      of: TrainingCase(
        makeModel: {
          var model = Sequential(inputSize: 3, scalar: Double.self, seed: 2) {
            Dense(5, activation: .gelu)
            Dense(2)
          }
          model.compile(
            optimizer: Adam(), loss: .meanSquaredError, metrics: [.meanAbsoluteError])
          return model
        }, data: Dataset(features: features, values: targets)))
  }

  /// What layers draw is counted since `compile`.
  @Test func randomLayersGoOn() throws {
    var training = TrainingCase<Float>.blobs
    training.makeModel = {
      var model = Sequential(inputSize: 4) {
        Dense(9, activation: .relu)
        Dropout(0.3)
        Dense(3, activation: .softmax)
      }
      model.compile(
        optimizer: RMSprop(), loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
      return model
    }
    try expectNoTrace(of: training)
  }

  static func sharedBatches(_ sizes: [Int]) -> TrainingCase<Float> {
    var generator = SeededGenerator(seed: 1)
    let data = Dataset(
      features: Matrix<Float>.normal(rows: 350, columns: sizes[0], using: &generator),
      labels: (0..<350).map { $0 % 64 }, classCount: 64)
    return TrainingCase(
      makeModel: {
        var model = Sequential(inputSize: sizes[0]) {
          for size in sizes.dropFirst().dropLast() { Dense(size, activation: .relu) }
          Dense(64, activation: .softmax)
        }
        model.compile(optimizer: RMSprop(), loss: .sparseCategoricalCrossentropy)
        return model
      }, data: data, batchSize: 64)
  }

  /// Wide enough for threads to share the batch by inputs, by rows, by rows where OpenBLAS has kernels
  /// of ours to leave the products to, and not at all.
  @Test(arguments: [[256, 64, 64], [64, 64, 64, 64], [64, 256, 256, 64], [784, 512, 64]])
  func sharedBatchesGoOn(sizes: [Int]) throws {
    try expectNoTrace(of: Self.sharedBatches(sizes), steps: 8)
  }

  @Test func weightsOfClassesAndSamplesGoOn() throws {
    let data = FitTests.blobs(65)
    let weights = (0..<65).map { Float($0 % 4) }
    func run(
      _ checkpoints: Checkpointing?, from checkpoint: Checkpoint<Float>? = nil
    ) throws -> TrainingOutcome<Float> {
      var model = FitTests.makeModel()
      let history = try model.fit(
        data, epochs: 3, batchSize: 10, classWeights: [1: 0.5], sampleWeights: weights,
        progress: .none, checkpoints: checkpoints, resumingFrom: checkpoint)
      return TrainingOutcome(model, history)
    }
    let folder = RunFolder()
    let uninterrupted = try run(nil)
    _ = try run(Checkpointing(in: folder.path, every: .steps(10)))
    let first = try Checkpoint<Float>(contentsOf: folder.checkpoints[0])
    #expect(try run(nil, from: first) == uninterrupted)
  }

  @Test func aFinishedRunIsOverOrGoesOnLonger() throws {
    let training = TrainingCase<Float>.blobs
    let folder = RunFolder()
    let short = try training.run(checkpoints: Checkpointing(in: folder.path))
    let end = try #require(try Checkpoint<Float>.latest(in: folder.path))
    #expect(end.epoch == 4 && end.samples == 0 && end.history.epochs.count == 3)
    #expect(folder.names == ["checkpoint-000001.safetensors"])
    var batches = 0
    #expect(try training.run(from: end, onBatch: { _ in batches += 1 }) == short)
    #expect(batches == 0)
    #expect(try training.run(from: end, epochs: 5) == training.run(epochs: 5))
  }

  /// It is the call that `onEpoch` stops: another goes on to the end, as if it had not been stopped.
  @Test func whoStopsACallMayGoOn() throws {
    let folder = RunFolder()
    var (stopped, resumed) = (FitTests.makeModel(), FitTests.makeModel())
    let training = TrainingCase<Float>.blobs
    func goOn(_ model: inout Sequential<Float>, until last: Int) throws -> History {
      try model.fit(
        training.data, epochs: 5, batchSize: training.batchSize, progress: .none,
        checkpoints: Checkpointing(in: folder.path, keepsBestBy: "loss"),
        resumingFrom: Checkpoint.latest(in: folder.path), onEpoch: { $0.epoch < last })
    }
    #expect(try goOn(&stopped, until: 2).epochs.count == 2)
    #expect(try goOn(&stopped, until: 3).epochs.count == 3)
    let history = try goOn(&resumed, until: 5)
    #expect(history.epochs.count == 5)
    #expect(try TrainingOutcome(resumed, history) == training.run(epochs: 5))
  }

  /// The numbers decide that, and they stay as they are.
  @Test func earlyStoppingStaysTheEnd() throws {
    let folder = RunFolder()
    var training = TrainingCase<Float>.level
    training.epochs = 9
    training.earlyStopping = EarlyStopping(monitor: "loss", patience: 2)
    let outcome = try training.run(checkpoints: Checkpointing(in: folder.path))
    #expect(outcome.epochs.count == 3)
    #expect(try training.run(from: .latest(in: folder.path)) == outcome)
    #expect(try training.run(from: .latest(in: folder.path), epochs: 20) == outcome)
  }

  /// What a model was trained for before `fit` is in the state, too.
  @Test func aSecondCallGoesOn() throws {
    let folder = RunFolder()
    let data = FitTests.blobs(65)
    var (model, fresh) = (FitTests.makeModel(), FitTests.makeModel())
    try model.fit(data, epochs: 3, progress: .none)
    try model.fit(
      data, epochs: 4, progress: .none,
      checkpoints: Checkpointing(in: folder.path, every: .steps(5), keepLast: 100))
    for file in folder.checkpoints {
      let history = try fresh.fit(
        data, epochs: 4, progress: .none, resumingFrom: Checkpoint(contentsOf: file))
      #expect(history.epochs.count == 4)
      #expect(fresh.parameters.values == model.parameters.values)
      #expect(fresh.optimizerState == model.optimizerState)
    }
    // And both go on alike.
    try model.fit(data, progress: .none)
    try fresh.fit(data, progress: .none)
    #expect(fresh.parameters.values == model.parameters.values)
  }
}
