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
    _ policy: Checkpointing.FailurePolicy = .stop
  ) throws {
    try model.fit(
      NonFinitePolicyTests.data(rows: rows), batchSize: 5, shuffles: false, progress: .none,
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
  }

  @Test func theEndOfATrainingPushesNothingOut() throws {
    var model = NonFinitePolicyTests.makeLinearModel()
    let error = #expect(throws: CheckpointError.self) { try train(&model, rows: 15) }
    guard case .notFinite(let file, spoiltBlock)? = error else {
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
    var errors: [CheckpointError] = []
    try train(&model, rows: 15, .goOn { errors.append($0) })
    #expect(!errors.isEmpty)
    for error in errors {
      guard case .notFinite(_, spoiltBlock) = error else {
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
