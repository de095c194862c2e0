internal import BLASKernels
internal import ElementwiseKernels

extension QRFactorization {
  /// How many diagonal elements of R stand out from the rounding of their columns.
  ///
  /// Element j counts when |r[j, j]| > max(rows, columns)·ε·‖column j of A‖: the factorization is
  /// exact for some matrix that close to A column by column, so where an element does not count,
  /// column j may well depend on those before it. The scale of a column does not matter. A cheap
  /// measure: ``PivotedQRFactorization`` and the singular values find dependences that this one
  /// does not.
  ///
  /// - Complexity: O(rows · columns), no allocation.
  public var independentColumnCount: Int {
    let diagonal = 0..<reflectionCount
    let tolerance = Matrix<Scalar>.rankTolerance(rows: rows, columns: columns)
    return diagonal.count { index in
      // R's columns have the norms of A's.
      let norm = euclideanNorm(
        count: index + 1, of: factors.span, start: index, stride: columns)
      return factors[index, index].modulus > tolerance * norm
    }
  }

  /// Throws unless all columns of R are independent of each other.
  func requireIndependentColumns() throws(LinearAlgebraError) {
    let rank = independentColumnCount
    if rank < columns { throw .rankDeficient(rank: rank, needed: columns) }
    try factors.requirePivotsInRange()
  }

  /// Returns the X that minimizes ‖A·X − B‖ for each column; for a square A, A·X = B.
  ///
  /// Qᴴ·B by `ormlq`/`unmlq`, then R·X = Qᴴ·B by `trsm`.
  ///
  /// - Parameter rightHandSides: B, one right-hand side per column.
  /// - Returns: X, columns of A × columns of B.
  /// - Throws: ``LinearAlgebraError/rankDeficient(rank:needed:)`` when
  ///   ``independentColumnCount`` is less than the columns of A, or
  ///   ``LinearAlgebraError/outOfRange(index:)`` when the diagonal of R is subnormal.
  /// - Precondition: B has the rows of A, and A has no more columns than rows: for such a one
  ///   ``LQFactorization/solve(_:)-(Matrix<Scalar>)`` finds the solution of least norm.
  /// - Complexity: O(rows · columns · columns of B); a copy of B and the result are allocated.
  public func solve(
    _ rightHandSides: Matrix<Scalar>
  ) throws(LinearAlgebraError) -> Matrix<Scalar> {
    require(
      rightHandSides.rows == rows && rows >= columns,
      "A is \(rows)×\(columns), B is \(rightHandSides.rows)×\(rightHandSides.columns)")
    try requireIndependentColumns()
    return solveLeading(columns, rightHandSides)
  }

  /// Returns the x that minimizes ‖A·x − b‖; for a square A, A·x = b.
  ///
  /// - Throws: ``LinearAlgebraError/rankDeficient(rank:needed:)`` when
  ///   ``independentColumnCount`` is less than the columns of A, or
  ///   ``LinearAlgebraError/outOfRange(index:)`` when the diagonal of R is subnormal.
  /// - Precondition: b has one element per row of A, and A has no more columns than rows.
  /// - Complexity: O(rows · columns).
  public func solve(_ rightHandSide: [Scalar]) throws(LinearAlgebraError) -> [Scalar] {
    [Scalar](try solve(Matrix(column: rightHandSide)))
  }

  /// The solution with the first `count` columns of A alone, which are known to be independent.
  func solveLeading(_ count: Int, _ rightHandSides: Matrix<Scalar>) -> Matrix<Scalar> {
    var transformed = rightHandSides
    applyQ(to: &transformed, adjoint: true)
    let width = transformed.columns
    do {
      var target = transformed.mutableSpan
      solveTriangular(
        .left, TriangularOperand(.upper), rows: count, columns: width, factors.span,
        leadingDimensionA: Swift.max(1, columns), &target, leadingDimensionB: Swift.max(1, width))
    }
    return count == rows ? transformed : transformed[rows: 0..<count, columns: 0..<width]
  }
}

extension Matrix {
  /// A matrix of one column.
  init(column elements: [Scalar]) {
    self.init(rows: elements.count, columns: 1, elements: elements)
  }
}
