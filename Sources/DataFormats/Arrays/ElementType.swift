/// A type of number that files hold, by the name that NumPy gives it.
public enum ElementType: String, CaseIterable, Sendable, Codable {
  /// Truth values, a byte each: 0 or 1.
  case bool
  /// Whole numbers 0…255.
  case uint8
  /// Whole numbers −128…127.
  case int8
  /// Whole numbers of 16 bits without a sign.
  case uint16
  /// Whole numbers of 16 bits.
  case int16
  /// Whole numbers of 32 bits without a sign.
  case uint32
  /// Whole numbers of 32 bits.
  case int32
  /// Whole numbers of 64 bits without a sign.
  case uint64
  /// Whole numbers of 64 bits.
  case int64
  /// IEEE 754 binary16: 5 bits of exponent, a precision of 11.
  case float16
  /// The upper half of a binary32: 8 bits of exponent, a precision of 8. NumPy has no such type.
  case bfloat16
  /// IEEE 754 binary32.
  case float32
  /// IEEE 754 binary64.
  case float64
  /// Two binary32, the real and the imaginary part.
  case complex64
  /// Two binary64, the real and the imaginary part.
  case complex128

  /// The size of one element in bytes.
  public var byteCount: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .uint16, .int16, .float16, .bfloat16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64, .complex64: 8
    case .complex128: 16
    }
  }

  /// Whether an element consists of two numbers.
  public var isComplex: Bool { self == .complex64 || self == .complex128 }

  /// The size of an array in bytes, or nil where a dimension is negative or an address cannot count
  /// the bytes.
  func byteCount(ofShape shape: [Int]) -> Int? {
    var size = byteCount
    // Zeros are left out, so that their place among the dimensions does not decide.
    for dimension in shape where dimension != 0 {
      let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
      if overflow || dimension < 0 { return nil }
      size = product
    }
    return shape.contains(0) ? 0 : size
  }
}

extension ElementType: CustomStringConvertible {
  /// NumPy's name of the type.
  public var description: String { rawValue }
}

/// Which byte of a number comes first in a file.
public enum ByteOrder: Sendable {
  /// The least significant one, as nearly all processors have it.
  case littleEndian
  /// The most significant one.
  case bigEndian
}
