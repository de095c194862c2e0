import Foundation
import Testing

@testable import CompareOptimizers

/// What stays beside a report when its program is killed, and how the next one clears it away.
@Suite struct ReportLeftoversTests {
  private let scratch: ScratchFolder
  private var path: String { scratch.path + "/out" }

  init() throws { scratch = try ScratchFolder() }

  private func makeReport(_ name: String, page: String) throws {
    try scratch.makeFolder(name + "/figures")
    try scratch.write(Array(page.utf8), to: name + "/report.html")
    try scratch.write([], to: name + "/results.csv")
    try scratch.write(
      Array("{\"format\":\"\(ComparisonResults.format)\"}".utf8), to: name + "/results.json")
  }

  private func page(_ name: String) throws -> String {
    try String(contentsOfFile: "\(scratch.path)/\(name)/report.html", encoding: .utf8)
  }

  @Test func `what the dead left is taken away`() throws {
    try makeReport("out", page: "new")
    try makeReport(".out.earlier-1234567", page: "old")
    try scratch.makeFolder(".out.partial-00abcde/figures")
    try scratch.write([1], to: ".out.partial-00abcde/report.html")
    try scratch.makeFolder(".out.attempt-0000001/new/out")
    try ReportFolder(path: path).check()
    #expect(try scratch.names == ["out"])
    #expect(try page("out") == "new")
    // Beside a folder that is still to be made an attempt lies further out.
    try scratch.makeFolder(".deep.attempt-0000002/new")
    try ReportFolder(path: scratch.path + "/new/deep").check()
    #expect(try scratch.names == ["out"])
  }

  @Test(arguments: ["out", "link", "real/../out"])
  func `an earlier report that lost its name gets it back`(name: String) throws {
    try makeReport(".out.earlier-1234567", page: "old")
    try scratch.makeFolder(".out.partial-00abcde")
    try scratch.makeFolder("real")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/link", withDestinationPath: "out")
    let folder = ReportFolder(path: scratch.path + "/" + name)
    try folder.check()
    #expect(try scratch.names == ["link", "out", "real"])
    #expect(try page("out") == "old")
    #expect(folder.page == ReportFolder(path: path).page)
  }

  /// Who asks for the results asks for the report that they lie in.
  @Test(arguments: ["out", "out/results.json"])
  func `results are found in a report that lost its name`(name: String) throws {
    let results = SampleComparison.results(
      of: [SampleComparison.sgd], on: [.rosenbrock], seeds: 2)
    try ReportFolder(path: path).write(results)
    try FileManager.default.moveItem(
      atPath: path, toPath: scratch.path + "/.out.earlier-0000000")
    #expect(try ResultsFile.read(scratch.path + "/" + name).contenderNames == ["SGD"])
    #expect(try scratch.names == ["out"])
  }

  @Test func `what somebody is at work on, or what is not ours, stays`() throws {
    try makeReport(".out.earlier-1234567", page: "old")
    for name in [
      ".out.partial-0000001", ".out.partial-0000003", ".out.partial-x", ".out.partial-000000Z",
      ".out.partial-zzzzzzz", ".other.partial-0000001", ".out.attempt-0000004",
    ] {
      try scratch.makeFolder(name)
    }
    try scratch.write([1], to: ".out.partial-0000002")
    try scratch.write([1], to: ".out.partial-0000003/letter.txt")
    try scratch.write([1], to: ".out.attempt-0000004/letter.txt")
    let locks = [".out.earlier-1234567", ".out.partial-0000001"].compactMap { name in
      FileHandle(forReadingAtPath: "\(scratch.path)/\(name)")
    }
    #expect(locks.count == 2)
    for lock in locks { #expect(flock(lock.fileDescriptor, LOCK_EX | LOCK_NB) == 0) }
    let before = try scratch.names
    try ReportFolder(path: path).check()
    #expect(try scratch.names == before)
    for lock in locks { try lock.close() }
    try ReportFolder(path: path).check()
    #expect(
      try scratch.names
        == (before + ["out"]).filter {
          ![".out.earlier-1234567", ".out.partial-0000001"].contains($0)
        })
  }

  /// The report of another folder with the same last name, or half of one.
  @Test func `only a whole report of the same place is put back`() throws {
    try makeReport(".out.earlier-1234567", page: "old")
    try ReportFolder(path: scratch.path + "/new/out").check()
    #expect(try scratch.names == [".out.earlier-1234567"])
    try FileManager.default.removeItem(
      atPath: scratch.path + "/.out.earlier-1234567/results.csv")
    try ReportFolder(path: path).check()
    #expect(try scratch.names == [])
  }

  /// The writing of a report is stopped, and looked at from outside.
  @Test(
    .enabled(if: BuiltCommand.url != nil, BuiltCommand.absence), arguments: [SIGKILL, SIGSTOP])
  func `a program that is killed is told from one at work`(number: Int32) throws {
    try scratch.write(Array(ResultsJSON.encode(SampleComparison.results())), to: "mine.json")
    let process = try BuiltCommand.process(
      ["report", "mine.json", "-o", "out"], in: scratch.path)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    func partial() throws -> [String] {
      try scratch.names.filter { $0.hasPrefix(".out.partial-") }
    }
    while try partial().isEmpty, process.isRunning { usleep(500) }
    kill(process.processIdentifier, number)
    if number == SIGKILL { process.waitUntilExit() }
    #expect(try partial().count == 1)
    try ReportFolder(path: path).check()
    #expect(try partial().count == (number == SIGKILL ? 0 : 1))
    guard number == SIGSTOP else { return }
    kill(process.processIdentifier, SIGCONT)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    #expect(try scratch.names == ["mine.json", "out"])
  }

  /// A hidden name has 17 letters more, and 255 are allowed.
  @Test func `a name that is too long is refused before the work, every time`() throws {
    for _ in 0..<20 {
      let fitting = String(repeating: "x", count: 238)
      try ReportFolder(path: scratch.path + "/" + fitting).check()
      #expect(throws: ReportError.self) {
        try ReportFolder(path: scratch.path + "/" + fitting + "x").check()
      }
    }
    #expect(try scratch.names == [])
  }
}
