internal import ElementwiseKernels

extension Matrix {
  /// Returns the transpose: element (i, j) becomes element (j, i).
  ///
  /// A product needs no transpose of its own: ``multiplied(by:transposeLeft:transposeRight:)``
  /// reads either factor as transposed.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public func transposed() -> Matrix {
    var result = Matrix(unwrittenRows: columns, columns: rows)
    var target = result.mutableSpan
    transpose(rows: rows, columns: columns, span, into: &target)
    return result
  }
}
