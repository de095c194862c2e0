public import BLASKernels
internal import ElementwiseKernels

// Products with a matrix of which one half is read, from the left or from the right.
extension Matrix {
  /// Returns A·B, or B·A, where A is this matrix, symmetric or Hermitian, and only its lower triangle
  /// is read.
  ///
  /// Runs `cblas_ssymm`, `cblas_chemm` or their like.
  ///
  /// - Parameters:
  ///   - other: B.
  ///   - symmetry: What the lower triangle of A says about the upper one.
  ///   - onTheRight: Whether it is B·A.
  /// - Returns: The product, of the shape of B.
  /// - Precondition: A is square, and B has as many rows, or columns if A stands on the right.
  /// - Complexity: O(n²·k), one allocation.
  public func multiplied(
    by other: Matrix, symmetry: MirrorSymmetry, onTheRight: Bool = false
  ) -> Matrix {
    checkSquareProduct(with: other, onTheRight: onTheRight)
    var result = Matrix(rows: other.rows, columns: other.columns)
    var elements = result.mutableSpan
    symm(
      onTheRight ? .right : .left, symmetry, rows: other.rows, columns: other.columns, alpha: 1,
      span, other.span, beta: 0, &elements)
    return result
  }

  /// Returns op(T)·B, or B·op(T), where T is one triangle of this matrix, and the other one is not
  /// read; op(T) is T, its transpose or its adjoint.
  ///
  /// ```swift
  /// let a: Matrix<Double> = [[1, 2], [3, 4]]
  /// let b: Matrix<Double> = [[1], [1]]
  /// a.multiplied(by: b, triangle: .lower)                             // [[1], [7]]
  /// a.multiplied(by: b, triangle: .lower, operation: .transpose)      // [[4], [4]]
  /// ```
  /// Runs `cblas_strmm` or its like; T is not copied to be transposed.
  ///
  /// - Parameters:
  ///   - other: B.
  ///   - triangle: Which half of this matrix is T.
  ///   - operation: op.
  ///   - hasUnitDiagonal: Whether the diagonal of T counts as ones, whatever is stored there.
  ///   - onTheRight: Whether it is B·op(T).
  /// - Returns: The product, of the shape of B.
  /// - Precondition: This matrix is square, and B has as many rows, or columns if T stands on the
  ///   right.
  /// - Complexity: O(n²·k), half of a general product; one allocation.
  public func multiplied(
    by other: Matrix, triangle: MatrixTriangle, operation: MatrixOperation = .none,
    hasUnitDiagonal: Bool = false, onTheRight: Bool = false
  ) -> Matrix {
    checkSquareProduct(with: other, onTheRight: onTheRight)
    var result = other
    var elements = result.mutableSpan
    multiplyTriangular(
      onTheRight ? .right : .left,
      TriangularOperand(triangle, operation, hasUnitDiagonal: hasUnitDiagonal), rows: other.rows,
      columns: other.columns, span, leadingDimensionA: Swift.max(1, rows), &elements,
      leadingDimensionB: Swift.max(1, other.columns))
    return result
  }

  private func checkSquareProduct(with other: Matrix, onTheRight: Bool) {
    require(
      rows == columns && (onTheRight ? other.columns : other.rows) == rows,
      "A, which must be square, is \(rows)×\(columns), B is \(other.rows)×\(other.columns)")
  }
}
