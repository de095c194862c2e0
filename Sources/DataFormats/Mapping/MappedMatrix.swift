internal import ElementwiseKernels
public import LinearAlgebra

/// A matrix that stays in its file: rows are read where they are needed, and converted then.
///
/// For data that is larger than memory, or that need not fill it: pixels of one byte take a quarter of
/// the same pixels as `Float`.
///
/// ```swift
/// let images = try MappedMatrix<Float>(contentsOfIDX: "train-images-idx3-ubyte", dividedBy: 255)
/// let labels = try IDXArray(contentsOf: "train-labels-idx1-ubyte").integers() ?? []
/// let data = try MappedDataset(validating: images, targets: .labels(labels, classCount: 10))
/// try model.fit(data, epochs: 5)
/// ```
/// The file is mapped into the address space. What was read stays in the memory of the system as long as
/// that has some to spare, and is taken off the account of this process every so often.
///
/// A file that is replaced by another of its name, as this package and `mv` do, stays as it was for who has
/// it mapped. Others write over the file itself, `numpy.save` and `cp` among them: what they change changes
/// here too, and a file that is made shorter is an error of the next batch, or within a batch the end of the
/// process, by SIGBUS. Leave the file alone while you train, and keep checkpoints.
public struct MappedMatrix<Scalar: RealScalar>: Sendable {
  /// The file as the caller named it.
  public let file: String
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The type of the numbers in the file.
  public var elementType: ElementType { format.elementType }
  /// What numbers are divided by.
  public let divisor: Scalar

  private let map: MappedFile
  private let format: RowFormat
  /// The byte at which the first row begins.
  private let offset: Int

  /// Maps an npy file: the first dimension counts the rows, the others are laid end to end, and an
  /// array of one dimension is a column.
  ///
  /// - Parameters:
  ///   - path: The file. Its numbers are real ones of any type in either order of bytes, in C's order.
  ///   - divisor: What to divide by; 255 takes pixels to 0…1. Each number is rounded to `Scalar`, then
  ///     divided, and so rounded once more.
  /// - Throws: ``DataFormatError`` when the file cannot be read, is shorter or longer than its header
  ///   says, with an ``NPYFault`` that says what is wrong with the header, or when it holds no rows of
  ///   real numbers, or rows that are longer than the memory of this machine.
  /// - Precondition: `divisor` is finite and not zero.
  /// - Complexity: O(1); nothing but the header is read.
  public init(contentsOfNPY path: String, dividedBy divisor: Scalar = 1) throws(DataFormatError) {
    Self.check(divisor)
    let store = try ByteStore(contentsOf: path)
    let place = try store.npyPlace()
    guard place.order == .rowMajor || place.shape.count < 2 else {
      throw DataFormatError(
        path, .unexpectedContent(expected: "rows that lie together", found: "Fortran's order"))
    }
    try self.init(store, place, dividedBy: divisor)
  }

  /// Maps a plain IDX file: the first dimension counts the rows, the others are laid end to end.
  ///
  /// - Parameters:
  ///   - path: The file, not packed; `IDXArray(contentsOf:)` and `write(to:)` unpack one.
  ///   - divisor: What to divide by; 255 takes pixels to 0…1. Each number is rounded to `Scalar`, then
  ///     divided, and so rounded once more.
  /// - Throws: ``DataFormatError`` when the file cannot be read, is no IDX file or a packed one, is
  ///   shorter or longer than its header says, holds no rows, or rows that are longer than the memory of
  ///   this machine.
  /// - Precondition: `divisor` is finite and not zero.
  /// - Complexity: O(1); nothing but the header is read.
  public init(contentsOfIDX path: String, dividedBy divisor: Scalar = 1) throws(DataFormatError) {
    Self.check(divisor)
    let store = try ByteStore(contentsOf: path)
    try self.init(store, store.idxPlace(), dividedBy: divisor)
  }

