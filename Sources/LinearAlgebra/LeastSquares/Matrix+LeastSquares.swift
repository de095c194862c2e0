internal import ElementwiseKernels

extension Matrix {
  /// Finds the X of least ‖A·X − B‖, column by column; where several are, the one of least norm.
  ///
  /// ```swift
  /// // The line c₀ + c₁·x through four points:
  /// let a: Matrix<Double> = [[1, 0], [1, 1], [1, 2], [1, 3]]
  /// let fit = try a.leastSquares([-1, 0.2, 0.9, 2.1])
  /// fit.coefficients              // [-0.95, 1.0], rounded
  /// fit.residualSumsOfSquares     // [0.05], rounded
  /// ```
  /// As many digits are right as the condition number leaves, with NumPy's within one digit; where
  /// that is too few, ``refinedLeastSquares(_:)`` finds nearly all. With more columns than rows and
  /// full rank, A·X = B holds exactly and X is the shortest one.
  ///
  /// - Parameters:
  ///   - rightHandSides: B, one right-hand side per column.
  ///   - method: How; only ``LeastSquaresMethod/qr`` insists on full rank.
  ///   - tolerance: For the other methods, the share of the greatest singular value, or the
  ///     reciprocal of the condition number, below which columns count as dependent; by default
  ///     max(rows, columns)·ε, as in NumPy.
  /// - Returns: X, the sums of squares, the rank, and the singular values if the method finds them.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when an element of A, or else of B, is
  ///   NaN or infinite; ``LinearAlgebraError/rankDeficient(rank:needed:)`` by
  ///   ``LeastSquaresMethod/qr`` when A has not full rank (see
  ///   ``QRFactorization/independentColumnCount``), or
  ///   ``LinearAlgebraError/outOfRange(index:)`` when its pivots are not normal numbers, or by any
  ///   method at a row of X that overflows; ``LinearAlgebraError/notConverged(count:)`` by
  ///   ``LeastSquaresMethod/singularValues``.
  /// - Precondition: B has the rows of A, and the tolerance is not negative.
  /// - Complexity: O(rows · columns · min(rows, columns)). Besides X: by ``LeastSquaresMethod/qr``
  ///   the factors, transposed where A is square, through a second matrix where it is tall, and not
  ///   at all where it is wide, and a copy of B; by the other methods transposed copies of A and B,
  ///   which LAPACK overwrites. For the sums of squares, the residual.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func leastSquares(
    _ rightHandSides: Matrix, method: LeastSquaresMethod = .qr, tolerance: Scalar.RealPart? = nil
  ) throws(LinearAlgebraError) -> LeastSquaresSolution<Scalar> {
    let tolerance = tolerance ?? Matrix.rankTolerance(rows: rows, columns: columns)
    require(
      rightHandSides.rows == rows && tolerance >= 0,
      "A is \(rows)×\(columns), B is \(rightHandSides.rows)×\(rightHandSides.columns), the "
        + "tolerance is \(tolerance)")
    try requireFinite()
    try rightHandSides.requireFinite()
    guard method == .qr else {
      return try leastSquaresByRank(
        rightHandSides, findsSingularValues: method == .singularValues, tolerance: tolerance)
    }
    let solution =
      try rows >= columns
      ? QRFactorization(self).solve(rightHandSides) : LQFactorization(self).solve(rightHandSides)
    try solution.requireFiniteRows()
    return LeastSquaresSolution(
      solution: solution, residualSumsOfSquares: sumsOfSquares(solution, rightHandSides),
      rank: Swift.min(rows, columns), singularValues: nil)
  }

  /// Finds the x of least ‖A·x − b‖; where several are, the one of least norm.
  ///
  /// - Parameters:
  ///   - rightHandSide: b.
  ///   - method: How; only ``LeastSquaresMethod/qr`` insists on full rank.
  ///   - tolerance: As for several right-hand sides.
  /// - Returns: x as ``LeastSquaresSolution/coefficients``, and what was learned on the way.
  /// - Throws: `LinearAlgebraError` as for several right-hand sides.
  /// - Precondition: b has one element per row of A, and the tolerance is not negative.
  /// - Complexity: O(rows · columns · min(rows, columns)).
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func leastSquares(
    _ rightHandSide: [Scalar], method: LeastSquaresMethod = .qr, tolerance: Scalar.RealPart? = nil
  ) throws(LinearAlgebraError) -> LeastSquaresSolution<Scalar> {
    try leastSquares(Matrix(column: rightHandSide), method: method, tolerance: tolerance)
  }

  /// Finds the X of least ‖A·X − B‖² + λ·‖X‖², column by column: ridge regression.
  ///
  /// The least-squares problem of [A; √λ·I] and [B; 0] by QR. The normal equations,
  /// (AᴴA + λI)·X = AᴴB, would square the condition number.
  ///
  /// - Parameters:
  ///   - rightHandSides: B, one right-hand side per column.
  ///   - lambda: λ, the weight of ‖X‖²; all columns of A are shrunk, one of ones included.
  /// - Returns: X with the sums of squares of B − A·X alone.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when an element of A, or else of B, is
  ///   NaN or infinite; ``LinearAlgebraError/rankDeficient(rank:needed:)`` when λ is too small to
  ///   make up for columns that depend on each other; ``LinearAlgebraError/outOfRange(index:)`` when
  ///   the pivots are not normal numbers, or at a row of X that overflows.
  /// - Precondition: B has the rows of A; λ is not negative, and finite.
  /// - Complexity: O((rows + columns) · columns²). Besides X: [A; √λ·I] and its transpose, which QR
  ///   wants, [B; 0], and the residual.
  public func ridge(
    _ rightHandSides: Matrix, lambda: Scalar.RealPart
  ) throws(LinearAlgebraError) -> LeastSquaresSolution<Scalar> {
    require(
      rightHandSides.rows == rows && lambda >= 0 && lambda.isFinite,
      "A is \(rows)×\(columns), B is \(rightHandSides.rows)×\(rightHandSides.columns), "
        + "λ is \(lambda)")
    try requireFinite()
    try rightHandSides.requireFinite()
    var augmented = extended(byZeroRows: columns)
    let root = Scalar(real: lambda.squareRoot())
    for index in 0..<columns { augmented[rows + index, index] = root }
    var solution = rightHandSides.extended(byZeroRows: columns)
    try QRFactorization(consume augmented).solveInPlace(&solution)
    solution = solution[rows: 0..<columns, columns: 0..<solution.columns]
    try solution.requireFiniteRows()
    return LeastSquaresSolution(
      solution: solution, residualSumsOfSquares: sumsOfSquares(solution, rightHandSides),
      rank: columns, singularValues: nil)
  }

  /// Finds the x of least ‖A·x − b‖² + λ·‖x‖²: ridge regression.
  ///
  /// - Throws: `LinearAlgebraError` as for several right-hand sides.
  /// - Precondition: b has one element per row of A; λ is not negative, and finite.
  /// - Complexity: O((rows + columns) · columns²).
  public func ridge(
    _ rightHandSide: [Scalar], lambda: Scalar.RealPart
  ) throws(LinearAlgebraError) -> LeastSquaresSolution<Scalar> {
    try ridge(Matrix(column: rightHandSide), lambda: lambda)
  }

  /// ‖b − A·x‖² for each column.
  func sumsOfSquares(_ solution: Matrix, _ rightHandSides: Matrix) -> [Scalar.RealPart] {
    var residual = rightHandSides
    Matrix.multiply(self, solution, alpha: -1, beta: 1, into: &residual)
    // Squares of a rounded norm would be less exact.
    var column = Matrix(unwrittenRows: residual.rows, columns: 1)
    var sums = [Scalar.RealPart](repeating: 0, count: residual.columns)
    for index in sums.indices {
      var target = column.mutableSpan
      copyBlock(
        rows: residual.rows, columns: 1, from: residual.span,
        at: BlockPlace(start: index, stride: residual.columns), to: &target,
        at: BlockPlace(start: 0, stride: 1))
      sums[index] = sumOfSquaredModuli(of: column.span)
    }
    return sums
  }

  /// A copy with rows of zeros below.
  private func extended(byZeroRows count: Int) -> Matrix {
    var result = Matrix(rows: rows + count, columns: columns)
    var target = result.mutableSpan
    let place = BlockPlace(start: 0, stride: columns)
    copyBlock(rows: rows, columns: columns, from: span, at: place, to: &target, at: place)
    return result
  }
}
