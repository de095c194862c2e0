public import LinearAlgebra

/// The header of an npy file: the type and shape of its array, and where the elements begin.
///
/// A value made of bytes alone, so that who maps a file into memory can use it too.
///
/// - SeeAlso: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>
public struct NPYHeader: Equatable, Sendable {
  /// The type of every element.
  public let elementType: ElementType
  /// Which byte of an element comes first.
  public let byteOrder: ByteOrder
  /// Whether rows or columns lie together.
  public let order: ElementOrder
  /// The dimensions.
  public let shape: [Int]
  /// The byte of the file at which the elements begin.
  public let dataOffset: Int
  /// The bytes that the elements take.
  public let dataSize: Int

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// The bytes that a header may take, with those that hold its size; NumPy's own limit.
  static let largestSize = 10_000
  /// The most dimensions; NumPy allows as many.
  static let largestRank = 64

  /// Reads a header from the start of a file.
  ///
  /// That the elements are there, and no more, is left to the caller, who has to compare
  /// ``dataOffset`` + ``dataSize`` with the size of the file.
  ///
  /// - Parameters:
  ///   - bytes: The start of the file, 10,012 bytes or more unless it is shorter.
  ///   - fileSize: The size of the whole file.
  /// - Throws: ``NPYFault``.
  /// - Complexity: O(n) in the bytes of the header.
  public init(_ bytes: [UInt8], fileSize: Int) throws(NPYFault) {
    let start = Array(bytes.prefix(Self.magic.count))
    guard start == Self.magic else { throw .notNPY(found: start) }
    guard bytes.count >= 10 else { throw .headerBeyondEnd(size: 10, fileSize: fileSize) }
    let (major, minor) = (bytes[6], bytes[7])
    guard 1...3 ~= major, minor == 0 else { throw .unknownVersion(major: major, minor: minor) }
    let textStart = major == 1 ? 10 : 12
    guard bytes.count >= textStart else {
      throw .headerBeyondEnd(size: textStart, fileSize: fileSize)
    }
    let size = bytes[8..<textStart].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard size <= Self.largestSize else { throw .headerTooLarge(size) }
    guard bytes.count - textStart >= size else {
      throw .headerBeyondEnd(size: textStart + size, fileSize: fileSize)
    }
    dataOffset = textStart + size
    // Python 2 wrote an L behind its long numbers, and knew nothing of version 3.
    var text = NPYText(bytes, from: textStart, to: dataOffset, allowsLong: major < 3)
    let values = try text.read()
    (elementType, byteOrder) = try Self.type(of: values.type)
    order = values.isColumnMajor ? .columnMajor : .rowMajor
    shape = values.shape
    guard let dataSize = elementType.byteCount(ofShape: shape),
      dataSize <= Int.max - dataOffset
    else { throw .tooLarge(shape: shape) }
    self.dataSize = dataSize
  }

  /// Takes NumPy's description of a type apart, such as `<f8`.
  private static func type(
    of text: String
  ) throws(NPYFault) -> (type: ElementType, order: ByteOrder) {
    guard let order = text.first, "<>|".contains(order),
      let type = ElementType.allCases.first(where: { $0.numpyCode == String(text.dropFirst()) }),
      order != "|" || type.byteCount == 1
    else { throw .unsupportedType(text) }
    return (type, order == ">" ? .bigEndian : .littleEndian)
  }
}

extension ElementType {
  /// What NumPy calls the type in a file, or nil where it has none such.
  var numpyCode: String? {
    switch self {
    case .bool: "b1"
    case .uint8: "u1"
    case .int8: "i1"
    case .uint16: "u2"
    case .int16: "i2"
    case .uint32: "u4"
    case .int32: "i4"
    case .uint64: "u8"
    case .int64: "i8"
    case .float16: "f2"
    case .bfloat16: nil
    case .float32: "f4"
    case .float64: "f8"
    case .complex64: "c8"
    case .complex128: "c16"
    }
  }
}
