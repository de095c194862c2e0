import LinearAlgebra

/// One operation on A, n×n and near I but without structure, and S = AᴴA + I, and how many matrices
/// the article "Memory" says that it makes.
struct MatrixWork<Scalar: TestScalar> {
  let name: String
  /// In units of n² scalars, those of the result included.
  let matrices: Int
  let run: (_ a: Matrix<Scalar>, _ s: Matrix<Scalar>) throws -> Void

  static var factoring: [MatrixWork] {
    [
      MatrixWork(name: "lu", matrices: 1) { a, _ in _ = try a.lu() },
      MatrixWork(name: "cholesky", matrices: 1) { _, s in _ = try s.cholesky() },
      MatrixWork(name: "ldl", matrices: 1) { _, s in _ = try s.ldl() },
      MatrixWork(name: "qr", matrices: 1) { a, _ in _ = try a.qr() },
      MatrixWork(name: "pivoted QR", matrices: 1) { a, _ in _ = try a.pivotedQR() },
      MatrixWork(name: "lq", matrices: 1) { a, _ in _ = try a.lq() },
      MatrixWork(name: "svd", matrices: 3) { a, _ in _ = try a.svd() },
      MatrixWork(name: "singular values", matrices: 1) { a, _ in _ = try a.singularValues() },
      MatrixWork(name: "symmetric eigen", matrices: 1) { _, s in _ = try s.symmetricEigen() },
      MatrixWork(name: "symmetric eigenvalues", matrices: 1) { _, s in
        _ = try s.symmetricEigenvalues()
      },
      MatrixWork(name: "some symmetric eigenvalues", matrices: 1) { _, s in
        _ = try s.symmetricEigenvalues(.indices(0..<3))
      },
      // The vectors of a real matrix are complex, twice as large.
      MatrixWork(name: "eigen", matrices: Scalar.isComplex ? 2 : 3) { a, _ in
        _ = try a.eigen()
      },
      MatrixWork(name: "eigenvalues", matrices: 1) { a, _ in _ = try a.eigenvalues() },
      MatrixWork(name: "generalized eigen", matrices: 2) { _, s in
        _ = try s.symmetricEigen(relativeTo: s)
      },
      MatrixWork(name: "schur", matrices: 2) { a, _ in _ = try a.schur() },
      MatrixWork(name: "hessenberg", matrices: 2) { a, _ in _ = try a.hessenberg() },
    ]
  }

  static var solving: [MatrixWork] {
    [
      MatrixWork(name: "inverse", matrices: 2) { a, _ in _ = try a.inverse() },
      MatrixWork(name: "determinant", matrices: 1) { a, _ in _ = try a.determinant() },
      MatrixWork(name: "condition", matrices: 1) { a, _ in _ = try a.conditionNumber() },
      MatrixWork(name: "rank", matrices: 1) { a, _ in _ = try a.rank() },
      MatrixWork(name: "pseudo-inverse", matrices: 4) { a, _ in _ = try a.pseudoInverse() },
      MatrixWork(name: "column space", matrices: 4) { a, _ in _ = try a.columnSpace() },
      MatrixWork(name: "solve for a matrix", matrices: 2) { a, s in _ = try a.solve(s) },
      MatrixWork(name: "solve for a vector", matrices: 1) { a, _ in
        _ = try a.solve(a[column: 0])
      },
      MatrixWork(name: "solve, positive definite", matrices: 2) { a, s in _ = try s.solve(a) },
      MatrixWork(name: "solve, refined", matrices: 4) { a, s in
        _ = try a.solveWithRefinement(s)
      },
      MatrixWork(name: "solve for a vector, refined", matrices: 2) { a, _ in
        _ = try a.solveWithRefinement(a[column: 0])
      },
      MatrixWork(name: "least squares", matrices: 3) { a, s in _ = try a.leastSquares(s) },
      MatrixWork(name: "least squares by gelsd", matrices: 4) { a, s in
        _ = try a.leastSquares(s, method: .singularValues)
      },
      MatrixWork(name: "least squares by gelsy", matrices: 4) { a, s in
        _ = try a.leastSquares(s, method: .completeOrthogonal)
      },
      MatrixWork(name: "least squares for a vector by gelsd", matrices: 1) { a, _ in
        _ = try a.leastSquares(a[column: 0], method: .singularValues)
      },
      MatrixWork(name: "least squares for a vector by gelsy", matrices: 1) { a, _ in
        _ = try a.leastSquares(a[column: 0], method: .completeOrthogonal)
      },
      // [A; √λ·I] and its transpose, each of two matrices.
      MatrixWork(name: "ridge for a vector", matrices: 4) { a, _ in
        _ = try a.ridge(a[column: 0], lambda: 1)
      },
    ]
  }

  static var functions: [MatrixWork] {
    // T, Z, Z·f(T) and f(A); all that again in complex numbers, twice as large, where A is real.
    let bySchur = Scalar.isComplex ? 4 : 3 + 4 * 2
    // X and its powers to the fifth, the sum of fractions, numerator and denominator.
    let forLogarithm = Scalar.isComplex ? 8 : 8 * 2
    return [
      MatrixWork(name: "product", matrices: 1) { a, s in _ = a * s },
      MatrixWork(name: "product of views", matrices: 1) { a, s in
        _ = a.view.transposed.multiplied(by: s.view.everyRow(by: 1))
      },
      MatrixWork(name: "reading views", matrices: 0) { a, s in
        _ = a.view.everyColumn(by: 2) == s.view.everyColumn(by: 2)
        _ = a.view.transposed.everyRow(by: 2).reduce(0) { $0 + $1 }
        _ = a.view.sum()
      },
      MatrixWork(name: "polar", matrices: 6) { a, _ in _ = try a.polar() },
      // The approximant of a norm of 2 to 4.
      MatrixWork(name: "exponential", matrices: 7) { _, s in _ = try s.exponential() },
      MatrixWork(name: "square root", matrices: bySchur) { a, _ in _ = try a.squareRoot() },
      MatrixWork(name: "logarithm", matrices: bySchur + forLogarithm) { a, _ in
        _ = try a.logarithm()
      },
      MatrixWork(name: "square root, Hermitian", matrices: 4) { _, s in _ = try s.squareRoot() },
      MatrixWork(name: "logarithm, Hermitian", matrices: 4) { _, s in _ = try s.logarithm() },
    ]
  }
}
