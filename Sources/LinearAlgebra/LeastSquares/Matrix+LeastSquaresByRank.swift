internal import BLASKernels
internal import ElementwiseKernels

extension Matrix {
  /// Least squares by `gelsd` or `gelsy`, which find the rank.
  ///
  /// Both want A itself in column-major order and have no form for its transpose. They overwrite
  /// what they get, so that A and B have to be copied in any case, and are transposed on the way.
  func leastSquaresByRank(
    _ rightHandSides: Matrix, findsSingularValues: Bool, tolerance: Scalar.RealPart
  ) throws(LinearAlgebraError) -> LeastSquaresSolution<Scalar> {
    let (rows, columns, count) = (rows, columns, rightHandSides.columns)
    let smaller = Swift.min(rows, columns)
    var rank = 0
    var singularValues = [Scalar.RealPart](repeating: 0, count: smaller)
    var solution = Matrix(rows: smaller > 0 ? 0 : columns, columns: count)
    if smaller > 0 {
      var a = transposed()
      // LAPACK wants at least one right-hand side, and room for the longer of B and X.
      let (width, length) = (Swift.max(1, count), Swift.max(rows, columns))
      var b = Matrix(rows: width, columns: length)
      b.copyTransposedBlock(of: rightHandSides, rows: rows, columns: count)
      let status: LAPACKStatus
      do {
        var left = a.mutableSpan
        var right = b.mutableSpan
        if findsSingularValues {
          var values = singularValues.mutableSpan
          status = solveBySingularValues(
            rows: rows, columns: columns, rightHandSides: width, &left, &right,
            singularValues: &values, tolerance: tolerance, rank: &rank)
        } else {
          status = solveByCompleteOrthogonal(
            rows: rows, columns: columns, rightHandSides: width, &left, &right,
            tolerance: tolerance, rank: &rank)
        }
      }
      try status.requireConvergence()
      solution = Matrix(unwrittenRows: columns, columns: count)
      solution.copyTransposedBlock(of: b, rows: count, columns: columns)
      try solution.requireFiniteRows()
    }
    return LeastSquaresSolution(
      solution: solution, residualSumsOfSquares: sumsOfSquares(solution, rightHandSides),
      rank: rank, singularValues: findsSingularValues ? singularValues : nil)
  }

  /// Writes the transpose of the first rows and columns of another matrix into the first columns
  /// and rows of this one.
  private mutating func copyTransposedBlock(of other: Matrix, rows: Int, columns: Int) {
    let (source, from, to) = (other.span, other.columns, self.columns)
    var target = mutableSpan
    for row in 0..<rows {
      for column in 0..<columns { target[column * to + row] = source[row * from + column] }
    }
  }
}
