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

  /// Not that of another folder with the same last name.
  @Test func `a report of the same place is put back as it was`() throws {
    try makeReport(".out.earlier-1234567", page: "old")
    try ReportFolder(path: scratch.path + "/new/out").check()
    #expect(try scratch.names == [".out.earlier-1234567"])
    // The user had kept the results alone.
    for name in ["report.html", "results.csv", "figures"] {
      try FileManager.default.removeItem(
        atPath: scratch.path + "/.out.earlier-1234567/" + name)
    }
    try ReportFolder(path: path).check()
    #expect(try scratch.names == ["out"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: path) == ["results.json"])
  }

  /// Killed behind the swap; then the user moves the new report away.
  @Test func `an old report does not come back in the place of the new one`() throws {
    try makeReport("out", page: "old")
    try makeReport("new", page: "new")
    try ReportFolder(path: path).replaceFolder(
      with: URL(fileURLWithPath: scratch.path + "/new"), removing: { _ in })
    #expect(try page("out") == "new")
    #expect(try scratch.names.count == 2)
    try FileManager.default.moveItem(atPath: path, toPath: scratch.path + "/moved")
    _ = ReportFolder(path: path)
    #expect(try !scratch.names.contains("out"))
    try ReportFolder(path: path).check()
    #expect(try scratch.names == ["moved"])
  }

  /// Permissions hold for everybody but root.
  @Test(.enabled(if: geteuid() != 0, "root may write anywhere"))
  func `a report that is read-only is neither replaced nor in the way`() throws {
    func make(_ permissions: Int, _ names: [String]) throws {
      for name in names {
        try FileManager.default.setAttributes(
          [.posixPermissions: permissions], ofItemAtPath: "\(scratch.path)/\(name)")
      }
    }
    try makeReport("out", page: "old")
    try make(0o555, ["out"])
    #expect(throws: ReportError.cannotWrite(path: path, reason: "the folder is read-only")) {
      try ReportFolder(path: path).check()
    }
    try make(0o755, ["out"])
    try makeReport(".out.partial-1234567", page: "older")
    try scratch.write([1], to: ".out.partial-1234567/figures/a.svg")
    try make(0o555, [".out.partial-1234567/figures", ".out.partial-1234567"])
    try ReportFolder(path: path).check()
    #expect(try scratch.names == ["out"])
  }

  @Test func `what a file manager leaves is in nobody's way`() throws {
    try makeReport("out", page: "old")
    for folder in ["out", "out/figures"] { try scratch.write([1], to: folder + "/.DS_Store") }
    try ReportFolder(path: path).check()
    // Nor in an empty folder, nor in one that is put back.
    try scratch.makeFolder("empty")
    try scratch.write([1], to: "empty/.DS_Store")
    try ReportFolder(path: scratch.path + "/empty").check()
    try FileManager.default.moveItem(
      atPath: path, toPath: scratch.path + "/.out.earlier-1234567")
    try ReportFolder(path: path).check()
    #expect(try scratch.names == ["empty", "out"])
  }

  @Test func `a report without its results is told from other folders`() throws {
    try makeReport("out", page: "old")
    try scratch.write(Array("{\"format\":\"desc".utf8), to: "out/results.json")
    func message() -> String {
      do throws(ReportError) {
        try ReportFolder(path: path).check()
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(message().contains("/out: the results.json in it is damaged or not that of a report; "))
    try FileManager.default.removeItem(atPath: path + "/results.json")
    #expect(message().contains("/out: the folder holds figures, but its results.json is missing, "))
    try scratch.write([1], to: "out/letter.txt")
    #expect(message().hasSuffix("the folder holds letter.txt, which is not part of a report"))
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
    // Until there is something in it, before which it is held.
    func hasBegun() throws -> Bool {
      try partial().contains { name in
        let names = try? FileManager.default.contentsOfDirectory(atPath: "\(scratch.path)/\(name)")
        return names?.isEmpty == false
      }
    }
    while try !hasBegun(), process.isRunning { usleep(500) }
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
