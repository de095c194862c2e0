internal import ElementwiseKernels

/// The decimal of fewest digits that is nearer to a number than to any other of its type.
///
/// With digits d₀, d₁, … it is d₀.d₁d₂… · 10^exponent. It does not end in zeros.
struct ShortestDecimal {
  private(set) var digits: [UInt8]
  private(set) var exponent: Int
  // For ties: the number itself, of either type.
  private let magnitude: Double

  /// Takes the digits of a finite number; its sign is left out.
  init(_ value: some RealScalar) {
    magnitude = Double(value).magnitude
    // What the standard library writes is the shortest: 0.25, 120.0, 1e-07, 1.5e+20.
    let parts = "\(value.magnitude)".split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    digits = mantissa.joined().utf8.map { $0 - UInt8(ascii: "0") }
    exponent = mantissa[0].count - 1 + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    let leadingZeros = digits.prefix { $0 == 0 }.count
    if leadingZeros == digits.count {
      (digits, exponent) = ([0], 0)
    } else {
      digits.removeFirst(leadingZeros)
      exponent -= leadingZeros
      removeTrailingZeros()
    }
  }

  /// Returns the decimal of at most so many digits that is nearest to the number itself, in a tie the
  /// one whose last digit is even.
  ///
  /// No tie lies between a number and its shortest decimal: it would be shorter, and as near. So the
  /// digits decide, unless the decimal is a tie.
  ///
  /// - Precondition: `count ≥ 1`.
  func rounded(toDigits count: Int) -> ShortestDecimal {
    guard digits.count > count else { return self }
    var result = self
    result.digits.removeLast(digits.count - count)
    let isUp =
      if digits[count] == 5 && digits.count == count + 1 {
        switch comparedWithDecimal {
        case ..<0: false
        case 0: !digits[count - 1].isMultiple(of: 2)
        default: true
        }
      } else {
        digits[count] >= 5
      }
    if isUp { result.increment() }
    result.removeTrailingZeros()
    return result
  }

  /// Adds 1 to the last digit.
  private mutating func increment() {
    guard let last = digits.lastIndex(where: { $0 < 9 }) else {
      (digits, exponent) = ([1], exponent + 1)
      return
    }
    digits[last] += 1
    for index in digits.indices where index > last { digits[index] = 0 }
  }

  private mutating func removeTrailingZeros() {
    while digits.count > 1 && digits.last == 0 { digits.removeLast() }
  }

  /// The sign of the number minus its decimal: they differ by less than any product in floating point
  /// can tell.
  private var comparedWithDecimal: Int {
    // The number is m · 2^e, the decimal d · 10^k.
    let m = UInt64(magnitude.significand * 0x1p52), e = Int(magnitude.exponent) - 52
    let d = digits.reduce(0 as UInt64) { 10 * $0 + UInt64($1) }, k = exponent - (digits.count - 1)
    let left = Self.product(m, twos: Swift.max(0, e), tens: Swift.max(0, -k))
    let right = Self.product(d, twos: Swift.max(0, -e), tens: Swift.max(0, k))
    if left == right { return 0 }
    let isLess =
      left.count == right.count
      ? left.reversed().lexicographicallyPrecedes(right.reversed()) : left.count < right.count
    return isLess ? -1 : 1
  }

  /// n · 2^twos · 10^tens in digits of base 2³², the last one first.
  private static func product(_ n: UInt64, twos: Int, tens: Int) -> [UInt64] {
    var limbs = n < 1 << 32 ? [n] : [n & 0xFFFF_FFFF, n >> 32]
    let factors = [UInt64](repeating: 2, count: twos) + [UInt64](repeating: 10, count: tens)
    for factor in factors {
      var carry: UInt64 = 0
      for index in limbs.indices {
        let product = limbs[index] * factor + carry
        (limbs[index], carry) = (product & 0xFFFF_FFFF, product >> 32)
      }
      if carry > 0 { limbs.append(carry) }
    }
    return limbs
  }
}
