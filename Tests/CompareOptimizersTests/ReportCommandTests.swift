import Foundation
import Testing

@testable import CompareOptimizers

/// Reports that the built program draws again.
@Suite(.enabled(if: BuiltCommand.url != nil, BuiltCommand.absence))
struct ReportCommandTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

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
    try scratch.expectFailure(
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
    _ = try BuiltCommand.run(BuiltCommand.small + ["--quiet", "-o", "first"], in: scratch.path)
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
