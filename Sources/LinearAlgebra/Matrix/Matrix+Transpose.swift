internal import ElementwiseKernels

extension Matrix {
  /// Returns the transpose: element (i, j) becomes element (j, i).
  ///
  /// A product needs no transpose of its own: ``multiplied(by:transposeLeft:transposeRight:)``
  /// reads either factor as transposed.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func transposed() -> Matrix {
    var result = Matrix(unwrittenRows: columns, columns: rows)
    var target = result.mutableSpan
    transpose(rows: rows, columns: columns, span, into: &target)
    return result
  }

  /// Returns the adjoint Aᴴ: element (i, j) becomes element (j, i), with the opposite imaginary
  /// part.
  ///
  /// For real numbers the same as ``transposed()``. A product needs no adjoint of its own:
  /// ``multiplied(by:leftOperation:rightOperation:)`` reads either factor as its adjoint.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public func adjoint() -> Matrix {
    var result = transposed()
    if Scalar.self == Scalar.RealPart.self { return result }
    var elements = result.mutableSpan
    conjugate(&elements)
    return result
  }
}
