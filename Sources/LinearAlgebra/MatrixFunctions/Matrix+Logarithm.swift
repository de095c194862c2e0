internal import ElementwiseKernels

extension Matrix {
  /// Returns the principal logarithm: the L with e^L = A whose eigenvalues have imaginary parts
  /// above −π and up to π.
  ///
  /// ```swift
  /// let turn: Matrix<Double> = [[0, -1], [1, 0]]
  /// try turn.logarithm()     // [[0, −π/2], [π/2, 0]]
  /// ```
  /// From the eigenvalues where A is exactly Hermitian, and then the logarithm is, too; elsewhere
  /// by inverse scaling and squaring of the complex Schur form A = Z·T·Zᴴ.
  ///
  /// **Powers.** For any real t, Aᵗ is `(a.logarithm() * t).exponential()`.
  ///
  /// **Real matrices** have a real logarithm unless an eigenvalue is negative. Where one is, ask
  /// for that of the complex matrix, as for ``squareRoot()``; a negative eigenvalue −λ has the
  /// logarithm ln λ + π·i there. In a matrix with imaginary parts rounding decides on which side of
  /// the axis such an eigenvalue lies, and so on the sign of π.
  ///
  /// **Singular matrices** have none. An eigenvalue up to n·ε·‖A‖ cannot be told from zero and is
  /// refused like it, unless A shows more: a triangle its eigenvalues, and a covariance of
  /// quantities in different units, D·B·D with a diagonal D, that B is far from singular.
  ///
  /// **Accuracy.** The error is about that of a relative change of A by n·ε, unless A is far from
  /// normal; an eigenvalue near zero or near the negative axis makes it large.
  ///
  /// - Returns: L.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/negativeEigenvalue(index:value:)`` if the matrix is real,
  ///   ``LinearAlgebraError/zeroEigenvalue(index:)``, or
  ///   ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³); the operations are those of complex numbers even where the matrix is
  ///   real, unless it is symmetric. LAPACK's `gees`, or `syevd` or `heevd`.
  /// - SeeAlso: Al-Mohy & Higham (2012), "Improved inverse scaling and squaring algorithms for the
  ///   matrix logarithm", SIAM J. Sci. Comput. 34(4).
  public func logarithm() throws(LinearAlgebraError) -> Matrix {
    requireSquare(to: "take its logarithm")
    return try applying(
      PrincipalFunction<Scalar.RealPart>(
        ofNumber: principalLogarithm, hasValueAtZero: false
      ) { triangle, negligible throws(LinearAlgebraError) in
        try takeLogarithm(ofTriangle: &triangle, negligible: negligible)
      })
  }
}
