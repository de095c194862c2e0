internal import BLASKernels
internal import ElementwiseKernels

extension Matrix {
  /// Least squares by `gelsd` or `gelsy`, which find the rank.
  ///
  /// Both want A itself in column-major order and have no form for its transpose: A and B are
  /// transposed as they are copied.
  func leastSquaresByRank(
    _ rightHandSides: Matrix, findsSingularValues: Bool, tolerance: Scalar.RealPart
  ) throws(LinearAlgebraError) -> LeastSquaresSolution<Scalar> {
    let (rows, columns, count) = (rows, columns, rightHandSides.columns)
    let smaller = Swift.min(rows, columns)
    var rank = 0
    var singularValues = [Scalar.RealPart](repeating: 0, count: smaller)
    var solution = Matrix(rows: columns, columns: count)
    if smaller > 0 {
      var a = transposed()
      // LAPACK wants at least one right-hand side, and room for the longer of B and X.
      let (width, length) = (Swift.max(1, count), Swift.max(rows, columns))
      var b = Matrix(rows: width, columns: length)
      b[rows: 0..<count, columns: 0..<rows] = rightHandSides.transposed()
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
      solution = b[rows: 0..<count, columns: 0..<columns].transposed()
    }
    return LeastSquaresSolution(
      solution: solution, residualSumsOfSquares: sumsOfSquares(solution, rightHandSides),
      rank: rank, singularValues: findsSingularValues ? singularValues : nil)
  }
}
