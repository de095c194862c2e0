internal import ElementwiseKernels

extension Matrix {
  /// Returns the principal square root: the X with X·X = A whose eigenvalues have no negative real
  /// part.
  ///
  /// ```swift
  /// let a: Matrix<Double> = [[5, 4], [4, 5]]
  /// try a.squareRoot()     // [[2, 1], [1, 2]]
  /// ```
  /// From the eigenvalues where A is exactly Hermitian, and then the root is, too; elsewhere from
  /// the complex Schur form A = Z·T·Zᴴ by a recurrence for the triangle.
  ///
  /// **Real matrices** have a real root unless an eigenvalue is negative. Where one is, ask for
  /// that of the complex matrix:
  /// ```swift
  /// let reflection: Matrix<Double> = [[1, 0], [0, -1]]
  /// try Matrix<Complex<Double>>(reflection).squareRoot()     // [[1, 0], [0, i]]
  /// ```
  /// A negative eigenvalue −λ has the root +i·√λ there, but in a matrix with imaginary parts
  /// rounding decides on which side of the axis it lies, and so on the sign.
  ///
  /// **Singular matrices** have a root if no zero belongs to a Jordan block of two or more. An
  /// eigenvalue up to n·ε·‖A‖ cannot be told from zero, so that of a real or Hermitian matrix
  /// counts as zero when it is negative; the root is then good to half the digits.
  ///
  /// **Accuracy.** ‖X·X − A‖ is about n·ε·‖X‖², so it is small beside A unless X is large beside
  /// √‖A‖. The error of X is that times the condition of the root, which is large when X has
  /// eigenvalues near to each other's opposites: near zero, or both sides of the negative axis.
  ///
  /// - Returns: X.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/negativeEigenvalue(index:value:)`` if the matrix is real,
  ///   ``LinearAlgebraError/zeroEigenvalue(index:)`` when there is no root, or
  ///   ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), some 25·n³ operations; those of complex numbers even where the matrix is
  ///   real, unless it is symmetric. LAPACK's `gees`, or `syevd` or `heevd`.
  /// - SeeAlso: Higham (2008), "Functions of Matrices: Theory and Computation", chapter 6.
  public func squareRoot() throws(LinearAlgebraError) -> Matrix {
    requireSquare(to: "take its square root")
    return try applying(
      PrincipalFunction<Scalar.RealPart>(
        ofNumber: principalSquareRoot, hasValueAtZero: true
      ) { triangle, negligible throws(LinearAlgebraError) in
        try takeSquareRoot(ofTriangle: &triangle, negligible: negligible)
      })
  }
}
