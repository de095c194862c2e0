public import ElementwiseKernels

extension Matrix {
  /// Whether two matrices have the same shape and differ little in every element.
  ///
  /// Elements a and b are approximately equal when they are equal, or both finite with
  /// ```
  /// |a − b| ≤ max(absoluteTolerance, relativeTolerance · max(|a|, |b|))
  /// ```
  /// So NaN is approximately equal to nothing, and an infinity only to itself.
  ///
  /// - Parameters:
  ///   - other: The matrix to compare with.
  ///   - absoluteTolerance: The difference allowed whatever the size of the elements.
  ///   - relativeTolerance: The difference allowed as a part of the larger element; by default the
  ///     square root of the type's `ulpOfOne`, which is half of its digits.
  /// - Returns: Whether all elements are approximately equal; two empty matrices of one shape are.
  /// - Precondition: Neither tolerance is negative or NaN.
  /// - Complexity: O(rows · columns), no allocation.
  @inlinable public func isApproximatelyEqual(
    to other: Matrix, absoluteTolerance: Scalar.RealPart = 0,
    relativeTolerance: Scalar.RealPart = Scalar.RealPart.ulpOfOne.squareRoot()
  ) -> Bool {
    require(
      absoluteTolerance >= 0 && relativeTolerance >= 0,
      "tolerances cannot be \(absoluteTolerance) absolute, \(relativeTolerance) relative")
    guard rows == other.rows, columns == other.columns else { return false }
    let (left, right) = (span, other.span)
    for index in left.indices {
      let (a, b) = (left[index], right[index])
      if a == b { continue }
      let tolerance = Swift.max(
        absoluteTolerance, relativeTolerance * Swift.max(a.modulus, b.modulus))
      guard a.modulus.isFinite, b.modulus.isFinite, (a - b).modulus <= tolerance
      else { return false }
    }
    return true
  }
}
