import Descent
import TestSupport
import Testing

/// What `fit` decides between epochs, and what it does before an update.
@Suite struct FitControlTests {
  @Test func earlyStoppingWaitsAsLongAsItSays() throws {
    for (patience, epochs) in [(0, 2), (1, 2), (3, 4)] {
      var model = FitTests.makeModel()
      // No improvement can be as large as this, so the first epoch stays the best.
      let history = try model.fit(
        FitTests.blobs(30), epochs: 9,
        earlyStopping: EarlyStopping(monitor: "loss", patience: patience, minimumDelta: 1e3))
      #expect(history.epochs.count == epochs && history.restoredEpoch == nil)
    }
  }

  @Test func accuraciesAreToGrow() throws {
    var model = FitTests.makeModel()
    let history = try model.fit(
      FitTests.blobs(120), epochs: 40, validation: .split(0.25),
      earlyStopping: EarlyStopping(
        monitor: "val_accuracy", patience: 5, restoresBestWeights: true))
    let accuracies = history["val_accuracy"]
    let best = try #require(accuracies.max().flatMap { accuracies.firstIndex(of: $0) })
    #expect(accuracies[0] < accuracies[best])
    #expect(best == accuracies.count - 6 || accuracies.count == 40)
  }

  @Test func theCallerMayStop() throws {
    var model = FitTests.makeModel()
    var batches: [BatchRecord] = []
    let history = try model.fit(
      FitTests.blobs(50), epochs: 9, batchSize: 20, onBatch: { batches.append($0) },
      onEpoch: { $0.epoch < 2 })
    #expect(history.epochs.count == 2)
    #expect(batches.map(\.samples) == [20, 40, 50, 20, 40, 50])
    #expect(batches.map(\.epoch) == [1, 1, 1, 2, 2, 2])
  }

  @Test func aSplitHoldsTheLastSamplesOutWithTheirWeights() throws {
    let data = FitTests.blobs(50)
    let weights = (0..<50).map { Float($0 % 4) }
    let (training, held) = data.split(at: 40)
    var (split, apart) = (FitTests.makeModel(), FitTests.makeModel())
    let a = try split.fit(data, epochs: 2, validation: .split(0.2), sampleWeights: weights)
    let b = try apart.fit(
      training, epochs: 2,
      validation: .data(held, sampleWeights: Array(weights[40...])),
      sampleWeights: Array(weights[..<40]))
    #expect(split.parameters.values == apart.parameters.values)
    #expect(a["val_loss"] == b["val_loss"])
  }

  @Test func aLossThatIsNotFiniteUpdatesNothing() throws {
    var model = FitTests.makeModel()
    var parameters = model.parameters
    parameters.values[0] = .nan
    model.parameters = parameters
    let before = Array(model.parameters.values)
    let error = TrainingError.nonFiniteWeights(block: "dense_1.weight")
    #expect(throws: error) { try model.fit(FitTests.blobs(8)) }
    for policy in [NonFinitePolicy.stop, .skip { _ in Issue.record("a batch is blamed") }] {
      #expect(throws: error) { try model.fit(FitTests.blobs(8), onNonFinite: policy) }
    }
    #expect(
      error.description
        == "the weights dense_1.weight are not finite, before any step of this training; "
        + "they were loaded so, or an earlier training diverged")
    #expect(
      Array(model.parameters.values).map(\.bitPattern) == before.map(\.bitPattern))
    #expect(model.optimizerState?.step == 0)
  }

  @Test func classWeightsServeOneHotTargetsToo() throws {
    let labelled = FitTests.blobs(30)
    var oneHot = Matrix<Float>(rows: 30, columns: 3)
    for (row, label) in (labelled.labels ?? []).enumerated() { oneHot[row, Int(label)] = 1 }
    var (sparse, dense) = (FitTests.makeModel(), FitTests.makeModel())
    dense.compile(optimizer: RMSprop(learningRate: 0.01), loss: .categoricalCrossentropy)
    let weights = [0: 0.5, 2: 3.0]
    let a = try sparse.fit(labelled, classWeights: weights)
    let b = try dense.fit(
      Dataset(features: labelled.features, values: oneHot), classWeights: weights)
    #expect((a["loss"][0] - b["loss"][0]).magnitude <= 16 * Double(Float.ulpOfOne))
  }

  @Test func labelsServeAModelOfOneOutput() throws {
    var model = Sequential(inputSize: 4) { Dense(1) }
    model.compile(
      optimizer: SGD(), loss: .sparseCategoricalCrossentropy(fromLogits: true),
      metrics: [.accuracy])
    let data = Dataset(
      features: FitTests.blobs(6).features, labels: [0, 0, 0, 0, 0, 0], classCount: 1)
    #expect(try model.evaluate(data).accuracy == 1)
  }
}
