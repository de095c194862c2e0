internal import BLASKernels
internal import ElementwiseKernels

extension Matrix {
  /// Whether the matrix is its own adjoint, exactly; for real numbers, whether it is symmetric.
  ///
  /// - Complexity: O(n²) at most; ends at the first difference.
  public var isHermitian: Bool { isMirrored(.hermitian, within: 0) }

  /// Whether the matrix is its own transpose, exactly.
  ///
  /// - Complexity: O(n²) at most; ends at the first difference.
  public var isSymmetric: Bool { isMirrored(.symmetric, within: 0) }

  /// Whether the matrix is its own adjoint up to a difference, |a[i, j] − ā[j, i]| ≤ `tolerance`.
  ///
  /// - Parameter tolerance: The greatest difference, whatever the size of the elements.
  /// - Returns: Whether the matrix is square and no difference is greater; NaN is none.
  /// - Precondition: The tolerance is not negative or NaN.
  /// - Complexity: O(n²) at most; ends at the first greater difference.
  public func isHermitian(tolerance: Scalar.RealPart) -> Bool {
    isMirrored(.hermitian, within: tolerance)
  }

  /// Whether the matrix is its own transpose up to a difference, |a[i, j] − a[j, i]| ≤ `tolerance`.
  ///
  /// - Parameter tolerance: The greatest difference, whatever the size of the elements.
  /// - Returns: Whether the matrix is square and no difference is greater; NaN is none.
  /// - Precondition: The tolerance is not negative or NaN.
  /// - Complexity: O(n²) at most; ends at the first greater difference.
  public func isSymmetric(tolerance: Scalar.RealPart) -> Bool {
    isMirrored(.symmetric, within: tolerance)
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  private func isMirrored(_ symmetry: MirrorSymmetry, within tolerance: Scalar.RealPart) -> Bool {
    require(tolerance >= 0, "a tolerance cannot be \(tolerance)")
    guard rows == columns else { return false }
    let (elements, conjugates) = (span, symmetry == .hermitian)
    for row in 0..<rows {
      for column in 0...row {
        let element = elements[row * columns + column]
        let partner = elements[column * columns + row]
        let mirrored = conjugates ? partner.conjugated : partner
        // Written so that equal infinities pass, and NaN does not.
        if element != mirrored, !((element - mirrored).modulus <= tolerance) { return false }
      }
    }
    return true
  }
}
