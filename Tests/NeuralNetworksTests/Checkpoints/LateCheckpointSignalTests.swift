import Descent
import Foundation
import Testing

@testable import NeuralNetworks

#if os(Linux)
  import CSystemCallRecorder
#endif

/// Signals that come when there is no step left to finish: none of them is swallowed.
@Suite struct LateCheckpointSignalTests {
  private let folder = RunFolder()

  #if os(Linux)
    /// The process ends as it was asked to, and the training is on the disk.
    @Test func oneDuringTheLastWriteInterrupts() async throws {
      let path = folder.path
      await #expect(processExitsWith: .success) { [path = path as String] in
        send_signal_in_next_flush(SIGTERM)
        var found: TrainingInterruption?
        do {
          _ = try TrainingCase<Float>.blobs.run(
            checkpoints: Checkpointing(in: path, stopsOnSignals: true))
        } catch let interruption as TrainingInterruption {
          found = interruption
        }
        let expected = TrainingInterruption(
          signal: SIGTERM, epoch: 4, step: 0, checkpoint: path + "/checkpoint-000001.safetensors")
        CheckpointProcessTests.expect(found == expected, "\(String(describing: found))")
      }
      #expect(folder.names == ["checkpoint-000001.safetensors"])
      #expect(try Checkpoint<Float>.latest(in: folder.path)?.epoch == 4)
    }
  #endif

  private struct Interrupted: Error {}

  /// Trains for an epoch that a signal and then an error end.
  static func trainUntilSignalAndError(in folder: String) {
    var model = FitTests.makeModel()
    _ = try? model.fit(
      FitTests.blobs(65), batchSize: 10, progress: .none,
      checkpoints: Checkpointing(in: folder, stopsOnSignals: true),
      onEpoch: { _ in
        CheckpointProcessTests.send(SIGTERM)
        throw Interrupted()
      })
  }

  @Test func oneBesideAnErrorActsAfterwards() async {
    let path = folder.path
    await #expect(processExitsWith: .signal(SIGTERM)) { [path = path as String] in
      LateCheckpointSignalTests.trainUntilSignalAndError(in: path)
    }
  }

  @Test func itGoesToTheFormerHandler() async {
    let path = folder.path
    await #expect(processExitsWith: .exitCode(42)) { [path = path as String] in
      signal(SIGTERM) { _ in _exit(42) }
      LateCheckpointSignalTests.trainUntilSignalAndError(in: path)
      // Another thread may take it.
      sleep(10)
    }
  }
}
