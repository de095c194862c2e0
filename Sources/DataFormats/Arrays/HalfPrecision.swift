/// A number of 16 bits that is the upper half of a `Float`: its range with a precision of 8 bits.
///
/// For storage only: convert it to compute.
public struct BFloat16: Equatable, Hashable, Sendable {
  /// A sign, 8 bits of exponent and 7 of the significand.
  public let bitPattern: UInt16

  /// Creates the number with these bits.
  public init(bitPattern: UInt16) { self.bitPattern = bitPattern }

  /// Creates the nearest number to another, the even one of two; a NaN stays one.
  public init(_ value: Float) {
    bitPattern = HalfPrecision.bfloat16.bits(nearest: value)
  }
}

extension Float {
  /// Creates the same number with more bits.
  public init(_ value: BFloat16) { self = HalfPrecision.bfloat16.value(ofBits: value.bitPattern) }
}

/// The two formats of real numbers in 16 bits, converted without branches, so that loops over many
/// become vectors.
///
/// Swift's `Float16` calls a function for each number where the processor need not have the
/// instruction, and is not there on every platform.
enum HalfPrecision {
  /// IEEE 754 binary16.
  case float16
  /// The upper half of a binary32.
  case bfloat16

  /// The number with these bits, which a `Float` holds exactly.
  @inline(__always)
  func value(ofBits bits: UInt16) -> Float {
    let wide = UInt32(bits)
    if self == .bfloat16 { return Float(bitPattern: wide << 16) }
    let magnitude = (wide & 0x7FFF) << 13
    let exponent = magnitude & 0x0F80_0000
    // The bias grows from 15 to 127; infinity and NaN have the highest exponent in both formats.
    let normal = magnitude &+ (exponent == 0x0F80_0000 ? 224 << 23 : 112 << 23)
    // Without an exponent the number is a multiple of 2⁻²⁴: the next larger exponent, less its one.
    let subnormal =
      Float(bitPattern: magnitude &+ 113 << 23) - Float(bitPattern: 113 << 23)
    let value = exponent == 0 ? subnormal.bitPattern : normal
    return Float(bitPattern: value | (wide & 0x8000) << 16)
  }

  /// The bits of the nearest number, the even one of two; a NaN stays one, with its upper bits.
  @inline(__always)
  func bits(nearest value: Float) -> UInt16 {
    let bits = value.bitPattern
    if self == .bfloat16 {
      // The lower half is rounded away: up from the middle, where the upper half is odd.
      let rounded = bits &+ 0x7FFF &+ (bits >> 16 & 1)
      return UInt16(truncatingIfNeeded: (value.isNaN ? bits | 0x0040_0000 : rounded) >> 16)
    }
    let sign = bits >> 16 & 0x8000
    let magnitude = bits & 0x7FFF_FFFF
    let rounded = (magnitude &- 112 << 23 &+ 0xFFF &+ (magnitude >> 13 & 1)) >> 13
    // Adding a number whose last bit is worth 2⁻²⁴ rounds to a multiple of that.
    let subnormal =
      (Float(bitPattern: magnitude) + Float(bitPattern: 126 << 23)).bitPattern &- 126 << 23
    let isSubnormal = magnitude < 113 << 23
    let isOver = magnitude >= 0x4780_0000  // 65,536
    let finite = isSubnormal ? subnormal : rounded
    let notANumber = 0x7E00 | (magnitude >> 13 & 0x3FF)
    let result = value.isNaN ? notANumber : isOver ? 0x7C00 : finite
    return UInt16(truncatingIfNeeded: result | sign)
  }

  /// The bits of the nearest number, rounded once, as if it were from the `Double` itself.
  ///
  /// On the way a `Float` is rounded to odd: its last bit says whether something was cut off, which
  /// is all that the second rounding has to know (S. Boldo, G. Melquiond, 2008).
  @inline(__always)
  func bits(nearest value: Double) -> UInt16 {
    bits(nearest: Self.roundedToOdd(value))
  }

  @inline(__always)
  private static func roundedToOdd(_ value: Double) -> Float {
    let nearest = Float(value)
    let back = Double(nearest)
    let isExact = back == value || value != value
    // Toward zero: one step back where the nearest was further out.
    let cut = nearest.bitPattern &- (back.magnitude > value.magnitude ? 1 : 0)
    return isExact ? nearest : Float(bitPattern: cut | 1)
  }
}
