import Descent
import Foundation
import TestSupport
import Testing

@testable import NeuralNetworks

/// Signals, limits and permissions, which belong to a process: each test has one of its own.
@Suite struct CheckpointProcessTests {
  private let folder = RunFolder()

  /// Fails the process of a test.
  static func expect(_ condition: Bool, _ message: @autoclosure () -> String, line: Int = #line) {
    if condition { return }
    FileHandle.standardError.write(Data("line \(line): \(message())\n".utf8))
    exit(1)
  }

  // MARK: Threads

  /// A batch is split as it was at the beginning, on a machine with fewer processors too.
  @Test func otherThreadsGiveTheSameBits() async {
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      let training = CheckpointResumeTests.sharedBatches([64, 64, 64, 64])
      Backend.threadCount = 2
      let outcome = try training.run(
        checkpoints: Checkpointing(in: path, every: .steps(8), keepLast: 100))
      Backend.threadCount = 1
      CheckpointProcessTests.expect(
        try training.run().weights != outcome.weights, "one thread gives the bits of two")
      let resumed = try training.run(
        from: Checkpoint(contentsOf: path + "/checkpoint-000001.safetensors"))
      CheckpointProcessTests.expect(resumed == outcome, "another outcome")
    }
  }

  // MARK: Signals

  /// Sends this process a signal, and waits until a thread that takes signals has taken it.
  ///
  /// On a busy machine that thread may have to wait; a second signal would then be lost in the first.
  static func send(_ signal: Int32) {
    kill(getpid(), signal)
    var pending = sigset_t()
    repeat {
      usleep(20_000)
      sigpending(&pending)
    } while sigismember(&pending, signal) == 1
    usleep(30_000)
  }

  /// Sends a signal in the middle of an epoch.
  static func interrupt(_ signal: Int32, in folder: String) throws -> TrainingInterruption? {
    var batches = 0
    do {
      _ = try TrainingCase<Float>.blobs.run(
        checkpoints: Checkpointing(in: folder, stopsOnSignals: true),
        onBatch: { _ in
          batches += 1
          if batches == 9 { send(signal) }
        })
      return nil
    } catch let interruption as TrainingInterruption {
      return interruption
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalEndsTheStepAndWrites(signal: Int32) async throws {
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String, signal = signal as Int32] in
      let interruption = try CheckpointProcessTests.interrupt(signal, in: path)
      CheckpointProcessTests.expect(
        interruption?.signal == signal && interruption?.epoch == 2 && interruption?.step == 2,
        "\(String(describing: interruption))")
    }
    let file = try #require(folder.checkpoints.last)
    let checkpoint = try #require(try Checkpoint<Float>.latest(in: path))
    #expect(checkpoint.file == file && checkpoint.epoch == 2 && checkpoint.samples == 20)
    let training = TrainingCase<Float>.blobs
    #expect(try training.run(from: checkpoint) == training.run())
  }

  @Test func theInterruptionSaysHowToGoOn() {
    let path = folder.path
    func text(_ step: Int, _ checkpoint: String?) -> String {
      TrainingInterruption(signal: 15, epoch: 3, step: step, checkpoint: checkpoint).description
    }
    #expect(
      text(8, path) == "SIGTERM stopped training after step 8 of epoch 3; to go on from there: "
        + "fit(…, resumingFrom: Checkpoint(contentsOf: \"\(path)\"))")
    #expect(
      text(0, nil) == "SIGTERM stopped training before epoch 3; there is no checkpoint of it")
  }

  /// Whoever had the signals before has them again, and had none of them meanwhile.
  @Test func theFormerHandlerComesBack() async {
    let path = folder.path
    await #expect(processExitsWith: .exitCode(42)) { [path = path as String] in
      signal(SIGTERM) { _ in _exit(42) }
      let interruption = try CheckpointProcessTests.interrupt(SIGTERM, in: path)
      CheckpointProcessTests.expect(interruption != nil, "training went on")
      CheckpointProcessTests.send(SIGTERM)
    }
  }

  @Test func anIgnoredSignalStaysIgnored() async {
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      signal(SIGINT, SIG_IGN)
      let interruption = try CheckpointProcessTests.interrupt(SIGINT, in: path)
      CheckpointProcessTests.expect(interruption == nil, "training was stopped")
      CheckpointProcessTests.send(SIGINT)
    }
  }

  @Test func theSecondSignalEndsTheProcess() async {
    let path = folder.path
    await #expect(processExitsWith: .signal(SIGINT)) { [path = path as String] in
      _ = try TrainingCase<Float>.blobs.run(
        checkpoints: Checkpointing(in: path, stopsOnSignals: true),
        onBatch: { _ in
          CheckpointProcessTests.send(SIGINT)
          CheckpointProcessTests.send(SIGINT)
        })
    }
  }

  @Test func withoutAskingSignalsActAsEver() async {
    let path = folder.path
    await #expect(processExitsWith: .signal(SIGTERM)) { [path = path as String] in
      _ = try TrainingCase<Float>.blobs.run(
        checkpoints: Checkpointing(in: path), onBatch: { _ in CheckpointProcessTests.send(SIGTERM) }
      )
    }
  }

  // MARK: A disk that takes no more

  /// The checkpoints of a run, the last ones of which no longer fit.
  static func trainOnAFullDisk(
    in folder: String, _ policy: Checkpointing.FailurePolicy
  ) throws -> TrainingOutcome<Float> {
    var batches = 0
    return try TrainingCase<Float>.blobs.run(
      checkpoints: Checkpointing(in: folder, every: .steps(5), onFailure: policy),
      onBatch: { _ in
        batches += 1
        // No file may grow beyond it; a checkpoint has some thousand bytes.
        var limit = rlimit(rlim_cur: 1_000, rlim_max: 1_000)
        guard batches == 8 else { return }
        let first = folder + "/checkpoint-000001.safetensors"
        while !FileManager.default.fileExists(atPath: first) { usleep(1_000) }
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      })
  }

  @Test func aFullDiskStopsTrainingAndHarmsNothing() async throws {
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      do {
        _ = try CheckpointProcessTests.trainOnAFullDisk(in: path, .stop)
        CheckpointProcessTests.expect(false, "nothing was thrown")
      } catch CheckpointError.unwritable(let file, let reason) {
        CheckpointProcessTests.expect(
          file == path + "/checkpoint-000002.safetensors" && reason == "File too large",
          "\(file): \(reason)")
      }
    }
    #expect(folder.names == ["checkpoint-000001.safetensors"])
    let training = TrainingCase<Float>.blobs
    let checkpoint = try #require(try Checkpoint<Float>.latest(in: path))
    #expect(try training.run(from: checkpoint) == training.run())
  }

  @Test func aFullDiskIsBorne() async throws {
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      let errors = Recorder<CheckpointError>()
      let outcome = try CheckpointProcessTests.trainOnAFullDisk(
        in: path, .goOn { errors.record($0) })
      CheckpointProcessTests.expect(!errors.all.isEmpty, "\(errors.all)")
      CheckpointProcessTests.expect(
        try outcome == TrainingCase<Float>.blobs.run(), "another outcome")
    }
    #expect(folder.names == ["checkpoint-000001.safetensors"])
  }

  // MARK: A folder that takes no more

  /// Ends the rights of the superuser, who may write everywhere.
  static func becomeNobody() {
    if geteuid() == 0 { expect(setegid(65534) == 0 && seteuid(65534) == 0, "cannot be nobody") }
  }

  /// Gives them back: who has lent them cannot be searched for leaks at the end.
  static func becomeOneself() {
    if getuid() == 0 { expect(seteuid(0) == 0 && setegid(0) == 0, "cannot be oneself") }
  }

  /// Behind a door that is closed there may be checkpoints: to begin anew would be to lose them.
  @Test func aFolderThatCannotBeSearchedIsNotTakenForMissing() async throws {
    let inner = folder.path("run")
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    #expect(chmod(folder.path, 0) == 0)
    await #expect(processExitsWith: .success) { [inner = inner as String] in
      CheckpointProcessTests.becomeNobody()
      var found: CheckpointError?
      do throws(CheckpointError) {
        _ = try Checkpoint<Float>.latest(in: inner)
      } catch {
        found = error
      }
      CheckpointProcessTests.becomeOneself()
      CheckpointProcessTests.expect(
        found == .unreadable(file: inner, reason: "Permission denied"),
        "\(String(describing: found))")
    }
    #expect(chmod(folder.path, 0o755) == 0)
  }

  @Test func aReadOnlyFolderStopsTrainingOrIsBorne() async throws {
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: true)
    #expect(chmod(folder.path, 0o555) == 0)
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      CheckpointProcessTests.becomeNobody()
      let training = TrainingCase<Float>.blobs
      do {
        _ = try training.run(checkpoints: Checkpointing(in: path))
        CheckpointProcessTests.expect(false, "nothing was thrown")
      } catch CheckpointError.unwritable(let file, let reason) {
        CheckpointProcessTests.expect(
          file.hasPrefix(path) && reason == "Permission denied", "\(file): \(reason)")
      }
      let errors = Recorder<CheckpointError>()
      let outcome = try training.run(
        checkpoints: Checkpointing(
          in: path, every: .steps(3), onFailure: .goOn { errors.record($0) }))
      CheckpointProcessTests.expect(!errors.all.isEmpty, "no error")
      CheckpointProcessTests.expect(try outcome == training.run(), "another outcome")
      CheckpointProcessTests.becomeOneself()
    }
    #expect(chmod(path, 0o755) == 0)
  }
}
