import LinearAlgebra
import Testing

/// The rows of the article's section on `numpy.linalg`.
@Suite struct NumPyLinearAlgebraTests: NumPyRows {
  let expected: [String: NumPyValue]
  // Orders up to 6 and conditions below 10: n·κ·ε is 1e-14, and eigenvectors lose a digit more
  // where values lie close.
  let tolerance = 1e-13

  init() throws { expected = try NumPyFixture.shared.get().rows }

  @Test func products() throws {
    row("np.linalg.matmul(a, s)", a * s)
    row("np.linalg.multi_dot([a, s, p])", Matrix.product(of: [a, s, p]))
    row("np.linalg.matrix_power(s, 5)", s.power(5))
    row("np.linalg.matrix_power(s, -2)", try s.inversePower(2))
    row("np.linalg.outer(x, y)", Matrix.outerProduct(x, y))
    row("np.linalg.cross(x, u)", x.crossProduct(u))
    row("np.linalg.vecdot(x, u)", x.dotProduct(u))
    row("np.linalg.vecdot(z[0], w[0])", z[row: 0].conjugateDotProduct(w[row: 0]))
    row("np.linalg.vecdot(a, b)", a.hadamard(b).rowSums())
    row("np.linalg.matrix_transpose(a)", a.transposed())
    row("np.linalg.diagonal(s, offset=1)", s.diagonal(offset: 1))
    row("np.linalg.trace(z)", z.trace())
    row("np.linalg.trace(s, offset=-1)", s.trace(offset: -1))
  }

  @Test func normsAndCondition() throws {
    row("np.linalg.norm(x)", x.euclideanNorm)
    row("np.linalg.norm(x, 1)", x.vectorNorm(order: 1))
    row("np.linalg.norm(x, 2.5)", x.vectorNorm(order: 2.5))
    row("np.linalg.norm(x, np.inf)", x.vectorNorm(order: .infinity))
    row("np.linalg.norm(x, -np.inf)", x.vectorNorm(order: -.infinity))
    row("np.linalg.norm(x, 0)", x.vectorNorm(order: 0))
    row("np.linalg.vector_norm(z)", z.vectorNorm())
    row("np.linalg.vector_norm(a, ord=3)", a.vectorNorm(order: 3))
    row("np.linalg.norm(a, axis=1)", (0..<a.rows).map { a[row: $0].euclideanNorm })
    row("np.linalg.norm(a)", a.norm())
    row("np.linalg.norm(a, 'fro')", try a.norm(.frobenius))
    row("np.linalg.norm(a, 1)", try a.norm(.one))
    row("np.linalg.norm(a, 2)", try a.norm(.two))
    row("np.linalg.norm(a, np.inf)", try a.norm(.infinity))
    row("np.linalg.norm(a, 'nuc')", try a.norm(.nuclear))
    row("np.linalg.norm(a, -1)", a.moduli().columnSums().min() ?? 0)
    row("np.linalg.norm(a, -2)", try a.singularValues().last ?? 0)
    row("np.linalg.norm(a, -np.inf)", a.moduli().rowSums().min() ?? 0)
    row("np.linalg.matrix_norm(z)", try z.norm(.frobenius))
    row("np.linalg.matrix_norm(z, ord='nuc')", try z.norm(.nuclear))
    row("np.linalg.matrix_norm(z, ord=2)", try z.norm(.two))
    row("np.linalg.cond(a)", try a.conditionNumber())
    row("np.linalg.cond(s, 1)", try s.conditionNumber(.one))
    row("np.linalg.cond(s, np.inf)", try s.conditionNumber(.infinity))
    row("np.linalg.cond(s, 'fro')", try s.conditionNumber(.frobenius))
    row("np.linalg.cond(s, 'nuc')", try s.conditionNumber(.nuclear))
    row("np.linalg.matrix_rank(a)", try a.rank())
    row("np.linalg.matrix_rank(a, tol=2)", try a.rank(tolerance: 2))
    row("np.linalg.det(s)", try s.determinant())
    row("np.linalg.det(z)", try z.determinant())
    row("np.linalg.slogdet(s).sign", try s.logDeterminant().sign)
    row("np.linalg.slogdet(s).logabsdet", try s.logDeterminant().logarithm)
  }

