import DataFormats
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@Suite("npy")
struct NPYTests {
  struct Fixture: Decodable {
    var arrays: [FileFixture]
    var refusedArrays: [BadFileFixture]
  }

  private let fixture: Fixture

  init() throws { fixture = try loadFixture("numpy", from: .module) }

  @Test("Files of NumPy are read bit for bit, and written where it writes them so")
  func filesOfTheirs() throws {
    #expect(fixture.arrays.count >= 130)
    var written = 0
    for file in fixture.arrays {
      let expected = try #require(file.arrays[""]).array()
      #expect(
        try NumericArray(contentsOfNPY: file.bytes, name: file.name) == expected, "\(file.name)")
      if file.isOurs != false {
        #expect(try expected.npyBytes() == file.bytes, "\(file.name)")
        written += 1
      }
    }
    #expect(written >= 40)
  }

  @Test("Fortran's order and big-endian numbers are written as NumPy does")
  func otherOrders() throws {
    for type in ["int16", "float64", "complex64"] {
      for (name, order, byteOrder) in [
        ("\(type) Fortran", ElementOrder.columnMajor, ByteOrder.littleEndian),
        ("\(type) big-endian", .rowMajor, .bigEndian),
        ("\(type) big-endian Fortran", .columnMajor, .bigEndian),
      ] {
        let file = try #require(fixture.arrays.first { $0.name == name })
        let array = try #require(file.arrays[""]).array()
        #expect(try array.npyBytes(order: order, byteOrder: byteOrder) == file.bytes, "\(name)")
      }
    }
  }

  @Test("Files that are not sound are refused, with what is wrong in one line")
  func badFiles() throws {
    #expect(fixture.refusedArrays.count >= 60)
    for file in fixture.refusedArrays {
      let error = #expect(throws: DataFormatError.self, "\(file.name)") {
        try NumericArray(contentsOfNPY: [UInt8](file.file), name: "x.npy")
      }
      let message = error?.description ?? ""
      #expect(message.hasPrefix("x.npy: "), "\(file.name)")
      #expect(!message.contains("\n") && message.utf8.count < 300, "\(file.name): \(message)")
    }
    // Types that matrices do not have, and where we are stricter.
    #expect(
      Set(fixture.refusedArrays.filter(\.readByThem).map(\.name)) == [
        "text type", "unicode type", "date type", "raw type", "record type", "wide float",
        "type without an order", "type of this machine's order", "two bytes without an order",
        "data too long", "hexadecimal dimension", "key twice", "escape in the type", "comment",
        "truth value of 2",
      ])
  }

  private func problem(_ header: String, data: Int = 2) -> DataFormatError.Problem? {
    let text = Array(header.utf8)
    let bytes =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.count & 255), UInt8(text.count >> 8)]
      + text + [UInt8](repeating: 1, count: data)
    do throws(DataFormatError) {
      _ = try NumericArray(contentsOfNPY: bytes)
      return nil
    } catch {
      return error.problem
    }
  }

  @Test("Each fault says what and where")
  func faults() {
    func header(_ type: String = "'|u1'", _ shape: String = "(2,)") -> String {
      "{'descr': \(type), 'fortran_order': False, 'shape': \(shape), }"
    }
    #expect(problem(header()) == nil)
    #expect(problem(header(), data: 3) == .surplus(expected: 69))
    #expect(problem(header(), data: 1) == .truncated(expected: 69, found: 68))
    #expect(problem(header("'|O'")) == .npy(.unsupportedType("|O")))
    #expect(problem(header("[('a', '|u1')]")) == .npy(.unsupportedType("record")))
    #expect(problem(header("'|u1'", "(-2,)")) == .npy(.negativeDimension(byte: 61)))
    #expect(
      problem(header("'|u1'", "(9**9,)")) == .npy(.syntax(byte: 62, expected: "\",\"")))
    #expect(
      problem(header("'|u1'", "(__import__('os'),)"))
        == .npy(.syntax(byte: 61, expected: "whole number from 0 to 9223372036854775807")))
    #expect(
      problem(header("'<f8'", "(2305843009213693952,)"))
        == .npy(.tooLarge(shape: [1 << 61])))
    #expect(
      problem(header("'|u1'", "(1099511627776,)"))
        == .truncated(
          expected: 1_099_511_627_855, found: 81))
    let message = DataFormatError("m", .npy(.notNPY(found: [0x50, 0x4B]))).description
    #expect(message == "m: not npy: it starts with 50 4b, not 93 4e 55 4d 50 59")
  }

  @Test("A sound file with any byte of its header changed is refused or read")
  func changedBytes() throws {
    let file = try NumericArray(Array(0..<12 as Range<Int16>), shape: [3, 4]).npyBytes()
    for position in 0..<file.count {
      for byte in [0, 0x0A, 0x20, 0x27, 0x28, 0x2C, 0x2D, 0x31, 0x39, 0x7D, 0xFF] as [UInt8] {
        var bytes = file
        bytes[position] = byte
        if let read = try? NumericArray(contentsOfNPY: bytes) {
          #expect(read.bytes.count <= file.count)
        }
      }
    }
    for length in 0..<file.count {
      #expect(throws: DataFormatError.self) {
        try NumericArray(contentsOfNPY: Array(file.prefix(length)))
      }
    }
  }

  private func checkMatrix<Scalar: MatrixScalar>(_ matrix: Matrix<Scalar>) throws {
    let folder = try TemporaryFolder()
    for order in [ElementOrder.rowMajor, .columnMajor] {
      for byteOrder in [ByteOrder.littleEndian, .bigEndian] {
        let path = folder.path("m.npy")
        try matrix.write(toNPY: path, order: order, byteOrder: byteOrder)
        #expect(try Matrix<Scalar>(contentsOfNPY: path) == matrix)
        #expect(try NumericArray(contentsOfNPY: path) == NumericArray(matrix))
        #expect(
          try Matrix<Complex<Double>>(contentsOfNPY: path, .rounded)
            == NumericArray(matrix).matrix(of: Complex<Double>.self))
      }
    }
  }

  @Test("Matrices of every type come back, in all orders")
  func matrices() throws {
    try checkMatrix([[1, -0.0, 0.1], [.infinity, 3, -7]] as Matrix<Float>)
    try checkMatrix([[1, -0.0, 0.1], [.infinity, 3, -7]] as Matrix<Double>)
    try checkMatrix([[Complex(1, 2), Complex(0.1, -3)]] as Matrix<Complex<Float>>)
    try checkMatrix([[Complex(1, 2)], [Complex(0.1, -3)]] as Matrix<Complex<Double>>)
    try checkMatrix(Matrix<Float>(rows: 0, columns: 3))
    let large = Matrix<Double>(
      rows: 301, columns: 257, elements: (0..<301 * 257).map { Double($0) + 0.5 })
    try checkMatrix(large)
  }

  @Test("Arrays of other shapes and types become matrices, exactly or rounded")
  func conversions() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.npy")
    let values = (0..<24).map { Double($0) / 3 }
    let array = NumericArray(values, shape: [2, 3, 4])
    for order in [ElementOrder.rowMajor, .columnMajor] {
      try array.write(toNPY: path, order: order)
      #expect(
        try Matrix<Double>(contentsOfNPY: path) == Matrix(rows: 2, columns: 12, elements: values))
      #expect(
        try Matrix<Float>(contentsOfNPY: path, .rounded)
          == Matrix(rows: 2, columns: 12, elements: values.map { Float($0) }))
      #expect(
        throws: DataFormatError(
          path,
          .unrepresentable(element: [0, 0, 1], found: "0.3333333333333333", type: .float32))
      ) {
        try Matrix<Float>(contentsOfNPY: path)
      }
    }
    // In Fortran's order the first number at fault in the file is another than in the matrix.
    try NumericArray([1, 2, 0.1, 0.2] as [Double], shape: [2, 2]).write(
      toNPY: path, order: .columnMajor, byteOrder: .bigEndian)
    #expect(
      throws: DataFormatError(
        path, .unrepresentable(element: [1, 0], found: "0.1", type: .float32))
    ) {
      try Matrix<Float>(contentsOfNPY: path)
    }
    try [true, false, true].write(toNPY: path)
    #expect(try Matrix<Float>(contentsOfNPY: path) == [[1], [0], [1]])
    try NumericArray([2.5] as [Double], shape: []).write(toNPY: path)
    #expect(try Matrix<Float>(contentsOfNPY: path) == [[2.5]])
  }

  @Test("Arrays of one dimension are arrays of Swift")
  func vectors() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("v.npy")
    try ([3, 1, 4] as [Int64]).write(toNPY: path)
    #expect(try [Int64](contentsOfNPY: path) == [3, 1, 4])
    #expect(try [Int32](contentsOfNPY: path) == [3, 1, 4])
    #expect(try [Float](contentsOfNPY: path) == [3, 1, 4])
    #expect(throws: DataFormatError.self) { try [Bool](contentsOfNPY: path) }
    try NumericArray([1, 2] as [Float], shape: [1, 2]).write(toNPY: path)
    #expect(
      throws: DataFormatError(
        path, .unexpectedContent(expected: "one dimension", found: "float32 of [1, 2]"))
    ) {
      try [Float](contentsOfNPY: path)
    }
    #expect(throws: DataFormatError(path, .npy(.noSuchType(.bfloat16)))) {
      try [BFloat16(1)].write(toNPY: path)
    }
    #expect(try NumericArray(contentsOfNPY: path).shape == [1, 2])
  }

  @Test("What is no file is told so")
  func noFiles() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    for (path, kind) in [
      (folder.path, "folder"), (folder.path("pipe"), "device, pipe or socket"),
      ("/dev/zero", "device, pipe or socket"),
    ] {
      let error = DataFormatError(path, .notAFile(kind: kind))
      #expect(throws: error) { try NumericArray(contentsOfNPY: path) }
      #expect(throws: error) { try Matrix<Float>(contentsOfNPY: path) }
      #expect(throws: error) { try NPZ(contentsOf: path) }
      #expect(throws: error) { try Safetensors(contentsOf: path) }
    }
  }

  private static let hasNumPy = Python.has("numpy")

  @Test(
    "NumPy reads our files bit for bit",
    .enabled(if: hasNumPy, "Python 3 with NumPy is not at hand"))
  func readByThem() throws {
    let files = try WrittenFiles()
    let shapes = [[], [1], [7], [3, 4], [2, 3, 4], [0], [2, 0, 3], [1, 1, 5, 1], [300, 200]]
    var number = 0
    for array in arraysOfEveryType(seed: 2, shapes: shapes) where array.elementType != .bfloat16 {
      for order in [ElementOrder.rowMajor, .columnMajor] {
        for byteOrder in [ByteOrder.littleEndian, .bigEndian] {
          number += 1
          let isPlain = order == .rowMajor && byteOrder == .littleEndian
          try array.write(
            toNPY: files.add("\(number).npy", ["": array], isPlain: isPlain),
            order: order, byteOrder: byteOrder)
        }
      }
    }
    let (status, message) = try files.check(in: "numpy")
    #expect(status == 0, "\(message)")
  }
}
