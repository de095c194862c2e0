import Descent
import Testing

/// A checkpoint of another training is refused, with what differs.
@Suite struct CheckpointMismatchTests {
  private static func compiled(
    _ optimizer: any Optimizer = RMSprop(), hidden: Int = 8, activation: Activation = .relu,
    loss: Loss = .sparseCategoricalCrossentropy, metrics: [Metric] = [.accuracy],
    schedule: Schedule? = nil
  ) -> @Sendable () -> Sequential<Float> {
    {
      var model = Sequential(inputSize: 4) {
        Dense(hidden, activation: activation)
        Dense(3, activation: .softmax)
      }
      model.compile(optimizer: optimizer, loss: loss, metrics: metrics, schedule: schedule)
      return model
    }
  }

  private static let base = TrainingCase(makeModel: compiled(), data: FitTests.blobs(65))

  private static func with(
    _ change: (inout TrainingCase<Float>) -> Void
  ) -> TrainingCase<Float> {
    var training = base
    change(&training)
    return training
  }

  /// Another training, and a part of what is said about it.
  private static let others: [(TrainingCase<Float>, String)] = [
    (with { $0.makeModel = compiled(hidden: 9) }, "'dense_1.weight' is 4×9 and was 4×8"),
    (
      with { $0.makeModel = compiled(activation: .tanh) },
      "layer 1 is dense tanh with 8 outputs and was dense relu with 8 outputs"
    ),
    (with { $0.makeModel = compiled(Adam()) }, "the optimizer is Adam with"),
    (with { $0.makeModel = compiled(RMSprop(momentum: 0.9)) }, "RMSprop.momentum is 0.9 and was 0"),
    (with { $0.makeModel = compiled(RMSprop(rho: 0.99)) }, "RMSprop.rho is 0.99 and was 0.9"),
    (
      with { $0.makeModel = compiled(RMSprop(learningRate: 0.002)) },
      "RMSprop.learningRate is 0.002 and was 0.001"
    ),
    (with { $0.makeModel = compiled(RMSprop(convention: .keras)) }, "RMSprop.convention is"),
    (
      with { $0.makeModel = compiled(UpdatePlan(RMSprop(), clipping: .globalNorm(1))) },
      "RMSprop.clipping is"
    ),
    (with { $0.makeModel = compiled(schedule: .constant(0.1)) }, "the schedule is"),
    (
      with { $0.makeModel = compiled(metrics: []) },
      "the list of metrics is [] and was [\"accuracy\"]"
    ),
    (with { $0.batchSize = 16 }, "the batch size is 16 and was 10"),
    (with { $0.data = FitTests.blobs(64) }, "the data is 64 samples with checksum"),
    (with { $0.data = FitTests.blobs(65, seed: 2) }, "the data is 65 samples with checksum"),
    (with { $0.validation = .split(0.2) }, "the validation data is 13 samples with checksum"),
    (with { $0.shuffles = false }, "shuffling is false and was true"),
    (
      with { $0.earlyStopping = EarlyStopping(monitor: "loss") }, "early stopping is by loss"
    ),
    (
      with { $0.reduceOnPlateau = ReduceOnPlateau(monitor: "loss") }, "reduceOnPlateau is by loss"
    ),
  ]

  @Test func sayWhatDiffers() throws {
    let folder = RunFolder()
    _ = try Self.base.run(checkpoints: Checkpointing(in: folder.path, every: .steps(10)))
    let checkpoint = try Checkpoint<Float>(contentsOf: folder.checkpoints[0])
    for (training, words) in Self.others {
      var model = training.makeModel()
      let before = model
      let error = #expect(throws: CheckpointError.self) {
        try model.fit(
          training.data, epochs: 3, batchSize: training.batchSize,
          validation: training.validation, shuffles: training.shuffles,
          earlyStopping: training.earlyStopping, reduceOnPlateau: training.reduceOnPlateau,
          progress: .none, resumingFrom: checkpoint)
      }
      let text = try #require(error?.description)
      #expect(text.contains(words) && text.contains(checkpoint.file), "\(text)")
      // Nothing has happened to the model.
      #expect(model.parameters == before.parameters)
      #expect(model.optimizerState == before.optimizerState)
    }
  }

  @Test func aRunDoesNotBeginWhereAnotherHasCheckpoints() throws {
    let folder = RunFolder()
    let checkpointing = Checkpointing(in: folder.path)
    _ = try Self.base.run(checkpoints: checkpointing)
    let file = folder.checkpoints[0]
    #expect(throws: CheckpointError.occupied(folder: folder.path, file: file)) {
      try Self.base.run(checkpoints: checkpointing)
    }
    // The same call goes on from there instead.
    _ = try Self.base.run(checkpoints: checkpointing, from: .latest(in: folder.path), epochs: 4)
    #expect(folder.checkpoints.count == 2)
    // Nor does it go on there from somewhere else.
    let other = RunFolder()
    _ = try Self.base.run(checkpoints: Checkpointing(in: other.path))
    #expect(
      throws: CheckpointError.occupied(folder: folder.path, file: folder.checkpoints[1])
    ) {
      try Self.base.run(
        checkpoints: checkpointing, from: Checkpoint.latest(in: other.path), epochs: 5)
    }
    let empty = RunFolder()
    _ = try Self.base.run(
      checkpoints: Checkpointing(in: empty.path + "/"), from: .latest(in: other.path), epochs: 4)
    #expect(empty.names == ["checkpoint-000001.safetensors"])
    _ = try Self.base.run(
      checkpoints: Checkpointing(in: empty.path + "/./"), from: .latest(in: empty.path), epochs: 5)
    #expect(empty.checkpoints.count == 2)
  }
}
