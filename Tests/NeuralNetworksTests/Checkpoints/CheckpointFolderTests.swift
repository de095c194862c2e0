import Descent
import Foundation
import TestSupport
import Testing

/// What lies in the folder of a run, and what becomes of a run that cannot write there.
@Suite struct CheckpointFolderTests {
  private let folder = RunFolder()
  private let training = TrainingCase<Float>.blobs

  @Test func keepsTheLastAndNumbersThemOn() throws {
    _ = try training.run(
      checkpoints: Checkpointing(in: folder.path, every: .epochs(1), keepLast: 2), epochs: 1)
    let first = folder.checkpoints
    #expect(first == [folder.path("checkpoint-000001.safetensors")])
    for epochs in 2...4 {
      _ = try training.run(
        checkpoints: Checkpointing(in: folder.path, keepLast: 2),
        from: .latest(in: folder.path), epochs: epochs)
    }
    #expect(
      folder.names == ["checkpoint-000003.safetensors", "checkpoint-000004.safetensors"])
    let latest = try #require(try Checkpoint<Float>.latest(in: folder.path))
    #expect(latest.file == folder.checkpoints[1] && latest.history.epochs.count == 4)
    #expect("\(latest)".contains("epoch 5, 0 samples, 28 steps"))
  }

  /// The number says what is newest, not its digits or its date, and other files are left alone.
  @Test func theHighestNumberIsTheNewest() throws {
    _ = try training.run(checkpoints: Checkpointing(in: folder.path), epochs: 1)
    let file = folder.checkpoints[0]
    let bytes = try RunFolder.bytes(file)
    let others = [
      "checkpoint-1000000.safetensors", "checkpoint-0999999.safetensors",
      "checkpoint-999999.safetensors", "checkpoint-9999999999999999999.safetensors",
      "checkpoint-x.safetensors", "checkpoint-000002.old",
      "best.txt",
    ]
    for name in others {
      try Data(bytes).write(to: URL(fileURLWithPath: folder.path(name)))
    }
    #expect(
      try Checkpoint<Float>.latest(in: folder.path)?.file
        == folder.path("checkpoint-1000000.safetensors"))
    _ = try training.run(
      checkpoints: Checkpointing(in: folder.path, keepLast: 1), from: .latest(in: folder.path),
      epochs: 2)
    #expect(
      folder.names == [
        "best.txt", "checkpoint-000002.old", "checkpoint-0999999.safetensors",
        "checkpoint-1000001.safetensors", "checkpoint-9999999999999999999.safetensors",
        "checkpoint-x.safetensors",
      ])
  }

  /// They are not the run's, whatever their names, and there is no telling what is in them.
  @Test func foldersAreNotDeleted() throws {
    let names = [
      "checkpoint-000002.safetensors", ".checkpoint-000009.safetensors.0123456789.partial",
    ]
    _ = try training.run(checkpoints: Checkpointing(in: folder.path), epochs: 1)
    let checkpoint = try Checkpoint<Float>.latest(in: folder.path)
    for name in names {
      try FileManager.default.createDirectory(
        atPath: folder.path(name), withIntermediateDirectories: false)
      try Data([1]).write(to: URL(fileURLWithPath: folder.path(name + "/kept")))
    }
    _ = try training.run(
      checkpoints: Checkpointing(in: folder.path, every: .epochs(1), keepLast: 1), from: checkpoint)
    for name in names { #expect(try RunFolder.bytes(folder.path(name + "/kept")) == [1]) }
    #expect(folder.names.count == 3)
  }

  @Test func whereNumbersRunOutNoRunBegins() throws {
    _ = try training.run(checkpoints: Checkpointing(in: folder.path), epochs: 1)
    let checkpoint = try Checkpoint<Float>.latest(in: folder.path)
    let last = folder.path("checkpoint-999999999999999.safetensors")
    try FileManager.default.moveItem(atPath: folder.checkpoints[0], toPath: last)
    #expect(
      throws: CheckpointError.unwritable(
        file: last, reason: "a checkpoint of a higher number would not be found again")
    ) { try training.run(checkpoints: Checkpointing(in: folder.path), from: checkpoint, epochs: 2) }
    #expect(folder.checkpoints == [last])
  }

  /// A run that keeps only its last one deletes what another process is about to read.
  @Test func theNewestIsFoundWhileARunGoesOn() throws {
    let path = folder.path
    _ = try training.run(checkpoints: Checkpointing(in: path), epochs: 1)
    let (ended, faults) = (Recorder<Bool>(), Recorder<String>())
    let reader = Thread {
      while ended.all.isEmpty {
        do {
          if try Checkpoint<Float>.latest(in: path) == nil { faults.record("none") }
        } catch {
          faults.record("\(error)")
        }
      }
      ended.record(true)
    }
    reader.start()
    for epochs in 2...60 {
      _ = try training.run(
        checkpoints: Checkpointing(in: path, every: .steps(1), keepLast: 1),
        from: .latest(in: path), epochs: epochs)
    }
    ended.record(true)
    while ended.all.count < 2 { usleep(1_000) }
    #expect(faults.all.isEmpty, "\(faults.all.first ?? "")")
  }

  @Test func aLinkThatLeadsNowhereIsNoFolder() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path, withDestinationPath: folder.path + "-missing")
    #expect(
      throws: CheckpointError.unwritable(
        file: folder.path, reason: "it is a link that leads nowhere")
    ) { try training.run(checkpoints: Checkpointing(in: folder.path)) }
  }

  @Test func whatAKilledProcessLeftIsRemoved() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: true)
    let remnants = [
      ".checkpoint-000007.safetensors.0123456789.partial",
      ".best.safetensors.0123456789.partial",
    ]
    let others = [
      ".other.safetensors.0123456789.partial", ".checkpoint-000007.safetensors.partial",
    ]
    for name in remnants + others {
      try Data([1]).write(to: URL(fileURLWithPath: folder.path(name)))
    }
    _ = try training.run(checkpoints: Checkpointing(in: folder.path))
    #expect(folder.names == (others + ["checkpoint-000001.safetensors"]).sorted())
  }

  @Test func timeMakesCheckpointsDue() throws {
    _ = try training.run(
      checkpoints: Checkpointing(in: folder.path, every: .seconds(0.02), keepLast: 100),
      onBatch: { _ in usleep(5_000) })
    // At least 21 times 5 ms, so two by time and one at the end.
    #expect(folder.checkpoints.count >= 3)
  }

  /// Longer than any clock can count, and than any training lasts.
  @Test(
    arguments: [
      .seconds(.greatestFiniteMagnitude), .minutes(.greatestFiniteMagnitude), .seconds(1e30),
    ] as [Checkpointing.Interval])
  func atTheLatestThereIsOneAtTheEnd(interval: Checkpointing.Interval) throws {
    var checkpointing = Checkpointing(in: folder.path)
    checkpointing.interval = interval
    _ = try training.run(checkpoints: checkpointing)
    #expect(folder.names == ["checkpoint-000001.safetensors"])
  }

  // MARK: Faults

  /// The folder goes away after the eighth batch.
  private func runLosingTheFolder(
    _ policy: Checkpointing.FailurePolicy
  ) throws -> TrainingOutcome<Float> {
    var batches = 0
    return try training.run(
      checkpoints: Checkpointing(in: folder.path, every: .steps(5), onFailure: policy),
      onBatch: { [folder] _ in
        batches += 1
        if batches == 8 { try? FileManager.default.removeItem(atPath: folder.path) }
        usleep(1_000)
      })
  }

  @Test func aLostFolderStopsTraining() throws {
    let error = #expect(throws: CheckpointError.self) { try runLosingTheFolder(.stop) }
    // Two, where the next checkpoint is due before the failure of the first is told.
    let failures: [CheckpointError?] =
      if case .several(let failures)? = error { failures } else { [error] }
    for failure in failures {
      guard case .unwritable(let file, "No such file or directory")? = failure else {
        Issue.record("\(String(describing: failure))")
        continue
      }
      #expect(file.hasPrefix(folder.path("checkpoint-0")))
      #expect(error?.description.contains(file) == true)
    }
  }

  @Test func aLostFolderIsReportedAndBorne() throws {
    let errors = Recorder<CheckpointError>()
    let outcome = try runLosingTheFolder(.goOn { errors.record($0) })
    #expect(try outcome == training.run())
    #expect(!errors.all.isEmpty)
    for error in errors.all {
      guard case .unwritable(_, "No such file or directory") = error else {
        Issue.record("\(error)")
        continue
      }
    }
    // It was made again.
    let latest = try #require(try Checkpoint<Float>.latest(in: folder.path))
    #expect(latest.history.epochs.count == training.epochs)
    #expect(try training.run(from: latest) == outcome)
  }

  @Test func aFolderThatCannotBeMadeStopsTraining() throws {
    try Data().write(to: URL(fileURLWithPath: folder.path))
    let place = folder.path + "/x"
    #expect(throws: CheckpointError.self) {
      try training.run(checkpoints: Checkpointing(in: place))
    }
  }
}
