import Descent
import Foundation
import TestSupport
import Testing

/// Folders in which the best epoch is all there is, or all that is sound: a run like any other.
@Suite struct LoneBestTests {
  private let folder = RunFolder()
  private let training = TrainingCase<Float>.blobs
  private let best: String
  private let bytes: [UInt8]

  private var checkpointing: Checkpointing { Checkpointing(in: folder.path, keepsBestBy: "loss") }

  init() throws {
    best = folder.path("best.safetensors")
    _ = try training.run(
      checkpoints: Checkpointing(in: folder.path, keepsBestBy: "loss"), epochs: 2)
    bytes = try RunFolder.bytes(best)
  }

  private func removeNumbered() throws {
    for file in folder.checkpoints { try FileManager.default.removeItem(atPath: file) }
  }

  @Test func noOtherRunBeginsOverIt() throws {
    try removeNumbered()
    for policy in [Checkpointing.FailurePolicy.stop, .goOn { _ in }] {
      #expect(throws: CheckpointError.occupied(folder: folder.path, file: best)) {
        try training.run(checkpoints: Checkpointing(in: folder.path, onFailure: policy))
      }
    }
    #expect(folder.names == ["best.safetensors"])
    #expect(try RunFolder.bytes(best) == bytes)
  }

  @Test func trainingGoesOnFromIt() throws {
    try removeNumbered()
    let found = try #require(try Checkpoint<Float>.latest(in: folder.path))
    #expect(found.file == best)
    #expect(try training.run(checkpoints: checkpointing, from: found) == training.run())
    #expect(folder.checkpoints == [folder.path("checkpoint-000001.safetensors")])
  }

  /// Its file is the one that the run goes on from as well.
  @Test func aBetterOneThatCouldNotBeWrittenIsNotForgotten() throws {
    try removeNumbered()
    let errors = Recorder<CheckpointError>()
    var batches = 0
    let outcome = try training.run(
      checkpoints: Checkpointing(
        in: folder.path, every: .epochs(100_000), keepsBestBy: "loss",
        onFailure: .goOn { [best] error in
          errors.record(error)
          try? FileManager.default.removeItem(atPath: best)
        }),
      from: .latest(in: folder.path),
      onBatch: { [best] _ in
        batches += 1
        guard batches == 1 else { return }
        try? FileManager.default.removeItem(atPath: best)
        try? FileManager.default.createDirectory(
          atPath: best, withIntermediateDirectories: false)
      })
    #expect(errors.all == [.unwritable(file: best, reason: "Is a directory")])
    let losses = outcome.epochs.compactMap { $0["loss"] }
    #expect(losses.count == 3 && losses.last == losses.min())
    #expect(try Checkpoint<Float>.best(in: folder.path)?.history["loss"] == losses)
  }

  @Test func itIsOfferedWhereNoOtherIsSound() throws {
    let newest = try #require(folder.checkpoints.last)
    try Data(bytes.dropLast()).write(to: URL(fileURLWithPath: newest))
    let error = #expect(throws: CheckpointError.self) {
      try Checkpoint<Float>.latest(in: folder.path)
    }
    guard case .newestUnusable(.damaged(newest, _), best)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let skipped = try Checkpoint<Float>.latest(in: folder.path, skipsDamaged: true)
    #expect(skipped?.file == best)
  }

  /// Nothing can take the place of a folder, and nothing is lost in it.
  @Test func aFolderOfThatNameIsNone() throws {
    let other = RunFolder()
    try FileManager.default.createDirectory(
      atPath: other.path("best.safetensors"), withIntermediateDirectories: true)
    #expect(try Checkpoint<Float>.latest(in: other.path) == nil)
    #expect(try Checkpoint<Float>.best(in: other.path) == nil)
    _ = try training.run(checkpoints: Checkpointing(in: other.path))
    #expect(other.checkpoints.count == 1)
  }
}
