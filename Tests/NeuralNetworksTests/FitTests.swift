import Descent
import Foundation
import TestSupport
import Testing

@Suite struct FitTests {
  /// Points around three centres, with their class.
  static func blobs(_ count: Int, seed: UInt64 = 1) -> Dataset<Float> {
    var generator = SeededGenerator(seed: seed)
    var features = Matrix<Float>.normal(rows: count, columns: 4, using: &generator)
    let labels = (0..<count).map { Int32($0 % 3) }
    for row in 0..<count { features[row, Int(labels[row])] += 3 }
    return Dataset(features: features, labels: labels, classCount: 3)
  }

  static func makeModel(seed: UInt64 = 4, rate: Double = 0.01) -> Sequential<Float> {
    var model = Sequential(inputSize: 4, seed: seed) {
      Dense(8, activation: .relu)
      Dense(3, activation: .softmax)
    }
    model.compile(
      optimizer: RMSprop(learningRate: rate), loss: .sparseCategoricalCrossentropy,
      metrics: [.accuracy, .topKAccuracy(2), .meanSquaredError])
    return model
  }

  @Test func learnsToSeparate() throws {
    var model = Self.makeModel()
    let history = try model.fit(Self.blobs(200), epochs: 30, validation: .split(0.2))
    #expect(history.epochs.count == 30)
    let (first, last) = (history["val_loss"][0], history["val_loss"][29])
    #expect(last < first / 2)
    let score = try model.evaluate(Self.blobs(300, seed: 2))
    let accuracy = try #require(score.accuracy)
    #expect(accuracy > 0.9 && accuracy <= 1)
    let top2 = try #require(score.metrics["top_2_accuracy"])
    #expect(top2 >= accuracy && top2 <= 1)
    #expect(model.predict(Matrix(rows: 0, columns: 4)).rows == 0)
  }

  @Test func sameSeedSameBits() throws {
    var (first, second) = (Self.makeModel(), Self.makeModel())
    var other = Self.makeModel(seed: 5)
    let data = Self.blobs(97)
    for _ in 0..<2 {
      try first.fit(data, epochs: 2, batchSize: 10)
      try second.fit(data, epochs: 2, batchSize: 10)
      try other.fit(data, epochs: 2, batchSize: 10)
    }
    #expect(first.parameters.values == second.parameters.values)
    #expect(first.parameters.values != other.parameters.values)
  }

  @Test func aCopyGoesItsOwnWay() throws {
    var model = Self.makeModel()
    let data = Self.blobs(60)
    try model.fit(data, epochs: 1)
    let snapshot = model
    var copy = snapshot
    try model.fit(data, epochs: 3)
    #expect(snapshot.parameters.values != model.parameters.values)
    try copy.fit(data, epochs: 3)
    #expect(copy.parameters.values == model.parameters.values)
    #expect(copy.optimizerState == model.optimizerState)
  }

  @Test func shufflingChangesTheOrderAndNothingElse() throws {
    var (shuffled, ordered) = (Self.makeModel(), Self.makeModel())
    let data = Self.blobs(64)
    // A single batch: the order within it changes sums by rounding only.
    let a = try shuffled.fit(data, epochs: 1, batchSize: 64)
    let b = try ordered.fit(data, epochs: 1, batchSize: 64, shuffles: false)
    #expect((a["loss"][0] - b["loss"][0]).magnitude <= 64 * Double(Float.ulpOfOne))
    try shuffled.fit(data, epochs: 1, batchSize: 8)
    try ordered.fit(data, epochs: 1, batchSize: 8, shuffles: false)
    #expect(shuffled.parameters.values != ordered.parameters.values)
  }

  @Test func batchLargerThanTheDataIsOneStep() throws {
    var model = Self.makeModel()
    try model.fit(Self.blobs(10), epochs: 3, batchSize: 1000)
    #expect(model.optimizerState?.step == 3)
    try model.fit(Self.blobs(10), epochs: 0)
    #expect(model.optimizerState?.step == 3)
    try model.fit(Self.blobs(10), epochs: 1, batchSize: 3)
    #expect(model.optimizerState?.step == 7)
  }

