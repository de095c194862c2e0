internal import ElementwiseKernels

extension Matrix where Scalar: RealScalar {
  /// Returns the matrix of e^a[i, j], element by element; for e^A see ``exponential()``.
  ///
  /// Vectorized, with the same bits on every processor and an error below 2 ulp: several times as
  /// fast as `map` with the exponential of the C library.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public func elementExponentials() -> Matrix {
    var result = Matrix(unwrittenRows: rows, columns: columns)
    var elements = result.mutableSpan
    exponentials(of: span, into: &elements)
    return result
  }
}
