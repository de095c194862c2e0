import Descent
import Foundation
import TestSupport
import Testing

@testable import NeuralNetworks

/// Runs that go on beside a best epoch: whatever is wrong with it, it is not overwritten unawares.
@Suite struct BestOnDiskTests {
  private let folder = RunFolder()
  private let training = TrainingCase<Float>.level
  private let best: String

  init() throws {
    best = folder.path("best.safetensors")
    _ = try training.run(
      checkpoints: Checkpointing(in: folder.path, keepsBestBy: "loss"), epochs: 2)
  }

  private func goOn(
    by monitor: String = "loss", _ policy: Checkpointing.FailurePolicy = .stop
  ) throws {
    _ = try training.run(
      checkpoints: Checkpointing(in: folder.path, keepsBestBy: monitor, onFailure: policy),
      from: Checkpoint(contentsOf: #require(folder.checkpoints.last)), epochs: 3)
  }

  /// The epochs up to the best.
  private func bestEpoch() throws -> Int? {
    try Checkpoint<Float>.best(in: folder.path)?.history.epochs.count
  }

  /// Goes on, and expects an error before the first step, whether failures are borne or not.
  private func expectRefusal(_ isExpected: (CheckpointError) -> Bool) throws {
    let bytes = try RunFolder.bytes(best)
    let names = folder.names
    for policy in [Checkpointing.FailurePolicy.stop, .goOn { _ in }] {
      let error = #expect(throws: CheckpointError.self) { try goOn(policy) }
      #expect(error.map(isExpected) == true, "\(String(describing: error))")
      #expect(error?.description.hasPrefix("\(best): ") == true)
    }
    #expect(folder.names == names)
    #expect(try RunFolder.bytes(best) == bytes)
  }

  private func replaceBest(with other: TrainingCase<Float>) throws {
    let elsewhere = RunFolder()
    _ = try other.run(
      checkpoints: Checkpointing(in: elsewhere.path, keepsBestBy: "loss"), epochs: 1)
    let bytes = try RunFolder.bytes(elsewhere.path("best.safetensors"))
    try Data(bytes).write(to: URL(fileURLWithPath: best))
  }

  @Test func oneOfALaterVersionIsRefused() throws {
    let bytes = try resealed(
      RunFolder.bytes(best), "\"version\":\"1\"", with: "\"version\":\"2\"")
    try Data(bytes).write(to: URL(fileURLWithPath: best))
    try expectRefusal { $0 == .version(file: best, found: "2") }
  }

  @Test func oneWithOtherTermsIsRefused() throws {
    var other = training
    other.batchSize = 16
    try replaceBest(with: other)
    try expectRefusal {
      $0 == .differs(file: best, differences: ["the batch size is 10 and was 16"])
    }
  }

  @Test(arguments: [false, true]) func oneFromOtherWeightsIsRefused(isOld: Bool) throws {
    var other = training
    other.makeModel = { FitTests.makeModel(seed: 5, rate: 0) }
    try replaceBest(with: other)
    if isOld {
      // A file from before the beginning was written down.
      let bytes = try resealed(
        RunFolder.bytes(best), "\\\"beginning\\\"", with: "\\\"forgotten\\\"")
      try Data(bytes).write(to: URL(fileURLWithPath: best))
    }
    let words = isOld ? "the loss of epoch 1 is " : "the checksum of what it began from is "
    try expectRefusal {
      guard case .differs(best, let differences) = $0 else { return false }
      return differences.count == 1 && differences[0].hasPrefix(words)
    }
  }

  /// It was done before the process was killed, on another processor than where training goes on.
  @Test func oneWithOtherBitsIsOfTheSameTraining() throws {
    try #require(try Checkpoint<Float>.best(in: folder.path)).rewrite {
      $0.history.epochs[0].loss = $0.history.epochs[0].loss.nextUp
    }
    let bytes = try RunFolder.bytes(best)
    try goOn()
    #expect(try RunFolder.bytes(best) == bytes)
  }

  /// It was done before the process was killed, and after the checkpoint that is gone on from.
  ///
  /// The best of that one is worse than any epoch to come.
  @Test(arguments: [0.5, 1.5]) func oneOfALaterEpochIsReplacedByABetterOneOnly(
    factor: Double
  ) throws {
    let found = try #require(try Checkpoint<Float>.best(in: folder.path))
    let loss = try #require(found.run.kept?.value)
    try found.rewrite { run in
      while run.epoch < 5 { run.finishEpoch(run.history.epochs[0]) }
      run.kept = BestEpoch(value: factor * loss, epoch: 4, monitor: "loss")
    }
    try Checkpoint<Float>(contentsOf: #require(folder.checkpoints.last)).rewrite {
      $0.kept = BestEpoch(value: 2 * loss, epoch: 1, monitor: "loss")
    }
    let bytes = try RunFolder.bytes(best)
    try goOn()
    #expect(try (RunFolder.bytes(best) == bytes) == (factor < 1))
    #expect(try bestEpoch() == (factor < 1 ? 4 : 3))
  }

  @Test func oneThatMayNotBeReadIsRefused() async throws {
    let (path, best) = (folder.path, best)
    let bytes = try RunFolder.bytes(best)
    // Whoever runs the test may write there, and read all but the best.
    #expect(chmod(path, 0o777) == 0 && chmod(best, 0) == 0)
    await #expect(processExitsWith: .success) { [path = path as String, best = best as String] in
      CheckpointProcessTests.becomeNobody()
      let training = TrainingCase<Float>.level
      let last = try Checkpoint<Float>(contentsOf: path + "/checkpoint-000001.safetensors")
      for policy in [Checkpointing.FailurePolicy.stop, .goOn { _ in }] {
        var found: CheckpointError?
        do {
          _ = try training.run(
            checkpoints: Checkpointing(in: path, keepsBestBy: "loss", onFailure: policy),
            from: last, epochs: 3)
        } catch let error as CheckpointError {
          found = error
        }
        CheckpointProcessTests.expect(
          found == .unreadable(file: best, reason: "Permission denied"),
          "\(String(describing: found))")
      }
      CheckpointProcessTests.becomeOneself()
    }
    #expect(chmod(best, 0o644) == 0)
    #expect(try RunFolder.bytes(best) == bytes)
  }

