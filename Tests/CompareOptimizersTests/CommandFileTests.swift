import Foundation
import Testing

@testable import CompareOptimizers

/// What the built program says of files that are at fault, and of places for a report that are none.
@Suite(.enabled(if: BuiltCommand.url != nil, BuiltCommand.absence))
struct CommandFileTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  @Test(arguments: DataFolder.faults) func `data at fault`(folder: DataFolder) throws {
    let data = try folder.write(to: scratch)
    try scratch.expectFailure(
      BuiltCommand.small + ["--data", data, "-o", "out"], saying: "error: data", status: 1)
    try scratch.expectFailure(
      BuiltCommand.small + ["--data", data, "-o", "out"], saying: folder.message, status: 1)
  }

  @Test func `a folder that is missing, a file, or may not be read`() throws {
    try scratch.expectFailure(
      ["--data", "none"], saying: "none: cannot be read: No such file or directory", status: 1)
    try scratch.write([1], to: "file")
    try scratch.expectFailure(["--data", "file"], saying: "file: cannot be read: Not a directory")
    try scratch.expectFailure(["--data", ""], saying: ": cannot be read: no folder named")
    try scratch.expectFailure(
      ["throughput", "--data", "none"], saying: "none: cannot be read", status: 1)
    // Root may read everything.
    guard geteuid() != 0 else { return }
    try scratch.makeFolder("secret")
    chmod("\(scratch.path)/secret", 0)
    try scratch.expectFailure(
      ["--data", "secret"], saying: "secret: cannot be read: Permission denied")
  }

  @Test func `a pipe, a folder, and a file that may not be read`() throws {
    try scratch.makeFolder("empty")
    #expect(mkfifo("\(scratch.path)/pipe", 0o600) == 0)
    for start in [["report"], ["--baseline"]] {
      try scratch.expectFailure(
        start + ["pipe"],
        saying: "error: pipe: cannot be read: it is a device, pipe or socket, not a file", status: 1
      )
      try scratch.expectFailure(
        start + ["empty"], saying: "error: empty/results.json: cannot be read: No such file",
        status: 1)
    }
    // Root may read everything.
    guard geteuid() != 0 else { return }
    try scratch.write([1], to: "secret")
    chmod("\(scratch.path)/secret", 0)
    try scratch.expectFailure(
      ["report", "secret"], saying: "secret: cannot be read: Permission denied")
  }

  @Test func `results with a name that stands for two are refused`() throws {
    var results = SampleComparison.results(
      of: [SampleComparison.rmsprop, SampleComparison.sgd], on: [.digits], seeds: 1, epochs: 1)
    results.problems[0].contenders[1].name = "RMSprop"
    try scratch.write(Array(ResultsJSON.encode(results)), to: "twice.json")
    for start in [["report"], ["--baseline"]] {
      try scratch.expectFailure(
        start + ["twice.json"],
        saying:
          "error: twice.json: damaged results: problems.0.contenders.1.name is \"RMSprop\", as is "
          + "one before it", status: 1)
    }
  }

  @Test func `a report that has no place to go`() throws {
    try scratch.write([1], to: "file")
    try scratch.expectFailure(
      BuiltCommand.small + ["-o", "file"], saying: "cannot write the report to file: it is a file",
      status: 1)
    try scratch.expectFailure(
      BuiltCommand.small + ["-o", "file/out"], saying: "file is not a folder")
    try scratch.makeFolder("full")
    try scratch.write([1], to: "full/letter.txt")
    try scratch.expectFailure(
      BuiltCommand.small + ["-o", "full"], saying: "to full: the folder holds letter.txt")
    try scratch.expectFailure(BuiltCommand.small + ["-o", "."], saying: "to .: the folder holds ")
    #expect(FileManager.default.fileExists(atPath: "\(scratch.path)/full/letter.txt"))
    let results = SampleComparison.results(
      of: [SampleComparison.sgd], on: [.digits], seeds: 1, epochs: 1)
    try scratch.write(Array(ResultsJSON.encode(results)), to: "results.json")
    for (name, target) in [("loop", "loop"), ("lost", "none")] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(scratch.path)/\(name)", withDestinationPath: target)
      for place in [name, name + "/new/out"] {
        for start in [BuiltCommand.small, ["report", "results.json"]] {
          try scratch.expectFailure(
            start + ["-o", place],
            saying: "to \(place): \(scratch.path)/\(name) is a link that leads nowhere", status: 1)
        }
      }
    }
    let long = String(repeating: "x", count: 300)
    for place in [long, long + "/out", "new/" + long + "/out"] {
      try scratch.expectFailure(
        BuiltCommand.small + ["-o", place], saying: "write the report to \(place): ", status: 1)
    }
    #if os(Linux)
      // Not even root can create a folder there.
      try scratch.expectFailure(
        BuiltCommand.small + ["-o", "/proc/out"],
        saying: "cannot write the report to /proc/out: no folder can be made in /proc: the system "
          + "refuses; choose another --output", status: 1)
    #endif
    guard geteuid() != 0 else { return }
    try scratch.makeFolder("locked")
    chmod("\(scratch.path)/locked", 0o500)
    try scratch.expectFailure(
      BuiltCommand.small + ["-o", "locked/new/out"],
      saying: "/locked: permission denied; make that one writable, or choose another --output")
  }
}
