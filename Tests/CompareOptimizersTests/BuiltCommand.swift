import Foundation
import Testing

@testable import CompareOptimizers

/// The built executable, run as a user runs it.
enum BuiltCommand {
  /// The program beside the test bundle, or nil where the products lie elsewhere.
  static let url: URL? = {
    let bundles = Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
    let folders = [Bundle.main.executableURL?.deletingLastPathComponent()].compactMap { $0 }
    return (folders + bundles).map { $0.appendingPathComponent("compare-optimizers") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  /// What to say of tests that are left out.
  static let absence: Comment = "compare-optimizers does not lie beside the tests"

  /// The smallest comparison that there is.
  static let small = [
    "--epochs", "1", "--seeds", "1", "--search-seeds", "1", "--trials", "2", "--widenings", "0",
  ]

  /// How a run ended.
  struct Outcome {
    var status: Int32
    var reason: Process.TerminationReason
    var output: String
    var errors: String
  }

  /// A process that is ready to run, in a folder of its own.
  static func process(_ arguments: [String], in folder: String) throws -> Process {
    let process = Process()
    let program: URL = try #require(url)
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder, isDirectory: true)
    process.standardInput = FileHandle.nullDevice
    return process
  }

  /// Starts a process that a signal reaches.
  ///
  /// A child inherits the signals that the thread blocks which starts it: here nearly all.
  static func start(_ process: Process, unblocking number: Int32) throws {
    var (unblocked, before) = (sigset_t(), sigset_t())
    sigemptyset(&unblocked)
    sigaddset(&unblocked, number)
    pthread_sigmask(SIG_UNBLOCK, &unblocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try process.run()
  }

  /// Runs the program to its end, with variables added to its environment.
  ///
  /// With `fileLimit` no file grows beyond so many KiB, as on a disk that is full: the system refuses
  /// to write more; with `openFileLimit` no more files may be open at once.
  static func run(
    _ arguments: [String], in folder: String, with variables: [String: String] = [:],
    fileLimit: Int? = nil, openFileLimit: Int? = nil
  ) throws -> Outcome {
    let process = try process(arguments, in: folder)
    if fileLimit != nil || openFileLimit != nil, let program = process.executableURL {
      let limits = [("f", fileLimit), ("n", openFileLimit)].compactMap { option, limit in
        limit.map { "ulimit -\(option) \($0); " }
      }
      // The signal that comes with the refusal must not end the program.
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      process.arguments =
        ["-c", limits.joined() + "exec \"$0\" \"$@\"", program.path] + arguments
    }
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    // Files rather than pipes: nothing has to read them while the program runs.
    let names = ["output", "errors"].map { "\(folder)/.\($0)" }
    for name in names { try Data().write(to: URL(fileURLWithPath: name)) }
    process.standardOutput = FileHandle(forWritingAtPath: names[0])
    process.standardError = FileHandle(forWritingAtPath: names[1])
    // A child inherits what is ignored here, and is to have the signal as a shell gives it.
    signal(SIGXFSZ, SIG_DFL)
    try start(process, unblocking: SIGXFSZ)
    process.waitUntilExit()
    let texts = try names.map { name in
      defer { try? FileManager.default.removeItem(atPath: name) }
      return try String(contentsOfFile: name, encoding: .utf8)
    }
    return Outcome(
      status: process.terminationStatus, reason: process.terminationReason, output: texts[0],
      errors: texts[1])
  }
}
