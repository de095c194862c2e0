import Foundation
import Testing

@testable import CompareOptimizers

/// What the built program does when somebody ends it, or the readers of what it prints go away.
@Suite(.enabled(if: BuiltCommand.url != nil, BuiltCommand.absence))
struct InterruptedCommandTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  @Test func `readers that go away do not end the comparison`() throws {
    let process = try BuiltCommand.process(BuiltCommand.small + ["-o", "out"], in: scratch.path)
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
    let arguments = Self.plan + ["-o", "out"]
    let process = try BuiltCommand.process(arguments, in: scratch.path)
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try BuiltCommand.start(process, unblocking: number)
    let journal = scratch.path + "/out.unfinished"
    // Until some runs have ended.
    func size() -> Int {
      (try? FileManager.default.attributesOfItem(atPath: journal)[.size] as? Int) ?? 0
    }
    while size() < 20_000 && process.isRunning { Thread.sleep(forTimeInterval: 0.005) }
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
    let results = try ResultsFile.read("\(scratch.path)/out")
    #expect(try ComparisonTests.timeless(results) == Self.whole.get())
  }

  /// Long enough to be broken off in the middle, and no longer.
  private static let plan: [String] = {
    var plan = [
      "--epochs", "100", "--seeds", "2", "--search-seeds", "1", "--optimizers", "rmsprop,sgd",
      "--no-pictures",
    ]
    #if DEBUG
      // A run takes twenty times as long.
      plan += ["--trials", "4", "--widenings", "0"]
    #endif
    return plan
  }()

  /// What the plan comes to when nobody breaks it off: done once, whatever breaks off the others.
  private static let whole = Result {
    let scratch = try ScratchFolder()
    let outcome = try BuiltCommand.run(plan + ["--quiet", "-o", "whole"], in: scratch.path)
    #expect(outcome.status == 0)
    return try ComparisonTests.timeless(ResultsFile.read("\(scratch.path)/whole"))
  }

  /// The table is out when the report is written, so who reads no more of it holds the program there.
  ///
  /// Nothing is broken off then, which the status says.
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
    try BuiltCommand.start(process, unblocking: SIGINT)
    let reader = output.fileHandleForReading
    var count = try reader.read(upToCount: 1)?.count ?? 0
    kill(process.processIdentifier, SIGINT)
    count += try reader.readToEnd()?.count ?? 0
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    #expect(count > 70_000)
    let words = String(
      decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    #expect(words.contains("Report: \(scratch.path)/out/report.html\n"), "\(words)")
    #expect(words.contains("the same with every seed"), "\(words)")
    #expect(try scratch.names == ["before", "out"])
  }

  @Test func `what is started with nohup outlives its terminal`() throws {
    let arguments = [
      "--epochs", "60", "--seeds", "2", "--search-seeds", "1", "--trials", "4", "--no-pictures",
      "--quiet", "-o", "out",
    ]
    let process = try BuiltCommand.process(arguments, in: scratch.path)
    let program = try #require(process.executableURL)
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", "trap '' HUP; exec \"$0\" \"$@\"", program.path] + arguments
    process.standardOutput = FileHandle.nullDevice
    try BuiltCommand.start(process, unblocking: SIGHUP)
    let journal = scratch.path + "/out.unfinished"
    // Until runs have begun: by then the program has taken what signals it takes.
    func hasBegun() -> Bool {
      (try? String(contentsOfFile: journal, encoding: .utf8))?.contains("\"begin\"") == true
    }
    while !hasBegun() && process.isRunning { Thread.sleep(forTimeInterval: 0.005) }
    #expect(hasBegun() && process.isRunning)
    kill(process.processIdentifier, SIGHUP)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    #expect(try scratch.names == ["out"])
  }
}
