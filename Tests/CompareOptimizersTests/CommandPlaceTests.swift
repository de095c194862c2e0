import Foundation
import Testing

@testable import CompareOptimizers

/// What the built program says of names that are not UTF-8, which Swift takes for others, and of a working
/// directory that is gone.
@Suite(.enabled(if: BuiltCommand.url != nil, BuiltCommand.absence))
struct CommandPlaceTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  /// How a line ends that bash carries out, with what it tells; `"$0"` is the program, and `"$@"` the options
  /// of a small comparison.
  private func outcome(_ line: String) throws -> (status: Int32, errors: String) {
    let process = try BuiltCommand.process([], in: scratch.path)
    let program = try #require(process.executableURL).path
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments =
      ["-c", line, program] + BuiltCommand.small + ["--quiet", "--no-pictures"]
    let errors = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    let text = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }

  @Test(arguments: [
    (#""$@" -o $'\xffq'"#, "argument 14, '\u{FFFD}q'"),
    (#""$@" --output=$'a\xc3'"#, "argument 13, '--output=a\u{FFFD}'"),
    (#"--problem $'\xff.csv' --label kind"#, "argument 2, '\u{FFFD}.csv'"),
    (#"report $'\xff.json'"#, "argument 2, '\u{FFFD}.json'"),
    (#"$'\xff'"#, "argument 1, '\u{FFFD}'"),
  ])
  func `an argument that is not UTF-8 is refused`(arguments: String, named: String) throws {
    let outcome = try outcome(#"exec "$0" "# + arguments)
    #expect(outcome.status == 64)
    #expect(
      outcome.errors
        == "error: \(named), is not UTF-8, as all names of files and folders have to be here\n")
    #expect(try scratch.names == [])
  }

  @Test func `a working directory that has been deleted is told of`() throws {
    let start = #"mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@" "#
    let outcome = try outcome(start + "-o out")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors
        == "error: cannot write the report to out: the working directory has been deleted; change to "
        + "one that exists, or give --output its whole path\n")
    #expect(try scratch.names == [])
    #expect(try self.outcome(start + "-o '\(scratch.path)/out'").status == 0)
    #expect(try scratch.names == ["out"])
  }

  #if os(Linux)
    /// Elsewhere no file can have such a name.
    @Test func `a report goes to no other folder than the one that is not UTF-8`() throws {
      let results = SampleComparison.results(
        of: [SampleComparison.sgd], on: [.digits], seeds: 1, epochs: 1)
      try scratch.write(Array(ResultsJSON.encode(results)), to: "results.json")
      // Foundation could not remove it.
      defer { _ = try? outcome(#"rm -r $'\xfe'"#) }
      #expect(try outcome(#"mkdir $'\xfe' && cp results.json $'\xfe'"#).status == 0)
      let before = try scratch.names
      for (line, path) in [
        (#"cd $'\xfe' && exec "$0" "$@" -o out"#, "out"),
        (#"cd $'\xfe' && exec "$0" "$@" -o ."#, "."),
        (
          #"cd $'\xfe' && exec "$0" report results.json"#,
          "\(scratch.path)/\u{FFFD}/results-report"
        ),
      ] {
        let outcome = try outcome(line)
        #expect(outcome.status == 1, "\(line)")
        #expect(
          outcome.errors
            == "error: cannot write the report to \(path): the name of the working directory is "
            + "not UTF-8; change to another, or give --output its whole path\n")
        #expect(try scratch.names == before, "\(line)")
      }
    }

    @Test func `the sign for what is not UTF-8 may be meant`() throws {
      #expect(try outcome(#"exec "$0" "$@" -o $'\xef\xbf\xbdq/out'"#).status == 0)
      #expect(try scratch.names == ["\u{FFFD}q"])
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: "\(scratch.path)/\u{FFFD}q") == ["out"])
      #expect(try outcome(#"cd $'\xef\xbf\xbdq' && exec "$0" "$@" -o out"#).status == 0)
    }
  #endif
}
