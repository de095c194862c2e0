import Foundation
import Testing

@testable import CompareOptimizers

/// Streams that are closed when the program starts.
@Suite(.enabled(if: BuiltCommand.url != nil, BuiltCommand.absence))
struct StandardStreamsTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  /// How a comparison ends that a shell starts with some of its streams closed.
  private func outcome(_ redirections: String) throws -> Int32 {
    let process = try BuiltCommand.process([], in: scratch.path)
    let program = try #require(process.executableURL).path
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments =
      ["-c", "exec \"$0\" \"$@\" \(redirections)", program]
      + BuiltCommand.small + ["--quiet", "--no-pictures", "-o", "out"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(try ResultsFile.read(scratch.path + "/out").contenderNames.count == 4)
    return process.terminationStatus
  }

  /// Where a library of the system would end the program with a signal.
  @Test(arguments: [8, 16])
  func `too few files that may be open are told of in one line`(limit: Int) throws {
    let outcome = try BuiltCommand.run(["doctor"], in: scratch.path, openFileLimit: limit)
    #expect(outcome.reason == .exit && outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.errors.hasPrefix("error: only "), "\(outcome.errors)")
    #expect(outcome.errors.hasSuffix("raise the limit, as with 'ulimit -n 256'\n"))
  }

  /// The next file to be opened would have the number, and the table would be written to the journal.
  @Test(arguments: ["", "<&- "])
  func `what is printed to a closed stream is missed`(more: String) throws {
    #expect(try outcome(more + ">&- 2>errors") == 1)
    #expect(try scratch.names == ["errors", "out"])
    let errors = try String(contentsOfFile: scratch.path + "/errors", encoding: .utf8)
    #expect(
      errors == "Report: \(scratch.path)/out/report.html\n"
        + "error: not everything could be printed: standard output is closed\n")
  }

  @Test func `nobody misses what is told to a closed stream`() throws {
    #expect(try outcome("<&- 2>&-") == 0)
    #expect(try outcome("<&- >&- 2>&-") == 1)
    #expect(try scratch.names == ["out"])
  }

  @Test func `a number that stands for no file has its words`() {
    let error = CocoaError(
      .fileWriteUnknown, userInfo: [NSUnderlyingErrorKey: POSIXError(.EBADF)])
    #expect(ReportError.reason(error) == "it is closed")
  }
}
