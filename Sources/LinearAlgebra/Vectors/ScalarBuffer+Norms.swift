internal import ElementwiseKernels
internal import RealModule

extension ScalarBuffer {
  /// Returns the norm of order p, (Σ |xᵢ|ᵖ)^(1/p), of the scalars as one vector.
  ///
  /// ```swift
  /// [3.0, -4].vectorNorm(order: 1)              // 7, the sum of the moduli
  /// [3.0, -4].vectorNorm(order: .infinity)      // 4, the greatest modulus
  /// [3.0, -4, 0].vectorNorm(order: 0)           // 2, how many are not zero
  /// ```
  /// With p = −∞ it is the least modulus. Below 1 the triangle inequality does not hold, so it is
  /// no norm then, only called so. The norms of a matrix as a map are those of
  /// ``Matrix/norm(_:)``; here it is a vector of all its elements.
  ///
  /// No sum overflows or vanishes unless the norm does. NaN among the scalars makes the norm NaN.
  ///
  /// - Parameter p: The order: any number but NaN, infinities too.
  /// - Returns: The norm; without scalars 0, or for p < 0 infinity.
  /// - Precondition: p is not NaN.
  /// - Complexity: O(n); an allocation of n real numbers unless p = 2.
  public func vectorNorm(order p: Scalar.RealPart = 2) -> Scalar.RealPart {
    require(!p.isNaN, "a norm of order NaN")
    if p == 2 { return euclideanNorm }
    var sizes = [Scalar.RealPart](repeating: 0, count: count)
    withSpan { values in
      var target = sizes.mutableSpan
      moduli(of: values, into: &target)
    }
    if p == 0 {
      return sizes.contains { $0.isNaN } ? .nan : Scalar.RealPart(sizes.count { $0 != 0 })
    }
    if sizes.isEmpty { return p > 0 ? 0 : .infinity }
    // The greatest term of the sum is made 1. Where that cannot be, it is the norm.
    let scale = extremum(p > 0 ? .maximum : .minimum, of: sizes.span)
    if p.isInfinite || !scale.isFinite || scale == 0 { return scale }
    if p == 1 { return sum(of: sizes.span) }
    let terms = sizes.map { Scalar.RealPart.pow($0 / scale, p) }
    return scale * .pow(sum(of: terms.span), 1 / p)
  }
}
