import Descent
import Foundation
import Testing

@testable import CompareOptimizers

/// The built program in a process of its own: what it writes where, and how it ends.
@Suite(.enabled(if: BuiltCommand.url != nil, BuiltCommand.absence))
struct CommandTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  /// The smallest comparison that there is.
  private let small = ["--epochs", "1", "--seeds", "1", "--search-seeds", "1"]

  /// Expects one line on standard error, a status that says so, and nothing else anywhere.
  private func expectFailure(
    _ arguments: [String], saying message: String, status: Int32? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try scratch.names
    let outcome = try BuiltCommand.run(arguments, in: scratch.path)
    #expect(outcome.reason == .exit, sourceLocation: sourceLocation)
    #expect(outcome.status != 0, sourceLocation: sourceLocation)
    if let status { #expect(outcome.status == status, sourceLocation: sourceLocation) }
    #expect(outcome.output == "", sourceLocation: sourceLocation)
    #expect(outcome.errors.hasPrefix("error: "), sourceLocation: sourceLocation)
    #expect(
      outcome.errors.split(separator: "\n", omittingEmptySubsequences: false).count == 2
        && outcome.errors.hasSuffix("\n"), "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(
      outcome.errors.contains(message), "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(try scratch.names == before, sourceLocation: sourceLocation)
  }

  // MARK: What works

  @Test func `a small run prints its table and writes its report`() throws {
    let outcome = try BuiltCommand.run(small + ["--quiet", "-o", "a b"], in: scratch.path)
    #expect(outcome.status == 0 && outcome.reason == .exit)
    #expect(outcome.errors == "")
    #expect(outcome.output.contains("RMSprop") && outcome.output.contains("learning"))
    #expect(outcome.output.contains("it takes at least 6 seeds to tell"))
    #expect(outcome.output.hasSuffix("/a b/report.html\n"))
    #expect(try scratch.names == ["a b"])
    let folder = URL(fileURLWithPath: "\(scratch.path)/a b")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["report.html", "results.csv", "results.json", "valley.svg"])
    let results = try ResultsJSON.decode(
      Data(contentsOf: folder.appendingPathComponent("results.json")))
    #expect(results.contenders.map(\.name) == ["RMSprop", "SGD", "SGD μ 0.9"])
    #expect(results.contenders.allSatisfy { $0.searchTrials.count == 10 })
    #expect(
      results.settings.commandLine
        == "compare-optimizers --epochs 1 --seeds 1 --search-seeds 1 --quiet -o 'a b'")
  }

  @Test func `data from files say where they come from`() throws {
    let data = try DataFolder.sound.write(to: scratch)
    let outcome = try BuiltCommand.run(
      small + ["--data", data, "--optimizers", "sgd:rate=0.1", "--quiet", "-o", "out"],
      in: scratch.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let results = try ResultsJSON.decode(
      Data(contentsOf: URL(fileURLWithPath: "\(scratch.path)/out/results.json")))
    #expect(results.problem.data == "data: 15 images of 9 pixels")
    #expect(results.problem.model == "9-64-10")
  }

  @Test func `help comes on standard output and names every option`() throws {
    for arguments in [["--help"], ["-h"], ["help"], ["--epochs", "1", "--help"]] {
      let outcome = try BuiltCommand.run(arguments, in: scratch.path)
      #expect(outcome.status == 0 && outcome.errors == "")
      for word in [
        "--data", "--optimizers", "--quiet", "doctor", "throughput",
        "compare-optimizers translate <call>", "tfKerasLegacy",
      ] {
        #expect(outcome.output.contains(word))
      }
    }
    let doctor = try BuiltCommand.run(["doctor"], in: scratch.path)
    #expect(doctor.status == 0 && doctor.errors == "" && doctor.output.contains("LAPACK"))
  }

  @Test(arguments: InstructionSet.allCases)
  func `an environment variable chooses the instruction set`(_ set: InstructionSet) throws {
    let doctor = try BuiltCommand.run(
      ["doctor"], in: scratch.path, with: ["DESCENT_INSTRUCTION_SET": "\(set)"])
    let chosen = min(set, .supported)
    #expect(doctor.output.contains("loops run on     \(chosen),"), "\(doctor.output)")
    #expect(
      doctor.output.contains("unset DESCENT_INSTRUCTION_SET") == (chosen < .supported))
  }

  // MARK: Data at fault

  @Test(arguments: DataFolder.faults) func `data at fault`(folder: DataFolder) throws {
    let data = try folder.write(to: scratch)
    try expectFailure(
      small + ["--data", data, "-o", "out"], saying: "error: data", status: 1)
    try expectFailure(
      small + ["--data", data, "-o", "out"], saying: folder.message, status: 1)
  }

  @Test func `a folder that is missing, a file, or may not be read`() throws {
    try expectFailure(
      ["--data", "none"], saying: "none: cannot be read: No such file or directory", status: 1)
    try scratch.write([1], to: "file")
    try expectFailure(["--data", "file"], saying: "file: cannot be read: Not a directory")
    try expectFailure(["--data", ""], saying: ": cannot be read: no folder named")
    try expectFailure(["throughput", "--data", "none"], saying: "none: cannot be read", status: 1)
    // Root may read everything.
    guard geteuid() != 0 else { return }
    try scratch.makeFolder("secret")
    chmod("\(scratch.path)/secret", 0)
    try expectFailure(["--data", "secret"], saying: "secret: cannot be read: Permission denied")
  }

  // MARK: Arguments at fault

  @Test(arguments: [
    (["--batch-size", "0"], "--batch-size must be at least 1, but is 0"),
    (["--epochs", "0"], "--epochs must be at least 1, but is 0"),
    (["--seeds", "-1"], "--seeds must be at least 1, but is -1"),
    (["--search-seeds", "0"], "--search-seeds must be at least 1, but is 0"),
    (["--threads", "0"], "--threads must be at least 1, but is 0"),
    (["throughput", "--threads", "0"], "--threads must be from 1 to 256, but is 0"),
    (["throughput", "--threads", "9999999999"], "--threads must be from 1 to 256"),
    (["throughput", "--parameters", "0"], "--parameters must be from 1 to 268,435,456, but is 0"),
    (["--epochs", "9223372036854775807"], "--epochs can be at most 1,000,000"),
    (["--epochs", "99999999999999999999"], "'99999999999999999999' is invalid for '--epochs"),
    (["--seeds", "1001"], "--seeds can be at most 1,000, but is 1001"),
    (["--search-seeds", "9223372036854775807"], "--search-seeds can be at most 1,000"),
    (["--target", "1"], "--target must lie between 0 and 1"),
    (["--target", "nan"], "--target must lie between 0 and 1"),
    (["--model", "abc"], "not 'abc'"),
    (["--model", "64-100000000-10"], "each from 1 to 1,048,576"),
    (["--optimizers", "adamm"], "unknown optimizer 'adamm'; there are rmsprop, sgd, adam, adamw"),
    (["--optimizers", "sgd,sgd"], "--optimizers lists SGD twice"),
    (["--data"], "--data"), (["--colour"], "--colour"), (["other"], "other"),
    (["doctor", "--seeds", "1"], "--seeds"),
  ])
  func `arguments at fault`(arguments: [String], message: String) throws {
    try expectFailure(arguments, saying: message, status: 64)
  }

  @Test(arguments: [
    (["--model", "10-10"], "must begin with 64 and end with 10"),
    (["--model", "64-1000000-1000000-10"], "training 64-1000000-1000000-10 takes about"),
    (["--epochs", "1000000"], "120 runs of 1,000,000 epochs are more than the 1,000,000"),
    (["--seeds", "1000", "--epochs", "900"], "epochs that can be recorded"),
  ])
  func `plans that cannot be carried out`(arguments: [String], message: String) throws {
    try expectFailure(arguments, saying: message, status: 1)
  }

  // MARK: Places for the report that are none

  @Test func `a report that has no place to go`() throws {
    try scratch.write([1], to: "file")
    try expectFailure(
      small + ["-o", "file"], saying: "cannot write the report to file: it is a file", status: 1)
    try expectFailure(small + ["-o", "file/out"], saying: "file is not a folder")
    try scratch.makeFolder("full")
    try scratch.write([1], to: "full/letter.txt")
    try expectFailure(small + ["-o", "full"], saying: "to full: the folder holds letter.txt")
    try expectFailure(small + ["-o", "."], saying: "to .: the folder holds ")
    #expect(FileManager.default.fileExists(atPath: "\(scratch.path)/full/letter.txt"))
    #if os(Linux)
      // Not even root can create a folder there.
      try expectFailure(small + ["-o", "/proc/out"], saying: "write the report to /proc/out")
    #endif
    guard geteuid() != 0 else { return }
    try scratch.makeFolder("locked")
    chmod("\(scratch.path)/locked", 0o500)
    try expectFailure(small + ["-o", "locked/out"], saying: "permission denied")
  }

  // MARK: Interruptions

  @Test func `readers that go away do not end the comparison`() throws {
    let process = try BuiltCommand.process(small + ["-o", "out"], in: scratch.path)
    let pipes = [Pipe(), Pipe()]
    process.standardOutput = pipes[0]
    process.standardError = pipes[1]
    for pipe in pipes { try pipe.fileHandleForReading.close() }
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    #expect(try scratch.names == ["out"])
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a comparison that is broken off leaves nothing`(number: Int32) throws {
    let process = try BuiltCommand.process(
      ["--epochs", "5000", "--seeds", "10", "-o", "out"], in: scratch.path)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    // A child inherits the signals that the thread blocks which starts it: here nearly all.
    var (unblocked, before) = (sigset_t(), sigset_t())
    sigemptyset(&unblocked)
    sigaddset(&unblocked, number)
    pthread_sigmask(SIG_UNBLOCK, &unblocked, &before)
    try process.run()
    pthread_sigmask(SIG_SETMASK, &before, nil)
    Thread.sleep(forTimeInterval: 0.5)
    kill(process.processIdentifier, number)
    for _ in 0..<50 where process.isRunning { Thread.sleep(forTimeInterval: 0.1) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(process.terminationStatus == number)
    #expect(try scratch.names == [])
  }
}
