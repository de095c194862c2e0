public import ElementwiseKernels

extension Matrix {
  /// Returns the singular value decomposition, A = U·Σ·Vᴴ.
  ///
  /// - Parameters:
  ///   - form: How much is computed. NumPy's default is the full form, ours the thin one.
  ///   - method: How.
  /// - Returns: U, Σ and Vᴴ, or Σ alone.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/outOfRange(index:)`` or ``LinearAlgebraError/notConverged(count:)``.
  /// - Complexity: O(m·n·min(m, n)). LAPACK's `gesdd`, or `gesvd` for `.plain`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func svd(
    form: SingularValueDecomposition<Scalar>.Form = .thin,
    method: SingularValueDecomposition<Scalar>.Method = .divideAndConquer
  ) throws(LinearAlgebraError) -> SingularValueDecomposition<Scalar> {
    try SingularValueDecomposition(self, form: form, method: method)
  }

  /// Returns the min(m, n) singular values, the greatest first, without any vectors.
  ///
  /// - Parameter method: How.
  /// - Returns: σ₁ ≥ σ₂ ≥ … ≥ 0.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/outOfRange(index:)`` or ``LinearAlgebraError/notConverged(count:)``.
  /// - Complexity: O(m·n·min(m, n)). LAPACK's `gesdd`, or `gesvd` for `.plain`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func singularValues(
    method: SingularValueDecomposition<Scalar>.Method = .divideAndConquer
  ) throws(LinearAlgebraError) -> [Scalar.RealPart] {
    try svd(form: .valuesOnly, method: method).singularValues
  }

  /// Returns the number of singular values that are not zero.
  ///
  /// - Parameter tolerance: Up to this a singular value counts as zero; by default
  ///   max(m, n)·ε·σ₁, as in NumPy.
  /// - Returns: The rank, from 0 to min(m, n).
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/outOfRange(index:)`` or ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: The tolerance is not negative or NaN.
  /// - Complexity: O(m·n·min(m, n)).
  public func rank(tolerance: Scalar.RealPart? = nil) throws(LinearAlgebraError) -> Int {
    try svd(form: .valuesOnly).rank(tolerance: tolerance)
  }

  /// Returns the pseudo-inverse A⁺, n×m; the inverse, if there is one.
  ///
  /// - Parameter tolerance: As for ``rank(tolerance:)``; with the default, SciPy's `pinv`.
  /// - Returns: A⁺.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/notConverged(count:)``, or ``LinearAlgebraError/outOfRange(index:)`` when a
  ///   singular value, or an element of this row of A⁺, overflows.
  /// - Precondition: The tolerance is not negative or NaN.
  /// - Complexity: O(m·n·min(m, n)).
  public func pseudoInverse(
    tolerance: Scalar.RealPart? = nil
  ) throws(LinearAlgebraError) -> Matrix {
    let result = try svd().pseudoInverse(tolerance: tolerance)
    try result.requireFiniteRows()
    return result
  }

  /// Returns an orthonormal basis of all x with A·x = 0, as columns: n×(n − rank).
  ///
  /// - Parameter tolerance: As for ``rank(tolerance:)``; with the default, SciPy's `null_space`.
  /// - Returns: The basis, with no columns when only x = 0 is mapped to 0.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/outOfRange(index:)`` or ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: The tolerance is not negative or NaN.
  /// - Complexity: O(m·n·min(m, n)), and O(n²) memory.
  public func nullSpace(
    tolerance: Scalar.RealPart? = nil
  ) throws(LinearAlgebraError) -> Matrix {
    // In a tall matrix the thin form already has all of V, and no m×m matrix U.
    try svd(form: rows < columns ? .full : .thin).nullSpace(tolerance: tolerance)
  }

  /// Returns an orthonormal basis of all A·x, as columns: m×rank.
  ///
  /// - Parameter tolerance: As for ``rank(tolerance:)``; with the default, SciPy's `orth`.
  /// - Returns: The basis.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/outOfRange(index:)`` or ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: The tolerance is not negative or NaN.
  /// - Complexity: O(m·n·min(m, n)).
  public func columnSpace(
    tolerance: Scalar.RealPart? = nil
  ) throws(LinearAlgebraError) -> Matrix {
    try svd().columnSpace(tolerance: tolerance)
  }
}
