import LinearAlgebra
import Testing

/// The rows of the article's section on `scipy.linalg`.
@Suite struct SciPyLinearAlgebraTests: NumPyRows {
  let expected: [String: NumPyValue]
  // As in `NumPyLinearAlgebraTests`; the exponential grows to 50.
  let tolerance = 1e-13

  init() throws { expected = try NumPyFixture.shared.get().rows }

  @Test func equations() throws {
    row("scipy.linalg.solve(s, x, assume_a='gen')", try s.solve(x, structure: .general))
    row("scipy.linalg.solve(p, x, assume_a='pos')", try p.solve(x, structure: .positiveDefinite))
    row("scipy.linalg.solve(p, x, assume_a='sym')", try p.solve(x, structure: .symmetric))
    row("scipy.linalg.solve(h, z, assume_a='her')", try h.solve(z, structure: .hermitian))
    row("scipy.linalg.solve(s, x, assume_a='tridiagonal')", try s.solve(x, structure: .tridiagonal))
    row("scipy.linalg.solve(s, x, transposed=True)", try s.lu().solve(x, operation: .transpose))
    row("scipy.linalg.solve_triangular(s, x)", try s.solve(x, structure: .upperTriangular))
    row(
      "scipy.linalg.solve_triangular(s, x, lower=True)", try s.solve(x, structure: .lowerTriangular)
    )
    row(
      "scipy.linalg.solve_triangular(s, x, trans=1)",
      try s.solve(x, triangle: .upper, operation: .transpose))
    row(
      "scipy.linalg.solve_triangular(z, w, lower=True, trans=2)",
      try z.solve(w, triangle: .lower, operation: .adjoint))
    row(
      "scipy.linalg.solve_triangular(s, x, unit_diagonal=True)",
      try s.solve(x, triangle: .upper, hasUnitDiagonal: true))
    row(
      "scipy.linalg.solve_banded((1, 1), [[0, 1, -1], [2, 3, 4], [1, 5, 0]], x)",
      try s.solve(x, structure: .banded(lower: 1, upper: 1)))
    row(
      "scipy.linalg.solveh_banded([[0, 1, 1], [4, 3, 2]], x)",
      try p.solve(x, structure: .banded(lower: 1, upper: 1)))
    row("scipy.linalg.solve_toeplitz((x, u), u)", try Matrix.toeplitz(column: x, row: u).solve(u))
    row(
      "scipy.linalg.solve_circulant(x, u)",
      try Matrix.toeplitz(column: x, row: [x[0], x[2], x[1]]).solve(u))
    row(
      "scipy.linalg.lstsq(a.T, x, lapack_driver='gelsy')[0]",
      try a.transposed().leastSquares(x, method: .completeOrthogonal).coefficients)
  }

  @Test func factorizations() throws {
    row("scipy.linalg.lu(s)[1]", try s.lu().lower)
    row("scipy.linalg.lu(s)[2]", try s.lu().upper)
    row(
      "scipy.linalg.lu(s[[1, 0, 2]], p_indices=True)[0]",
      try s.rows(at: [1, 0, 2]).lu().permutation.inverse.indices)
    row("scipy.linalg.lu_solve(scipy.linalg.lu_factor(s), x)", try s.lu().solve(x))
    row(
      "scipy.linalg.lu_solve(scipy.linalg.lu_factor(z), w, trans=2)",
      try z.lu().solve(w, operation: .adjoint))
    row("scipy.linalg.cholesky(p)", try p.cholesky().lower.transposed())
    row("scipy.linalg.cho_solve(scipy.linalg.cho_factor(p), x)", try p.cholesky().solve(x))
    row("scipy.linalg.ldl(p)[0]", try p.ldl().parts.lower)
    row("scipy.linalg.ldl(p)[1]", try p.ldl().parts.blockDiagonal)
    row("scipy.linalg.ldl(p)[2]", try p.ldl().parts.permutation.indices)
    row("scipy.linalg.qr(a.T, mode='economic')[0]", try a.transposed().qr().q(), upTo: .columnSigns)
    row("scipy.linalg.qr(a, pivoting=True)[1]", try a.pivotedQR().qr.r(.full), upTo: .rowSigns)
    row("scipy.linalg.qr(a, pivoting=True)[2]", try a.pivotedQR().permutation.indices)
    row(
      "scipy.linalg.rq(s)[0]", try s.reversedRows().lq().l().reversedRows().reversedColumns(),
      upTo: .columnSigns)
    row("scipy.linalg.rq(s)[1]", try s.reversedRows().lq().q().reversedRows(), upTo: .rowSigns)
    row(
      "scipy.linalg.qr(s[:, ::-1])[0][:, ::-1]", try s.reversedColumns().qr().q().reversedColumns(),
      upTo: .columnSigns)
    row(
      "scipy.linalg.qr(s[:, ::-1])[1][::-1, ::-1]",
      try s.reversedColumns().qr().r().reversedRows().reversedColumns(), upTo: .rowSigns)
    row("scipy.linalg.svd(a, lapack_driver='gesvd')[1]", try a.singularValues(method: .plain))
    row("scipy.linalg.null_space(a)", try a.nullSpace(), upTo: .columnSigns)
    row("scipy.linalg.orth(a)", try a.columnSpace(), upTo: .columnSigns)
  }

