internal import BLASKernels
internal import ElementwiseKernels

extension ScalarBuffer {
  /// Returns √Σ|xᵢ|²: the Euclidean norm of a vector, the Frobenius norm of a matrix.
  ///
  /// ```swift
  /// [3.0, -4].norm()                            // 5
  /// ```
  /// It overflows or vanishes only where the norm itself does; NaN among the scalars makes it NaN.
  /// Without scalars it is 0. Where the squares leave the range of the type, it runs `snrm2`, `dnrm2`,
  /// `scnrm2` or `dznrm2`.
  ///
  /// - Complexity: O(n), no allocation.
  public func norm() -> Scalar.RealPart {
    withSpan { scalars in
      let squares = sumOfSquaredModuli(of: scalars)
      if squares.isNormal { return squares.squareRoot() }
      // BLAS counts in 32 bits.
      var norm = Scalar.RealPart.zero
      for start in stride(from: 0, to: scalars.count, by: Int(Int32.max)) {
        let count = Swift.min(scalars.count - start, Int(Int32.max))
        norm = .hypot(norm, euclideanNorm(count: count, of: scalars, start: start, stride: 1))
      }
      return norm
    }
  }

  /// Returns the norm of order p, (Σ |xᵢ|ᵖ)^(1/p), of the scalars as one vector.
  ///
  /// ```swift
  /// [3.0, -4].vectorNorm(order: 1)              // 7, the sum of the moduli
  /// [3.0, -4].vectorNorm(order: .infinity)      // 4, the greatest modulus
  /// [3.0, -4, 0].vectorNorm(order: 0)           // 2, how many are not zero
  /// ```
  /// With p = −∞ it is the least modulus. Below 1 the triangle inequality does not hold, so it is no
  /// norm then, only called so. With p = 2 it is ``norm()``. The norms of a matrix as a map are those of
  /// ``Matrix/norm(_:)-(MatrixNorm)``; here it is a vector of all its elements.
  ///
  /// No sum overflows or vanishes unless the norm does. NaN among the scalars makes the norm NaN.
  ///
  /// - Parameter p: The order: any number but NaN, infinities too.
  /// - Returns: The norm; without scalars 0, or for p < 0 infinity.
  /// - Precondition: p is not NaN.
  /// - Complexity: O(n), in one or two passes; one allocation of at most 4,096 real numbers unless p = 2.
  public func vectorNorm(order p: Scalar.RealPart) -> Scalar.RealPart {
    require(!p.isNaN, "a norm of order NaN")
    if p == 2 { return norm() }
    return withSpan { LinearAlgebra.vectorNorm(of: $0, order: p) }
  }
}
