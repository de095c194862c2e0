import DataFormats
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@Suite("Safetensors")
struct SafetensorsTests {
  struct Fixture: Decodable {
    var files: [FileFixture]
    var refused: [BadFileFixture]
  }

  private let fixture: Fixture

  init() throws { fixture = try loadFixture("safetensors", from: .module) }

  @Test("Files of the safetensors package are read bit for bit")
  func filesOfTheirs() throws {
    #expect(fixture.files.count >= 30)
    for file in fixture.files {
      let read = try Safetensors(contentsOf: file.bytes, name: file.name)
      #expect(Set(read.names) == Set(file.arrays.keys), "\(file.name)")
      #expect(read.metadata == SafetensorsMetadata(file.metadata ?? [:]), "\(file.name)")
      for (name, array) in file.arrays {
        #expect(try read.array(name) == array.array(), "\(file.name), \(name)")
      }
    }
  }

  @Test("We write the bytes that the safetensors package writes")
  func bytesOfTheirs() throws {
    var count = 0
    for file in fixture.files where file.isOurs != false {
      let arrays = try file.arrays.mapValues { try $0.array() }
      let ours = Safetensors.fileBytes(of: arrays, metadata: file.metadata ?? [:])
      #expect(ours == file.bytes, "\(file.name)")
      count += 1
    }
    #expect(count >= 20)
  }