  @Test func eigenvaluesAndFunctions() throws {
    row("scipy.linalg.eigvals(s)", try s.eigenvalues())
    row(
      "scipy.linalg.eig(s, left=True, right=False)[1]", try s.eigen(vectors: .left).leftVectors,
      upTo: .columnSigns)
    row(
      "scipy.linalg.eigh(p, p @ p, eigvals_only=True)",
      try p.symmetricEigenvalues(relativeTo: p * p))
    row(
      "scipy.linalg.eigh(p, p @ p)[1]", try p.symmetricEigen(relativeTo: p * p).vectors,
      upTo: .columnSigns)
    row(
      "scipy.linalg.eigh(p, subset_by_index=[0, 1])[1]",
      try p.symmetricEigen(.indices(0..<2)).vectors, upTo: .columnSigns)
    row(
      "scipy.linalg.eigvalsh(p, subset_by_value=[1, 3.5])",
      try p.symmetricEigenvalues(.interval(above: 1, through: 3.5)))
    row("np.abs(scipy.linalg.schur(s)[0])", try s.schur().triangularFactor.moduli())
    row(
      "np.abs(scipy.linalg.hessenberg(p @ s))", try (p * s).hessenberg().hessenbergFactor.moduli())
    row("scipy.linalg.expm(s)", try s.exponential())
    row("scipy.linalg.sqrtm(p)", try p.squareRoot())
    row("scipy.linalg.sqrtm(z)", try z.squareRoot())
    row("scipy.linalg.logm(s)", try s.logarithm())
    row("scipy.linalg.polar(a)[0]", try a.polar().unitary)
    row("scipy.linalg.polar(s, side='left')[1]", try s.polar(side: .left).positive)
  }

  @Test func specialMatrices() {
    row("scipy.linalg.block_diag(a, s)", Matrix.blockDiagonal([a, s]))
    row("scipy.linalg.hilbert(4)", Matrix<Double>.hilbert(4))
    row("scipy.linalg.toeplitz(x)", Matrix.toeplitz(column: x))
    row(
      "scipy.linalg.circulant(x)",
      Matrix.toeplitz(column: x, row: [x[0]] + x.dropFirst().reversed()))
    row(
      "scipy.linalg.hankel(x)",
      Matrix.toeplitz(column: [x[2], 0, 0], row: x.reversed()).reversedColumns())
    row("scipy.linalg.ishermitian(h)", h.isHermitian)
    row("scipy.linalg.issymmetric(s)", s.isSymmetric)
    row(
      "scipy.linalg.ishermitian(h + 1e-9 * z, atol=1e-8)",
      (h + Complex(1e-9) * z).isHermitian(tolerance: 1e-8))
  }

  /// What the article says to write for A = R·Q and A = Q·L is such a factorization.
  @Test func reversedFactorizationsGiveTheMatrixBack() throws {
    let lq = try s.reversedRows().lq(), qr = try s.reversedColumns().qr()
    let (r, q) = (lq.l().reversedRows().reversedColumns(), lq.q().reversedRows())
    #expect(r.isUpperTriangular)
    #expect((r * q).isApproximatelyEqual(to: s, absoluteTolerance: tolerance))
    let l = qr.r().reversedRows().reversedColumns()
    #expect(l.isLowerTriangular)
    #expect(
      (qr.q().reversedColumns() * l).isApproximatelyEqual(to: s, absoluteTolerance: tolerance))
  }
}
