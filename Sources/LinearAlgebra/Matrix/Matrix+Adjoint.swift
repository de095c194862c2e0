internal import BLASKernels
internal import ElementwiseKernels

extension Matrix {
  /// Returns the adjoint Aᴴ: element (i, j) becomes the conjugate of element (j, i).
  ///
  /// For real numbers it is the transpose.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public func adjoint() -> Matrix {
    var result = transposed()
    var elements = result.mutableSpan
    conjugate(&elements)
    return result
  }
}
