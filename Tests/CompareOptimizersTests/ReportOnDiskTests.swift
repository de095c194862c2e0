import Foundation
import Testing

@testable import CompareOptimizers

/// What the built program leaves on the disk: the same for the same seed, and nothing lost when there
/// is no room.
@Suite(.enabled(if: BuiltCommand.url != nil, BuiltCommand.absence))
struct ReportOnDiskTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  /// The smallest comparison that there is.
  private let small = [
    "--epochs", "1", "--seeds", "1", "--search-seeds", "1", "--trials", "2", "--widenings", "0",
    "--no-pictures",
  ]

  @Test func `a report may go to folders that are still to be made`() throws {
    let outcome = try BuiltCommand.run(
      small + ["--quiet", "-o", "new/folder/out"], in: scratch.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/new/folder")
    #expect(names == ["out"])
  }

  /// Whatever the number of workers, and whatever else the machine does.
  @Test func `the same seed gives the same table of runs, times apart`() throws {
    let tables = try ["1", "2"].map { workers in
      let outcome = try BuiltCommand.run(
        small + ["--threads", workers, "--quiet", "-o", "out\(workers)"],
        in: scratch.path)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return try table("out\(workers)")
    }
    #expect(tables[0] == tables[1])
  }

  /// The report does not fit, and with little room not even all runs; what is kept is not done again,
  /// and the end is that of a comparison which nothing happened to.
  @Test(arguments: [(64, false), (5, true)])
  func `a full disk loses no run that was kept`(fileLimit: Int, losesRuns: Bool) throws {
    let arguments = small + ["--quiet"]
    let outcome = try BuiltCommand.run(
      arguments + ["-o", "out"], in: scratch.path, fileLimit: fileLimit)
    #expect(outcome.status == 1 && outcome.reason == .exit, "\(outcome.errors)")
    // The results are printed all the same.
    #expect(outcome.output.contains("RMSprop"))
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains(" finished runs are kept in "))
    #expect(outcome.errors.contains(" more could not be kept: ") == losesRuns, "\(outcome.errors)")
    #expect(
      lines.last
        == "error: cannot write the report to out: the file would be larger than is allowed")
    #expect(try scratch.names == ["out.unfinished"])

    let again = try BuiltCommand.run(
      small + ["-o", "out"], in: scratch.path)
    #expect(again.status == 0 && again.errors.contains("runs are done."), "\(again.errors)")
    _ = try BuiltCommand.run(arguments + ["-o", "whole"], in: scratch.path)
    #expect(try table("out") == table("whole"))
    #expect(try scratch.names == ["out", "whole"])
  }

  /// As a CSV file may give a problem, and a file of results anything.
  @Test func `names that are too long for files are cut, and stay apart`() throws {
    var results = SampleComparison.results(
      of: [SampleComparison.sgd], on: [.digits, .rosenbrock], seeds: 2, epochs: 2)
    let long = String(repeating: "wine ", count: 60)
    for index in results.problems.indices {
      results.problems[index].problem.name = long + "\(index)"
      for place in results.problems[index].landscapes.indices {
        results.problems[index].landscapes[place].name = long
      }
    }
    let folder = ReportFolder(path: scratch.path + "/out")
    try folder.write(results)
    let page = HTMLReport(results)
    let names = try FileManager.default.contentsOfDirectory(
      atPath: scratch.path + "/out/figures")
    #expect(names.sorted() == page.figures.map { $0.name + ".svg" }.sorted())
    #expect(names.allSatisfy { $0.utf8.count <= 255 } && names.count > 6, "\(names)")
    var unique = UniqueNames()
    let letters = String(repeating: "x", count: UniqueNames.mostLetters)
    #expect(unique.name(for: letters) == letters)
    #expect(unique.name(for: letters + "y") == letters + "2")
    let shorter = String(letters.dropLast())
    #expect(unique.name(for: shorter + " y") == shorter)
  }

  @Test func `a CSV file of a long name has its report`() throws {
    let name = String(repeating: "w", count: 240)
    let rows = (0..<60).map { "\($0 % 7),\($0 % 5),\($0 % 2 == 0 ? "red" : "white")\n" }
    try scratch.write(Array(("a,b,colour\n" + rows.joined()).utf8), to: name + ".csv")
    let outcome = try BuiltCommand.run(
      small + ["--problem", name + ".csv", "--quiet", "--tensorboard", "-o", "out"],
      in: scratch.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let again = try BuiltCommand.run(["report", "out/results.json"], in: scratch.path)
    #expect(again.status == 0, "\(again.errors)")
  }

  /// results.csv without its columns of times.
  private func table(_ folder: String) throws -> [String] {
    let text = try String(
      contentsOfFile: "\(scratch.path)/\(folder)/results.csv", encoding: .utf8)
    let rows = text.split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let timed = try #require(rows.first).indices.filter { rows[0][$0].contains("seconds") }
    #expect(timed.count >= 1 && rows.count > 8)
    return rows.map { row in
      row.indices.map { timed.contains($0) ? "" : row[$0] }.joined(separator: ",")
    }
  }
}
