internal import ElementwiseKernels
internal import LinearAlgebra

/// How a file keeps the numbers of its rows.
struct RowFormat: Sendable {
  let elementType: ElementType
  let byteOrder: ByteOrder

  /// Whether numbers of the type are real.
  static func isReadable(_ type: ElementType) -> Bool { !type.isComplex && type != .bool }

  /// Whether no number of the type is infinite or NaN.
  var isFinite: Bool {
    switch elementType {
    case .float16, .bfloat16, .float32, .float64, .complex64, .complex128: false
    default: true
    }
  }

  /// Reads numbers, each rounded to the nearest, then divided, and so rounded once more.
  ///
  /// A number beyond the range becomes infinite.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func decode<Scalar: RealScalar>(
    _ bytes: Span<UInt8>, dividingBy divisor: Scalar, into target: inout MutableSpan<Scalar>
  ) {
    let swaps = byteOrder == .bigEndian
    if elementType == Scalar.elementKind.elementType {
      copyBytes(bytes, into: &target)
      if swaps { swapBytes(of: &target) }
    } else {
      switch elementType {
      case .uint8:
        convert(bytes, dividingBy: divisor, into: &target)
        return
      case .int8:
        for index in target.indices { target[index] = Scalar(Int8(bitPattern: bytes[index])) }
      case .uint16: Self.decode(UInt16.self, bytes, swaps, into: &target) { Scalar($0) }
      case .int16: Self.decode(Int16.self, bytes, swaps, into: &target) { Scalar($0) }
      case .uint32: Self.decode(UInt32.self, bytes, swaps, into: &target) { Scalar($0) }
      case .int32: Self.decode(Int32.self, bytes, swaps, into: &target) { Scalar($0) }
      case .uint64: Self.decode(UInt64.self, bytes, swaps, into: &target) { Scalar($0) }
      case .int64: Self.decode(Int64.self, bytes, swaps, into: &target) { Scalar($0) }
      case .float16:
        Self.decode(UInt16.self, bytes, swaps, into: &target) {
          Scalar(HalfPrecision.float16.value(ofBits: $0))
        }
      case .bfloat16:
        Self.decode(UInt16.self, bytes, swaps, into: &target) {
          Scalar(HalfPrecision.bfloat16.value(ofBits: $0))
        }
      case .float32:
        Self.decode(UInt32.self, bytes, swaps, into: &target) { Scalar(Float(bitPattern: $0)) }
      case .float64:
        Self.decode(UInt64.self, bytes, swaps, into: &target) { Scalar(Double(bitPattern: $0)) }
      case .bool, .complex64, .complex128: fatalError("\(elementType) is no real number")
      }
    }
    if divisor != 1 {
      for index in target.indices { target[index] /= divisor }
    }
  }

  @inline(__always)
  private static func decode<Word: FixedWidthInteger, Scalar>(
    _ type: Word.Type, _ bytes: Span<UInt8>, _ swaps: Bool, into target: inout MutableSpan<Scalar>,
    _ scalar: (Word) -> Scalar
  ) {
    require(
      bytes.count == target.count * MemoryLayout<Word>.size,
      "\(bytes.count) bytes do not fill \(target.count) scalars")
    for index in target.indices {
      let bits = word(type, of: bytes, at: index * MemoryLayout<Word>.size)
      target[index] = scalar(swaps ? bits.byteSwapped : bits)
    }
  }
}
