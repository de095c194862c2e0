internal import ComplexModule
internal import RealModule

/// A product that neither overflows nor underflows on the way: significand · 2^exponent.
struct ScaledProduct<Scalar: MatrixScalar> {
  private var significand: Scalar = 1
  private var exponent = 0

  /// Multiplies by one more factor.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  mutating func multiply(by factor: Scalar) {
    // Both are brought near 1 first, so that not even a modulus overflows.
    significand = normalized(significand) * normalized(factor)
  }

  /// The product; 0 or infinite only where the number itself is out of range.
  var value: Scalar {
    var (value, remaining) = (significand, exponent)
    let most = Int(Scalar.RealPart.greatestFiniteMagnitude.exponent) / 2
    while remaining != 0, value != 0, value.modulus.isFinite {
      let step = Swift.min(Swift.max(remaining, -most), most)
      value *= Self.power(step)
      remaining -= step
    }
    return value
  }

  /// The product in two parts, as ``LUFactorization/logDeterminant`` describes them.
  var logarithm: (sign: Scalar, logarithm: Scalar.RealPart) {
    var rest = self
    rest.multiply(by: 1)
    if rest.significand == 0 { return (0, -Scalar.RealPart.infinity) }
    let modulus = rest.significand.modulus
    return (
      rest.significand / Scalar(real: modulus),
      .log(modulus) + Scalar.RealPart(rest.exponent) * .log(2)
    )
  }

  private mutating func normalized(_ factor: Scalar) -> Scalar {
    let size = Swift.max(factor.realPart.magnitude, factor.imaginaryPart.magnitude)
    guard size > 0, size.isFinite else { return factor }
    exponent += Int(size.exponent)
    // 2^−e itself may be out of range for a subnormal factor; half of it twice is not.
    let half = -Int(size.exponent) / 2
    return factor * Self.power(half) * Self.power(-Int(size.exponent) - half)
  }

  private static func power(_ exponent: Int) -> Scalar {
    Scalar(
      real: Scalar.RealPart(
        sign: .plus, exponent: Scalar.RealPart.Exponent(exponent), significand: 1))
  }
}
