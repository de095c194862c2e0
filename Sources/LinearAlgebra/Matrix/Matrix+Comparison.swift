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
    let tolerance = Tolerance<Scalar>(absolute: absoluteTolerance, relative: relativeTolerance)
    guard rows == other.rows, columns == other.columns else { return false }
    let (left, right) = (span, other.span)
    for index in left.indices where !tolerance.allows(left[index], right[index]) { return false }
    return true
  }
}

/// How much two elements may differ and still be called approximately equal.
@usableFromInline struct Tolerance<Scalar: MatrixScalar> {
  @usableFromInline let absolute: Scalar.RealPart
  @usableFromInline let relative: Scalar.RealPart

  @inlinable init(absolute: Scalar.RealPart, relative: Scalar.RealPart) {
    require(
      absolute >= 0 && relative >= 0,
      "tolerances cannot be \(absolute) absolute, \(relative) relative")
    self.absolute = absolute
    self.relative = relative
  }

  @inlinable func allows(_ a: Scalar, _ b: Scalar) -> Bool {
    if a == b { return true }
    let tolerance = Swift.max(absolute, relative * Swift.max(a.modulus, b.modulus))
    return a.modulus.isFinite && b.modulus.isFinite && (a - b).modulus <= tolerance
  }
}
