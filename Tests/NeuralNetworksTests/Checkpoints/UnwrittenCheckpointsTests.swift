import Descent
import Foundation
import TestSupport
import Testing

/// What could not be written comes out, whatever ends the training.
@Suite struct UnwrittenCheckpointsTests {
  private struct Interrupted: Error, Equatable {}

  private let folder = RunFolder()
  private var first: String { folder.path("checkpoint-000001.safetensors") }
  private var best: String { folder.path("best.safetensors") }

  /// Puts folders where files are to be written.
  private static func obstruct(_ files: [String]) {
    for file in files {
      try? FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: true)
    }
  }

  private static func unwritable(_ file: String) -> CheckpointError {
    .unwritable(file: file, reason: "Is a directory")
  }

  /// Trains with seven batches an epoch, and with obstacles in place once training has begun.
  private func train(
    _ checkpointing: Checkpointing, obstructing files: [String], epochs: Int = 3,
    rate: Double = 0.01, onEpoch: ((EpochRecord) throws -> Bool)? = nil
  ) throws {
    var model = FitTests.makeModel(rate: rate)
    var batches = 0
    try model.fit(
      FitTests.blobs(65), epochs: epochs, batchSize: 10, shuffles: false, progress: .none,
      checkpoints: checkpointing,
      onBatch: { _ in
        batches += 1
        if batches == 1 { Self.obstruct(files) }
      }, onEpoch: onEpoch)
  }

  /// The checkpoint after the last batch of the epoch fails, and the closure throws before anybody has
  /// asked what became of it.
  @Test func anErrorOfAClosureComesWithIt() throws {
    let error = #expect(throws: UnwrittenCheckpoints.self) {
      try train(Checkpointing(in: folder.path, every: .steps(7)), obstructing: [first]) { _ in
        throw Interrupted()
      }
    }
    #expect(error?.error as? Interrupted == Interrupted())
    #expect(error?.failure == Self.unwritable(first))
    let text = try #require(error?.description)
    #expect(text.contains("Interrupted") && text.contains("\(first): cannot be written"))
  }

  @Test func whoBearsFailuresIsToldBeforeTheError() {
    let errors = Recorder<CheckpointError>()
    #expect(throws: Interrupted()) {
      try train(
        Checkpointing(in: folder.path, every: .steps(7), onFailure: .goOn { errors.record($0) }),
        obstructing: [first]
      ) { _ in throw Interrupted() }
    }
    #expect(errors.all == [Self.unwritable(first)])
  }

  @Test func anErrorAloneStaysItself() {
    #expect(throws: Interrupted()) {
      try train(Checkpointing(in: folder.path, every: .steps(7)), obstructing: []) { _ in
        throw Interrupted()
      }
    }
  }

  /// The first to be noticed does not hide the other.
  @Test func severalComeTogether() throws {
    let error = #expect(throws: CheckpointError.self) {
      try train(
        Checkpointing(in: folder.path, every: .epochs(1), keepsBestBy: "loss"),
        obstructing: [first, best])
    }
    #expect(error == .several([Self.unwritable(best), Self.unwritable(first)]))
    #expect(
      error?.description == "\(best): cannot be written: Is a directory; "
        + "\(first): cannot be written: Is a directory")
  }

  /// It waits for a checkpoint that is due, and none will be.
  @Test func aBestEpochThatWaitsIsWrittenAtTheEnd() throws {
    let errors = Recorder<CheckpointError>()
    let checkpointing = Checkpointing(
      in: folder.path, every: .epochs(100_000), keepsBestBy: "loss",
      onFailure: .goOn { [best] error in
        errors.record(error)
        try? FileManager.default.removeItem(atPath: best)
      })
    // At a rate of zero the first epoch stays the best.
    #expect(throws: Interrupted()) {
      try train(checkpointing, obstructing: [best], epochs: 100_000, rate: 0) { record in
        if !errors.all.isEmpty { throw Interrupted() }
        usleep(1_000)
        return true
      }
    }
    #expect(errors.all == [Self.unwritable(best)])
    #expect(try Checkpoint<Float>.best(in: folder.path)?.history.epochs.count == 1)
  }

  /// It is written as soon as there is a folder, and that was not before the error.
  @Test func aBestEpochThatWaitsForTheFolderIsWrittenAtTheEnd() throws {
    try Data().write(to: URL(fileURLWithPath: folder.path))
    let place = folder.path("run")
    let errors = Recorder<CheckpointError>()
    #expect(throws: Interrupted()) {
      try train(
        Checkpointing(in: place, keepsBestBy: "loss", onFailure: .goOn { errors.record($0) }),
        obstructing: []
      ) { record in
        if record.epoch == 1 { return true }
        try FileManager.default.removeItem(atPath: folder.path)
        throw Interrupted()
      }
    }
    #expect(errors.all.count == 1)
    #expect(try Checkpoint<Float>.best(in: place)?.history.epochs.count == 1)
  }

  // MARK: In processes of their own

  @Test func aSignalHidesNone() async {
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      let files = ["best", "checkpoint-000001"].map { "\(path)/\($0).safetensors" }
      var model = FitTests.makeModel()
      var found: UnwrittenCheckpoints?
      do {
        try model.fit(
          FitTests.blobs(65), epochs: 3, batchSize: 10, progress: .none,
          checkpoints: Checkpointing(in: path, keepsBestBy: "loss", stopsOnSignals: true),
          onEpoch: { _ in
            UnwrittenCheckpointsTests.obstruct(files)
            CheckpointProcessTests.send(SIGTERM)
            return true
          })
      } catch let error as UnwrittenCheckpoints {
        found = error
      }
      CheckpointProcessTests.expect(
        found?.failure == .several(files.map(UnwrittenCheckpointsTests.unwritable)),
        "\(String(describing: found))")
      // Nor do they hide the signal.
      let interruption = found?.error as? TrainingInterruption
      CheckpointProcessTests.expect(
        interruption?.signal == SIGTERM && interruption?.epoch == 2
          && interruption?.checkpoint == nil,
        "\(String(describing: interruption))")
    }
  }

  /// The file to go on from is named beside the one that is missing.
  @Test func aSignalComesWithItsCheckpoint() async {
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      let files = [1, 2].map { "\(path)/checkpoint-00000\($0).safetensors" }
      var model = FitTests.makeModel()
      var found: UnwrittenCheckpoints?
      do {
        try model.fit(
          FitTests.blobs(65), epochs: 3, batchSize: 10, progress: .none,
          checkpoints: Checkpointing(in: path, every: .steps(7), stopsOnSignals: true),
          onBatch: { record in
            if record.samples == 10 { UnwrittenCheckpointsTests.obstruct([files[0]]) }
          },
          onEpoch: { _ in
            // The checkpoint of the last batch has failed by now, and nobody has asked.
            CheckpointProcessTests.send(SIGTERM)
            return true
          })
      } catch let error as UnwrittenCheckpoints {
        found = error
      }
      CheckpointProcessTests.expect(
        found?.failure == UnwrittenCheckpointsTests.unwritable(files[0]),
        "\(String(describing: found))")
      let interruption = found?.error as? TrainingInterruption
      CheckpointProcessTests.expect(
        interruption?.checkpoint == files[1], "\(String(describing: interruption))")
    }
  }

  /// Deleting an older checkpoint fails behind one that is safe: that is told, and not written again.
  @Test(.enabled(if: geteuid() == 0, "only root makes files that others cannot delete"))
  func whatIsSafeIsWrittenOnce() async throws {
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: true)
    // Everybody may write, and delete what is their own.
    #expect(chmod(folder.path, 0o1777) == 0)
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      CheckpointProcessTests.becomeNobody()
      let training = TrainingCase<Float>.blobs
      _ = try training.run(checkpoints: Checkpointing(in: path), epochs: 1)
      // Older than all, and somebody else's.
      CheckpointProcessTests.becomeOneself()
      let stuck = path + "/checkpoint-000000.safetensors"
      try Data([1]).write(to: URL(fileURLWithPath: stuck))
      CheckpointProcessTests.becomeNobody()
      let errors = Recorder<CheckpointError>()
      let outcome = try training.run(
        checkpoints: Checkpointing(
          in: path, every: .epochs(1), keepLast: 1, onFailure: .goOn { errors.record($0) }),
        from: .latest(in: path), epochs: 2)
      CheckpointProcessTests.expect(
        errors.all.map(\.description) == ["\(stuck): cannot be deleted: Operation not permitted"],
        "\(errors.all)")
      CheckpointProcessTests.expect(
        try outcome == training.run(epochs: 2), "another outcome")
      CheckpointProcessTests.becomeOneself()
    }
    #expect(
      folder.names == ["checkpoint-000000.safetensors", "checkpoint-000002.safetensors"])
  }
}
