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
  private let small = [
    "--epochs", "1", "--seeds", "1", "--search-seeds", "1", "--trials", "2", "--widenings", "0",
  ]

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
    #expect(outcome.output.contains("it takes at least 7 seeds to tell"))
    #expect(outcome.output.hasSuffix("/a b/report.html\n"))
    #expect(try scratch.names == ["a b"])
    let folder = URL(fileURLWithPath: "\(scratch.path)/a b")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["figures", "report.html", "results.csv", "results.json"])
    let results = try ResultsJSON.decode(
      Data(contentsOf: folder.appendingPathComponent("results.json")))
    #expect(results.contenderNames == ["RMSprop", "SGD", "SGD μ 0.9", "Adam"])
    #expect(results.problems[0].contenders.allSatisfy { $0.searchTrials.count == 2 })
    #expect(results.settings.reference == "SGD")
    #expect(
      results.settings.commandLine
        == "compare-optimizers --epochs 1 --seeds 1 --search-seeds 1 --trials 2 --widenings 0 "
        + "--quiet -o 'a b'")
  }

  @Test func `data from files say where they come from`() throws {
    let data = try DataFolder.sound.write(to: scratch)
    let outcome = try BuiltCommand.run(
      [
        "--epochs", "1", "--seeds", "1", "--data", data, "--optimizers", "sgd:rate=0.1", "--quiet",
        "-o", "out",
      ], in: scratch.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let results = try ResultsJSON.decode(
      Data(contentsOf: URL(fileURLWithPath: "\(scratch.path)/out/results.json")))
    #expect(results.problems[0].problem.data == "15 images of 9 pixels")
    #expect(results.problems[0].problem.model == "9-64-10")
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
    (["--rates", "1e-5..1e39"], "--rates can go from 1e-30 to 1e30, but is 1e-5..1e39"),
    (["--rates", "1e-300..1e300"], "--rates can go from 1e-30 to 1e30"),
    (["--rates", "1e-5...1"], "--rates needs two ends above 0"),
    (["--rates", "-1..1"], "--rates needs two ends above 0, the smaller one first, as 1e-5..1,"),
    (["--model", "-5"], "--model is written as widths such as 784-64-10"),
    (["--sweep", "-1"], "--sweep is written as rho=0.9,0.99 or epsilon=1e-8..1e-2, not '-1'"),
    (["--label", "-1"], "--label has no effect on digits"),
    (["--optimizers", "sgd:rate=1e39,adam"], "'sgd:rate=1e39': rate cannot be '1e39'"),
    (["--problem", "rosenbrock:noise=1e308"], "noise cannot be '1e308'"),
    (["--problem", "linear:condition=1e17"], "condition cannot be '1e17'"),
    (["--model", "64-100000000-10"], "each from 1 to 1,048,576"),
    (["--optimizers", "adamm"], "unknown optimizer 'adamm'; did you mean 'adam'? (there are"),
    (["--problem", "diggits"], "unknown problem 'diggits'; did you mean 'digits'?"),
    (["--steps", "0"], "--steps must be at least 1, but is 0"),
    (["--trials", "0"], "--trials must be at least 1, but is 0"),
    (["--rates", "1"], "--rates is written as 1e-5..1, not '1'"),
    (["--rates", "1..0.1"], "--rates needs two ends above 0, the smaller one first"),
    (["--search", "gird"], "did you mean 'grid'?"),
    (["--search", "grid", "--sweep", "rho=0.9,0.99"], "--sweep needs a random search"),
    (["--sweep", "rho=0.9", "--sweep", "rho=0.8"], "--sweep rho is given twice"),
    (["--sweep", "rho=0.9,0.90"], "--sweep rho lists 0.9 twice"),
    (["--pictures", "--no-pictures"], "--pictures and --no-pictures contradict each other"),
    (["--optimizers", "adam:convention=kears"], "did you mean 'keras'?"),
    (["--reference", "adagrad"], "--reference 'adagrad' is not among --optimizers"),
    (["--optimizers", "sgd,sgd"], "--optimizers lists SGD twice"),
    (["--problem", "digits", "--data", "x"], "--data has no effect on digits: it is for mnist"),
    (["--steps", "9"], "--steps has no effect on digits: it is for test functions"),
    (["--optimizers", "sgd:rate=0.1", "--rates", "1e-3..1"], "--rates has no effect: every"),
    (["--data"], "--data"), (["--colour"], "--colour"),
    (["other"], "unknown command 'other'"), (["--seeds", "1", "digits"], "write --problem digits"),
    (["--seeds", "3", "--seeds", "4"], "--seeds is given twice"),
    (["repot", "results.json"], "unknown command 'repot'; did you mean 'report'?"),
    (["doctor", "--seeds", "1"], "--seeds"),
  ])
  func `arguments at fault`(arguments: [String], message: String) throws {
    try expectFailure(arguments, saying: message, status: 64)
  }

  @Test(arguments: [
    (["--model", "10-10"], "must begin with 64 and end with 10"),
    (["--model", "64-1000000-1000000-10"], "training 64-1000000-1000000-10 takes about"),
    (
      ["--epochs", "1000000"],
      "the 184 runs have 184,000,000 epochs in all, more than the 1,000,000"
    ),
    (["--baseline", "none.json"], "none.json: cannot be read: No such file or directory"),
    (["report", "none.json"], "none.json: cannot be read: No such file or directory"),
    (["report", ""], ": cannot be read: no file named"),
    (["--seeds", "1000", "--epochs", "900"], "that can be recorded; lower --epochs"),
  ])
  func `plans that cannot be carried out`(arguments: [String], message: String) throws {
    try expectFailure(arguments, saying: message, status: 1)
  }

  @Test func `a problem whose files nobody named`() throws {
    let outcome = try BuiltCommand.run(
      ["--problem", "mnist"], in: scratch.path, with: ["MNIST_DIR": ""])
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.hasPrefix("error: the problem 'mnist' needs the four MNIST files"),
      "\(outcome.errors)")
  }

  // MARK: Results that are none

  @Test func `a pipe, a folder, and a file that may not be read`() throws {
    try scratch.makeFolder("empty")
    #expect(mkfifo("\(scratch.path)/pipe", 0o600) == 0)
    for start in [["report"], ["--baseline"]] {
      try expectFailure(
        start + ["pipe"],
        saying: "error: pipe: cannot be read: it is a device, pipe or socket, not a file", status: 1
      )
      try expectFailure(
        start + ["empty"], saying: "error: empty/results.json: cannot be read: No such file",
        status: 1)
    }
    // Root may read everything.
    guard geteuid() != 0 else { return }
    try scratch.write([1], to: "secret")
    chmod("\(scratch.path)/secret", 0)
    try expectFailure(["report", "secret"], saying: "secret: cannot be read: Permission denied")
  }

  @Test func `what keeps finished runs from being kept is named`() throws {
    try scratch.makeFolder("out.unfinished")
    for more in [[], ["--fresh"]] {
      try expectFailure(
        small + ["-o", "out"] + more,
        saying: "\(scratch.path)/out.unfinished: it is a folder, not a file; remove it, or choose",
        status: 1)
    }
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
    let results = SampleComparison.results(
      of: [SampleComparison.sgd], on: [.digits], seeds: 1, epochs: 1)
    try scratch.write(Array(ResultsJSON.encode(results)), to: "results.json")
    for (name, target) in [("loop", "loop"), ("lost", "none")] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(scratch.path)/\(name)", withDestinationPath: target)
      for place in [name, name + "/new/out"] {
        for start in [small, ["report", "results.json"]] {
          try expectFailure(
            start + ["-o", place],
            saying: "to \(place): \(scratch.path)/\(name) is a link that leads nowhere", status: 1)
        }
      }
    }
    let long = String(repeating: "x", count: 300)
    for place in [long, long + "/out", "new/" + long + "/out"] {
      try expectFailure(small + ["-o", place], saying: "write the report to \(place): ", status: 1)
    }
    #if os(Linux)
      // Not even root can create a folder there.
      try expectFailure(small + ["-o", "/proc/out"], saying: "write the report to /proc/out")
    #endif
    guard geteuid() != 0 else { return }
    try scratch.makeFolder("locked")
    chmod("\(scratch.path)/locked", 0o500)
    try expectFailure(small + ["-o", "locked/out"], saying: "permission denied")
  }

  @Test func `results with a name that stands for two are refused`() throws {
    var results = SampleComparison.results(
      of: [SampleComparison.rmsprop, SampleComparison.sgd], on: [.digits], seeds: 1, epochs: 1)
    results.problems[0].contenders[1].name = "RMSprop"
    try scratch.write(Array(ResultsJSON.encode(results)), to: "twice.json")
    for start in [["report"], ["--baseline"]] {
      try expectFailure(
        start + ["twice.json"],
        saying:
          "error: twice.json: damaged results: problems.0.contenders.1.name is \"RMSprop\", as is "
          + "one before it", status: 1)
    }
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

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a comparison that is broken off keeps its runs, and goes on`(number: Int32) throws {
    // Long enough to be broken off in the middle, and no longer: it is run three times.
    let plan = [
      "--epochs", "100", "--seeds", "2", "--search-seeds", "1", "--optimizers", "rmsprop,sgd",
      "--no-pictures",
    ]
    let arguments = plan + ["-o", "out"]
    let process = try BuiltCommand.process(arguments, in: scratch.path)
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    // A child inherits the signals that the thread blocks which starts it: here nearly all.
    var (unblocked, before) = (sigset_t(), sigset_t())
    sigemptyset(&unblocked)
    sigaddset(&unblocked, number)
    pthread_sigmask(SIG_UNBLOCK, &unblocked, &before)
    try process.run()
    pthread_sigmask(SIG_SETMASK, &before, nil)
    let journal = scratch.path + "/out.unfinished"
    // Until some runs have ended.
    func size() -> Int {
      (try? FileManager.default.attributesOfItem(atPath: journal)[.size] as? Int) ?? 0
    }
    for _ in 0..<6_000 where size() < 20_000 && process.isRunning {
      Thread.sleep(forTimeInterval: 0.005)
    }
    kill(process.processIdentifier, number)
    for _ in 0..<100 where process.isRunning { Thread.sleep(forTimeInterval: 0.1) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 128 + number)
    #expect(try scratch.names == ["out.unfinished"])
    let words = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
    #expect(words.contains("the same command goes on from there"), "\(words)")
    let resumed = try BuiltCommand.run(arguments, in: scratch.path)
    #expect(resumed.status == 0)
    #expect(resumed.errors.contains("runs are done"), "\(resumed.errors)")
    #expect(try scratch.names == ["out"])
    let whole = try BuiltCommand.run(
      plan + ["--quiet", "-o", "whole"], in: scratch.path)
    #expect(whole.status == 0)
    let texts = try ["out", "whole"].map { name in
      let results = try ResultsFile.read("\(scratch.path)/\(name)")
      return try ComparisonTests.timeless(results)
    }
    #expect(texts[0] == texts[1])
  }

  /// The table is out when the report is written, so who reads no more of it holds the program there.
  @Test func `a report that is written when Ctrl-C comes is named, and compared`() throws {
    let arguments = [
      "--epochs", "100", "--seeds", "2", "--search-seeds", "1", "--optimizers", "sgd",
      "--no-pictures", "--quiet", "--format", "csv",
    ]
    let before = try BuiltCommand.run(arguments + ["-o", "before"], in: scratch.path)
    // More than a pipe takes.
    #expect(before.status == 0 && before.output.utf8.count > 70_000, "\(before.output.utf8.count)")
    let process = try BuiltCommand.process(
      arguments + ["-o", "out", "--baseline", "before"], in: scratch.path)
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    var (unblocked, blocked) = (sigset_t(), sigset_t())
    sigemptyset(&unblocked)
    sigaddset(&unblocked, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &unblocked, &blocked)
    try process.run()
    pthread_sigmask(SIG_SETMASK, &blocked, nil)
    let reader = output.fileHandleForReading
    var count = try reader.read(upToCount: 1)?.count ?? 0
    kill(process.processIdentifier, SIGINT)
    count += try reader.readToEnd()?.count ?? 0
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 130)
    #expect(count > 70_000)
    let words = String(
      decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    #expect(words.contains("Report: \(scratch.path)/out/report.html\n"), "\(words)")
    #expect(words.contains("the same with every seed"), "\(words)")
    #expect(try scratch.names == ["before", "out"])
  }

  @Test func `what is started with nohup outlives its terminal`() throws {
    let arguments = [
      "--epochs", "20", "--seeds", "2", "--search-seeds", "1", "--trials", "4", "--no-pictures",
      "--quiet", "-o", "out",
    ]
    let process = try BuiltCommand.process(arguments, in: scratch.path)
    let program = try #require(process.executableURL)
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", "trap '' HUP; exec \"$0\" \"$@\"", program.path] + arguments
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let journal = scratch.path + "/out.unfinished"
    for _ in 0..<6_000
    where !FileManager.default.fileExists(atPath: journal) && process.isRunning {
      Thread.sleep(forTimeInterval: 0.005)
    }
    kill(process.processIdentifier, SIGHUP)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    #expect(try scratch.names == ["out"])
  }

  /// Even after a disk was full, and nothing more is written to the journal.
  @Test(arguments: [nil, 8])
  func `a second comparison for the same folder is refused`(fileLimit: Int?) throws {
    let process = try BuiltCommand.process(
      ["--epochs", "200", "--quiet", "--no-pictures", "-o", "out"], in: scratch.path)
    if let fileLimit, let program = process.executableURL {
      process.arguments =
        ["-c", "ulimit -f \(fileLimit); exec \"$0\" \"$@\"", program.path]
        + (process.arguments ?? [])
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
    }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    let journal = scratch.path + "/out.unfinished"
    // Until it is there, or full.
    func size() -> Int {
      (try? FileManager.default.attributesOfItem(atPath: journal)[.size] as? Int) ?? -1
    }
    for _ in 0..<12_000 where size() < (fileLimit ?? 0) * 1_024 && process.isRunning {
      Thread.sleep(forTimeInterval: 0.005)
    }
    #expect(size() >= (fileLimit ?? 0) * 1_024 && process.isRunning)
    // Some time after it has the file it has the lock.
    Thread.sleep(forTimeInterval: 0.2)
    for more in [[], ["--fresh"]] {
      try expectFailure(
        small + ["-o", "out"] + more,
        saying: "error: another comparison is at work for \(scratch.path)/out; wait until it has "
          + "ended, or choose another --output", status: 1)
    }
  }

  @Test func `a baseline ends with a failure when an optimizer has become clearly worse`() throws {
    let arguments = ["--seeds", "8", "--optimizers", "sgd:rate=0.1", "--quiet"]
    let good = try BuiltCommand.run(
      arguments + ["--epochs", "5", "-o", "good"], in: scratch.path)
    #expect(good.status == 0)
    let same = try BuiltCommand.run(
      arguments + ["--epochs", "5", "-o", "again", "--baseline", "good"], in: scratch.path)
    #expect(same.status == 0, "\(same.errors)")
    #expect(same.output.contains("the same with every seed"))
    let worse = try BuiltCommand.run(
      [
        "--seeds", "8", "--optimizers", "sgd:rate=0.001", "--quiet", "--epochs", "5", "-o", "worse",
        "--baseline", "good/results.json",
      ], in: scratch.path)
    #expect(worse.status == 1)
    #expect(worse.errors == "error: clearly worse than the baseline in 2 of 2 comparisons\n")
    #expect(worse.output.contains("\nSGD on digits: test accuracy "))
    // The next comparison would hold itself against the regression.
    try expectFailure(
      arguments + ["--epochs", "5", "-o", "good", "--baseline", "good/results.json"],
      saying: "the --baseline good/results.json lies there and would be replaced", status: 1)
    // What cannot be compared is refused before anything is trained.
    try expectFailure(
      arguments + ["--epochs", "6", "-o", "other", "--baseline", "good"],
      saying: "epochs 5 then, 6 now", status: 1)
    #expect(try scratch.names == ["again", "good", "worse"])
  }

  @Test func `event files hold the curves of the final runs`() throws {
    let outcome = try BuiltCommand.run(
      small + ["--quiet", "--tensorboard", "--no-pictures", "-o", "out"], in: scratch.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let folder = scratch.path + "/out/tensorboard/digits"
    let manager = FileManager.default
    #expect(
      try manager.contentsOfDirectory(atPath: folder).sorted()
        == ["Adam", "RMSprop", "SGD", "SGD μ 0.9"])
    let files = try manager.contentsOfDirectory(atPath: folder + "/Adam/seed 1")
    #expect(files.count == 1)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/Adam/seed 1/\(files[0])"))
    for tag in ["loss/training", "loss/validation", "accuracy/validation"] {
      #expect(bytes.range(of: Data(tag.utf8)) != nil, "\(tag)")
    }
    // An earlier report with event files is replaced as a whole.
    let again = try BuiltCommand.run(small + ["--quiet", "-o", "out"], in: scratch.path)
    #expect(again.status == 0, "\(again.errors)")
    #expect(!manager.fileExists(atPath: scratch.path + "/out/tensorboard"))
  }

  @Test func `a report that is drawn again replaces no other`() throws {
    for steps in ["1", "2"] {
      let outcome = try BuiltCommand.run(
        [
          "--problem", "sphere", "--steps", steps, "--seeds", "1", "--optimizers", "sgd:rate=0.1",
          "--quiet", "--tensorboard", "-o", "out\(steps)",
        ], in: scratch.path)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    func bytes(_ name: String) throws -> Data {
      try Data(contentsOf: URL(fileURLWithPath: "\(scratch.path)/\(name)"))
    }
    let before = try (bytes("out1/results.json"), bytes("out2/results.json"))
    // In its own place, with its event files, and a page that somebody has spoiled.
    try scratch.write([1], to: "out1/report.html")
    let outcome = try BuiltCommand.run(["report", "out1/results.json"], in: scratch.path)
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    #expect(outcome.output == "Report: \(scratch.path)/out1/report.html\n")
    #expect(try bytes("out1/report.html").count > 10_000)
    #expect(try bytes("out1/results.json") == before.0)
    #expect(FileManager.default.fileExists(atPath: "\(scratch.path)/out1/tensorboard/sphere"))
    #expect(try scratch.names == ["out1", "out2"])
    try expectFailure(
      ["report", "out1/results.json", "-o", "out2"],
      saying: "cannot write the report to out2: it holds the report of other results", status: 1)
    #expect(try bytes("out2/results.json") == before.1)
    // Beside a file that lies elsewhere.
    try FileManager.default.copyItem(
      atPath: "\(scratch.path)/out1/results.json", toPath: "\(scratch.path)/mine.json")
    let beside = try BuiltCommand.run(["report", "mine.json"], in: scratch.path)
    #expect(beside.output == "Report: \(scratch.path)/mine-report/report.html\n")
    #expect(try scratch.names == ["mine-report", "mine.json", "out1", "out2"])
  }

  @Test func `a report is drawn again from its results`() throws {
    _ = try BuiltCommand.run(small + ["--quiet", "-o", "first"], in: scratch.path)
    let outcome = try BuiltCommand.run(
      ["report", "first/results.json", "-o", "second"], in: scratch.path)
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    for name in ["report.html", "results.csv", "results.json"] {
      let files = try ["first", "second"].map {
        try Data(contentsOf: URL(fileURLWithPath: "\(scratch.path)/\($0)/\(name)"))
      }
      #expect(files[0] == files[1], "\(name)")
    }
  }
}
