import DataFormats
import Foundation
import LinearAlgebra
import Testing

@Suite("Names and paths that are not what they seem")
struct HostileNameTests {
  @Test(
    "No message steers a terminal, ends its line or turns what follows",
    arguments: [
      "\u{1B}[31m", "\u{202E}", "\u{2066}", "\u{200B}", "\n", "\r", "\u{85}", "\u{2028}", "\0",
      "\u{9B}",
      "\u{FEFF}", "\u{E0041}",
    ])
  func messages(hidden: String) throws {
    let name = "a\(hidden)b"
    let problems: [DataFormatError.Problem] = [
      .noSuchArray(name, names: [name]), .inside(array: name, .empty), .equivalentNames(name, name),
      .csv(.notANumber(CSVPlace(line: 1, column: 1, name: name), found: name)),
      .npy(.unsupportedType(name)), .zip(.unsafeName(name)),
      .safetensors(.unknownKey(name, tensor: name)),
    ]
    for problem in problems {
      let message = DataFormatError(name, problem).description
      #expect(
        message.unicodeScalars.allSatisfy {
          !hidden.unicodeScalars.contains($0) || $0.isASCII && $0.value >= 0x20
        })
      #expect(
        message.contains("a\\") || message.contains("a<U+"), "\(message.debugDescription)")
    }
    #expect(
      DataFormatError("größe ❤\u{FE0F}", .empty).description == "größe ❤\u{FE0F}: holds no samples")
  }

  @Test("Of a stack of marks the first few are shown, which cover no other line")
  func marks() {
    let text = "a" + String(repeating: "\u{301}", count: 1000) + "b"
    let few = "a" + String(repeating: "\u{301}", count: 8) + "…"
    #expect(DataFormatError(text, .empty).description == few + "b: holds no samples")
    #expect(
      DataFormatError("x", .inside(array: text, .empty)).description
        == "x: array \"\(few)\": holds no samples")
    let usual = "a\u{323}\u{302}\u{301}b\u{301}"
    #expect(
      DataFormatError(usual, .inside(array: usual, .empty)).description
        == "\(usual): array \"\(usual)\": holds no samples")
  }

  @Test("The system does not get a path that it would cut")
  func zeroBytes() throws {
    let folder = try TemporaryFolder()
    let matrix: Matrix<Float> = [[1]]
    try matrix.write(toNPY: folder.path("a.npy"))
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    for path in [
      folder.path("e-x\0y.npy"), folder.path("a.npy\0b"), folder.path + "\0/a.npy", "\0",
    ] {
      let words = "the path has a zero byte in it"
      let unwritable = DataFormatError(path, .unwritable(reason: words))
      let unreadable = DataFormatError(path, .unreadable(reason: words))
      #expect(throws: unwritable) { try matrix.write(toNPY: path) }
      #expect(throws: unwritable) { try CSVTable(matrix).write(to: path) }
      #expect(throws: unwritable) { try NPZ.write(["a": NumericArray([1 as Float])], to: path) }
      #expect(throws: unwritable) { try LastingFolder.make(path) }
      #expect(throws: unreadable) { try Matrix<Float>(contentsOfNPY: path) }
      #expect(throws: unreadable) { try MappedMatrix<Float>(contentsOfNPY: path) }
      #expect(throws: unreadable) { try IDXArray(contentsOf: path) }
      #expect(throws: unreadable) { try MNIST.load(from: path) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == before)
  }

  /// Writes a file that has a hole between two parts, which takes no room on the disk.
  ///
  /// - Returns: Whether the file system takes one so large.
  private func write(
    _ start: [UInt8], hole size: Int, _ end: [UInt8] = [], to path: String
  ) throws -> Bool {
    try Data(start).write(to: URL(fileURLWithPath: path))
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    guard (try? file.truncate(atOffset: UInt64(start.count + size))) != nil else { return false }
    guard !end.isEmpty else { return true }
    return (try? file.seekToEnd()) != nil && (try? file.write(contentsOf: Data(end))) != nil
  }

  /// The header of an npy file of bytes.
  private func npyHeader(_ shape: String) -> [UInt8] {
    let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (\(shape)), }"
    let padding = String(repeating: " ", count: 118 - text.utf8.count - 1)
    return [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array((text + padding + "\n").utf8)
  }

  private func expectTooLarge(_ read: () throws -> Void) {
    let error = #expect(throws: DataFormatError.self) { try read() }
    #expect(error?.description.contains("bytes of memory that this machine has") == true)
  }

  @Test("An array larger than the machine's memory is refused")
  func holes() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("hole.npy")
    // A header, and 16 TB less a page of nothing.
    let count = (16 << 40) - 8192
    guard try write(npyHeader("\(count),"), hole: count, to: path) else { return }
    expectTooLarge { _ = try NumericArray(contentsOfNPY: path) }
    expectTooLarge { _ = try Matrix<Float>(contentsOfNPY: path) }
  }

  @Test("An IDX file that is nothing but a hole is refused")
  func hollowIDX() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("hole.idx")
    let header: [UInt8] = [0, 0, 8, 2, 0, 0x80, 0, 0, 0, 0x10, 0, 0]
    guard try write(header, hole: 1 << 43, to: path) else { return }
    expectTooLarge { _ = try IDXArray(contentsOf: path) }
  }

  @Test("A mapped file is read whole, or rows of it, only where there is memory for them")
  func hollowRows() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("hole.npy")
    guard try write(npyHeader("524288, 1048576"), hole: 1 << 39, to: path) else { return }
    let rows = try MappedMatrix<Double>(contentsOfNPY: path)
    expectTooLarge { _ = try rows.matrix() }
    #expect(try rows.rows(7..<8).matrix().columns == 1 << 20)
    guard try write(npyHeader("1, \(1 << 39)"), hole: 1 << 39, to: path) else { return }
    expectTooLarge { _ = try MappedMatrix<Double>(contentsOfNPY: path) }
  }

  @Test("An entry of an npz file that is nothing but a hole is refused")
  func hollowEntry() throws {
    func bytes(_ number: Int, _ size: Int) -> [UInt8] {
      (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    let folder = try TemporaryFolder()
    let path = folder.path("hole.npz")
    let count = 1 << 43
    let (array, name) = (npyHeader("\(count),"), Array("x.npy".utf8))
    let size = array.count + count
    // What stands in front of the entry, which says nothing of its size.
    let local: [[UInt8]] = [
      bytes(0x0403_4B50, 4), [45, 0], bytes(0, 20), bytes(name.count, 2), bytes(0, 2), name,
    ]
    let start = Array(local.joined())
    let place = start.count + size
    let wide: [[UInt8]] = [bytes(1, 2), bytes(16, 2), bytes(size, 8), bytes(size, 8)]
    let record: [[UInt8]] = [
      bytes(0x0201_4B50, 4), [45, 0, 45, 0], bytes(0, 12), bytes(0xFFFF_FFFF, 4),
      bytes(0xFFFF_FFFF, 4), bytes(name.count, 2), bytes(20, 2), bytes(0, 14), name,
      Array(wide.joined()),
    ]
    let directory = Array(record.joined())
    let parts: [[UInt8]] = [
      // The end as zip64 has it, where it lies, and the end.
      bytes(0x0606_4B50, 4), bytes(44, 8), [45, 0, 45, 0], bytes(0, 8), bytes(1, 8), bytes(1, 8),
      bytes(directory.count, 8), bytes(place, 8),
      bytes(0x0706_4B50, 4), bytes(0, 4), bytes(place + directory.count, 8), bytes(1, 4),
      bytes(0x0605_4B50, 4), bytes(0, 4), bytes(1, 2), bytes(1, 2), bytes(directory.count, 4),
      bytes(0xFFFF_FFFF, 4), bytes(0, 2),
    ]
    let end = Array(parts.joined())
    guard try write(start + array, hole: count, directory + end, to: path) else { return }
    let archive = try NPZ(contentsOf: path)
    #expect(try archive.header(of: "x")?.shape == [count])
    expectTooLarge { _ = try archive.array("x") }
    expectTooLarge { _ = try archive.matrix("x", of: Float.self) }
  }
}
