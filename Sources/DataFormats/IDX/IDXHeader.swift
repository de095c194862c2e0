/// The start of an IDX file: two zero bytes, the element type, the rank, and each dimension as
/// 32 bits, most significant byte first.
struct IDXHeader {
  let elementType: IDXArray.ElementType
  let shape: [Int]

  /// The bytes up to the dimensions.
  private static let prefixSize = 4

  /// The most bytes that a header can have, with 255 dimensions.
  static let largestSize = prefixSize + 4 * 255

  /// The size of the header in bytes.
  var size: Int { Self.prefixSize + 4 * shape.count }

  /// The size of the elements in bytes, or nil where an address cannot count the whole file.
  var payloadSize: Int? {
    var size = elementType.byteCount
    // Zeros are left out, so that their place among the dimensions does not decide.
    for dimension in shape where dimension != 0 {
      let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
      if overflow { return nil }
      size = product
    }
    if size > Int.max - self.size { return nil }
    return shape.contains(0) ? 0 : size
  }

  /// Creates the header of an array.
  init(elementType: IDXArray.ElementType, shape: [Int]) {
    self.elementType = elementType
    self.shape = shape
  }

  /// Reads a header from the start of a file.
  init(_ content: inout ContentReader) throws(DataFormatError) {
    let prefix = try content.read(upTo: Self.prefixSize)
    guard prefix.starts(with: [0, 0].prefix(prefix.count)) else {
      throw DataFormatError(content.name, .notIDX(found: prefix))
    }
    guard prefix.count == Self.prefixSize else {
      throw DataFormatError(
        content.name, .truncated(expected: Self.prefixSize, found: prefix.count))
    }
    guard let elementType = IDXArray.ElementType(rawValue: prefix[2]) else {
      throw DataFormatError(content.name, .unknownElementType(prefix[2]))
    }
    let rank = Int(prefix[3])
    let dimensions = try content.read(upTo: 4 * rank)
    guard dimensions.count == 4 * rank else {
      throw DataFormatError(
        content.name,
        .truncated(
          expected: Self.prefixSize + 4 * rank, found: Self.prefixSize + dimensions.count))
    }
    self.elementType = elementType
    shape = (0..<rank).map { index in
      dimensions[4 * index..<4 * index + 4].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  /// The header as it stands in a file.
  var bytes: [UInt8] {
    [0, 0, elementType.rawValue, UInt8(shape.count)]
      + shape.flatMap { dimension in
        stride(from: 24, through: 0, by: -8).map { UInt8(dimension >> $0 & 0xFF) }
      }
  }
}
