import Descent
import Foundation
import TestSupport

extension TrapTests {
  private static let data = FitTests.blobs(8)
  private static let notCompiled = "call compile(optimizer:loss:metrics:) before "

  // MARK: What is made before the training

  static let models: [Trap] = [
    Trap("a network needs at least one input, not 0") {
      _ = Sequential(inputSize: 0) { Dense(1) }
    },
    Trap("a network needs at least one layer") { _ = Sequential(inputSize: 3) {} },
    Trap("a network needs at least one input, not -1") {
      _ = Sequential(inputSize: -1, scalar: Double.self) { Dense(1) }
    },
    Trap("a network needs at least one layer") {
      _ = Sequential(inputSize: 3, scalar: Double.self) {}
    },
    Trap("top-4 accuracy among 3 outputs means nothing") { compile(.topKAccuracy(4)) },
    Trap("top-0 accuracy among 3 outputs means nothing") { compile(.topKAccuracy(0)) },
    Trap("the samples have 4 features, the model takes 3") {
      _ = small.predict(Matrix(rows: 1, columns: 4))
    },
    Trap(notCompiled + "evaluate") { _ = try small.evaluate(data) },
    Trap(notCompiled + "evaluate") { _ = try small.evaluate(mappedData()) },
    Trap(notCompiled + "diagnose") { _ = small.diagnose() },
    Trap(notCompiled + "swapAverages") {
      var model = small
      model.swapAverages()
    },
    Trap("give the plan an averageDecay to swap") {
      var model = FitTests.makeModel()
      model.swapAverages()
    },
    Trap("there are no averages before the first step") {
      var model = FitTests.makeModel()
      model.compile(
        optimizer: UpdatePlan(SGD(), averageDecay: 0.5), loss: .sparseCategoricalCrossentropy)
      model.swapAverages()
    },
    Trap("there is no diagnosis every 0 steps") { _ = Diagnosing(every: 0) { _ in } },
    Trap("patience -1 and minimumDelta 0.0 must not be negative") {
      _ = EarlyStopping(patience: -1)
    },
    Trap("patience 0 and minimumDelta nan must not be negative") {
      _ = EarlyStopping(minimumDelta: .nan)
    },
    Trap("the folder of the checkpoints has no name") { _ = Checkpointing(in: "") },
    Trap("at least one checkpoint must be kept, not 0") { _ = Checkpointing(in: "x", keepLast: 0) },
    Trap("there is no checkpoint every steps(0)") { _ = Checkpointing(in: "x", every: .steps(0)) },
    Trap("there is no checkpoint every minutes(inf)") {
      _ = Checkpointing(in: "x", every: .minutes(.infinity))
    },
    Trap("the folder of the checkpoints has no name") { change { $0.folder = "" } },
    Trap("at least one checkpoint must be kept, not 0") { change { $0.keepLast = 0 } },
    Trap("at least one checkpoint must be kept, not -1") { change { $0.keepLast -= 4 } },
    Trap("there is no checkpoint every steps(0)") { change { $0.interval = .steps(0) } },
    Trap("there is no checkpoint every epochs(-2)") { change { $0.interval = .epochs(-2) } },
    Trap("there is no checkpoint every seconds(nan)") { change { $0.interval = .seconds(.nan) } },
    Trap("there is no checkpoint every minutes(0.0)") { change { $0.interval = .minutes(0) } },
  ]

  private static func change(_ body: (inout Checkpointing) -> Void) {
    var checkpointing = Checkpointing(in: "x")
    body(&checkpointing)
  }

  private static func compile(_ metric: Metric) {
    var model = FitTests.makeModel()
    model.compile(optimizer: SGD(), loss: .sparseCategoricalCrossentropy, metrics: [metric])
  }

  // MARK: Training

