import Descent
import Foundation
import TestSupport
import Testing

@testable import NeuralNetworks

/// Weights that are not finite never take the place of those from which a training can go on.
///
/// Without a policy for them: the gradient of a row overflows in the third batch, and the loss does
/// not, so that the step spoils the weights and is noticed by the one after it, if there is one.
@Suite struct FiniteCheckpointTests {
  private let folder = RunFolder()
  private let spoiltBlock = "dense_1.weight"

  /// Trains for an epoch with a checkpoint after every step that finds the disk free.
  private func train(
    _ model: inout Sequential<Float>, rows: Int, keepsBestBy monitor: String? = nil,
    _ policy: Checkpointing.FailurePolicy = .stop, feature: Float = 1e27
  ) throws {
    try model.fit(
      NonFinitePolicyTests.data(rows: rows, feature: feature), batchSize: 5, shuffles: false,
      progress: .none,
      checkpoints: Checkpointing(
        in: folder.path, every: .steps(1), keepLast: 1, keepsBestBy: monitor, onFailure: policy),
      onBatch: { _ in usleep(30_000) })
  }

  private func isFinite(_ weights: some Sequence<Float>) -> Bool {
    weights.allSatisfy { $0.isFinite }
  }

  private func expectTheLastGoodOne() throws {
    #expect(folder.names.count == 1)
    let kept = try #require(try Checkpoint<Float>.latest(in: folder.path))
    #expect(isFinite(Array(kept.values)))
    #expect([5, 10].contains(kept.samples))
  }

