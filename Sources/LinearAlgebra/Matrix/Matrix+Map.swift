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

extension Matrix where Scalar: RealScalar {
  /// Returns the elements, each as near to its value as a range allows; NaN stays NaN.
  ///
  /// ```swift
  /// Matrix<Double>([[-1, 0.5, 3]]).clamped(to: 0...1)     // [[0, 0.5, 1]]
  /// ```
  /// - Complexity: O(rows · columns), one allocation.
  @inlinable public func clamped(to limits: ClosedRange<Scalar>) -> Matrix {
    let (lower, upper) = (limits.lowerBound, limits.upperBound)
    return map { $0 < lower ? lower : $0 > upper ? upper : $0 }
  }
}
