public import ElementwiseKernels

// The standard library does not promise how `random(in:using:)` and `shuffle(using:)` use a
// generator's bits. These do: the same bits give the same numbers on every platform and version.
extension RandomNumberGenerator {
  /// Returns a number drawn uniformly from [0, 1).
  ///
  /// A `Double` is a multiple of 2⁻⁵³, a `Float` of 2⁻²⁴. Takes 64 bits from the generator.
  @inlinable public mutating func nextUniform<Scalar: RealScalar>(
    as type: Scalar.Type = Scalar.self
  ) -> Scalar {
    let bits = next()
    switch Scalar.scalarKind {
    case .float32: return Scalar(Float(bits >> 40) * 0x1p-24)
    case .float64: return Scalar(Double(bits >> 11) * 0x1p-53)
    }
  }

  /// Returns a number drawn from the normal distribution with mean 0 and standard deviation 1.
  ///
  /// Marsaglia's polar method in `Double`, with a logarithm of basic operations only, then rounded
  /// to the scalar type. Takes 128 bits from the generator per try, of which 79 % succeed.
  @inlinable public mutating func nextNormal<Scalar: RealScalar>(
    as type: Scalar.Type = Scalar.self
  ) -> Scalar {
    while true {
      let x = 2 * nextUniform(as: Double.self) - 1
      let y = 2 * nextUniform(as: Double.self) - 1
      let square = x * x + y * y
      if square > 0, square < 1 {
        return Scalar(x * (-2 * portableLogarithm(square) / square).squareRoot())
      }
    }
  }

  /// Returns an integer drawn uniformly from 0..<`bound`, without bias.
  ///
  /// Lemire's method: a product in place of a division, and few tries.
  ///
  /// - Precondition: `bound > 0`.
  @inlinable public mutating func nextInteger(below bound: Int) -> Int {
    require(bound > 0, "no integer is at least 0 and below \(bound)")
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      // 2⁶⁴ mod bound of the low halves come once too often.
      let surplus = (0 &- bound) % bound
      while product.low < surplus { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// Puts the elements into an order drawn uniformly from all orders, by Fisher and Yates.
  ///
  /// - Complexity: O(n), no allocation.
  @inlinable public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, nextInteger(below: last + 1))
    }
  }
}

/// ln x to about 2 ulp, for a positive normal x below 1, with the same bits on every platform.
///
/// With x = m·2ᵉ and √½ ≤ m < √2, ln x = e·ln 2 + 2·artanh((m − 1)/(m + 1)), whose series in
/// s² ≤ 0.03 is taken to s²¹. A C library's `log` differs in the last place from one to another.
@inlinable func portableLogarithm(_ x: Double) -> Double {
  var (mantissa, exponent) = (x.significand, Double(x.exponent))
  if mantissa > 1.4142135623730951 {
    mantissa /= 2
    exponent += 1
  }
  let s = (mantissa - 1) / (mantissa + 1)
  let square = s * s
  // Written out, so that the compiler divides, and each quotient is a constant.
  var series = 1.0 / 21
  series = series * square + 1.0 / 19
  series = series * square + 1.0 / 17
  series = series * square + 1.0 / 15
  series = series * square + 1.0 / 13
  series = series * square + 1.0 / 11
  series = series * square + 1.0 / 9
  series = series * square + 1.0 / 7
  series = series * square + 1.0 / 5
  series = series * square + 1.0 / 3
  return exponent * 0.6931471805599453 + 2 * (s + s * (square * series))
}
