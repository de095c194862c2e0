internal import BLASKernels
internal import ElementwiseKernels

extension LQFactorization {
  /// How many diagonal elements of L stand out from the rounding of their rows.
  ///
  /// Element i counts when |l[i, i]| > max(rows, columns)·ε·‖row i of A‖; see
  /// ``QRFactorization/independentColumnCount``. The scale of a row does not matter.
  ///
  /// - Complexity: O(rows · columns), no allocation.
  public var independentRowCount: Int {
    let tolerance = Matrix<Scalar>.rankTolerance(rows: rows, columns: columns)
    return (0..<Swift.min(rows, columns)).count { index in
      let norm = euclideanNorm(
        count: index + 1, of: factors.span, start: index * columns, stride: 1)
      return factors[index, index].modulus > tolerance * norm
    }
  }

  /// Returns the X of least norm with A·X = B, column by column.
  ///
  /// L·Y = B by `trsm`, then X = Qᴴ·Y by `ormqr`/`unmqr`.
  ///
  /// - Parameter rightHandSides: B, one right-hand side per column.
  /// - Returns: X, columns of A × columns of B.
  /// - Throws: ``LinearAlgebraError/rankDeficient(rank:needed:)`` when ``independentRowCount`` is
  ///   less than the rows of A, or ``LinearAlgebraError/outOfRange(index:)`` when the diagonal of L
  ///   is subnormal.
  /// - Precondition: B has the rows of A, and A has no more rows than columns: for such a one
  ///   ``QRFactorization/solve(_:)-(Matrix<Scalar>)`` finds the least squares.
  /// - Complexity: O(rows · columns · columns of B), one allocation besides the workspace.
  public func solve(
    _ rightHandSides: Matrix<Scalar>
  ) throws(LinearAlgebraError) -> Matrix<Scalar> {
    var result = Matrix<Scalar>(unwrittenRows: columns, columns: rightHandSides.columns)
    try solve(rightHandSides, into: &result)
    return result
  }

  /// Overwrites a matrix with the X of least norm with A·X = B, column by column.
  ///
  /// - Parameters:
  ///   - rightHandSides: B, one right-hand side per column.
  ///   - result: X, columns of A × columns of B; overwritten.
  /// - Throws: What ``solve(_:)-(Matrix<Scalar>)`` throws; X is then unchanged.
  /// - Precondition: B has the rows of A, A has no more rows than columns, and X has its shape.
  /// - Complexity: O(rows · columns · columns of B); no allocation but LAPACK's workspace where B
  ///   has some hundred columns.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func solve(
    _ rightHandSides: Matrix<Scalar>, into result: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    let width = rightHandSides.columns
    require(
      rightHandSides.rows == rows && rows <= columns && result.rows == columns
        && result.columns == width,
      "A is \(rows)×\(columns), B is \(rightHandSides.rows)×\(width), X is "
        + "\(result.rows)×\(result.columns)")
    let rank = independentRowCount
    if rank < rows { throw .rankDeficient(rank: rank, needed: rows) }
    try factors.requirePivotsInRange()
    do {
      var target = result.mutableSpan
      let place = BlockPlace(start: 0, stride: width)
      for index in rows * width..<columns * width { target[index] = 0 }
      copyBlock(
        rows: rows, columns: width, from: rightHandSides.span, at: place, to: &target, at: place)
      solveTriangular(
        .left, TriangularOperand(.lower), rows: rows, columns: width, factors.span,
        leadingDimensionA: Swift.max(1, columns), &target, leadingDimensionB: Swift.max(1, width))
    }
    applyQ(to: &result, adjoint: true)
  }

  /// Returns the x of least norm with A·x = b.
  ///
  /// - Throws: ``LinearAlgebraError/rankDeficient(rank:needed:)`` when ``independentRowCount`` is
  ///   less than the rows of A, or ``LinearAlgebraError/outOfRange(index:)`` when the diagonal of L
  ///   is subnormal.
  /// - Precondition: b has one element per row of A, and A has no more rows than columns.
  /// - Complexity: O(rows · columns).
  public func solve(_ rightHandSide: [Scalar]) throws(LinearAlgebraError) -> [Scalar] {
    [Scalar](try solve(Matrix(column: rightHandSide)))
  }
}
