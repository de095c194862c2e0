internal import ComplexModule
internal import ElementwiseKernels

extension Matrix {
  /// Returns V·f(Λ)·Vᴴ, exactly Hermitian where f(Λ) is real.
  ///
  /// Rows and columns are first put into the ascending order of the diagonal. LAPACK begins its
  /// reduction to tridiagonal form with the last row; a small eigenvalue of a graded matrix keeps
  /// its digits if the small elements are still apart when their turn comes.
  ///
  /// - Parameters:
  ///   - function: f.
  ///   - staysReal: Whether f of a negative number is refused.
  /// - Returns: f(A).
  /// - Throws: As ``PrincipalFunction/checked(_:at:negligible:staysReal:)``, or
  ///   ``LinearAlgebraError/notConverged(count:)``.
  func applyingToEigenvalues(
    _ function: PrincipalFunction<Scalar.RealPart>, staysReal: Bool
  ) throws(LinearAlgebraError) -> Matrix {
    typealias Wide = Complex<Scalar.RealPart>
    let order = Permutation(
      (0..<rows).sorted { self[$0, $0].realPart < self[$1, $1].realPart })
    let decomposition = try SymmetricEigendecomposition(reordered(by: order))
    let values = decomposition.values
    let negligible = try negligibleEigenvalue(of: values, by: order)
    // Of a complex matrix only what is negative beyond rounding makes f complex.
    let isSemidefinite = values.allSatisfy { $0 >= -negligible }
    var results: [Wide] = []
    for (index, value) in values.enumerated() {
      let checked = try function.checked(
        Wide(value), at: index, negligible: negligible, staysReal: staysReal || isSemidefinite)
      results.append(function.ofNumber(checked))
    }
    let shape = (rows: rows, columns: rows, inner: rows)
    var result: Matrix
    if isSemidefinite {
      var scaled = decomposition.vectors
      scaled.scaleColumns(by: results.map(\.real))
      result = scaled.product(.none, .adjoint, decomposition.vectors, shape: shape)
      result.makeHermitian()
    } else {
      let vectors = Matrix<Wide>(
        real: decomposition.vectors.realParts(),
        imaginary: decomposition.vectors.imaginaryParts())
      result = Matrix(
        narrowing: vectors.multiplyingElements(byRow: results).product(
          .none, .adjoint, vectors, shape: shape))
    }
    return result.reordered(by: order.inverse)
  }

  /// Returns the square matrix with its rows and columns in another order.
  private func reordered(by order: Permutation) -> Matrix {
    let (n, source, indices) = (rows, span, order.indices)
    var result = Matrix(unwrittenRows: n, columns: n)
    var elements = result.mutableSpan
    for (row, index) in indices.enumerated() {
      var target = elements.slice(row * n..<(row + 1) * n)
      gatherColumns(
        rows: 1, columns: n, source.extracting(index * n..<(index + 1) * n), at: indices.span,
        into: &target)
    }
    return result
  }

  /// How large an eigenvalue of a Hermitian matrix may be of rounding alone: n·ε·‖A‖₂, or nothing.
  ///
  /// Nothing where A = D·B·D with a diagonal D and a B that is far from singular, as a covariance
  /// of quantities in different units: then each eigenvalue is known to about κ(B)·ε of itself.
  ///
  /// - Parameters:
  ///   - values: All eigenvalues, ascending.
  ///   - order: That of the diagonal, ascending.
  /// - Returns: The bound.
  /// - Throws: ``LinearAlgebraError/notConverged(count:)``.
  /// - SeeAlso: Demmel & Veselić (1992), "Jacobi's method is more accurate than QR", SIAM J. Matrix
  ///   Anal. Appl. 13(4), theorem 2.3.
  private func negligibleEigenvalue(
    of values: [Scalar.RealPart], by order: Permutation
  ) throws(LinearAlgebraError) -> Scalar.RealPart {
    let share = Scalar.RealPart(rows) * .ulpOfOne
    let bound = share * values.reduce(0) { Swift.max($0, $1.magnitude) }
    guard let least = values.first, least > 0, least <= bound, hasPositiveDiagonal else {
      return bound
    }
    var scaled = reordered(by: order)
    let scales = (0..<rows).map { 1 / scaled[$0, $0].realPart.squareRoot() }
    scaled.scaleRows(by: scales)
    scaled.scaleColumns(by: scales)
    // Ones on the diagonal, so ‖B‖₂ ≤ n.
    let leastScaled = try scaled.symmetricEigenvalues().first ?? 0
    return leastScaled > share * Scalar.RealPart(rows) ? 0 : bound
  }
}
