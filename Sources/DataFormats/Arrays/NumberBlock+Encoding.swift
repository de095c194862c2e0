internal import ElementwiseKernels

extension NumberBlock {
  /// Elements of the type asked for, as bytes with the least significant first.
  struct Encoded {
    let bytes: [UInt8]
    /// The first element that the type cannot take, or nil.
    let fault: Int?
  }

  /// Converts the elements to a type, rounding once.
  func encoded(as type: ElementType, _ conversion: NumberConversion) -> Encoded {
    let isExact = conversion == .exact
    switch self {
    case .real(let values): return Self.encode(values, as: type, isExact)
    case .signed(let values): return Self.encode(values, as: type, isExact)
    case .unsigned(let values): return Self.encode(values, as: type, isExact)
    case .complex(let real, let imaginary):
      if type.isComplex { return Self.encode(real, imaginary, as: type, isExact) }
      let fault = imaginary.firstIndex { $0 != 0 }
      let encoded = Self.encode(real, as: type, isExact)
      return Encoded(
        bytes: encoded.bytes, fault: [fault, encoded.fault].compactMap(\.self).min())
    }
  }

  /// Converts all values, and finds the first at fault.
  ///
  /// The loop finds out only whether there is one, so that it can become one of vectors.
  @inline(__always)
  private static func encode<Value, Number>(
    _ values: [Value], by convert: (Value) -> Number, isFault: (Value, Number) -> Bool
  ) -> Encoded {
    var faults = 0
    let results = values.map { value in
      let result = convert(value)
      faults |= isFault(value, result) ? 1 : 0
      return result
    }
    let fault = faults == 0 ? nil : values.indices.first { isFault(values[$0], results[$0]) }
    return Encoded(bytes: bytes(of: results.span), fault: fault)
  }

  // MARK: From real numbers

  private static func encode(
    _ values: [Double], as type: ElementType, _ isExact: Bool
  ) -> Encoded {
    switch type {
    case .bool: encode(values, by: { $0 == 1 }, isFault: { value, _ in value != 0 && value != 1 })
    case .uint8: encode(values, as: UInt8.self, isExact)
    case .int8: encode(values, as: Int8.self, isExact)
    case .uint16: encode(values, as: UInt16.self, isExact)
    case .int16: encode(values, as: Int16.self, isExact)
    case .uint32: encode(values, as: UInt32.self, isExact)
    case .int32: encode(values, as: Int32.self, isExact)
    case .uint64: encode(values, as: UInt64.self, isExact)
    case .int64: encode(values, as: Int64.self, isExact)
    case .float16: encode(values, in: .float16, isExact)
    case .bfloat16: encode(values, in: .bfloat16, isExact)
    case .float32: encode(values, by: { Float($0) }, isFault: { isFault($0, Double($1), isExact) })
    case .float64: Encoded(bytes: bytes(of: values.span), fault: nil)
    case .complex64, .complex128:
      encode(values, [Double](repeating: 0, count: values.count), as: type, isExact)
    }
  }

  /// Whether a number has become another, or one without end.
  @inline(__always)
  private static func isFault(_ value: Double, _ result: Double, _ isExact: Bool) -> Bool {
    isExact ? result != value && value == value : result.isInfinite && !value.isInfinite
  }

  @inline(__always)
  private static func encode<Whole: FixedWidthInteger>(
    _ values: [Double], as type: Whole.Type, _ isExact: Bool
  ) -> Encoded {
    func whole(_ value: Double) -> Whole? {
      Whole(exactly: isExact ? value : value.rounded(.toNearestOrEven))
    }
    return encode(values, by: { whole($0) ?? 0 }, isFault: { value, _ in whole(value) == nil })
  }

  @inline(__always)
  private static func encode(
    _ values: [Double], in format: HalfPrecision, _ isExact: Bool
  ) -> Encoded {
    encode(
      values, by: { format.bits(nearest: $0) },
      isFault: { isFault($0, Double(format.value(ofBits: $1)), isExact) })
  }

  // MARK: From whole numbers of 64 bits

  @inline(__always)
  private static func encode<Wide: FixedWidthInteger>(
    _ values: [Wide], as type: ElementType, _ isExact: Bool
  ) -> Encoded {
    switch type {
    case .bool: encode(values, by: { $0 == 1 }, isFault: { value, _ in value != 0 && value != 1 })
    case .uint8: encode(values, as: UInt8.self)
    case .int8: encode(values, as: Int8.self)
    case .uint16: encode(values, as: UInt16.self)
    case .int16: encode(values, as: Int16.self)
    case .uint32: encode(values, as: UInt32.self)
    case .int32: encode(values, as: Int32.self)
    case .uint64: encode(values, as: UInt64.self)
    case .int64: encode(values, as: Int64.self)
    case .float16: encode(values, in: .float16, isExact)
    case .bfloat16: encode(values, in: .bfloat16, isExact)
    case .float32:
      encode(values, by: { Float($0) }, isFault: { isExact && Wide(exactly: $1) != $0 })
    case .float64:
      encode(values, by: { Double($0) }, isFault: { isExact && Wide(exactly: $1) != $0 })
    case .complex64:
      encode(values, by: { SIMD2(Float($0), 0) }, isFault: { isExact && Wide(exactly: $1.x) != $0 })
    case .complex128:
      encode(
        values, by: { SIMD2(Double($0), 0) }, isFault: { isExact && Wide(exactly: $1.x) != $0 })
    }
  }

  @inline(__always)
  private static func encode<Wide: FixedWidthInteger, Whole: FixedWidthInteger>(
    _ values: [Wide], as type: Whole.Type
  ) -> Encoded {
    encode(values, by: { Whole(truncatingIfNeeded: $0) }, isFault: { Whole(exactly: $0) != $1 })
  }

  @inline(__always)
  private static func encode<Wide: FixedWidthInteger>(
    _ values: [Wide], in format: HalfPrecision, _ isExact: Bool
  ) -> Encoded {
    encode(
      values,
      by: { value in
        // What a Double would round away is left as a mark that something was, for one rounding.
        let lost = value & 0xFFF
        let isLong = value.magnitude >> 52 != 0
        let kept = isLong ? (value ^ lost) | (lost == 0 ? 0 : 0x800) : value
        return format.bits(nearest: Double(kept))
      },
      isFault: {
        let result = format.value(ofBits: $1)
        return isExact ? Wide(exactly: result) != $0 : result.isInfinite
      })
  }

  // MARK: Complex numbers

  private static func encode(
    _ real: [Double], _ imaginary: [Double], as type: ElementType, _ isExact: Bool
  ) -> Encoded {
    let pairs = real.indices.map { SIMD2(real[$0], imaginary[$0]) }
    guard type == .complex64 else { return Encoded(bytes: bytes(of: pairs.span), fault: nil) }
    return encode(
      pairs, by: { SIMD2(Float($0.x), Float($0.y)) },
      isFault: {
        isFault($0.x, Double($1.x), isExact) || isFault($0.y, Double($1.y), isExact)
      })
  }
}
