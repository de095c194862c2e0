import DataFormats
import Foundation
import LinearAlgebra
import TestSupport
import Testing

/// A file of another program as a fixture has it, with the arrays in it.
struct FileFixture: Decodable {
  var name: String
  var file: Data
  var metadata: [String: String]?
  var arrays: [String: ArrayFixture]
  /// Whether we write the same bytes; nil where we do.
  var isOurs: Bool?

  var bytes: [UInt8] { [UInt8](file) }
}

/// An array as a fixture has it.
struct ArrayFixture: Codable {
  var type: String
  var shape: [Int]
  var bytes: Data

  /// The array as ours.
  func array() throws -> NumericArray {
    let type = try #require(ElementType(rawValue: type))
    return NumericArray(elementType: type, shape: shape, bytes: [UInt8](bytes))
  }
}

/// A file that is not sound.
struct BadFileFixture: Decodable {
  var name: String
  var file: Data
  /// Whether the other program reads it all the same.
  var readByThem: Bool
}

/// Files of ours for other programs to read, with a list of what is in them.
final class WrittenFiles {
  let folder: TemporaryFolder
  private var entries: [Entry] = []
  private var arrayCount = 0

  private struct Entry: Encodable {
    var file: String
    var metadata: [String: String]
    var isPlain: Bool
    var arrays: [String: Description]
  }

  private struct Description: Encodable {
    var type: String
    var shape: [Int]
    var bytes: String
  }

  init() throws { folder = try TemporaryFolder() }

  /// Notes a file that is being written, and returns its path.
  func add(
    _ file: String, _ arrays: [String: NumericArray], metadata: [String: String] = [:],
    isPlain: Bool = true
  ) throws -> String {
    var described: [String: Description] = [:]
    for (name, array) in arrays {
      arrayCount += 1
      try folder.write(array.bytes, to: "\(arrayCount).bin")
      described[name] = Description(
        type: array.elementType.rawValue, shape: array.shape, bytes: "\(arrayCount).bin")
    }
    entries.append(Entry(file: file, metadata: metadata, isPlain: isPlain, arrays: described))
    return folder.path(file)
  }

  /// Has another program compare all files.
  func check(in library: String) throws -> (status: Int32, message: String) {
    try folder.write([UInt8](JSONEncoder().encode(entries)), to: "index.json")
    return try Python.run([Python.script("Arrays/check_written.py"), folder.path, library])
  }
}

/// Arrays of every type and several shapes, of random bits.
func arraysOfEveryType(seed: UInt64, shapes: [[Int]] = [[3, 5]]) -> [NumericArray] {
  var generator = SeededGenerator(seed: seed)
  return ElementType.allCases.flatMap { type in
    shapes.map { shape in
      let count = shape.reduce(type.byteCount, *)
      let bytes = (0..<count).map { _ in
        UInt8.random(in: 0...(type == .bool ? 1 : 255), using: &generator)
      }
      return NumericArray(elementType: type, shape: shape, bytes: bytes)
    }
  }
}