  /// Stops at a divisor that makes no numbers, before a file is looked for.
  private static func check(_ divisor: Scalar) {
    require(divisor.isFinite && divisor != 0, "elements cannot be divided by \(divisor)")
  }

  private init(
    _ store: ByteStore, _ place: ArrayPlace, dividedBy divisor: Scalar
  ) throws(DataFormatError) {
    guard RowFormat.isReadable(place.elementType), place.byteCount > 0 else {
      throw DataFormatError(
        store.name,
        .unexpectedContent(
          expected: "rows of real numbers", found: "\(place.elementType) of \(place.shape)"))
    }
    (rows, columns) = place.matrixShape
    // A batch has one row at least.
    try store.requireMemory(for: columns, of: MemoryLayout<Scalar>.stride)
    file = store.name
    format = RowFormat(elementType: place.elementType, byteOrder: place.byteOrder)
    offset = place.offset
    self.divisor = divisor
    map = try store.mapped()
    try check()
  }

  private init(_ other: MappedMatrix, rows: Range<Int>) {
    file = other.file
    self.rows = rows.count
    columns = other.columns
    format = other.format
    offset = other.offset + rows.lowerBound * other.rowSize
    divisor = other.divisor
    map = other.map
  }

  /// The bytes of a row in the file.
  private var rowSize: Int { columns * elementType.byteCount }

  /// Makes sure that the file is as long as it was.
  ///
  /// - Throws: ``DataFormatError/Problem/truncated(expected:found:)`` when it has become shorter.
  public func check() throws(DataFormatError) {
    let found: Int?
    do throws(SystemFault) {
      found = try map.shortened()
    } catch {
      throw DataFormatError(file, .unreadable(reason: error.reason))
    }
    if let found { throw DataFormatError(file, .truncated(expected: map.size, found: found)) }
  }

  /// Some of the rows, which stay in the file too.
  ///
  /// - Precondition: `range` lies in `0 ..< rows`.
  /// - Complexity: O(1).
  public func rows(_ range: Range<Int>) -> MappedMatrix {
    require(
      range.lowerBound >= 0 && range.upperBound <= rows,
      "rows \(range) are not inside 0..<\(rows)")
    return MappedMatrix(self, rows: range)
  }

  /// Reads all rows into memory.
  ///
  /// - Returns: The matrix, [rows, columns].
  /// - Throws: ``DataFormatError/Problem/truncated(expected:found:)`` when the file has become shorter, and
  ///   ``DataFormatError/Problem/unreadable(reason:)`` when this machine has less memory.
  /// - Complexity: O(n), one allocation.
  public func matrix() throws(DataFormatError) -> Matrix<Scalar> {
    try check()
    try SystemMemory.require(rows * columns, of: MemoryLayout<Scalar>.stride, for: file)
    var matrix = Matrix<Scalar>(unwrittenRows: rows, columns: columns)
    var target = matrix.mutableSpan
    read(0..<rows, into: &target)
    return matrix
  }
}

extension MappedMatrix {
  /// Overwrites scalars with rows that lie one behind the other.
  ///
  /// - Precondition: `range` lies in `0 ..< rows`, and there are as many scalars.
  package func read(_ range: Range<Int>, into target: inout MutableSpan<Scalar>) {
    // In pieces, so that no more is in memory than has to be.
    let step = max(1, (4 << 20) / max(1, rowSize))
    for start in stride(from: range.lowerBound, to: range.upperBound, by: step) {
      let end = min(start + step, range.upperBound)
      var piece = target.slice(
        (start - range.lowerBound) * columns..<(end - range.lowerBound) * columns)
      map.withBytes(offset + start * rowSize..<offset + end * rowSize) {
        format.decode($0, dividingBy: divisor, into: &piece)
      }
      map.noteReading(places: 1, of: (end - start) * rowSize)
    }
  }