  @Test func aStepThatIsNoticedLaterPushesNothingOut() throws {
    var model = NonFinitePolicyTests.makeLinearModel()
    let error = #expect(throws: TrainingError.self) { try train(&model, rows: 20) }
    guard case .diverged(1, 4, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!isFinite(Array(model.parameters.values)))
    try expectTheLastGoodOne()
    // A rate cannot be blamed for what was so before.
    #expect(throws: TrainingError.nonFiniteWeights(block: spoiltBlock)) {
      try model.fit(NonFinitePolicyTests.data(rows: 20, feature: 1), progress: .none)
    }
  }

  @Test func theEndOfATrainingPushesNothingOut() throws {
    var model = NonFinitePolicyTests.makeLinearModel()
    let error = #expect(throws: CheckpointError.self) { try train(&model, rows: 15) }
    guard case .notFinite(let file, spoiltBlock, nil)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(file.hasPrefix(folder.path("checkpoint-")))
    let text = try #require(error?.description)
    #expect(text.contains(file) && text.contains(spoiltBlock))
    try expectTheLastGoodOne()
  }

  @Test func whoBearsItIsToldAndTrainsOn() throws {
    var (model, plain) = (
      NonFinitePolicyTests.makeLinearModel(), NonFinitePolicyTests.makeLinearModel()
    )
    let errors = Recorder<CheckpointError>()
    try train(&model, rows: 15, .goOn { errors.record($0) })
    #expect(!errors.all.isEmpty)
    for error in errors.all {
      guard case .notFinite(_, spoiltBlock, nil) = error else {
        Issue.record("\(error)")
        continue
      }
    }
    try plain.fit(
      NonFinitePolicyTests.data(rows: 15), batchSize: 5, shuffles: false, progress: .none)
    #expect(
      Array(model.parameters.values).map(\.bitPattern)
        == Array(plain.parameters.values).map(\.bitPattern))
    try expectTheLastGoodOne()
  }

  /// The mean loss of the epoch is finite, and its weights are not.
  @Test func noSuchEpochIsTheBest() throws {
    var model = NonFinitePolicyTests.makeLinearModel()
    try train(&model, rows: 15, keepsBestBy: "loss", .goOn { _ in })
    #expect(try Checkpoint<Float>.best(in: folder.path) == nil)
    try expectTheLastGoodOne()
  }

  // MARK: Moments

  /// A gradient that is finite, and its square is not: the weights do not show it.
  private static func makeMomentModel() -> Sequential<Float> {
    var model = NonFinitePolicyTests.makeLinearModel()
    model.compile(optimizer: RMSprop(learningRate: 1e-11), loss: .meanSquaredError)
    return model
  }

  private static let overflowingSquare: Float = 1e22

  @Test func aMomentThatIsNotFinitePushesNothingOut() throws {
    var model = Self.makeMomentModel()
    let error = #expect(throws: CheckpointError.self) {
      try train(&model, rows: 15, feature: Self.overflowingSquare)
    }
    #expect(isFinite(Array(model.parameters.values)))
    #expect(!isFinite(try #require(model.optimizerState?["meanSquare"])))
    guard case .notFinite(let file, spoiltBlock, "meanSquare"?)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(
      error?.description == "\(file): is not written, because '\(spoiltBlock)' has values of the "
        + "moment 'meanSquare' that are not finite; those written before stay")
    try expectTheLastGoodOne()
  }

  @Test func noEpochWithSuchAMomentIsTheBest() throws {
    var model = Self.makeMomentModel()
    let errors = Recorder<CheckpointError>()
    try train(
      &model, rows: 15, keepsBestBy: "loss", .goOn { errors.record($0) },
      feature: Self.overflowingSquare)
    #expect(!errors.all.isEmpty)
    #expect(try Checkpoint<Float>.best(in: folder.path) == nil)
    try expectTheLastGoodOne()
  }

  /// A rule of somebody else's, which remembers the smallest gradient above 1000 so far, by a formula
  /// that has no result where the square of a gradient overflows.
  private struct SmallestGradient: Optimizer {
    static let name = "SmallestGradient"
    var learningRate: Double
    var moments: [String] { ["smallest"] }
    var initialMoments: [Double] { [.infinity] }

    func update<Scalar: RealScalar>(
      _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
      state: inout OptimizerState<Scalar>
    ) {
      let rate = Scalar(learningRate)
      state.withMoments(of: self, count: values.count) { moments, _ in
        for i in gradient.indices {
          let square = gradient[i] * gradient[i]
          let size = gradient[i].magnitude + (square - square)
          if !(size <= 1000) { moments[i] = moments[i] < size ? moments[i] : size }
          values[i] -= rate * gradient[i]
        }
      }
    }
  }

  @Test func aMomentThatBeginsWithAnInfinityMayKeepIt() throws {
    var training = TrainingCase<Float>.blobs
    training.makeModel = {
      var model = FitTests.makeModel()
      model.compile(
        optimizer: SmallestGradient(learningRate: 0.1), loss: .sparseCategoricalCrossentropy)
      return model
    }
    _ = try training.run(
      checkpoints: Checkpointing(in: folder.path, keepsBestBy: "loss"), epochs: 1)
    let first = try #require(try Checkpoint<Float>.latest(in: folder.path))
    #expect(first.optimizerState["smallest"]?.contains(.infinity) == true)
    #expect(try Checkpoint<Float>.best(in: folder.path) != nil)
    #expect(try training.run(from: first) == training.run())
  }

  @Test func aMomentThatBeginsWithAnInfinityMayNotBecomeNaN() throws {
    var model = NonFinitePolicyTests.makeLinearModel()
    model.compile(optimizer: SmallestGradient(learningRate: 1e-37), loss: .meanSquaredError)
    let error = #expect(throws: CheckpointError.self) {
      try train(&model, rows: 15, feature: Self.overflowingSquare)
    }
    #expect(isFinite(Array(model.parameters.values)))
    guard case .notFinite(_, spoiltBlock, "smallest"?)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    try expectTheLastGoodOne()
  }

  // MARK: Sums of gradients

  /// Trains by a plan of four gradients a step that clips by value, with a row in each of the last two of
  /// three batches whose gradient overflows, and whose loss does not.
  private func trainByPlan(targets: (Float, Float)) throws {
    var generator = SeededGenerator(seed: 5)
    var features = Matrix<Float>.normal(rows: 15, columns: 3, using: &generator)
    var values = Matrix<Float>.normal(rows: 15, columns: 1, using: &generator)
    for (row, target) in [(8, targets.0), (13, targets.1)] {
      features[row, 1] = 1e27
      values[row, 0] = target
    }
    var model = Sequential(inputSize: 3, seed: 2) { Dense(1) }
    model.compile(
      optimizer: UpdatePlan(
        RMSprop(learningRate: 1e-30), clipping: .value(1), accumulationSteps: 4),
      loss: .meanSquaredError)
    // So that such a feature gives no prediction, whose square would overflow.
    var parameters = model.parameters
    for index in parameters.values.span.indices { parameters.values[index] = 0 }
    model.parameters = parameters
    try model.fit(
      Dataset(features: features, values: values), batchSize: 5, shuffles: false, progress: .none,
      checkpoints: Checkpointing(in: folder.path, every: .steps(1), keepLast: 1),
      onBatch: { _ in usleep(30_000) })
  }

  @Test func aSumThatIsNotANumberPushesNothingOut() throws {
    let error = #expect(throws: CheckpointError.self) { try trainByPlan(targets: (1e18, -1e18)) }
    guard case .notFinite(_, spoiltBlock, "accumulatedGradient"?)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    try expectTheLastGoodOne()
  }

  /// The next step makes 1 of it.
  @Test func anInfiniteSumThatWillBeBoundedIsKept() throws {
    try trainByPlan(targets: (1e18, 1e18))
    let kept = try #require(try Checkpoint<Float>.latest(in: folder.path))
    #expect(kept.epoch == 2)
    #expect(kept.optimizerState["accumulatedGradient"]?.contains(-.infinity) == true)
  }

  // MARK: Early stopping

  @Test func noSuchEpochIsGivenBackByEarlyStopping() {
    var run = TrainingRun<Float>(
      metricCount: 0, generator: SeededGenerator(seed: 1), learningRate: 1, threads: 1,
      plateau: nil)
    let rule = EarlyStopping(monitor: "loss", patience: 3, restoresBestWeights: true)
    var weights = FitTests.makeModel().parameters.values
    let good = weights
    func finish(_ epoch: Int, loss: Double) {
      let record = EpochRecord(
        epoch: epoch, loss: loss, metrics: [:], validationLoss: nil, validationMetrics: nil,
        learningRate: 1, seconds: 0)
      _ = rule.isOver(after: record, weights: weights, in: &run)
    }
    finish(1, loss: 2)
    weights[7] = .nan
    finish(2, loss: 1)
    #expect(run.best == BestEpoch(value: 2, epoch: 1))
    #expect(run.bestWeights == good)
    weights = good
    finish(3, loss: 1)
    #expect(run.best == BestEpoch(value: 1, epoch: 3))
  }
}
