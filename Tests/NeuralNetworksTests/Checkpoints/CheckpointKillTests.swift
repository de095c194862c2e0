import Descent
import Foundation
import Testing

/// Processes that are killed while they write checkpoints.
///
/// `DESCENT_KILLS` says how many are; 20 unless given, and 200 in continuous integration. Their number
/// grows up to twofold until a twentieth of them has met a checkpoint that was being written.
@Suite struct CheckpointKillTests {
  static let kills = ProcessInfo.processInfo.environment["DESCENT_KILLS"].flatMap(Int.init) ?? 20

  /// Steps each of which wants a checkpoint: one so large that much of the time goes into writing.
  static var training: TrainingCase<Float> {
    var training = TrainingCase<Float>.blobs
    training.makeModel = {
      var model = Sequential(inputSize: 4, seed: 4) {
        Dense(5000, activation: .relu)
        Dense(3, activation: .softmax)
      }
      model.compile(
        optimizer: Adam(), loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
      return model
    }
    training.validation = .split(0.2)
    training.earlyStopping = EarlyStopping(patience: 100_000, restoresBestWeights: true)
    return training
  }

  /// Goes on from the newest checkpoint until it is killed.
  static func trainUntilKilled(in folder: String, after microseconds: UInt32) throws {
    let checkpoint = try Checkpoint<Float>.latest(in: folder)
    Thread.detachNewThread {
      usleep(microseconds)
      kill(getpid(), SIGKILL)
    }
    // More than anybody lives to see.
    var training = Self.training
    training.epochs = 1_000_000
    _ = try training.run(
      checkpoints: Checkpointing(
        in: folder, every: .steps(1), keepLast: 2, keepsBestBy: "val_loss"),
      from: checkpoint, onBatch: { _ in usleep(300) })
    while true { pause() }
  }

  /// What became of the kills so far.
  private struct Tally: CustomStringConvertible {
    /// How many processes were killed.
    var kills = 0
    /// How many of them while a checkpoint was being written, which they left half done.
    var halfWritten = 0
    /// How many of them had come further than all before.
    var advances = 0

    var description: String {
      "\(kills) kills, \(halfWritten) of them while a checkpoint was being written; \(advances) runs "
        + "had come further than those before"
    }

    /// Whether there were enough kills, and enough of them where they hurt.
    func isEnough(for kills: Int) -> Bool {
      self.kills >= kills && halfWritten >= kills / 20 && advances >= kills / 10
    }
  }

  private static func halfWritten(in folder: RunFolder) -> Set<String> {
    Set(folder.names.filter { $0.hasSuffix(".partial") })
  }

  @Test func killsLeaveValidCheckpointsAndNoTrace() async throws {
    let folder = RunFolder()
    let path = folder.path
    var generator = SeededGenerator(seed: 3)
    var (epoch, samples) = (0, 0)
    // Where nothing is written in that time, as under a sanitizer, the process gets more; where
    // something is, less, so that it is met at its beginning too.
    var patience: UInt32 = 1
    let mostPatience: UInt32 = 64
    var tally = Tally()
    while !tally.isEnough(for: Self.kills) {
      try #require(tally.kills < 2 * Self.kills, "\(tally)")
      let before = Self.halfWritten(in: folder)
      let delay = patience * UInt32.random(in: 500...60_000, using: &generator)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = path as String, delay = delay as UInt32] in
        try CheckpointKillTests.trainUntilKilled(in: path, after: delay)
      }
      tally.kills += 1
      if !Self.halfWritten(in: folder).isSubset(of: before) { tally.halfWritten += 1 }
      // Whatever is there under its name is sound, and nothing that was safe is lost.
      for file in folder.checkpoints { _ = try Checkpoint<Float>(contentsOf: file) }
      _ = try Checkpoint<Float>.best(in: path)
      guard let latest = try Checkpoint<Float>.latest(in: path) else {
        patience = min(2 * patience, mostPatience)
        continue
      }
      #expect((latest.epoch, latest.samples) >= (epoch, samples))
      if (latest.epoch, latest.samples) > (epoch, samples) {
        tally.advances += 1
        patience = max(1, patience / 2)
      } else {
        patience = min(2 * patience, mostPatience)
      }
      (epoch, samples) = (latest.epoch, latest.samples)
    }
    if ProcessInfo.processInfo.environment["DESCENT_KILLS"] != nil { print(tally) }
    let latest = try #require(try Checkpoint<Float>.latest(in: path))
    var training = Self.training
    training.epochs = latest.epoch + 5
    let checkpointing = Checkpointing(in: path, keepsBestBy: "val_loss")
    let resumed = try training.run(checkpoints: checkpointing, from: latest)
    #expect(try resumed == training.run())
    #expect(!folder.names.contains { $0.hasSuffix(".partial") })
    let losses = resumed.epochs.compactMap { $0["val_loss"] }
    #expect(try Checkpoint<Float>.best(in: path)?.history["val_loss"].last == losses.min())
  }
}
