internal import ElementwiseKernels

/// Some elements of an array, each exactly as the array has it, in one of four forms.
///
/// Any of the 15 types of elements converts to any other by way of these, which takes fewer loops than
/// the 225 pairs.
enum NumberBlock {
  case real([Double])
  case signed([Int64])
  case unsigned([UInt64])
  case complex(real: [Double], imaginary: [Double])

  /// How many elements go through at a time: few enough to stay in the cache.
  static let capacity = 8192

  /// The number of elements.
  var count: Int {
    switch self {
    case .real(let values), .complex(let values, _): values.count
    case .signed(let values): values.count
    case .unsigned(let values): values.count
    }
  }

  /// Reads elements from their bytes.
  init(_ bytes: [UInt8], of type: ElementType, _ order: ByteOrder) {
    let bytes = bytes.span
    let swaps = order == .bigEndian
    self =
      switch type {
      case .bool, .uint8: .real(Self.whole(UInt8.self, bytes, swaps))
      case .int8: .real(Self.whole(Int8.self, bytes, swaps))
      case .uint16: .real(Self.whole(UInt16.self, bytes, swaps))
      case .int16: .real(Self.whole(Int16.self, bytes, swaps))
      case .uint32: .real(Self.whole(UInt32.self, bytes, swaps))
      case .int32: .real(Self.whole(Int32.self, bytes, swaps))
      case .uint64: .unsigned(Self.words(UInt64.self, bytes, swaps))
      case .int64: .signed(Self.words(Int64.self, bytes, swaps))
      case .float16: .real(Self.halves(bytes, swaps, .float16))
      case .bfloat16: .real(Self.halves(bytes, swaps, .bfloat16))
      case .float32: .real(Self.floats(bytes, swaps))
      case .float64: .real(Self.doubles(bytes, swaps))
      case .complex64: Self.complex(Self.floats(bytes, swaps))
      case .complex128: Self.complex(Self.doubles(bytes, swaps))
      }
  }

  @inline(__always)
  private static func words<Word: FixedWidthInteger>(
    _ type: Word.Type, _ bytes: Span<UInt8>, _ swaps: Bool
  ) -> [Word] {
    let words = numbers(type, from: bytes)
    return swaps ? words.map(\.byteSwapped) : words
  }

  @inline(__always)
  private static func whole<Word: FixedWidthInteger>(
    _ type: Word.Type, _ bytes: Span<UInt8>, _ swaps: Bool
  ) -> [Double] {
    words(type, bytes, swaps).map { Double($0) }
  }

  private static func halves(
    _ bytes: Span<UInt8>, _ swaps: Bool, _ format: HalfPrecision
  ) -> [Double] {
    let words = words(UInt16.self, bytes, swaps)
    switch format {
    case .float16: return words.map { Double(HalfPrecision.float16.value(ofBits: $0)) }
    case .bfloat16: return words.map { Double(HalfPrecision.bfloat16.value(ofBits: $0)) }
    }
  }

  private static func floats(_ bytes: Span<UInt8>, _ swaps: Bool) -> [Double] {
    words(UInt32.self, bytes, swaps).map { Double(Float(bitPattern: $0)) }
  }

  private static func doubles(_ bytes: Span<UInt8>, _ swaps: Bool) -> [Double] {
    words(UInt64.self, bytes, swaps).map { Double(bitPattern: $0) }
  }

  private static func complex(_ parts: [Double]) -> NumberBlock {
    .complex(
      real: stride(from: 0, to: parts.count, by: 2).map { parts[$0] },
      imaginary: stride(from: 1, to: parts.count, by: 2).map { parts[$0] })
  }

  /// An element in words, for an error.
  func text(at index: Int) -> String {
    switch self {
    case .real(let values): "\(values[index])"
    case .signed(let values): "\(values[index])"
    case .unsigned(let values): "\(values[index])"
    case .complex(let real, let imaginary):
      "\(real[index])\(imaginary[index].sign == .minus ? "" : "+")\(imaginary[index])i"
    }
  }
}
