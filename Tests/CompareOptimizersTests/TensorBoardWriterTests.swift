import Foundation
import TestSupport
import Testing

@testable import CompareOptimizers

/// Event files against those of TensorBoard's own writer, and in its own reader.
@Suite("TensorBoard event files")
struct TensorBoardWriterTests {
  struct Fixture: Decodable {
    var start: Double
    var events: [Event]
    var file: String
    var checksums: [Checksum]
  }

  struct Event: Decodable {
    var tag: String
    var value: String
    var step: Int
    var wallTime: Double
  }

  struct Checksum: Decodable {
    var bytes: String
    var plain: UInt32
    var masked: UInt32
  }

  private let fixture: Fixture

  init() throws { fixture = try loadFixture("tensorboard", from: .module) }

  private func bytes(_ hexadecimal: String) throws -> [UInt8] {
    let digits = Array(hexadecimal)
    return try stride(from: 0, to: digits.count, by: 2).map {
      try #require(UInt8(String(digits[$0...($0 + 1)]), radix: 16))
    }
  }

  private func inFolder(_ work: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tensorboard-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try work(folder)
  }

  @Test("Checksums are those of TensorBoard, and of RFC 3720")
  func checksums() throws {
    #expect(TensorBoardRecord.checksum(of: Array("123456789".utf8)) == 0xE306_9283)
    #expect(TensorBoardRecord.checksum(of: [UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(fixture.checksums.count >= 8)
    for checksum in fixture.checksums {
      let bytes = try bytes(checksum.bytes)
      #expect(TensorBoardRecord.checksum(of: bytes) == checksum.plain)
      #expect(TensorBoardRecord.maskedChecksum(of: bytes) == checksum.masked)
    }
  }

  @Test("The same events make the same bytes as TensorBoard's writer")
  func sameBytes() throws {
    try inFolder { folder in
      let writer = try TensorBoardWriter(folder: folder, run: "a", wallTime: fixture.start)
      for event in fixture.events {
        let value = try #require(Double(event.value))
        try writer.add(tag: event.tag, value: value, step: event.step, wallTime: event.wallTime)
      }
      try writer.close()
      try writer.close()
      #expect(writer.path.hasSuffix("/a/events.out.tfevents.1763740800.compare-optimizers"))
      let written = try [UInt8](Data(contentsOf: URL(fileURLWithPath: writer.path)))
      #expect(try written == bytes(fixture.file))
    }
  }

  @Test("A run opened again has a file beside the first, and nothing is lost")
  func again() throws {
    try inFolder { folder in
      var paths: Set<String> = []
      for _ in 0..<3 {
        let writer = try TensorBoardWriter(folder: folder, run: "x/y", wallTime: 5)
        // Enough to be written before the end.
        for step in 0..<2_000 { try writer.add(tag: "t", value: 1, step: step, wallTime: 6) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: writer.path)).count > 60_000)
        try writer.close()
        paths.insert(writer.path)
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/x/y")
      #expect(paths.count == 3 && names.count == 3)
      #expect(names.allSatisfy { $0.hasPrefix("events.out.tfevents.0000000005.") })
      let sizes = try paths.map { try Data(contentsOf: URL(fileURLWithPath: $0)).count }
      #expect(Set(sizes).count == 1)
    }
  }

  @Test(
    "The name of a run never leads out of the folder",
    arguments: [
      ("RMSprop/seed 3", "RMSprop/seed 3"), ("../x", "_/x"), ("/a//b/", "a/b"), ("", "run"),
      ("..", "_"), ("a/./..b", "a/_/..b"), ("a\u{0}b\n\\c", "a_b__c"), ("///", "run"),
    ])
  func folderName(_ run: String, _ name: String) {
    #expect(TensorBoardWriter.folderName(of: run) == name)
  }

  @Test("A folder that cannot be made is an error that names it")
  func unwritable() throws {
    try inFolder { folder in
      try Data().write(to: URL(fileURLWithPath: folder))
      let error = #expect(throws: ReportError.self) {
        _ = try TensorBoardWriter(folder: folder, run: "a")
      }
      #expect(error?.description.contains(folder) == true)
    }
  }

  private static let python = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"

  /// Runs Python; returns its status and what it printed.
  private static func runPython(_ arguments: [String]) throws -> (status: Int32, output: Data) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  private static let hasTensorBoard =
    (try? runPython(["-c", "import tensorboard"]))?.status == 0

  @Test(
    "TensorBoard reads every number of every run",
    .enabled(if: hasTensorBoard, "Python 3 with TensorBoard is not at hand"))
  func readByTensorBoard() throws {
    try inFolder { folder in
      for run in ["RMSprop/seed 0", "SGD"] {
        let writer = try TensorBoardWriter(folder: folder, run: run, wallTime: 100)
        for step in 0..<1_500 {
          let value = run == "SGD" ? Double(step) : 1 / Double(step + 1)
          try writer.add(
            tag: "loss/training", value: value, step: step, wallTime: 101 + Double(step))
        }
        try writer.add(tag: "accuracy", value: 0.5, step: 7, wallTime: 102)
        try writer.close()
      }
      let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures/TensorBoard/check_written.py").path
      let (status, output) = try Self.runPython([script, folder])
      #expect(status == 0)
      let runs = try JSONDecoder().decode([String: [String: [[Double]]]].self, from: output)
      #expect(runs.keys.sorted() == ["RMSprop/seed 0", "SGD"])
      for (run, scalars) in runs {
        #expect(scalars.keys.sorted() == ["accuracy", "loss/training"])
        #expect(scalars["accuracy"] == [[7, 0.5, 102]])
        let expected = (0..<1_500).map { step in
          let value = run == "SGD" ? Double(step) : 1 / Double(step + 1)
          return [Double(step), Double(Float(value)), 101 + Double(step)]
        }
        #expect(scalars["loss/training"] == expected)
      }
    }
  }
}
