import DataFormats
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@Suite("npz")
struct NPZTests {
  struct Fixture: Decodable {
    var archives: [FileFixture]
    var refusedArchives: [BadFileFixture]
  }

  private let fixture: Fixture

  init() throws { fixture = try loadFixture("numpy", from: .module) }

  @Test("Files of NumPy and of other hands are read bit for bit")
  func filesOfTheirs() throws {
    #expect(fixture.archives.count >= 10)
    for file in fixture.archives {
      let read = try NPZ(contentsOf: file.bytes, name: file.name)
      #expect(Set(read.names) == Set(file.arrays.keys), "\(file.name)")
      #expect(read.names.count == file.arrays.count, "\(file.name)")
      for (name, array) in file.arrays {
        #expect(try read.array(name) == array.array(), "\(file.name), \(name)")
      }
    }
  }

  /// Opens a file and reads all its arrays.
  private func readAll(_ bytes: [UInt8], limit: Int = 4 << 30) throws(DataFormatError) {
    let read = try NPZ(contentsOf: bytes, name: "x.npz", unpackedSizeLimit: limit)
    for name in read.names { _ = try read.array(name) }
  }

  @Test("Files that are not sound are refused, with what is wrong in one line")
  func badFiles() throws {
    #expect(fixture.refusedArchives.count >= 50)
    for file in fixture.refusedArchives {
      let error = #expect(throws: DataFormatError.self, "\(file.name)") {
        try readAll([UInt8](file.file))
      }
      let message = error?.description ?? ""
      #expect(message.hasPrefix("x.npz: "), "\(file.name)")
      #expect(!message.contains("\n") && message.utf8.count < 300, "\(file.name): \(message)")
    }
  }

  private func problem(_ name: String) throws -> DataFormatError.Problem? {
    let file = try #require(fixture.refusedArchives.first { $0.name == name })
    do throws(DataFormatError) {
      try readAll([UInt8](file.file))
      return nil
    } catch {
      return error.problem
    }
  }

  @Test("Each fault says what and where")
  func faults() throws {
    #expect(try problem("checksum") == .inside(array: "a", .zip(.wrongChecksum)))
    #expect(try problem("content changed") == .inside(array: "a", .zip(.wrongChecksum)))
    #expect(try problem("encrypted") == .zip(.encrypted("a.npy")))
    #expect(try problem("name '../a.npy'") == .zip(.unsafeName("../a.npy")))
    #expect(try problem("name 'x/../../a.npy'") == .zip(.unsafeName("x/../../a.npy")))
    // For Swift the slash and the accent behind it are one character; for a system they are not.
    #expect(
      try problem("name '../\u{301}a.npy'") == .zip(.unsafeName("../\u{301}a.npy")))
    #expect(try problem("name twice") == .zip(.duplicateName("a.npy")))
    #expect(try problem("promises 4 GB") == .zip(.wrongSize(entry: "a.npy")))
    #expect(
      try problem("two entries of the same bytes") == .zip(.overlap(entry: "b.npy", other: "a.npy"))
        || problem("two entries of the same bytes")
          == .zip(.overlap(entry: "a.npy", other: "b.npy"))
    )
    #expect(
      try problem("npy that promises a gigabyte")
        == .inside(array: "a", .truncated(expected: 1_000_000_077, found: 77)))
    #expect(try problem("method of another kind") == .zip(.unknownMethod(14, entry: "a.npy")))
    #expect(try problem("npy") == .zip(.notZip))
  }

  @Test("A name may be anything that leads to no other folder, as NumPy has it")
  func names() throws {
    let names = [
      "dense/kernel:0", "a\\b", "C:a", "./a", "x//a", "x/", "a\n", "a\u{1B}", "", "...",
      "..a/b..",
    ]
    let arrays = Dictionary(
      uniqueKeysWithValues: names.enumerated().map { ($1, NumericArray([Float($0)])) })
    for isPacked in [false, true] {
      let read = try NPZ(contentsOf: NPZ.fileBytes(of: arrays, isPacked: isPacked))
      #expect(Set(read.names) == Set(names))
      for (index, name) in names.enumerated() {
        #expect(try read.array(name).values(as: Float.self) == [Float(index)], "\(name)")
      }
    }
  }

  @Test("A name of as many bytes as the format counts comes back")
  func longestName() throws {
    let name = String(repeating: "é", count: 32_765) + "x"
    let array = NumericArray([1] as [Float])
    let read = try NPZ(contentsOf: NPZ.fileBytes(of: [name: array, "y": array]))
    #expect(read.names == [name, "y"].sorted())
    #expect(try read.array(name).values(as: Float.self) == [1])
  }

  /// Python reads it as another name, and may find that one twice.
  @Test("An entry with a zero byte in its name is refused")
  func zeroByte() throws {
    var bytes = try NPZ.fileBytes(of: ["a\u{1}b": NumericArray([1] as [Float])])
    let (old, new) = (Array("a\u{1}b.npy".utf8), Array("a\0b.npy".utf8))
    for start in 0...bytes.count - old.count
    where bytes[start..<start + old.count].elementsEqual(old) {
      bytes.replaceSubrange(start..<start + old.count, with: new)
    }
    #expect(throws: DataFormatError("npz data", .zip(.unsafeName("a\0b.npy")))) {
      _ = try NPZ(contentsOf: bytes)
    }
  }

  @Test("An entry with more than 30 combining marks in a row in its name is refused")
  func marks() throws {
    for count in [30, 31] {
      // Each é becomes a mark of as many bytes.
      let letters = Array(String(repeating: "é", count: count).utf8)
      let marks = Array(String(repeating: "\u{301}", count: count).utf8)
      var bytes = try NPZ.fileBytes(of: [
        "a" + String(repeating: "é", count: count): NumericArray([1] as [Float])
      ])
      for start in 0...bytes.count - letters.count
      where bytes[start..<start + letters.count].elementsEqual(letters) {
        bytes.replaceSubrange(start..<start + letters.count, with: marks)
      }
      let name = "a" + String(repeating: "\u{301}", count: count)
      if count == 30 {
        #expect(try NPZ(contentsOf: bytes).array(name).values(as: Float.self) == [1])
      } else {
        #expect(throws: DataFormatError("npz data", .zip(.unsafeName(name + ".npy")))) {
          _ = try NPZ(contentsOf: bytes)
        }
      }
    }
  }

  @Test("A sound file with any byte changed is refused, or holds the same numbers")
  func changedBytes() throws {
    let arrays = [
      "a": NumericArray([1, 2, 3] as [Float]), "b": NumericArray(Array(0..<200 as Range<UInt8>)),
    ]
    for isPacked in [false, true] {
      let file = try NPZ.fileBytes(of: arrays, isPacked: isPacked)
      var unseen = 0
      for position in file.indices {
        for flip in [1, 0x80, 0xFF] as [UInt8] {
          var bytes = file
          bytes[position] ^= flip
          guard let read = try? NPZ(contentsOf: bytes), (try? readAll(bytes)) != nil else {
            continue
          }
          unseen += 1
          for name in read.names where arrays[name] != nil {
            #expect(try read.array(name) == arrays[name], "byte \(position)")
          }
        }
      }
      // Dates, versions, permissions and the bytes of a name that is kept twice are all.
      #expect(unseen < file.count)
      for length in file.indices {
        #expect(throws: DataFormatError.self) { try readAll(Array(file.prefix(length))) }
      }
    }
  }

  @Test("An array that unpacks to more than is allowed is refused before it is unpacked")
  func bomb() throws {
    let zeros = NumericArray([UInt8](repeating: 0, count: 5_000_000))
    let file = try NPZ.fileBytes(of: ["zeros": zeros], isPacked: true)
    #expect(file.count < 10_000)
    try readAll(file)
    let size = try zeros.npyBytes().count
    try readAll(file, limit: size)
    #expect(
      throws: DataFormatError("x.npz", .inside(array: "zeros", .zip(.tooLong(limit: size - 1))))
    ) {
      try readAll(file, limit: size - 1)
    }
    // What is not packed cannot be more than the file.
    try readAll(NPZ.fileBytes(of: ["zeros": zeros]), limit: 0)
  }

  @Test("Arrays are read one by one, as matrices and arrays of Swift too")
  func file() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.npz")
    let matrix: Matrix<Double> = [[1, -0.5, 3], [0, .infinity, 0.1]]
    let arrays = [
      "m": NumericArray(matrix), "labels": NumericArray([3, 1, 4] as [Int64]),
      "folder/images": NumericArray((0..<12).map(UInt8.init), shape: [2, 3, 2]),
      "ä": NumericArray([] as [Float]),
    ]
    for isPacked in [false, true] {
      try NPZ.write(arrays, isPacked: isPacked, to: path)
      let read = try NPZ(contentsOf: path)
      #expect(read.names == ["folder/images", "labels", "m", "ä"])
      for (name, array) in arrays { #expect(try read.array(name) == array) }
      #expect(try read.matrix("m", of: Double.self) == matrix)
      #expect(try read.matrix("m", of: Float.self, .rounded) == matrix.map { Float($0) })
      #expect(try read.vector("labels", of: Int32.self) == [3, 1, 4])
      #expect(
        try read.matrix("folder/images", of: Float.self)
          == Matrix(rows: 2, columns: 6, elements: (0..<12).map { Float($0) }))
      #expect(
        throws: DataFormatError(
          path,
          .inside(
            array: "m", .unrepresentable(element: [1, 2], found: "0.1", type: .float32)))
      ) {
        try read.matrix("m", of: Float.self)
      }
      #expect(throws: DataFormatError(path, .noSuchArray("x", names: read.names))) {
        try read.array("x")
      }
      #expect(
        try NPZ.fileBytes(of: arrays, isPacked: isPacked).count
          == Data(
            contentsOf: URL(fileURLWithPath: path)
          ).count)
    }
    #expect(
      throws: DataFormatError(path, .inside(array: "half", .npy(.noSuchType(.bfloat16))))
    ) {
      try NPZ.write(["half": NumericArray([BFloat16(1)])], to: path)
    }
    #expect(try NPZ(contentsOf: path).names.count == 4)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.npz"])
  }

  @Test("More entries than the narrow directory counts")
  func manyEntries() throws {
    let array = NumericArray([7] as [UInt8])
    let arrays = Dictionary(uniqueKeysWithValues: (0..<66_000).map { ("\($0)", array) })
    let read = try NPZ(contentsOf: NPZ.fileBytes(of: arrays))
    #expect(read.names.count == 66_000)
    #expect(try read.array("65999") == array)
  }

  private static let hasNumPy = Python.has("numpy")

  @Test(
    "NumPy reads our files bit for bit",
    .enabled(if: hasNumPy, "Python 3 with NumPy is not at hand"))
  func readByThem() throws {
    let files = try WrittenFiles()
    for isPacked in [false, true] {
      for (index, shape) in [[], [7], [3, 4], [0], [30, 20, 10]].enumerated() {
        let arrays = arraysOfEveryType(seed: UInt64(index), shapes: [shape])
          .filter { $0.elementType != .bfloat16 }
        let named = Dictionary(
          uniqueKeysWithValues: arrays.map { ("x/日本 \($0.elementType)", $0) })
        try NPZ.write(
          named, isPacked: isPacked, to: files.add("\(index)\(isPacked).npz", named))
      }
    }
    try NPZ.write([:], to: files.add("nothing.npz", [:]))
    let (status, message) = try files.check(in: "numpy")
    #expect(status == 0, "\(message)")
  }
}
