#if os(Linux)
  import CSystemCallRecorder
  import Descent
  import Foundation
  import TestSupport
  import Testing

  @testable import NeuralNetworks

  /// Runs that go on in a folder that is not ready before they begin, with a best epoch in it.
  @Suite struct LateBestOnDiskTests {
    private let folder = RunFolder()
    private let training = TrainingCase<Float>.level
    private let best: String
    private let bytes: [UInt8]

    init() throws {
      best = folder.path("best.safetensors")
      _ = try training.run(
        checkpoints: Checkpointing(in: folder.path, keepsBestBy: "loss"), epochs: 2)
      bytes = try RunFolder.bytes(best)
    }

    /// Goes on for an epoch, which is as good as those before, while the disk fails once at first.
    ///
    /// - Returns: What is told besides.
    private func goOn() throws -> [CheckpointError] {
      let last = try Checkpoint<Float>(contentsOf: #require(folder.checkpoints.last))
      let errors = Recorder<CheckpointError>()
      let_recorded_calls_fail(recorded_call_flush_folder, EIO, 1)
      _ = try training.run(
        checkpoints: Checkpointing(
          in: folder.path, keepsBestBy: "loss", onFailure: .goOn { errors.record($0) }),
        from: last, epochs: 3)
      #expect(errors.all.first == .unwritable(file: folder.path, reason: "Input/output error"))
      // Training is kept, whatever becomes of the best epoch.
      #expect(try Checkpoint<Float>.latest(in: folder.path)?.epoch == 4)
      return Array(errors.all.dropFirst())
    }

    private func bestEpoch() throws -> Int? {
      try Checkpoint<Float>.best(in: folder.path)?.history.epochs.count
    }

    @Test func anEpochThatIsNotBetterLeavesIt() throws {
      #expect(try goOn() == [])
      #expect(try RunFolder.bytes(best) == bytes)
    }

    @Test func aBetterOneTakesItsPlace() throws {
      let found = try #require(try Checkpoint<Float>.best(in: folder.path))
      let loss = try #require(found.run.kept?.value)
      try found.rewrite { $0.kept = BestEpoch(value: 2 * loss, epoch: 1, monitor: "loss") }
      #expect(try goOn() == [])
      #expect(try bestEpoch() == 3)
    }

    @Test func oneOfAnotherTrainingIsToldAndStays() throws {
      var other = training
      other.makeModel = { FitTests.makeModel(seed: 5, rate: 0) }
      let elsewhere = RunFolder()
      _ = try other.run(
        checkpoints: Checkpointing(in: elsewhere.path, keepsBestBy: "loss"), epochs: 1)
      let others = try RunFolder.bytes(elsewhere.path("best.safetensors"))
      try Data(others).write(to: URL(fileURLWithPath: best))
      let errors = try goOn()
      guard case .differs(best, _)? = errors.first, errors.count == 1 else {
        Issue.record("\(errors)")
        return
      }
      #expect(try RunFolder.bytes(best) == others)
    }

    @Test func oneOfALaterVersionIsToldAndStays() throws {
      let later = try resealed(bytes, "\"version\":\"1\"", with: "\"version\":\"2\"")
      try Data(later).write(to: URL(fileURLWithPath: best))
      #expect(try goOn() == [.version(file: best, found: "2")])
      #expect(try RunFolder.bytes(best) == later)
    }

    /// It is of no use to anybody.
    @Test func aDamagedOneIsToldAndReplaced() throws {
      try Data(bytes.dropLast()).write(to: URL(fileURLWithPath: best))
      let errors = try goOn()
      guard case .damaged(best, _)? = errors.first, errors.count == 1 else {
        Issue.record("\(errors)")
        return
      }
      #expect(try bestEpoch() == 3)
    }
  }
#endif
