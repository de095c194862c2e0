import Foundation
import Testing

/// A new empty folder that goes away with its owner.
final class ScratchFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("compare-optimizers-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The names of what lies in it, hidden ones too.
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  /// Creates a folder in it.
  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(path)/\(name)", withIntermediateDirectories: true)
  }

  /// Writes a file in it.
  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
  }
}

extension ScratchFolder {
  /// Expects of the built program, run here, one line on standard error, a status that says so, and
  /// nothing else anywhere.
  func expectFailure(
    _ arguments: [String], saying message: String, status: Int32? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try names
    let outcome = try BuiltCommand.run(arguments, in: path)
    #expect(outcome.reason == .exit, sourceLocation: sourceLocation)
    #expect(outcome.status != 0, sourceLocation: sourceLocation)
    if let status { #expect(outcome.status == status, sourceLocation: sourceLocation) }
    #expect(outcome.output == "", sourceLocation: sourceLocation)
    #expect(outcome.errors.hasPrefix("error: "), sourceLocation: sourceLocation)
    #expect(
      outcome.errors.split(separator: "\n", omittingEmptySubsequences: false).count == 2
        && outcome.errors.hasSuffix("\n"), "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(
      outcome.errors.contains(message), "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(try names == before, sourceLocation: sourceLocation)
  }
}
