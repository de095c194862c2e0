import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import DataFormats

@Suite("Mapped matrices")
struct MappedMatrixTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Real numbers of a type, all but NaN: in floating-point types the extreme ones too.
  private func numbers(_ type: ElementType, shape: [Int]) throws -> NumericArray {
    var generator = SeededGenerator(seed: 3)
    let count = shape.reduce(1, *)
    if [.float16, .bfloat16, .float32, .float64].contains(type) {
      var values = (0..<count).map { _ in Double.random(in: -300...300, using: &generator) }
      values[0] = -0.0
      return try NumericArray(values, shape: shape).converted(to: type, .rounded)
    }
    let bytes = (0..<count * type.byteCount).map { _ in
      UInt8.random(in: 0...255, using: &generator)
    }
    return NumericArray(elementType: type, shape: shape, bytes: bytes)
  }

  private static let types = ElementType.allCases.filter { !$0.isComplex && $0 != .bool }

  private func expectSame<Scalar: RealScalar>(
    _ scalar: Scalar.Type, _ array: NumericArray, _ path: String
  ) throws {
    for divisor in [1, 255] as [Scalar] {
      var expected = try array.matrix(of: Scalar.self, .rounded)
      if divisor != 1 { expected /= divisor }
      let mapped = try MappedMatrix<Scalar>(contentsOfNPY: path, dividedBy: divisor)
      #expect(mapped.file == path && mapped.elementType == array.elementType)
      #expect(mapped.divisor == divisor)
      #expect(try mapped.matrix() == expected, "\(array.elementType) \(array.shape) / \(divisor)")
    }
  }

  @Test("The numbers are those of the same file in memory", arguments: types)
  func sameNumbers(type: ElementType) throws {
    for shape in [[5, 3], [7], [2, 3, 4], [1, 1]] {
      let array = try numbers(type, shape: shape)
      for order in [ByteOrder.littleEndian, .bigEndian] where type != .bfloat16 {
        let path = folder.path("x.npy")
        try array.write(toNPY: path, byteOrder: order)
        try expectSame(Float.self, array, path)
        try expectSame(Double.self, array, path)
      }
    }
  }

  @Test("IDX files of every type", arguments: IDXArray.ElementType.allCases)
  func everyIDX(type: IDXArray.ElementType) throws {
    var generator = SeededGenerator(seed: 4)
    // The exponent stays small: neither of the two floating-point types has NaN or infinity then.
    let bytes = (0..<4 * 6 * type.byteCount).map { index in
      type.byteCount >= 4 && index % type.byteCount == 0
        ? 0x3F : UInt8.random(in: 0...255, using: &generator)
    }
    let array = IDXArray(elementType: type, shape: [4, 2, 3], bytes: bytes)
    try array.write(to: folder.path("x"))
    let mapped = try MappedMatrix<Float>(contentsOfIDX: folder.path("x"), dividedBy: 255)
    #expect(mapped.rows == 4 && mapped.columns == 6)
    #expect(try mapped.matrix() == array.matrix(dividedBy: 255))
    #expect(
      try MappedMatrix<Double>(contentsOfIDX: folder.path("x")).matrix() == array.matrix())
  }

  @Test("Rows are gathered in any order, and some of their columns")
  func gathering() throws {
    let matrix = Matrix<Float>((0..<7).map { row in (0..<5).map { Float(10 * row + $0) } })
    try matrix.write(toNPY: folder.path("x.npy"), byteOrder: .bigEndian)
    let mapped = try MappedMatrix<Float>(contentsOfNPY: folder.path("x.npy"))
    func gathered(
      _ order: [Int], _ columns: Range<Int>?, of mapped: MappedMatrix<Float>
    ) -> [Float] {
      var buffer = AlignedBuffer<Float>(zeros: order.count * (columns?.count ?? 5))
      do {
        var target = buffer.mutableSpan
        mapped.gather(order.span, columnRange: columns, into: &target)
      }
      return Array(buffer)
    }
    #expect(gathered([6, 0, 6], nil, of: mapped) == Array(matrix.rows(at: [6, 0, 6])))
    #expect(gathered([2, 5], 1..<3, of: mapped) == [21, 22, 51, 52])
    let some = mapped.rows(2..<5)
    #expect(some.rows == 3 && some.columns == 5)
    #expect(gathered([2, 0], 4..<5, of: some) == [44, 24])
    #expect(try some.matrix() == matrix.rows(at: [2, 3, 4]))
    #expect(try some.rows(1..<1).matrix().rows == 0)
  }

  @Test("Rows outside end the program")
  func outside() async throws {
    let path = folder.path("x.npy")
    try Matrix<Float>(rows: 3, columns: 2).write(toNPY: path)
    await #expect(processExitsWith: .failure) { [path = path as String] in
      guard let mapped = try? MappedMatrix<Float>(contentsOfNPY: path) else { return }
      let buffer = AlignedBuffer<Float>(zeros: 2)
      var copy = buffer
      var target = copy.mutableSpan
      mapped.gather([3].span, into: &target)
    }
    await #expect(processExitsWith: .failure) { [path = path as String] in
      guard let mapped = try? MappedMatrix<Float>(contentsOfNPY: path) else { return }
      _ = mapped.rows(2..<4)
    }
  }

  @Test("The first number that is not finite is found")
  func notFinite() throws {
    var matrix = Matrix<Double>(rows: 70_000, columns: 5)
    let path = folder.path("x.npy")
    try matrix.write(toNPY: path)
    #expect(try MappedMatrix<Float>(contentsOfNPY: path).firstNonFinite() == nil)
    matrix[69_999, 4] = .nan
    // Finite, and no Float.
    matrix[60_000, 3] = 1e300
    try matrix.write(toNPY: path)
    let (float, double) = (
      try MappedMatrix<Float>(contentsOfNPY: path), try MappedMatrix<Double>(contentsOfNPY: path)
    )
    #expect(float.firstNonFinite().map { [$0.row, $0.column] } == [60_000, 3])
    #expect(double.firstNonFinite().map { [$0.row, $0.column] } == [69_999, 4])
    #expect(
      float.rows(60_001..<70_000).firstNonFinite().map { [$0.row, $0.column] } == [9_998, 4])
    try NumericArray([1, 2] as [UInt8]).write(toNPY: path)
    #expect(
      try MappedMatrix<Float>(contentsOfNPY: path, dividedBy: .leastNormalMagnitude / 4)
        .firstNonFinite() != nil)
  }

  // MARK: Faults

  private func expectNPY(
    _ problem: DataFormatError.Problem, _ bytes: [UInt8],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let path = try folder.write(bytes, to: "x.npy")
    #expect(throws: DataFormatError(path, problem), sourceLocation: sourceLocation) {
      try MappedMatrix<Float>(contentsOfNPY: path)
    }
  }

  @Test("Files that hold no rows of real numbers are refused")
  func noRows() throws {
    let sound = try numbers(.float32, shape: [2, 3])
    try expectNPY(
      .unexpectedContent(expected: "rows that lie together", found: "Fortran's order"),
      sound.npyBytes(order: .columnMajor))
    for (array, found) in [
      (NumericArray([true]), "bool of [1]"),
      (NumericArray([Complex<Float>(1, 2)]), "complex64 of [1]"),
      (NumericArray([] as [Float], shape: [0, 3]), "float32 of [0, 3]"),
      (NumericArray([] as [Float], shape: [3, 0]), "float32 of [3, 0]"),
    ] {
      try expectNPY(
        .unexpectedContent(expected: "rows of real numbers", found: found), array.npyBytes())
    }
    let bytes = try sound.npyBytes()
    try expectNPY(
      .truncated(expected: bytes.count, found: bytes.count - 1), Array(bytes.dropLast()))
    try expectNPY(.surplus(expected: bytes.count), bytes + [0])
    try expectNPY(.npy(.notNPY(found: Array("PK".utf8))), Array("PK".utf8))
    #expect(
      throws: DataFormatError(folder.path, .notAFile(kind: "folder"))
    ) { try MappedMatrix<Float>(contentsOfNPY: folder.path) }
  }

  @Test("IDX files that are packed, or not sound, are refused")
  func badIDX() throws {
    let array = IDXArray([1, 2, 3] as [UInt8], shape: [3])
    let path = folder.path("x")
    func expect(_ problem: DataFormatError.Problem, _ bytes: [UInt8]) throws {
      try folder.write(bytes, to: "x")
      #expect(throws: DataFormatError(path, problem)) {
        try MappedMatrix<Float>(contentsOfIDX: path)
      }
    }
    try expect(
      .unexpectedContent(expected: "a plain IDX file", found: "one packed with gzip"),
      Gzip.deflate(array.fileBytes))
    try expect(.truncated(expected: 11, found: 10), Array(array.fileBytes.dropLast()))
    try expect(.surplus(expected: 11), array.fileBytes + [0])
    try expect(.truncated(expected: 4, found: 0), [])
    try expect(
      .tooLarge(shape: [1 << 31, 1 << 31, 1 << 31]),
      [0, 0, 8, 3] + [UInt8](repeating: 0, count: 0)
        + (0..<3).flatMap { _ in [0x80, 0, 0, 0] as [UInt8] })
    try expect(
      .unexpectedContent(expected: "rows of real numbers", found: "uint8 of [0]"),
      IDXArray([] as [UInt8], shape: [0]).fileBytes)
  }

  @Test("A file that became shorter is an error, one that was replaced stays as it was")
  func changes() throws {
    let path = folder.path("x.npy")
    let matrix = Matrix<Float>(rows: 300, columns: 100)
    try matrix.write(toNPY: path)
    let mapped = try MappedMatrix<Float>(contentsOfNPY: path)
    try Matrix<Float>.identity(2).write(toNPY: path)
    #expect(try mapped.matrix() == matrix)
    try matrix.write(toNPY: path)
    let other = try MappedMatrix<Float>(contentsOfNPY: path)
    #expect(truncate(path, 5_000) == 0)
    let error = DataFormatError(path, .truncated(expected: 120_128, found: 5_000))
    #expect(throws: error) { try other.check() }
    #expect(throws: error) { try other.matrix() }
  }

  @Test(
    "Reading a large file leaves little of it in memory",
    .enabled(if: Allocations.canBeCounted, "only an optimized build is measured"))
  func residentBytes() async throws {
    let path = folder.path("large.npy")
    // 600 MB that take no room on the disk.
    let header = try NPYHeader.bytes(.uint8, .littleEndian, .rowMajor, [600_000, 1_000])
    try folder.write(header, to: "large.npy")
    #expect(truncate(path, header.count + 600_000_000) == 0)
    await #expect(processExitsWith: .success) { [path = path as String] in
      let mapped = try MappedMatrix<Float>(contentsOfNPY: path)
      let (own, all) = (ProcessMemory.bytes("RssAnon") ?? 0, ProcessMemory.bytes("VmHWM") ?? 0)
      var generator = SeededGenerator(seed: 1)
      var buffer = AlignedBuffer<Float>(zeros: 64 * 1_000)
      for _ in 0..<3_000 {
        let order = (0..<64).map { _ in Int.random(in: 0..<600_000, using: &generator) }
        var target = buffer.mutableSpan
        mapped.gather(order.span, into: &target)
      }
      _ = mapped.contentTerms
      // Nothing of it is copied, and half of it is never mapped at a time.
      if (ProcessMemory.bytes("RssAnon") ?? 0) - own > 16 << 20 { exit(1) }
      if (ProcessMemory.bytes("VmHWM") ?? 0) - all > 300_000_000 { exit(2) }
    }
  }
}
