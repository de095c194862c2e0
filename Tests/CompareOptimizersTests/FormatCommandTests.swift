import Foundation
import Testing

@testable import CompareOptimizers

/// What the built program writes to which stream, format by format.
@Suite(.enabled(if: BuiltCommand.url != nil, BuiltCommand.absence))
struct FormatCommandTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private let small = [
    "--optimizers", "rmsprop,sgd", "--epochs", "1", "--seeds", "2", "--search-seeds", "1",
    "--trials", "2", "--no-pictures", "--quiet", "-o", "out",
  ]

  @Test(arguments: ["json", "csv"])
  func `standard output is the file, and nothing else`(format: String) throws {
    let outcome = try BuiltCommand.run(small + ["--format", format], in: scratch.path)
    #expect(outcome.status == 0)
    let file = try String(contentsOfFile: "\(scratch.path)/out/results.\(format)", encoding: .utf8)
    #expect(outcome.output == file)
    #expect(outcome.errors == "Report: \(scratch.path)/out/report.html\n")
  }

  @Test func `Markdown ends with the command, and the report is named elsewhere`() throws {
    let outcome = try BuiltCommand.run(small + ["--format", "markdown"], in: scratch.path)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\n| optimizer |"))
    #expect(outcome.output.hasSuffix("--format markdown`\n"))
    #expect(outcome.errors.hasPrefix("Report: "))
  }

  @Test func `a table is followed by the report's place`() throws {
    let outcome = try BuiltCommand.run(small, in: scratch.path)
    #expect(outcome.status == 0 && outcome.errors == "")
    #expect(outcome.output.hasSuffix("\nReport: \(scratch.path)/out/report.html\n"))
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test func `an unknown format is one line, before any work`() throws {
    let outcome = try BuiltCommand.run(["--format", "jsno"], in: scratch.path)
    #expect(outcome.status == 64 && outcome.output == "")
    #expect(
      outcome.errors == "error: unknown format 'jsno'; did you mean 'json'? "
        + "(there are table, markdown, json, csv)\n")
    #expect(try scratch.names == [])
  }

  #if os(Linux)
    @Test(arguments: ["csv", "json", "markdown", "table"])
    func `a full disk behind standard output loses no report, and is told`(format: String) throws {
      let process = try BuiltCommand.process(small + ["--format", format], in: scratch.path)
      process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
      let errors = Pipe()
      process.standardError = errors
      try process.run()
      let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(
        text == "Report: \(scratch.path)/out/report.html\n"
          + "error: not everything could be printed: no space is left\n")
      #expect(process.terminationStatus == 1 && process.terminationReason == .exit)
      #expect(try scratch.names == ["out"])
    }

    @Test(arguments: ["doctor", "translate torch.optim.Adam()", "--help", "doctor --help"])
    func `a full disk behind other commands is told`(command: String) throws {
      let process = try BuiltCommand.process(
        command.split(separator: " ").map(String.init), in: scratch.path)
      process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
      let errors = Pipe()
      process.standardError = errors
      try process.run()
      let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(text == "error: not everything could be printed: no space is left\n")
      #expect(process.terminationStatus == 1)
    }
  #endif
}
