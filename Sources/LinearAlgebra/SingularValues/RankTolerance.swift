internal import ElementwiseKernels

extension Matrix {
  /// The share of the greatest singular value, or diagonal element of R, that counts as zero:
  /// max(rows, columns)·ε.
  static func rankTolerance(rows: Int, columns: Int) -> Scalar.RealPart {
    Scalar.RealPart(Swift.max(rows, columns)) * Scalar.RealPart.ulpOfOne
  }
}