  @Test func equationsAndLeastSquares() throws {
    row("np.linalg.solve(s, x)", try s.solve(x))
    row("np.linalg.solve(z, w)", try z.solve(w))
    row("np.linalg.inv(s)", try s.inverse())
    row("np.linalg.pinv(a)", try a.pseudoInverse())
    row("np.linalg.lstsq(a.T, x)[0]", try a.transposed().leastSquares(x).coefficients)
    row("np.linalg.lstsq(a.T, x)[1]", try a.transposed().leastSquares(x).residualSumsOfSquares)
    row("np.linalg.lstsq(a, y)[2]", try a.leastSquares(y, method: .singularValues).rank)
    row(
      "np.linalg.lstsq(a, y)[3]",
      try a.leastSquares(y, method: .singularValues).singularValues ?? [])
  }

  @Test func factorizations() throws {
    row("np.linalg.cholesky(p)", try p.cholesky().lower)
    row("np.linalg.cholesky(h, upper=True)", try h.cholesky().lower.adjoint())
    row("np.linalg.qr(a.T).Q", try a.transposed().qr().q(), upTo: .columnSigns)
    row("np.linalg.qr(a.T).R", try a.transposed().qr().r(), upTo: .rowSigns)
    row(
      "np.linalg.qr(a.T, mode='complete').Q", try a.transposed().qr().q(.full), upTo: .columnSigns)
    row("np.linalg.qr(a.T, mode='complete').R", try a.transposed().qr().r(.full), upTo: .rowSigns)
    row("np.linalg.qr(a, mode='r')", try a.qr().r(), upTo: .rowSigns)
    row("np.linalg.svd(a).S", try a.singularValues())
    row("np.linalg.svd(a).U", try a.svd(form: .full).leftVectors, upTo: .columnSigns)
    row("np.linalg.svd(a).Vh", try a.svd(form: .full).rightVectorsAdjoint, upTo: .rowSigns)
    row(
      "np.linalg.svd(a, full_matrices=False).Vh", try a.svd().rightVectorsAdjoint, upTo: .rowSigns)
    row("np.linalg.svdvals(z)", try z.singularValues())
  }

  @Test func eigenvalues() throws {
    row("np.linalg.eig(s).eigenvalues", try s.eigen().values)
    row("np.linalg.eig(s).eigenvectors", try s.eigen().rightVectors, upTo: .columnSigns)
    row("np.linalg.eigvals(z)", try z.eigenvalues())
    row("np.linalg.eigh(h).eigenvalues", try h.symmetricEigen().values)
    row("np.linalg.eigh(h).eigenvectors", try h.symmetricEigen().vectors, upTo: .columnSigns)
    row("np.linalg.eigvalsh(p)", try p.symmetricEigenvalues())
  }

  @Test func errors() {
    throwingRow("np.linalg.inv(0 * s)", try (0 * s).inverse())
    throwingRow("np.linalg.solve(0 * s, x)", try (0 * s).solve(x))
    throwingRow("np.linalg.cholesky(-p)", try (-p).cholesky())
    throwingRow("np.linalg.svd(np.nan * a)", try (.nan * a).svd())
  }

  @Test func tensors() throws {
    row("np.linalg.tensordot(a, b)", a.innerProduct(b))
    row("np.linalg.tensordot(a, s, axes=1)", a * s)
    row("np.linalg.tensordot(a, b, axes=([0], [0]))", a.multiplied(by: b, transposeLeft: true))
    row("np.linalg.tensordot(x, y, axes=0)", Matrix.outerProduct(x, y))
    row(
      "np.linalg.tensorsolve(k.reshape(2, 3, 2, 3), a)",
      Matrix(rows: 2, columns: 3, elements: try k.solve(Array(a))))
    row("np.linalg.tensorinv(k.reshape(2, 3, 2, 3)).reshape(6, 6)", try k.inverse())
  }
}