  @Test func earlyStoppingRestoresTheBestWeights() throws {
    var model = Self.makeModel(rate: 0.3)
    let (train, validation) = (Self.blobs(40), Self.blobs(60, seed: 3))
    var weights: [AlignedBuffer<Float>] = []
    var reference = Self.makeModel(rate: 0.3)
    let history = try model.fit(
      train, epochs: 60, validation: .data(validation),
      earlyStopping: EarlyStopping(patience: 4, restoresBestWeights: true))
    for _ in history.epochs {
      try reference.fit(train, epochs: 1)
      weights.append(reference.parameters.values)
    }
    let losses = history["val_loss"]
    #expect(losses.count < 60)
    let best = try #require(losses.min().flatMap { losses.firstIndex(of: $0) })
    #expect(best == losses.count - 5)
    #expect(history.restoredEpoch == best + 1)
    #expect(model.parameters.values == weights[best])
  }

  @Test func zeroWeightSilencesASample() throws {
    let data = Self.blobs(20)
    var spoiled = data.features
    for column in 0..<4 { spoiled[7, column] = 1e3 }
    var weights = [Float](repeating: 1, count: 20)
    weights[7] = 0
    var (clean, silenced) = (Self.makeModel(), Self.makeModel())
    let labels = data.labels ?? []
    try clean.fit(data, shuffles: false, sampleWeights: weights)
    try silenced.fit(
      Dataset(features: spoiled, labels: labels, classCount: 3), shuffles: false,
      sampleWeights: weights)
    #expect(clean.parameters.values == silenced.parameters.values)
  }

  @Test func reportsDivergenceByEpochAndStep() throws {
    var model = Sequential(inputSize: 4, seed: 1) { Dense(3) }
    model.compile(
      optimizer: SGD(learningRate: 1e6), loss: .meanSquaredError)
    var generator = SeededGenerator(seed: 1)
    let data = Dataset(
      features: Matrix<Float>.normal(rows: 64, columns: 4, using: &generator),
      values: Matrix<Float>.normal(rows: 64, columns: 3, using: &generator))
    do {
      try model.fit(data, epochs: 50, batchSize: 16)
      Issue.record("a rate of a million cannot stay finite")
    } catch TrainingError.diverged(let epoch, let step, let loss) {
      #expect(epoch >= 1 && step >= 1 && step <= 4 && !loss.isFinite)
    }
  }

  @Test func learnsABinaryDecisionWithSigmoid() throws {
    var generator = SeededGenerator(seed: 8)
    let features = Matrix<Double>.normal(rows: 200, columns: 2, using: &generator)
    var targets = Matrix<Double>(rows: 200, columns: 1)
    for row in 0..<200 { targets[row, 0] = features[row, 0] > features[row, 1] ? 1 : 0 }
    var model = Sequential(inputSize: 2, scalar: Double.self) { Dense(1, activation: .sigmoid) }
    model.compile(
      optimizer: SGD(learningRate: 1, momentum: 0.9), loss: .binaryCrossentropy,
      metrics: [.accuracy])
    let history = try model.fit(Dataset(features: features, values: targets), epochs: 40)
    #expect(history["accuracy"][39] > 0.97)
  }

  // MARK: Data that does not fit

  @Test func refusesDataThatDoesNotFit() throws {
    let data = Self.blobs(6)
    func error(
      _ change: (inout Sequential<Float>) throws -> Void
    ) -> TrainingError? {
      var model = Self.makeModel()
      do { try change(&model) } catch { return error as? TrainingError }
      return nil
    }
    var spoiled = data.features
    spoiled[4, 2] = .infinity
    let labels = data.labels ?? []
    #expect(
      error {
        try $0.fit(Dataset(features: spoiled, labels: labels, classCount: 3))
      } == .nonFiniteFeature(row: 4, column: 2))
    #expect(
      error {
        try $0.fit(Dataset(features: data.features, labels: [0, 1, 2, 3, 0, 0], classCount: 4))
      } == .label(3, row: 3, classCount: 3))
    #expect(
      error {
        try $0.fit(Dataset(features: Matrix(rows: 2, columns: 5), labels: [0, 1], classCount: 3))
      } == .featureCount(found: 5, expected: 4))
    #expect(
      error {
        try $0.fit(Dataset(features: Matrix(rows: 0, columns: 4), labels: [], classCount: 3))
      } == .emptyData)
    #expect(
      error {
        try $0.fit(Dataset(features: data.features, values: Matrix(rows: 6, columns: 3)))
      } == .targetKind(loss: "sparseCategoricalCrossentropy", expectsLabels: true))
  }
}
