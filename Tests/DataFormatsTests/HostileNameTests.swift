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

  @Test("An array larger than the machine's memory is refused")
  func holes() throws {
    let folder = try TemporaryFolder()
    // A header, and 16 TB less a page of nothing.
    let count = (16 << 40) - 8192
    let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (\(count),), }"
    let padding = String(repeating: " ", count: 118 - text.utf8.count - 1)
    let header =
      [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array((text + padding + "\n").utf8)
    let path = folder.path("hole.npy")
    try Data(header).write(to: URL(fileURLWithPath: path))
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    // Not every file system takes it.
    guard (try? file.truncate(atOffset: UInt64(header.count + count))) != nil else { return }
    for read in [
      { () throws in _ = try NumericArray(contentsOfNPY: path) },
      { () throws in _ = try Matrix<Float>(contentsOfNPY: path) },
    ] {
      let error = #expect(throws: DataFormatError.self) { try read() }
      #expect(error?.description.contains("bytes of memory that this machine has") == true)
    }
  }
}