  @Test("Files that are not sound are refused, with what is wrong in one line")
  func badFiles() throws {
    #expect(fixture.refused.count >= 60)
    for file in fixture.refused {
      let error = #expect(throws: DataFormatError.self, "\(file.name)") {
        try Safetensors(contentsOf: [UInt8](file.file), name: "x.safetensors")
      }
      let message = error?.description ?? ""
      #expect(message.hasPrefix("x.safetensors: "), "\(file.name)")
      #expect(!message.contains("\n") && message.utf8.count < 300, "\(file.name): \(message)")
    }
    // Where we are stricter than the package; all else it refuses as well.
    #expect(
      Set(fixture.refused.filter(\.readByThem).map(\.name)) == [
        "metadata name twice", "unknown member", "spaces in front",
      ])
  }

  private func fault(_ header: String, data: Int = 2) -> SafetensorsFault? {
    let text = Array(header.utf8)
    let bytes =
      [UInt8(text.count & 255), UInt8(text.count >> 8), 0, 0, 0, 0, 0, 0] + text
      + [UInt8](repeating: 7, count: data)
    do throws(DataFormatError) {
      _ = try Safetensors(contentsOf: bytes)
      return nil
    } catch {
      guard case .safetensors(let fault) = error.problem else { return nil }
      return fault
    }
  }

  @Test("Files of other formats with weights are told as what they are")
  func otherFormats() throws {
    func problem(_ bytes: [UInt8]) -> DataFormatError.Problem? {
      do throws(DataFormatError) {
        _ = try Safetensors(contentsOf: bytes, name: "x")
        return nil
      } catch {
        return error.problem
      }
    }
    let archive = try NPZ.fileBytes(of: ["x": NumericArray([1] as [Float])])
    #expect(problem(archive) == .safetensors(.otherFormat(.zip)))
    // PyTorch's archives name no version.
    let zeros = [UInt8](repeating: 0, count: 100)
    #expect(problem([0x50, 0x4B, 3, 4] + zeros) == .safetensors(.otherFormat(.zip)))
    let hdf5: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
    #expect(problem(hdf5 + zeros) == .safetensors(.otherFormat(.hdf5)))
    let zip = SafetensorsFault.otherFormat(.zip).description
    #expect(zip.contains(".npz") && zip.contains("safetensors.torch.save_file"))
    #expect(SafetensorsFault.otherFormat(.hdf5).description.contains("numpy.savez"))
  }

  @Test("Each fault says what and where")
  func faults() {
    func tensor(_ shape: String = "[2]", _ begin: Int = 0, _ end: Int = 2) -> String {
      "{\"dtype\":\"U8\",\"shape\":\(shape),\"data_offsets\":[\(begin),\(end)]}"
    }
    #expect(fault("{\"a\":\(tensor())}") == nil)
    #expect(
      fault("{\"a\":\(tensor("[-2]"))}")?.description
        == "byte 36: the header has no whole number from 0 to 9223372036854775807 here")
    #expect(fault("{\"a\":\(tensor("[3]"))}") == .wrongSize(2, expected: 3, tensor: "a"))
    #expect(
      fault("{\"a\":\(tensor("[4]", 0, 4))}")
        == .outOfRange(begin: 0, end: 4, dataSize: 2, tensor: "a"))
    #expect(
      fault("{\"a\":\(tensor()),\"b\":\(tensor("[2]", 1, 3))}", data: 3)
        == .overlap(tensor: "b", other: "a"))
    #expect(
      fault("{\"a\":\(tensor())}", data: 5)?.description.hasSuffix(
        "3 bytes belong to no tensor") == true)
    #expect(fault("{\"a\":\(tensor()),\"\\u0061\":\(tensor())}") == .duplicateName("a"))
    #expect(
      fault("{\"a\":\(tensor("[9223372036854775807,3]"))}")
        == .tooLarge(shape: [.max, 3], tensor: "a"))
    #expect(
      fault("{\"a\":\(tensor("[0,9223372036854775807,3]", 0, 0))}", data: 0)
        == .tooLarge(shape: [0, .max, 3], tensor: "a"))
    #expect(fault("[") == .syntax(byte: 8, expected: "\"{\""))
    #expect(fault("{\"a\":\(tensor())}\0") == .syntax(byte: 61, expected: "end"))
    let named = DataFormatError("m", .safetensors(.missingKey("shape", tensor: "a\nb")))
    #expect(named.description == "m: tensor \"a\\nb\": \"shape\" is missing")
  }

  @Test("Tensors of types that are not read are listed, and stand in nobody's way")
  func foreignTypes() throws {
    func file(_ type: String, _ shape: String, bytes: Int) -> [UInt8] {
      let header =
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},\"b\":{\"dtype\":\"\(type)\","
        + "\"shape\":\(shape),\"data_offsets\":[2,\(2 + bytes)]}}"
      return [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8)
        + [UInt8](repeating: 7, count: 2 + bytes)
    }
    for (type, size) in [
      ("F8_E4M3", 4), ("F8_E5M2", 4), ("F8_E8M0", 4), ("F4", 2), ("F6_E2M3", 3), ("F6_E3M2", 3),
    ] {
      let read = try Safetensors(contentsOf: file(type, "[2,2]", bytes: size), name: "x")
      #expect(read.names == ["a", "b"])
      #expect(read["b"]?.elementType == nil && read["b"]?.shape == [2, 2])
      #expect(try read.array("a").values(as: UInt8.self) == [7, 7])
      let refusal = DataFormatError("x", .safetensors(.unknownElementType(type, tensor: "b")))
      #expect(throws: refusal) { try read.array("b") }
      #expect(throws: refusal) { try read.matrix("b", of: Float.self) }
      // Their sizes count as those of others do.
      #expect(throws: DataFormatError.self) {
        try Safetensors(contentsOf: file(type, "[2,2]", bytes: size + 1))
      }
    }
    // Half a byte, and more than an address can count.
    func fault(_ type: String, _ shape: String) -> String? {
      let error = #expect(throws: DataFormatError.self) {
        try Safetensors(contentsOf: file(type, shape, bytes: 2), name: "x")
      }
      return error?.description
    }
    #expect(fault("F4", "[3]") == "x: tensor \"b\": its 12 bits fill no whole bytes")
    #expect(fault("F6_E2M3", "[3,5]") == "x: tensor \"b\": its 90 bits fill no whole bytes")
    for shape in [[Int.max, 4], [Int.max]] {
      #expect(
        fault("F4", "\(shape)".filter { $0 != " " })
          == "x: tensor \"b\": the dimensions \(shape.map { "\($0)" }.joined(separator: "×")) "
          + "are too large")
    }
  }

  @Test("Names and metadata are compared by their bytes, as in Python")
  func spellings() throws {
    func tensor(_ end: Int) -> String {
      "{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[\(end - 1),\(end)]}"
    }
    let header =
      "{\"é\":\(tensor(2)),\"__metadata__\":{\"b\\n\":\"1\",\"a\":\"\"},\"e\u{301}\":\(tensor(1))}"
    #expect(fault(header) == nil)
    let size = header.utf8.count
    let read = try Safetensors(
      contentsOf: [UInt8(size), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + [7, 8])
    #expect(read.names.map { Array($0.utf8) } == ["e\u{301}", "é"].map { Array($0.utf8) })
    #expect(try read.array("e\u{301}").values(as: UInt8.self) == [7])
    #expect(try read.array("é").values(as: UInt8.self) == [8])
    #expect(read.metadata == ["b\n": "1", "a": ""])
    #expect(read.header.tensors.map(\.byteRange.lowerBound) == [8 + size, 9 + size])
    let twice = "{\"__metadata__\":{\"a\":\"1\",\"b\":\"\",\"\\u0061\":\"2\"}}"
    #expect(fault(twice, data: 0) == .duplicateName("a"))
    // In a dictionary, the one would replace the other.
    let alike = fault("{\"__metadata__\":{\"é\":\"1\",\"b\":\"\",\"e\u{301}\":\"2\"}}", data: 0)
    #expect(alike?.description == #"the names "\u{00E9}" and "e\u{0301}" are one for Swift"#)
    let metadataTwice = "{\"__metadata__\":{},\"__metadata__\":{}}"
    #expect(fault(metadataTwice, data: 0) == .duplicateName("__metadata__"))
  }

  @Test("Names of more than 30 combining marks in a row are refused, which Swift compares slowly")
  func marks() throws {
    let few = "e" + String(repeating: "\u{301}\u{316}", count: 15)
    for (name, isSound) in [(few, true), (few + few, true), (few + "\u{301}", false)] {
      let tensor = "{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}"
      let found = [
        fault("{\"\(name)\":\(tensor)}"),
        fault("{\"__metadata__\":{\"\(name)\":\"\"},\"a\":\(tensor)}"),
      ]
      let expected: [SafetensorsFault?] =
        isSound ? [nil, nil] : [.tooManyMarks(byte: 9), .tooManyMarks(byte: 25)]
      #expect(found == expected)
    }
    // What is no name may be any text.
    #expect(fault("{\"__metadata__\":{\"a\":\"\(few + few)\u{301}\"}}", data: 0) == nil)
    #expect(
      SafetensorsFault.tooManyMarks(byte: 9).description
        == "byte 9: a name has more than 30 combining marks in a row")
  }

  @Test("A sound file with any byte changed is refused or read, and never stops the program")
  func changedBytes() throws {
    let file = try #require(fixture.files.first { $0.name == "torch state_dict" }).bytes
    let size = try SafetensorsHeader.size(file, fileSize: file.count)
    var refused = 0
    for position in 0..<size {
      for byte in [0, 0x22, 0x2C, 0x30, 0x39, 0x5B, 0x7B, 0x7D, 0xFF] as [UInt8] {
        var bytes = file
        bytes[position] = byte
        do throws(DataFormatError) {
          let read = try Safetensors(contentsOf: bytes)
          for name in read.names { _ = try read.array(name) }
        } catch {
          refused += 1
        }
      }
    }
    #expect(refused > size * 6)
    for length in 0..<file.count {
      #expect(throws: DataFormatError.self) {
        try Safetensors(contentsOf: Array(file.prefix(length)))
      }
    }
  }

  @Test("A file is read array by array, as matrices too")
  func file() throws {
    let folder = try TemporaryFolder()
    let matrix: Matrix<Float> = [[1, -0.5, 3e38], [0, .infinity, -7]]
    let path = folder.path("m.safetensors")
    try Safetensors.write(
      [
        "w": NumericArray(matrix), "half": NumericArray(matrix).converted(to: .bfloat16, .rounded),
        "n": NumericArray([1, 2, 1 << 53 + 1] as [Int64]), "empty": NumericArray([] as [Double]),
        "images": NumericArray((0..<12).map(UInt8.init), shape: [2, 3, 2]),
        "yes": NumericArray([true, false]),
      ], metadata: ["b": "2", "a": "1"], to: path)
    let read = try Safetensors(contentsOf: path)
    #expect(read.metadata == ["a": "1", "b": "2"])
    #expect(read.names == ["n", "empty", "w", "half", "images", "yes"])
    #expect(read["w"]?.shape == [2, 3] && read["w"]?.elementType == .float32)
    #expect(read["x"] == nil)
    #expect(try read.matrix("w", of: Float.self) == matrix)
    #expect(try read.matrix("w", of: Double.self) == matrix.map { Double($0) })
    #expect(
      try read.matrix("images", of: Float.self)
        == Matrix(
          rows: 2, columns: 6, elements: (0..<12).map { Float($0) }))
    #expect(try read.matrix("yes", of: Double.self) == [[1], [0]])
    #expect(try read.array("yes").values(as: Bool.self) == [true, false])
    let half = try read.matrix("half", of: Float.self)
    #expect(half[0, 1] == -0.5 && half[0, 2] == 0x1.C4p127 && half[1, 1] == .infinity)
    var scalars = AlignedBuffer<Float>(zeros: 6)
    var span = scalars.mutableSpan
    try read.read("w", into: &span)
    #expect(Array(scalars.span) == Array(matrix.span))
    var few = AlignedBuffer<Float>(zeros: 5)
    #expect(
      throws: DataFormatError(
        path,
        .inside(
          array: "w", .unexpectedContent(expected: "5 numbers", found: "float32 of [2, 3]")))
    ) {
      var span = few.mutableSpan
      try read.read("w", into: &span)
    }
    #expect(
      throws: DataFormatError(
        path,
        .inside(
          array: "n",
          .unrepresentable(element: [2], found: "9007199254740993", type: .float64)))
    ) {
      try read.matrix("n", of: Double.self)
    }
    #expect(try read.matrix("n", of: Double.self, .rounded)[2, 0] == 0x1p53)
    #expect(throws: DataFormatError(path, .noSuchArray("x", names: read.names))) {
      try read.array("x")
    }
  }

  @Test("A file that is replaced stays as it was for who has opened it")
  func replaced() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("m.safetensors")
    try Safetensors.write(["x": NumericArray([1, 2] as [Float])], to: path)
    let old = try Safetensors(contentsOf: path)
    try Safetensors.write(["x": NumericArray([3, 4] as [Float])], to: path)
    #expect(try old.array("x").values(as: Float.self) == [1, 2])
    #expect(try Safetensors(contentsOf: path).array("x").values(as: Float.self) == [3, 4])
    // One that is cut is not.
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    let cut = try Safetensors(contentsOf: path)
    try file.truncate(atOffset: 70)
    #expect(throws: DataFormatError.self) { try cut.array("x") }
    #expect(throws: DataFormatError.self) { try cut.matrix("x", of: Float.self) }
  }

  @Test("A truth value is 0 or 1")
  func truthValues() throws {
    var bytes = Safetensors.fileBytes(of: ["b": NumericArray([true, false, true])])
    bytes[bytes.count - 1] = 2
    let read = try Safetensors(contentsOf: bytes, name: "x")
    let error = DataFormatError("x", .inside(array: "b", .notATruthValue(element: [2], found: 2)))
    #expect(throws: error) { try read.array("b") }
    #expect(throws: error) { try read.matrix("b", of: Float.self) }
  }

  private static let hasSafetensors = Python.has("numpy, safetensors.numpy")
  private static let hasTorch = Python.has("torch, safetensors.torch")

  private func writtenFiles() throws -> WrittenFiles {
    let files = try WrittenFiles()
    let shapes = [[], [1], [7], [3, 4], [2, 3, 4], [0], [2, 0, 3], [1, 1, 5, 1]]
    for (index, shape) in shapes.enumerated() {
      let arrays = arraysOfEveryType(seed: UInt64(index), shapes: [shape])
        .filter { $0.elementType != .complex128 }
      let halves = arrays.filter { $0.elementType == .bfloat16 || $0.elementType == .float16 }
      let others = arrays.filter { $0.elementType != .bfloat16 }
      for (name, arrays) in [("types", others), ("halves", halves)] {
        let named = Dictionary(
          uniqueKeysWithValues: arrays.map { ("\($0.elementType) \"\(name)\"", $0) })
        let metadata = index == 1 ? ["format": "pt", "x": "ä\n"] : index == 2 ? ["a": ""] : [:]
        try Safetensors.write(
          named, metadata: metadata,
          to: files.add("\(name)\(index).safetensors", named, metadata: metadata))
      }
    }
    return files
  }

  @Test(
    "The safetensors package reads our files bit for bit, with NumPy",
    .enabled(if: hasSafetensors, "Python 3 with NumPy and safetensors is not at hand"))
  func readByNumPy() throws {
    let (status, message) = try writtenFiles().check(in: "safetensors")
    #expect(status == 0, "\(message)")
  }

  @Test(
    "The safetensors package reads our files bit for bit, with torch",
    .enabled(if: hasTorch, "Python 3 with torch and safetensors is not at hand"))
  func readByTorch() throws {
    let (status, message) = try writtenFiles().check(in: "torch")
    #expect(status == 0, "\(message)")
  }
}