  /// Of no use to anybody: who bears failures is told, and the best begins anew.
  @Test func aDamagedOneIsTold() throws {
    var bytes = try RunFolder.bytes(best)
    bytes[bytes.count / 2] ^= 4
    try Data(bytes).write(to: URL(fileURLWithPath: best))
    let error = #expect(throws: CheckpointError.self) { try goOn() }
    guard case .damaged(best, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try RunFolder.bytes(best) == bytes)
    let errors = Recorder<CheckpointError>()
    try goOn(.goOn { errors.record($0) })
    #expect(errors.all == [error])
    #expect(try bestEpoch() == 3)
  }

  // MARK: Another quantity

  /// No accuracy is above the loss of this model: compared with it, none would be kept.
  @Test func byAnotherMonitorTheBestBeginsAnew() throws {
    let before = try #require(try Checkpoint<Float>.best(in: folder.path)?.run.kept)
    #expect(before.monitor == "loss" && before.epoch == 1 && before.value > 1)
    try goOn(by: "loss")
    #expect(try bestEpoch() == 1)
    _ = try training.run(
      checkpoints: Checkpointing(in: folder.path, keepsBestBy: "accuracy"),
      from: .latest(in: folder.path), epochs: 4)
    #expect(try bestEpoch() == 4)
    let after = try #require(try Checkpoint<Float>.best(in: folder.path)?.run.kept)
    #expect(after.monitor == "accuracy" && after.value <= 1)
  }

  /// Files from before the monitor was written down.
  @Test func withoutAMonitorItIsTakenForTheSame() throws {
    for file in try [best, #require(folder.checkpoints.last)] {
      let bytes = try resealed(
        RunFolder.bytes(file), "\\\"monitor\\\"", with: "\\\"another\\\"")
      try Data(bytes).write(to: URL(fileURLWithPath: file))
      #expect(try Checkpoint<Float>(contentsOf: file).run.kept?.epoch == 1)
      #expect(try Checkpoint<Float>(contentsOf: file).run.kept?.monitor == nil)
    }
    try goOn()
    #expect(try bestEpoch() == 1)
  }
}
