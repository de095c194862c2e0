internal import ElementwiseKernels

extension Matrix {
  /// Returns the covariances of the columns with each other, each row being an observation.
  ///
  /// ```
  /// c[i, j] = Σ (a[k, i] − meanᵢ) · conj(a[k, j] − meanⱼ) / (rows − correction)
  /// ```
  /// The diagonal has the variances. NumPy's `cov(a, rowvar=False)` has a correction of 1, unless told
  /// otherwise.
  ///
  /// - Parameter correction: What is taken from the number of rows: 0 for the covariance of these
  ///   numbers, 1 to estimate that of the population they are drawn from.
  /// - Returns: An exactly Hermitian matrix with a row and a column per column.
  /// - Precondition: `0 ≤ correction < rows`, unless there are no columns. Both dimensions fit 32 bits.
  /// - Complexity: O(rows · columns²); allocates the deviations from the means.
  public func columnCovariances(correction: Int = 0) -> Matrix {
    check(correction, rows, "column", of: columns)
    var result = subtracting(row: columnMeans()).gramMatrix()
    if result.isEmpty { return result }
    var elements = result.mutableSpan
    divide(&elements, by: rows - correction)
    // The Gram matrix has the conjugates on the other side.
    conjugate(&elements)
    return result
  }
}
