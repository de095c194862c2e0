import Foundation
import Testing

@testable import CompareOptimizers

/// How the built program keeps finished runs, where something else lies or is at work.
@Suite(.enabled(if: BuiltCommand.url != nil, BuiltCommand.absence))
struct CommandJournalTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  @Test func `what keeps finished runs from being kept is named`() throws {
    try scratch.makeFolder("out.unfinished")
    for more in [[], ["--fresh"]] {
      try scratch.expectFailure(
        BuiltCommand.small + ["-o", "out"] + more,
        saying: "\(scratch.path)/out.unfinished: it is a folder, not a file; remove it, or choose",
        status: 1)
    }
  }

  /// Which of the runs under way had come to their end can no longer be told.
  @Test func `what a full disk keeps from being written down is no failure of a run`() throws {
    var unfinished = 0
    for fileLimit in 4...7 {
      let outcome = try BuiltCommand.run(
        BuiltCommand.small + [
          "--no-pictures", "--threads", "1", "--quiet", "-o", "out\(fileLimit)",
        ], in: scratch.path, fileLimit: fileLimit)
      #expect(outcome.status == 1 && outcome.errors.contains("could not be kept"))
      let text = try String(
        contentsOfFile: "\(scratch.path)/out\(fileLimit).unfinished", encoding: .utf8)
      let lines = text.split(separator: "\n").compactMap { JournalLine(Data($0.utf8)) }
      let history = JournalReading(Array(text.utf8)).history
      for case .begin(let job) in lines {
        if history.finished[job] == nil { unfinished += 1 }
        #expect(!history.isDoubtful(job), "\(text)")
      }
    }
    #expect(unfinished > 0)
  }

  /// A digit of an accuracy, and steps that go back.
  @Test func `a comparison goes on beside a damaged line, and says so`() throws {
    let arguments = BuiltCommand.small + ["--no-pictures", "--threads", "1", "--quiet"]
    let whole = try BuiltCommand.run(arguments + ["-o", "whole"], in: scratch.path)
    #expect(whole.status == 0 && whole.errors == "")
    let full = try BuiltCommand.run(arguments + ["-o", "out"], in: scratch.path, fileLimit: 8)
    #expect(full.status == 1)
    let journal = scratch.path + "/out.unfinished"
    var lines = try String(contentsOfFile: journal, encoding: .utf8).components(separatedBy: "\n")
    let ends = lines.indices.filter { lines[$0].hasPrefix("{\"end\"") && lines[$0].hasSuffix("}") }
    try #require(ends.count > 2)
    let (first, second) = (ends[0], ends[2])
    lines[first] = lines[first].replacing(
      "\"validationAccuracy\":[0.", with: "\"validationAccuracy\":[9.")
    lines[second] = lines[second].replacing("\"steps\":[", with: "\"steps\":[9223372036854775807,")
    try scratch.write(Array(lines.joined(separator: "\n").utf8), to: "out.unfinished")
    let resumed = try BuiltCommand.run(arguments + ["-o", "out"], in: scratch.path)
    #expect(resumed.status == 0)
    #expect(
      resumed.errors
        == "Warning: \(journal): lines \(first + 1) and \(second + 1) are damaged; "
        + "the runs whose results they held are done again.\n")
    let results = try ["whole", "out"].map { name in
      try ComparisonTests.timeless(ResultsFile.read("\(scratch.path)/\(name)"))
    }
    #expect(results[0] == results[1])
    #expect(try scratch.names == ["out", "whole"])
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
      try scratch.expectFailure(
        BuiltCommand.small + ["-o", "out"] + more,
        saying: "error: another comparison is at work for \(scratch.path)/out; wait until it has "
          + "ended, or choose another --output", status: 1)
    }
  }
}
