public import ElementwiseKernels

extension Matrix {
  /// Returns a matrix of what a closure makes of each element.
  ///
  /// - Parameter transform: Takes an element; it is called in row-major order.
  /// - Returns: The results, in the same places.
  /// - Throws: What `transform` throws.
  /// - Complexity: O(rows · columns), one allocation.
  @inlinable public func map<Result: MatrixScalar, Failure: Error>(
    _ transform: (Scalar) throws(Failure) -> Result
  ) throws(Failure) -> Matrix<Result> {
    var result = Matrix<Result>(unwrittenRows: rows, columns: columns)
    let source = span
    var target = result.mutableSpan
    for index in source.indices { target[index] = try transform(source[index]) }
    return result
  }

  /// Returns a matrix of what a closure makes of the elements in the same places of two matrices.
  ///
  /// - Parameters:
  ///   - other: The second matrix.
  ///   - transform: Takes an element of each; it is called in row-major order.
  /// - Returns: The results, in the same places.
  /// - Precondition: Both have the same shape.
  /// - Throws: What `transform` throws.
  /// - Complexity: O(rows · columns), one allocation.
  @inlinable public func zip<Other: MatrixScalar, Result: MatrixScalar, Failure: Error>(
    with other: Matrix<Other>, _ transform: (Scalar, Other) throws(Failure) -> Result
  ) throws(Failure) -> Matrix<Result> {
    require(
      rows == other.rows && columns == other.columns,
      "a matrix of \(rows)×\(columns) meets one of \(other.rows)×\(other.columns)")
    var result = Matrix<Result>(unwrittenRows: rows, columns: columns)
    let (left, right) = (span, other.span)
    var target = result.mutableSpan
    for index in left.indices { target[index] = try transform(left[index], right[index]) }
    return result
  }
}
