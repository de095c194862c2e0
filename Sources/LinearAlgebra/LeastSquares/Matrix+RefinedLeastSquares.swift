internal import BLASKernels
internal import ElementwiseKernels

extension Matrix where Scalar: RealScalar {
  /// Finds the x of least ‖A·x − b‖ to nearly all digits of the type, if A is not too ill
  /// conditioned.
  ///
  /// QR factorization and Björck's iterative refinement: x and the residual r solve
  /// ```
  /// r + A·x = b,   Aᵀ·r = 0
  /// ```
  /// The errors of both equations are computed with twice the digits, and corrected by the same
  /// factors until the corrections get no smaller. Where κ(A)·ε < 1, about all digits of x come out
  /// right, however large r is; those of ``leastSquares(_:method:tolerance:)-([Scalar],_,_)`` get
  /// lost with κ(A), and with κ(A)² where r is large.
  ///
  /// - Parameter rightHandSide: b.
  /// - Returns: x as ``LeastSquaresSolution/coefficients``, and ‖r‖² of the refined r.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when an element of A, or else of b, is
  ///   NaN or infinite; ``LinearAlgebraError/rankDeficient(rank:needed:)`` when
  ///   ``QRFactorization/independentColumnCount`` is less than the columns.
  /// - Precondition: A has no more columns than rows, and b has one element per row.
  /// - Complexity: O(rows · columns²) for the factors, O(rows · columns) for each of the at most
  ///   ten corrections; two copies of A.
  /// - SeeAlso: Björck (1967), "Iterative refinement of linear least squares solutions I"; Higham
  ///   (2002), "Accuracy and Stability of Numerical Algorithms", section 20.5.
  public func refinedLeastSquares(
    _ rightHandSide: [Scalar]
  ) throws(LinearAlgebraError) -> LeastSquaresSolution<Scalar> {
    require(
      rightHandSide.count == rows && rows >= columns,
      "A is \(rows)×\(columns), b has \(rightHandSide.count) elements")
    try requireFinite()
    let b = Matrix(column: rightHandSide)
    try b.requireFinite()
    let qr = try QRFactorization(self)
    try qr.requireIndependentColumns()
    var x = qr.solveLeading(columns, b)
    var r = Matrix(rows: rows, columns: 1)
    var (f, g) = (r, x)
    fillResidual(b, r, x, into: &f)
    swap(&r, &f)
    var last = Scalar.infinity
    for _ in 0..<10 {
      fillResidual(b, r, x, into: &f)
      do {
        var target = g.mutableSpan
        adjointResidual(span, r.span, into: &target)
      }
      let (changeOfR, changeOfX) = qr.correction(f, g)
      let size = changeOfX.norm()
      // Written so that NaN ends it, too.
      guard size < last / 2 else { break }
      x += changeOfX
      r += changeOfR
      if size <= x.norm() * Scalar.ulpOfOne / 2 { break }
      last = size
    }
    let norm = r.norm()
    return LeastSquaresSolution(
      solution: x, residualSumsOfSquares: [norm * norm], rank: columns, singularValues: nil)
  }

  private func fillResidual(
    _ b: Matrix, _ r: Matrix, _ x: Matrix, into result: inout Matrix
  ) {
    var target = result.mutableSpan
    residual(b.span, r.span, span, x.span, into: &target)
  }
}

extension QRFactorization where Scalar: RealScalar {
  /// Solves Δr + A·Δx = f, Aᵀ·Δr = g: with Qᵀ·f = [d₁; d₂] and h = R⁻ᵀ·g,
  /// Δx = R⁻¹·(d₁ − h) and Δr = Q·[h; d₂].
  fileprivate func correction(
    _ f: Matrix<Scalar>, _ g: Matrix<Scalar>
  ) -> (r: Matrix<Scalar>, x: Matrix<Scalar>) {
    var h = g
    solveWithR(.transpose, &h)
    var r = f
    applyQ(to: &r, adjoint: true)
    var x = r[rows: 0..<columns, columns: 0..<1] - h
    solveWithR(.none, &x)
    r[rows: 0..<columns, columns: 0..<1] = h
    applyQ(to: &r)
    return (r, x)
  }

  private func solveWithR(_ operation: MatrixOperation, _ b: inout Matrix<Scalar>) {
    var target = b.mutableSpan
    solveTriangular(
      .left, TriangularOperand(.upper, operation), rows: columns, columns: 1, factors.span,
      leadingDimensionA: Swift.max(1, columns), &target, leadingDimensionB: 1)
  }
}
