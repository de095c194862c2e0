/// The upper 128 bits of the powers of five that a finite decimal number can need.
///
/// Entry q is 5^q · 2^b with b such that the top one of the 128 bits is set. Positive powers are cut
/// off; of the negative ones, 5^−1…5^−27 are rounded up, so that a product with them ends in zeros
/// where the number is exact, and the others are cut off.
struct PowersOfFive: Sendable {
  /// The exponents: below, every number of 19 digits is zero, above, infinite, as Float and Double.
  static let exponents = -342...308

  /// Made once, in some 0.2 ms.
  static let shared = PowersOfFive()

  /// Two words for each exponent, the higher first.
  let words: [UInt64]

  private init() {
    var reciprocals: [[UInt64]] = []
    // 2^1023, least significant word first: 228 bits are left after 342 divisions, and ⌊⌊x/5⌋/5⌋ is
    // ⌊x/25⌋, so that nothing is lost on the way.
    var number = [UInt64](repeating: 0, count: 15) + [1 << 63]
    for power in 1 ... -Self.exponents.lowerBound {
      Self.divideByFive(&number)
      var (high, low) = Self.top(of: number)
      if power <= 27 {
        let (sum, overflow) = low.addingReportingOverflow(1)
        low = sum
        if overflow { high += 1 }
      }
      reciprocals.append([high, low])
    }
    var words = Array(reciprocals.reversed().joined())
    number = [1] + [UInt64](repeating: 0, count: 11)
    for _ in 0...Self.exponents.upperBound {
      let (high, low) = Self.top(of: number)
      words += [high, low]
      Self.multiplyByFive(&number)
    }
    self.words = words
  }

  private static func divideByFive(_ number: inout [UInt64]) {
    var remainder: UInt64 = 0
    for index in number.indices.reversed() {
      let (quotient, rest) = UInt64(5).dividingFullWidth((remainder, number[index]))
      number[index] = quotient
      remainder = rest
    }
  }

  private static func multiplyByFive(_ number: inout [UInt64]) {
    var carry: UInt64 = 0
    for index in number.indices {
      let product = number[index].multipliedFullWidth(by: 5)
      let (sum, overflow) = product.low.addingReportingOverflow(carry)
      number[index] = sum
      carry = product.high + (overflow ? 1 : 0)
    }
  }

  /// The 128 bits from the highest one downwards.
  private static func top(of number: [UInt64]) -> (high: UInt64, low: UInt64) {
    let index = number.lastIndex { $0 != 0 } ?? 0
    func word(_ index: Int) -> UInt64 { index < 0 ? 0 : number[index] }
    let shift = word(index).leadingZeroBitCount
    // A shift by 64 leaves nothing.
    return (
      high: word(index) << shift | word(index - 1) >> (64 - shift),
      low: word(index - 1) << shift | word(index - 2) >> (64 - shift)
    )
  }
}
