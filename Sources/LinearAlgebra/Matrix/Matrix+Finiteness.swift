internal import BLASKernels
internal import ElementwiseKernels

extension Matrix {
  /// The first place, in row-major order, of an infinity or a NaN, or nil if there is none.
  ///
  /// - Complexity: O(rows · columns), no allocation.
  public func firstNonFinite() -> (row: Int, column: Int)? {
    firstNonFiniteElement(of: span).map { ($0 / columns, $0 % columns) }
  }

  /// Throws where an element is infinite or NaN.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` with the first such place.
  /// - Complexity: O(rows · columns), no allocation.
  func requireFinite() throws(LinearAlgebraError) {
    if let (row, column) = firstNonFinite() { throw .notFinite(row: row, column: column) }
  }

  /// Throws at the first element that is not finite, and returns ‖A‖₁ if it is wanted.
  ///
  /// One pass finds both: the norm of a matrix with a NaN or an infinity is not finite.
  func requireFinite(
    measured: Bool, workspace: LAPACKWorkspace? = nil
  ) throws(LinearAlgebraError) -> Scalar.RealPart? {
    guard measured else {
      try requireFinite()
      return nil
    }
    let norm = BLASKernels.norm(.one, rows: rows, columns: columns, of: span, workspace: workspace)
    if !norm.isFinite { try requireFinite() }
    return norm
  }
}
