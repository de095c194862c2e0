import Descent
import Foundation
import TestSupport
import Testing

/// Trainings that bear a fault of the disk: what they make up for once it is over.
@Suite struct BorneFailureTests {
  private let folder = RunFolder()
  private let training = TrainingCase<Float>.blobs

  // MARK: The best epoch

  private var best: String { folder.path("best.safetensors") }

  /// Puts a folder where the best epoch is to be written.
  private func obstructBest() throws {
    try FileManager.default.createDirectory(atPath: best, withIntermediateDirectories: true)
  }

  /// Trains with the best place obstructed until that is reported; returns what was.
  private func trainUntilReported(
    _ training: TrainingCase<Float>
  ) throws -> (errors: [CheckpointError], outcome: TrainingOutcome<Float>) {
    try obstructBest()
    let errors = Recorder<CheckpointError>()
    let outcome = try training.run(
      checkpoints: Checkpointing(
        in: folder.path, every: .epochs(1), keepsBestBy: "loss",
        onFailure: .goOn { [best] error in
          errors.record(error)
          try? FileManager.default.removeItem(atPath: best)
        }))
    return (errors.all, outcome)
  }

  @Test func theBestEpochIsWrittenOnceItCanBe() throws {
    let (errors, outcome) = try trainUntilReported(TrainingCase<Float>.level)
    #expect(Set(outcome.epochs.compactMap { $0["loss"] }).count == 1)
    #expect(errors == [.unwritable(file: best, reason: "Is a directory")])
    let kept = try #require(try Checkpoint<Float>.best(in: folder.path))
    #expect(kept.history.epochs.count == 1)
  }

  @Test func aBetterEpochTakesThePlaceOfOneThatIsWaiting() throws {
    var training = training
    training.epochs = 6
    let (errors, outcome) = try trainUntilReported(training)
    #expect(!errors.isEmpty)
    let losses = outcome.epochs.compactMap { $0["loss"] }
    let kept = try #require(try Checkpoint<Float>.best(in: folder.path))
    #expect(kept.history["loss"].last == losses.min())
  }

  /// Otherwise nothing would be kept any more: no epoch to come is better than the one that is lost.
  @Test func aRunThatGoesOnDoesNotCompareWithWhatIsLost() throws {
    try obstructBest()
    _ = try TrainingCase<Float>.level.run(
      checkpoints: Checkpointing(
        in: folder.path, keepsBestBy: "loss", onFailure: .goOn { _ in }), epochs: 2)
    try FileManager.default.removeItem(atPath: best)
    func goOn(_ epochs: Int) throws -> Checkpoint<Float>? {
      _ = try TrainingCase<Float>.level.run(
        checkpoints: Checkpointing(in: folder.path, keepsBestBy: "loss"),
        from: .latest(in: folder.path), epochs: epochs)
      return try Checkpoint<Float>.best(in: folder.path)
    }
    #expect(try goOn(3)?.history.epochs.count == 3)
    // That one is there, and stays.
    #expect(try goOn(4)?.history.epochs.count == 3)
  }

  // MARK: The folder

  @Test func aFolderThatCannotBeMadeIsToldOnce() throws {
    try Data().write(to: URL(fileURLWithPath: folder.path))
    for place in [folder.path, folder.path + "/x"] {
      let errors = Recorder<CheckpointError>()
      let outcome = try training.run(
        checkpoints: Checkpointing(
          in: place, every: .steps(3), keepsBestBy: "loss", onFailure: .goOn { errors.record($0) }))
      #expect(try outcome == training.run())
      guard case .unwritable(place, _)? = errors.all.first, errors.all.count == 1 else {
        Issue.record("\(place): \(errors.all)")
        continue
      }
    }
  }

  @Test func theFolderIsMadeAsSoonAsItCanBe() throws {
    try Data().write(to: URL(fileURLWithPath: folder.path))
    let place = folder.path("run")
    let errors = Recorder<CheckpointError>()
    let outcome = try training.run(
      checkpoints: Checkpointing(
        in: place, every: .steps(5), keepLast: 100, keepsBestBy: "loss",
        onFailure: .goOn { [folder] error in
          errors.record(error)
          try? FileManager.default.removeItem(atPath: folder.path)
        }))
    #expect(errors.all.count == 1)
    let first = try Checkpoint<Float>(contentsOf: place + "/checkpoint-000001.safetensors")
    #expect(first.epoch == 1 && first.samples == 50)
    #expect(try training.run(from: first) == outcome)
    #expect(try Checkpoint<Float>.best(in: place) != nil)
  }

  /// A disk that was not there at first, with the checkpoints of another training on it.
  @Test func whatTurnsOutToBeThereIsLeftAlone() throws {
    let other = RunFolder()
    _ = try training.run(checkpoints: Checkpointing(in: other.path))
    let bytes = try RunFolder.bytes(other.checkpoints[0])
    try Data().write(to: URL(fileURLWithPath: folder.path))
    let place = folder.path("run")
    let file = place + "/checkpoint-000007.safetensors"
    let errors = Recorder<CheckpointError>()
    let outcome = try training.run(
      checkpoints: Checkpointing(
        in: place, every: .steps(5), keepLast: 1, keepsBestBy: "loss",
        onFailure: .goOn { [folder] error in
          errors.record(error)
          if errors.all.count > 1 { return }
          try? FileManager.default.removeItem(atPath: folder.path)
          try? FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: true)
          try? Data(bytes).write(to: URL(fileURLWithPath: file))
        }))
    #expect(try outcome == training.run())
    #expect(errors.all.count == 2 && errors.all.last == .occupied(folder: place, file: file))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: place) == [
        "checkpoint-000007.safetensors"
      ])
    #expect(try RunFolder.bytes(file) == bytes)
  }
}
