import Descent
import Foundation
import TestSupport
import Testing

/// Trainings that bear that their folder goes away while they run.
@Suite struct LostFolderTests {
  private let folder = RunFolder()
  private let training = TrainingCase<Float>.blobs

  private var isLost: CheckpointError {
    .unwritable(file: folder.path, reason: "No such file or directory")
  }

  /// Trains with a checkpoint every five of 21 batches; after each, something may happen.
  private func run(
    _ happen: @escaping (_ batch: Int, _ errors: [CheckpointError]) throws -> Void
  ) throws -> (errors: [CheckpointError], outcome: TrainingOutcome<Float>) {
    let errors = Recorder<CheckpointError>()
    var batches = 0
    let outcome = try training.run(
      checkpoints: Checkpointing(
        in: folder.path, every: .steps(5), keepLast: 100, onFailure: .goOn { errors.record($0) }),
      onBatch: { _ in
        batches += 1
        do { try happen(batches, errors.all) } catch { Issue.record(error) }
        usleep(1_000)
      })
    return (errors.all, outcome)
  }

  private func remove() throws { try FileManager.default.removeItem(atPath: folder.path) }

  @Test func itIsMadeAgainAndToldOnce() throws {
    // Before the first checkpoint is due, so that none is being written.
    let (errors, outcome) = try run { batch, _ in if batch == 2 { try remove() } }
    #expect(errors == [isLost])
    #expect(try outcome == training.run())
    let first = try Checkpoint<Float>(contentsOf: folder.path("checkpoint-000001.safetensors"))
    #expect(first.epoch == 1 && first.samples == 50)
    #expect(try training.run(from: first) == outcome)
    #expect(try Checkpoint<Float>.latest(in: folder.path)?.history.epochs.count == 3)
  }

  /// A file has its name.
  @Test func whatCannotBeMadeAgainIsToldOnce() throws {
    let (errors, outcome) = try run { batch, _ in
      guard batch == 2 else { return }
      try remove()
      try Data().write(to: URL(fileURLWithPath: folder.path))
    }
    #expect(errors == [.unwritable(file: folder.path, reason: "Not a directory")])
    #expect(try outcome == training.run())
  }

  /// It is the folder that it was, with its checkpoints and its numbers.
  @Test func itMayComeBack() throws {
    let aside = RunFolder()
    let isAway = CheckpointError.unwritable(file: folder.path, reason: "Not a directory")
    var isBack = false
    let (errors, outcome) = try run { batch, errors in
      if batch == 7 {
        while folder.checkpoints.isEmpty { usleep(1_000) }
        // Under this name nobody can make a folder meanwhile.
        try FileManager.default.moveItem(atPath: folder.path, toPath: aside.path)
        try Data().write(to: URL(fileURLWithPath: folder.path))
      } else if !isBack && errors.contains(isAway) {
        try remove()
        try FileManager.default.moveItem(atPath: aside.path, toPath: folder.path)
        isBack = true
      } else if batch > 7 && !isBack {
        // The disk may be at what is done behind the first checkpoint.
        usleep(50_000)
      }
    }
    #expect(isBack && errors.last == isAway)
    #expect(try outcome == training.run())
    let names = folder.names
    #expect(names.first == "checkpoint-000001.safetensors" && names.count >= 2, "\(names)")
  }

  /// The one that is lost does not count any more, or none would be kept from then on.
  @Test func theBestEpochBeginsAnew() throws {
    // The first epoch is the best, and stays it.
    var level = TrainingCase<Float>.level
    level.epochs = 12
    var batches = 0
    _ = try level.run(
      checkpoints: Checkpointing(
        in: folder.path, every: .epochs(1), keepsBestBy: "loss", onFailure: .goOn { _ in }),
      onBatch: { [folder] _ in
        batches += 1
        usleep(2_000)
        guard batches == 10 else { return }
        // Behind the best.
        while folder.checkpoints.isEmpty { usleep(1_000) }
        try? FileManager.default.removeItem(atPath: folder.path)
      })
    let kept = try #require(try Checkpoint<Float>.best(in: folder.path))
    #expect((3...11).contains(kept.history.epochs.count))
  }
}
