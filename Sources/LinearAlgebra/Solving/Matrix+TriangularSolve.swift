public import BLASKernels
internal import ElementwiseKernels

// The other half of the matrix is not used; with a unit diagonal neither is what is stored there. All
// elements must be finite numbers, the unused ones too.
extension Matrix {
  /// Returns x with op(T)·x = b, where T is one triangle of this matrix.
  ///
  /// ```swift
  /// let a: Matrix<Double> = [[2, 4], [3, 5]]
  /// try a.solve([2, 8], triangle: .lower)                              // [1, 1], of [[2, 0], [3, 5]]
  /// try a.solve([2, 9], triangle: .upper, operation: .transpose)       // [1, 1], of [[2, 0], [4, 5]]
  /// try a.solve([1, 4], triangle: .lower, hasUnitDiagonal: true)       // [1, 1], of [[1, 0], [3, 1]]
  /// ```
  /// - Parameters:
  ///   - b: The right-hand side.
  ///   - triangle: Which half of this matrix is T.
  ///   - operation: Whether op(T) is T, its transpose or its adjoint; none of them is formed.
  ///   - hasUnitDiagonal: Whether the diagonal of T counts as ones, whatever is stored there.
  /// - Returns: The solution, one element per row.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` at a NaN or an infinity anywhere in the
  ///   matrix; and, unless the diagonal counts as ones, ``LinearAlgebraError/singular(pivot:)`` at a
  ///   zero on it, or ``LinearAlgebraError/outOfRange(index:)`` at a subnormal number.
  /// - Precondition: The matrix is square, and b has one element per row.
  /// - Complexity: O(n²), one allocation. BLAS' `trsv`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func solve(
    _ b: [Scalar], triangle: MatrixTriangle, operation: MatrixOperation = .none,
    hasUnitDiagonal: Bool = false
  ) throws(LinearAlgebraError) -> [Scalar] {
    var x = b
    try solveInPlace(
      &x, triangle: triangle, operation: operation, hasUnitDiagonal: hasUnitDiagonal)
    return x
  }

  /// Returns X with op(T)·X = B, where T is one triangle of this matrix.
  ///
  /// - Parameters:
  ///   - b: The right-hand sides, one per column.
  ///   - triangle: Which half of this matrix is T.
  ///   - operation: Whether op(T) is T, its transpose or its adjoint; none of them is formed.
  ///   - hasUnitDiagonal: Whether the diagonal of T counts as ones, whatever is stored there.
  /// - Returns: The solutions, one per column.
  /// - Throws: What ``solve(_:triangle:operation:hasUnitDiagonal:)-([Scalar],_,_,_)`` throws.
  /// - Precondition: The matrix is square, and B has as many rows.
  /// - Complexity: O(n²) per column, one allocation. BLAS' `trsm`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func solve(
    _ b: Matrix, triangle: MatrixTriangle, operation: MatrixOperation = .none,
    hasUnitDiagonal: Bool = false
  ) throws(LinearAlgebraError) -> Matrix {
    var x = b
    try solveInPlace(
      &x, triangle: triangle, operation: operation, hasUnitDiagonal: hasUnitDiagonal)
    return x
  }

  /// Overwrites b with the solution x of op(T)·x = b, where T is one triangle of this matrix.
  ///
  /// - Parameters:
  ///   - b: The right-hand side; overwritten.
  ///   - triangle: Which half of this matrix is T.
  ///   - operation: Whether op(T) is T, its transpose or its adjoint; none of them is formed.
  ///   - hasUnitDiagonal: Whether the diagonal of T counts as ones, whatever is stored there.
  /// - Throws: What ``solve(_:triangle:operation:hasUnitDiagonal:)-([Scalar],_,_,_)`` throws; b is then
  ///   unchanged.
  /// - Precondition: The matrix is square, and b has one element per row.
  /// - Complexity: O(n²), no allocation.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func solveInPlace(
    _ b: inout [Scalar], triangle: MatrixTriangle, operation: MatrixOperation = .none,
    hasUnitDiagonal: Bool = false
  ) throws(LinearAlgebraError) {
    require(b.count == rows, "A is \(rows)×\(columns), b has \(b.count) elements")
    var elements = b.mutableSpan
    try solveInPlace(
      &elements, columns: 1,
      TriangularOperand(triangle, operation, hasUnitDiagonal: hasUnitDiagonal))
  }

  /// Overwrites B with the solution X of op(T)·X = B, where T is one triangle of this matrix.
  ///
  /// - Parameters:
  ///   - b: The right-hand sides, one per column; overwritten.
  ///   - triangle: Which half of this matrix is T.
  ///   - operation: Whether op(T) is T, its transpose or its adjoint; none of them is formed.
  ///   - hasUnitDiagonal: Whether the diagonal of T counts as ones, whatever is stored there.
  /// - Throws: What ``solve(_:triangle:operation:hasUnitDiagonal:)-([Scalar],_,_,_)`` throws; B is then
  ///   unchanged.
  /// - Precondition: The matrix is square, and B has as many rows.
  /// - Complexity: O(n²) per column, no allocation.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func solveInPlace(
    _ b: inout Matrix, triangle: MatrixTriangle, operation: MatrixOperation = .none,
    hasUnitDiagonal: Bool = false
  ) throws(LinearAlgebraError) {
    require(b.rows == rows, "A is \(rows)×\(columns), B is \(b.rows)×\(b.columns)")
    let columns = b.columns
    var elements = b.mutableSpan
    try solveInPlace(
      &elements, columns: columns,
      TriangularOperand(triangle, operation, hasUnitDiagonal: hasUnitDiagonal))
  }

  /// Overwrites B, row-major and without gaps, with op(T)⁻¹·B.
  func solveInPlace(
    _ b: inout MutableSpan<Scalar>, columns: Int, _ operand: TriangularOperand
  ) throws(LinearAlgebraError) {
    requireSquare(to: "solve with its triangle")
    try requireFinite()
    if !operand.hasUnitDiagonal {
      try requirePivotsInRange()
      try requireNoZeroOnDiagonal()
    }
    solveTriangular(operand, order: rows, span, &b, columns: columns)
  }

  /// Throws at the first zero on the diagonal of a square matrix.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  func requireNoZeroOnDiagonal() throws(LinearAlgebraError) {
    let elements = span
    for index in 0..<rows where elements[index * (columns + 1)] == 0 {
      throw .singular(pivot: index)
    }
  }
}

/// Solves with a triangle of a row-major matrix without gaps, for a vector by its own routine.
func solveTriangular<Scalar: MatrixScalar>(
  _ triangle: TriangularOperand, order n: Int, _ a: Span<Scalar>,
  _ b: inout MutableSpan<Scalar>, columns: Int
) {
  if columns == 1 {
    BLASKernels.solveTriangular(triangle, order: n, a, leadingDimension: Swift.max(1, n), &b)
  } else {
    BLASKernels.solveTriangular(
      .left, triangle, rows: n, columns: columns, a, leadingDimensionA: Swift.max(1, n), &b,
      leadingDimensionB: Swift.max(1, columns))
  }
}
