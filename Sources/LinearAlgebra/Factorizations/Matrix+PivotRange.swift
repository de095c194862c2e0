internal import ElementwiseKernels

extension MatrixScalar {
  /// Whether a number is too great or too small to be a pivot: infinite, NaN or subnormal.
  ///
  /// BLAS multiplies by the reciprocals of pivots, and that of a subnormal number may be infinite:
  /// NaN then spreads without a word. Zero is another matter: it is told as such.
  var isOutOfPivotRange: Bool {
    guard realPart.isFinite, imaginaryPart.isFinite else { return true }
    let size = Swift.max(Swift.abs(realPart), Swift.abs(imaginaryPart))
    return size > 0 && size < RealPart.leastNormalMagnitude
  }
}

extension Matrix {
  /// Throws at the first diagonal element that cannot be a pivot.
  ///
  /// What overflows in an elimination reaches the diagonal of a square matrix with the next step,
  /// so the diagonal tells of all the factors. Beyond the square of an oblong one it need not:
  /// there every element is looked at.
  ///
  /// - Parameters:
  ///   - count: How many elements are looked at; by default all.
  ///   - allowsSubnormal: Whether only overflow counts.
  /// - Throws: ``LinearAlgebraError/outOfRange(index:)``.
  /// - Complexity: O(min(rows, columns)), or O(rows · columns) if these differ; no allocation.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  func requirePivotsInRange(
    count: Int? = nil, allowsSubnormal: Bool = false
  ) throws(LinearAlgebraError) {
    let elements = span
    for index in 0..<(count ?? Swift.min(rows, columns)) {
      let pivot = elements[index * (columns + 1)]
      let isUsable =
        allowsSubnormal
        ? pivot.realPart.isFinite && pivot.imaginaryPart.isFinite : !pivot.isOutOfPivotRange
      if !isUsable { throw .outOfRange(index: index) }
    }
    if rows != columns, let (row, column) = firstNonFinite() {
      throw .outOfRange(index: Swift.min(row, column))
    }
  }
}

/// Throws at the first value that has overflowed.
///
/// - Throws: ``LinearAlgebraError/outOfRange(index:)``.
func requireFiniteValues<Scalar: MatrixScalar>(
  _ values: [Scalar]
) throws(LinearAlgebraError) {
  if let index = firstNonFiniteElement(of: values.span) { throw .outOfRange(index: index) }
}