  static let fitting: [Trap] = [
    Trap(notCompiled + "fit") {
      var model = Sequential(inputSize: 4) { Dense(3) }
      try model.fit(data, progress: .none)
    },
    Trap("cannot train for -1 epochs") { try fit { try $0.fit(data, epochs: -1) } },
    Trap("a batch needs at least one sample, not 0") { try fit { try $0.fit(data, batchSize: 0) } },
    Trap("a split holds back a part in 0..<1 of the samples, not 1.0") {
      try fit { try $0.fit(data, validation: .split(1)) }
    },
    Trap("a split holds back a part in 0..<1 of the samples, not nan") {
      try fit { try $0.fit(data, validation: .split(.nan)) }
    },
    Trap("9 sample weights for 8 samples") {
      try fit { try $0.fit(data, sampleWeights: [Float](repeating: 1, count: 9)) }
    },
    Trap("1 sample weights for 8 samples") {
      try fit { try $0.fit(data, validation: .data(data, sampleWeights: [1])) }
    },
    Trap("sample 5 cannot have the weight -2.0") {
      var weights = [Float](repeating: 1, count: 8)
      weights[5] = -2
      _ = try FitTests.makeModel().evaluate(data, sampleWeights: weights)
    },
    Trap("1 sample weights for 8 samples") {
      _ = try FitTests.makeModel().evaluate(data, sampleWeights: [1])
    },
    Trap("class 1 of 3 cannot have the weight -1.0") {
      try fit { try $0.fit(data, classWeights: [1: -1]) }
    },
    Trap("class 3 of 3 cannot have the weight 1.0") {
      try fit { try $0.fit(data, classWeights: [3: 1]) }
    },
    Trap("'val_loss' is monitored, and only ") {
      try fit { try $0.fit(data, epochs: 0, earlyStopping: EarlyStopping()) }
    },
    Trap("'val_loss' is monitored, and only ") {
      try fit { try $0.fit(data, reduceOnPlateau: ReduceOnPlateau()) }
    },
    Trap("'val_loss' is monitored, and only ") {
      try fit {
        try $0.fit(data, epochs: 0, checkpoints: Checkpointing(in: "x", keepsBestBy: "val_loss"))
      }
    },
    Trap("the schedule sets every learning rate; compile without it to use reduceOnPlateau") {
      var model = FitTests.makeModel()
      model.compile(
        optimizer: SGD(), loss: .sparseCategoricalCrossentropy, schedule: .constant(0.1))
      try model.fit(data, reduceOnPlateau: ReduceOnPlateau(monitor: "loss"), progress: .none)
    },
    Trap("-1 batches in a row cannot be skipped") {
      try fit { try $0.fit(data, onNonFinite: .skip(limit: -1) { _ in }) }
    },
  ]

  private static func fit(_ body: (inout Sequential<Float>) throws -> Void) rethrows {
    var model = FitTests.makeModel()
    try body(&model)
  }

  /// Samples of a file go through the same checks; one of each kind shows it.
  static let mappedFitting: [Trap] = [
    Trap(notCompiled + "fit") {
      var model = Sequential(inputSize: 4) { Dense(3) }
      try model.fit(mappedData(), progress: .none)
    },
    Trap("a batch needs at least one sample, not 0") {
      try fit { try $0.fit(mappedData(), batchSize: 0) }
    },
    Trap("a split holds back a part in 0..<1 of the samples, not -0.5") {
      try fit { try $0.fit(mappedData(), validation: .split(-0.5)) }
    },
    Trap("9 sample weights for 8 samples") {
      try fit { try $0.fit(mappedData(), sampleWeights: [Float](repeating: 1, count: 9)) }
    },
    Trap("sample 7 cannot have the weight inf") {
      var weights = [Float](repeating: 1, count: 8)
      weights[7] = .infinity
      _ = try FitTests.makeModel().evaluate(mappedData(), sampleWeights: weights)
    },
  ]

  /// Eight samples in a file that has lost its name, so that nothing stays behind.
  private static func mappedData() throws -> MappedDataset<Float> {
    let folder = RunFolder()
    defer { withExtendedLifetime(folder) {} }
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: true)
    let path = folder.path("x.npy")
    try data.features.write(toNPY: path)
    return try MappedDataset(
      features: MappedMatrix(contentsOfNPY: path), targets: data.targets)
  }

  // MARK: The sweep of rates

  static let sweeps: [Trap] = [
    Trap(notCompiled + "sweepLearningRates") {
      _ = try Sequential(inputSize: 4) { Dense(3) }.sweepLearningRates(on: data)
    },
    Trap("learning rates must rise from above 0, not from 1.0 to 0.1") {
      _ = try FitTests.makeModel().sweepLearningRates(on: data, from: 1, to: 0.1)
    },
    Trap("learning rates must rise from above 0, not from 0.0 to 1.0") {
      _ = try FitTests.makeModel().sweepLearningRates(on: data, from: 0, to: 1)
    },
    Trap("a sweep needs at least two steps, not 1") {
      _ = try FitTests.makeModel().sweepLearningRates(on: data, steps: 1)
    },
    Trap("a batch needs at least one sample, not 0") {
      _ = try FitTests.makeModel().sweepLearningRates(on: data, batchSize: 0)
    },
    Trap("smoothing must be at least 0 and below 1, not 1.0") {
      _ = try FitTests.makeModel().sweepLearningRates(on: data, smoothing: 1)
    },
    Trap("divergence must be above 1, not 1.0") {
      _ = try FitTests.makeModel().sweepLearningRates(on: data, divergence: 1)
    },
  ]
}