  /// Overwrites scalars with chosen rows, or a range of their columns, one behind the other.
  ///
  /// - Precondition: Every index lies in `0 ..< rows`, the range in `0 ..< columns`, and there are as
  ///   many scalars.
  /// - Complexity: O(indices · columns), no allocation.
  package func gather(
    _ indices: Span<Int>, columnRange: Range<Int>? = nil, into target: inout MutableSpan<Scalar>
  ) {
    let range = columnRange ?? 0..<columns
    let size = elementType.byteCount
    require(
      range.lowerBound >= 0 && range.upperBound <= columns,
      "columns \(range) are not inside 0..<\(columns)")
    for place in indices.indices {
      let row = indices[place]
      require(row >= 0 && row < rows, "row \(row) is outside 0..<\(rows)")
      let start = offset + row * rowSize + range.lowerBound * size
      var own = target.slice(place * range.count..<(place + 1) * range.count)
      map.withBytes(start..<start + range.count * size) {
        format.decode($0, dividingBy: divisor, into: &own)
      }
    }
    map.noteReading(places: indices.count, of: range.count * size)
  }

  /// Where the first number stands that is infinite or NaN as a `Scalar`, or nil.
  ///
  /// - Complexity: O(n), which reads the whole file, unless its type has none such.
  package func firstNonFinite() -> (row: Int, column: Int)? {
    if format.isFinite, divisor.magnitude >= 1 { return nil }
    let step = max(1, (1 << 18) / max(1, columns))
    var buffer = AlignedBuffer<Scalar>(zeros: min(step, rows) * columns)
    for start in stride(from: 0, to: rows, by: step) {
      let count = min(step, rows - start) * columns
      do {
        var all = buffer.mutableSpan
        var own = all.slice(0..<count)
        read(start..<min(start + step, rows), into: &own)
      }
      if let index = nonFiniteElements(of: buffer.span.extracting(first: count)).first {
        return (row: start + index / columns, column: index % columns)
      }
    }
    return nil
  }

  /// A checksum of all rows, and what they are, in words: what decides the numbers.
  ///
  /// - Complexity: O(n), which reads the whole file.
  package var contentTerms: String {
    var sum: UInt64 = 0
    let size = rows * rowSize
    for start in stride(from: 0, to: size, by: 4 << 20) {
      let end = min(start + 4 << 20, size)
      sum = map.withBytes(offset + start..<offset + end) { checksum(of: $0, seed: sum) }
      map.noteReading(places: 1, of: end - start)
    }
    let order = format.byteOrder == .bigEndian ? "big-endian " : ""
    return "\(order)\(elementType) divided by \(divisor) in a file with checksum "
      + String(sum, radix: 16)
  }
}

extension ByteStore {
  /// Where the elements of the array lie, if the bytes are a plain IDX file, all of them.
  fileprivate func idxPlace() throws(DataFormatError) -> ArrayPlace {
    let start = try read(upTo: IDXHeader.largestSize, at: 0)
    var content = try ContentReader(ByteSource(bytes: start, name: name))
    guard !content.isPacked else {
      throw DataFormatError(
        name, .unexpectedContent(expected: "a plain IDX file", found: "one packed with gzip"))
    }
    let header = try IDXHeader(&content)
    guard let payloadSize = header.payloadSize else {
      throw DataFormatError(name, .tooLarge(shape: header.shape))
    }
    let expected = header.size + payloadSize
    if size < expected { throw DataFormatError(name, .truncated(expected: expected, found: size)) }
    if size > expected { throw DataFormatError(name, .surplus(expected: expected)) }
    return ArrayPlace(
      elementType: header.elementType.asElementType, byteOrder: .bigEndian, order: .rowMajor,
      shape: header.shape, offset: header.size, byteCount: payloadSize)
  }
}

extension IDXArray.ElementType {
  /// The type by NumPy's name.
  fileprivate var asElementType: ElementType {
    switch self {
    case .uint8: .uint8
    case .int8: .int8
    case .int16: .int16
    case .int32: .int32
    case .float32: .float32
    case .float64: .float64
    }
  }
}
