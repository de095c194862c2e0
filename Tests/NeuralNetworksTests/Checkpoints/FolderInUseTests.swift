import Descent
import Foundation
import TestSupport
import Testing

/// A folder serves one training at a time, in whatever process.
@Suite struct FolderInUseTests {
  private let folder = RunFolder()
  private let training = TrainingCase<Float>.blobs

  /// Tries to begin a training, and to go on with one; none of it may come to a step.
  private func expectRefusal(
    _ folder: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let errors = Recorder<CheckpointError>()
    let policies: [Checkpointing.FailurePolicy] = [.stop, .goOn { errors.record($0) }]
    for policy in policies {
      for checkpoint in [nil, try Checkpoint<Float>.latest(in: folder)] {
        #expect(throws: CheckpointError.inUse(folder: folder), sourceLocation: sourceLocation) {
          try training.run(
            checkpoints: Checkpointing(in: folder, onFailure: policy), from: checkpoint,
            onBatch: { _ in Issue.record("a step was taken", sourceLocation: sourceLocation) })
        }
      }
    }
    #expect(errors.all.isEmpty, sourceLocation: sourceLocation)
  }

  @Test func aSecondTrainingIsRefusedAndHarmsNothing() throws {
    // As the first would have it while it writes.
    let remnant = ".checkpoint-000009.safetensors.0123456789.partial"
    var batches = 0
    let outcome = try training.run(
      checkpoints: Checkpointing(in: folder.path, every: .steps(5)),
      onBatch: { _ in
        batches += 1
        guard batches == 8 else { return }
        do {
          while folder.checkpoints.isEmpty { usleep(1_000) }
          try Data([1]).write(to: URL(fileURLWithPath: folder.path(remnant)))
          try expectRefusal(folder.path)
          try expectRefusal(folder.path + "/.")
        } catch {
          Issue.record(error)
        }
        #expect(folder.names.contains(remnant))
      })
    #expect(batches == 21)
    #expect(try outcome == training.run())
    // Nothing of the lock is left, and whoever goes on now may.
    #expect(folder.checkpoints.count + 1 == folder.names.count)
    #expect(
      try training.run(
        checkpoints: Checkpointing(in: folder.path), from: .latest(in: folder.path)) == outcome)
    #expect(!folder.names.contains(remnant))
  }

  @Test func theErrorSaysWhatToDo() {
    #expect(
      "\(CheckpointError.inUse(folder: "runs/a"))"
        == "runs/a: another training is at work there; wait until it has ended, or take another "
        + "folder")
  }

  @Test func anotherProcessIsRefused() async throws {
    let path = folder.path
    let (begun, isWaitedFor, ended) = (Recorder<Bool>(), Recorder<Bool>(), Recorder<Bool>())
    Thread { [training] in
      do {
        // Only the last: by the clock one may be due while the other process waits for its turn.
        _ = try training.run(
          checkpoints: Checkpointing(in: path, every: .steps(1_000)),
          onBatch: { _ in
            begun.record(true)
            while isWaitedFor.all.isEmpty { usleep(1_000) }
          })
      } catch {
        Issue.record(error)
      }
      ended.record(true)
    }.start()
    while begun.all.isEmpty && ended.all.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
    await #expect(processExitsWith: .success) { [path = path as String] in
      var found: CheckpointError?
      do {
        _ = try TrainingCase<Float>.blobs.run(checkpoints: Checkpointing(in: path))
      } catch let error as CheckpointError {
        found = error
      }
      CheckpointProcessTests.expect(
        found == .inUse(folder: path), "\(String(describing: found))")
    }
    isWaitedFor.record(true)
    while ended.all.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
    #expect(folder.names == ["checkpoint-000001.safetensors"])
  }

  @Test func whateverEndsATrainingLetsGo() throws {
    struct Interrupted: Error {}
    var model = FitTests.makeModel()
    #expect(throws: Interrupted.self) {
      try model.fit(
        training.data, epochs: 3, batchSize: 10, progress: .none,
        checkpoints: Checkpointing(in: folder.path, every: .steps(3)),
        onEpoch: { _ in throw Interrupted() })
    }
    // Twice, for the first does not get to its first step either.
    for _ in 1...2 {
      let error = #expect(throws: CheckpointError.self) {
        try training.run(checkpoints: Checkpointing(in: folder.path))
      }
      guard case .occupied = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
    let outcome = try training.run(
      checkpoints: Checkpointing(in: folder.path), from: .latest(in: folder.path))
    #expect(try outcome == training.run())
  }

  // MARK: Folders that are made while training runs

  @Test func aFolderThatIsMadeLateIsLocked() throws {
    try Data().write(to: URL(fileURLWithPath: folder.path))
    let place = folder.path("run")
    var batches = 0
    _ = try training.run(
      checkpoints: Checkpointing(
        in: place, every: .steps(5),
        onFailure: .goOn { [folder] _ in
          try? FileManager.default.removeItem(atPath: folder.path)
        }),
      onBatch: { _ in
        batches += 1
        guard batches == 8 else { return }
        do { try expectRefusal(place) } catch { Issue.record(error) }
      })
    #expect(batches == 21)
  }

  /// It is left alone for as long as somebody else has it, and that is told once.
  @Test func oneThatSomebodyElseHasMadeIsWaitedFor() throws {
    try Data().write(to: URL(fileURLWithPath: folder.path))
    let place = folder.path("run")
    let (errors, descriptors) = (Recorder<CheckpointError>(), Recorder<Int32>())
    var batches = 0
    let outcome = try training.run(
      checkpoints: Checkpointing(
        in: place, every: .steps(5), keepLast: 100,
        onFailure: .goOn { [folder] error in
          errors.record(error)
          guard errors.all.count == 1 else { return }
          try? FileManager.default.removeItem(atPath: folder.path)
          try? FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: true)
          let descriptor = open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
          if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { descriptors.record(descriptor) }
        }),
      onBatch: { _ in
        batches += 1
        guard batches == 12 else { return }
        #expect((try? FileManager.default.contentsOfDirectory(atPath: place)) == [])
        for descriptor in descriptors.all { close(descriptor) }
      })
    #expect(descriptors.all.count == 1)
    #expect(errors.all.count == 2 && errors.all.last == .inUse(folder: place))
    #expect(try outcome == training.run())
    let first = try Checkpoint<Float>(contentsOf: place + "/checkpoint-000001.safetensors")
    #expect(first.epoch == 3 && first.samples == 10)
  }

  @Test func oneThatIsMadeAnewIsLockedAnew() throws {
    var batches = 0
    _ = try training.run(
      checkpoints: Checkpointing(in: folder.path, every: .steps(5)),
      onBatch: { _ in
        batches += 1
        do {
          // Before the first checkpoint is due, so that none is being written.
          if batches == 2 {
            try FileManager.default.removeItem(atPath: folder.path)
            try FileManager.default.createDirectory(
              atPath: folder.path, withIntermediateDirectories: true)
          }
          if batches == 8 { try expectRefusal(folder.path) }
        } catch {
          Issue.record(error)
        }
      })
    #expect(batches == 21)
    #expect(!folder.checkpoints.isEmpty)
  }
}
