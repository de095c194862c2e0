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
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Complex<Float>)
    @_specialize(where Scalar == Complex<Double>)
    get {
      let diagonal = 0..<reflectionCount
      let tolerance = Matrix<Scalar>.rankTolerance(rows: rows, columns: columns)
      return diagonal.count { index in
        // R's columns have the norms of A's.
        let norm = euclideanNorm(
          count: index + 1, of: factors.span, start: index, stride: columns)
        return factors[index, index].modulus > tolerance * norm
      }
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
      "A, which must not be wider than high, is \(rows)×\(columns), "
        + "B is \(rightHandSides.rows)×\(rightHandSides.columns)"
    )
    try requireIndependentColumns()
    return solveLeading(columns, rightHandSides)
  }

  /// Overwrites B with the X that minimizes ‖A·X − B‖ for each column, in its first rows.
  ///
  /// The rows below hold the part of Qᴴ·B that no X can reach: the sum of the squared moduli of a
  /// column of them is ‖A·x − b‖².
  ///
  /// - Parameter rightHandSides: B, one right-hand side per column; overwritten.
  /// - Throws: What ``solve(_:)-(Matrix<Scalar>)`` throws; B is then unchanged.
  /// - Precondition: B has the rows of A, and A has no more columns than rows.
  /// - Complexity: O(rows · columns · columns of B); no allocation but LAPACK's workspace where B
  ///   has some hundred columns.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func solveInPlace(
    _ rightHandSides: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    require(
      rightHandSides.rows == rows && rows >= columns,
      "A, which must not be wider than high, is \(rows)×\(columns), "
        + "B is \(rightHandSides.rows)×\(rightHandSides.columns)"
    )
    try requireIndependentColumns()
    solveLeadingInPlace(columns, &rightHandSides)
  }

  /// Overwrites a matrix with the X that minimizes ‖A·X − B‖ for each column.
  ///
  /// - Parameters:
  ///   - rightHandSides: B, one right-hand side per column.
  ///   - result: X, columns of A × columns of B; overwritten.
  /// - Throws: What ``solve(_:)-(Matrix<Scalar>)`` throws; X is then unchanged.
  /// - Precondition: B has the rows of A, A has no more columns than rows, and X has its shape.
  /// - Complexity: O(rows · columns · columns of B). A copy of B if A is not square, for there is
  ///   no room for Qᴴ·B in X; ``solveInPlace(_:)`` needs none.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func solve(
    _ rightHandSides: Matrix<Scalar>, into result: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    let width = rightHandSides.columns
    require(
      rightHandSides.rows == rows && rows >= columns && result.rows == columns
        && result.columns == width,
      "A, which must not be wider than high, is \(rows)×\(columns), "
        + "B is \(rightHandSides.rows)×\(width), X is \(result.rows)×\(result.columns)")
    if rows == columns {
      try requireIndependentColumns()
      result.copyElements(of: rightHandSides)
      return solveLeadingInPlace(columns, &result)
    }
    var transformed = rightHandSides
    try solveInPlace(&transformed)
    let place = BlockPlace(start: 0, stride: width)
    let (height, source) = (columns, transformed)
    var target = result.mutableSpan
    copyBlock(
      rows: height, columns: width, from: source.span, at: place, to: &target, at: place)
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
    solveLeadingInPlace(count, &transformed)
    return count == rows
      ? transformed : transformed[rows: 0..<count, columns: 0..<transformed.columns]
  }

  /// Overwrites the first `count` rows of B with that solution, and the others with those of Qᴴ·B.
  private func solveLeadingInPlace(_ count: Int, _ rightHandSides: inout Matrix<Scalar>) {
    applyQ(to: &rightHandSides, adjoint: true)
    let width = rightHandSides.columns
    var target = rightHandSides.mutableSpan
    solveTriangular(
      .left, TriangularOperand(.upper), rows: count, columns: width, factors.span,
      leadingDimensionA: Swift.max(1, columns), &target, leadingDimensionB: Swift.max(1, width))
  }
}
