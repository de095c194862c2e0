internal import LinearAlgebra

/// Decimal numbers rounded once, to the nearest number of a type and to the even one of two.
///
/// - SeeAlso: D. Lemire, "Number parsing at a gigabyte per second", Software: Practice and
///   Experience 51 (2021); N. Mushtak, D. Lemire, "Fast number parsing without fallback", ibid. 53
///   (2023); W. D. Clinger, "How to read floating point numbers accurately", PLDI (1990).
struct DecimalRounding<Scalar: RealScalar> {
  private let powers: [UInt64] = PowersOfFive.shared.words
  /// The powers of ten that the type holds exactly: 10⁰…10¹⁰ as Float, 10⁰…10²² as Double.
  private let exactPowers: [Scalar]
  /// The least whole number that the type does not hold for sure: 2²⁴ or 2⁵³.
  private let exactLimit: UInt64 = 2 << UInt64(Scalar.significandBitCount)

  init() {
    var powers: [Scalar] = [1]
    // 5^q has to fit into the significand.
    while powers.count <= (Scalar.scalarKind == .float32 ? 10 : 22) {
      powers.append(powers[powers.count - 1] * 10)
    }
    exactPowers = powers
  }

  /// The number nearest to what is written; infinite where it is out of range.
  @inline(__always)
  func nearest(to number: DecimalText, in bytes: Span<UInt8>, from start: Int) -> Scalar {
    guard number.digitCount <= DecimalText.digitLimit else {
      return nearestToLong(number, in: bytes, from: start)
    }
    let magnitude = nearest(to: number.digits, exponent: number.exponent)
    return number.isNegative ? -magnitude : magnitude
  }

  /// The same for more digits than an integer holds.
  @inline(never)
  private func nearestToLong(
    _ number: DecimalText, in bytes: Span<UInt8>, from start: Int
  ) -> Scalar {
    let long = LongDecimal(number, in: bytes, from: start)
    var magnitude = nearest(to: long.first, exponent: long.exponent)
    // Where both neighbours among the integers round alike, so does what lies between them.
    if !long.isExact, nearest(to: long.first + 1, exponent: long.exponent) != magnitude {
      magnitude = standardLibraryNumber(long.text)
    }
    return number.isNegative ? -magnitude : magnitude
  }

  /// The number nearest to a text, slowly.
  private func standardLibraryNumber(_ text: String) -> Scalar {
    let value: Scalar? =
      switch Scalar.scalarKind {
      case .float32: Float(text).map { Scalar($0) }
      case .float64: Double(text).map { Scalar($0) }
      }
    guard let value else { fatalError("the standard library reads no number in \(text)") }
    return value
  }

  /// The number nearest to `digits` · 10^`exponent`; infinite where that is out of range.
  @inline(__always)
  func nearest(to digits: UInt64, exponent: Int) -> Scalar {
    // A quotient or product of two exact numbers is rounded once (Clinger, 1990).
    if digits < exactLimit {
      let exact = Scalar(Int64(truncatingIfNeeded: digits))
      if exponent == 0 { return exact }
      if exponent < 0, -exponent < exactPowers.count { return exact / exactPowers[-exponent] }
      if exponent > 0, exponent < exactPowers.count { return exact * exactPowers[exponent] }
    }
    return rounded(digits, exponent)
  }

  /// The product with 5^`exponent`, of which 128 bits are known, decides the rounding.
  private func rounded(_ digits: UInt64, _ exponent: Int) -> Scalar {
    guard digits != 0, exponent >= PowersOfFive.exponents.lowerBound else { return 0 }
    guard exponent <= PowersOfFive.exponents.upperBound else { return .infinity }
    let significandBits = Scalar.significandBitCount
    let largestExponent = 1 << Scalar.exponentBitCount - 1
    let bias = largestExponent >> 1

    let zeros = digits.leadingZeroBitCount
    let (high, low) = product(of: digits << UInt64(zeros), exponent: exponent)
    let upper = Int(high >> 63)
    // Three bits more than the significand's: the leading one, and one or two that round.
    let shift = upper + 64 - significandBits - 3
    var significand = high >> UInt64(shift)
    // ⌊exponent · log₂ 10⌋ + 63 is the power of two of the product's top bit.
    var power = (217_706 * exponent) >> 16 + 63 + upper - zeros + bias
    if power <= 0 {
      guard power > -62 else { return 0 }
      significand >>= UInt64(1 - power)
      significand = (significand + significand & 1) >> 1
      // Rounding up may give the least number with a full significand.
      power = significand >> UInt64(significandBits) == 0 ? 0 : 1
    } else {
      // A product that is exact and ends in one half goes to the even neighbour.
      if low <= 1, significand & 3 == 1, Self.exponentsOfMiddles.contains(exponent),
        significand << UInt64(shift) == high
      {
        significand &= ~1
      }
      significand = (significand + significand & 1) >> 1
      if significand >> UInt64(significandBits) == 2 {
        significand >>= 1
        power += 1
      }
      if power >= largestExponent { return .infinity }
    }
    let fraction = significand & (1 << UInt64(significandBits) - 1)
    return Scalar(
      sign: .plus, exponentBitPattern: UInt(power),
      significandBitPattern: Scalar.RawSignificand(truncatingIfNeeded: fraction))
  }

  /// The upper 128 bits of the product, or as many of them as the rounding needs.
  @inline(__always)
  private func product(of digits: UInt64, exponent: Int) -> (high: UInt64, low: UInt64) {
    let index = 2 * (exponent - PowersOfFive.exponents.lowerBound)
    var (high, low) = digits.multipliedFullWidth(by: powers[index])
    let undecided = UInt64.max >> UInt64(Scalar.significandBitCount + 3)
    if high & undecided == undecided {
      let second = digits.multipliedFullWidth(by: powers[index + 1])
      let (sum, overflow) = low.addingReportingOverflow(second.high)
      low = sum
      if overflow { high += 1 }
    }
    return (high, low)
  }

  /// Where a number of 64 bits times 10^q can lie in the middle between two of the type.
  private static var exponentsOfMiddles: ClosedRange<Int> {
    Scalar.scalarKind == .float32 ? -17...10 : -4...23
  }
}
