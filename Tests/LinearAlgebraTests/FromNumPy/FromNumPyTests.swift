import Foundation
import LinearAlgebra
import Testing

/// The rows of the article's sections on arrays and matrices.
@Suite struct FromNumPyTests: NumPyRows {
  let expected: [String: NumPyValue]
  // Few operations on small numbers: a few roundings.
  let tolerance = 4e-15

  init() throws { expected = try NumPyFixture.shared.get().rows }

  @Test func everyRowGivesWhatNumPyGives() {
    row("np.array([[1, 2], [3, 4]])", Matrix<Double>([[1, 2], [3, 4]]))
    row("np.zeros((2, 3))", Matrix<Double>.zeros(rows: 2, columns: 3))
    row("np.ones((2, 3))", Matrix<Double>.ones(rows: 2, columns: 3))
    row("np.full((2, 3), 7.0)", Matrix<Double>(repeating: 7, rows: 2, columns: 3))
    row("np.eye(3)", Matrix<Double>.identity(3))
    row("np.diag(x)", Matrix<Double>.diagonal(x))
    row("np.diag(x, 1)", Matrix<Double>.diagonal(x, offset: 1))
    row("np.array(x).reshape(1, 3)", Matrix<Double>(rows: 1, columns: 3, elements: x))
    row(
      "np.reshape(range(6), (2, 3), order='F')",
      Matrix<Double>(rows: 2, columns: 3, elements: [0, 1, 2, 3, 4, 5], order: .columnMajor))
    row("np.column_stack([x, x])", Matrix<Double>(columns: [x, x]))
    row("np.vander(x)", Matrix<Double>.vandermonde(x))
    row(
      "np.vander(x, 2, increasing=True)",
      Matrix<Double>.vandermonde(x, columns: 2, increasing: true))
    row("scipy.linalg.hilbert(3)", Matrix<Double>.hilbert(3))
    row("scipy.linalg.toeplitz(x, y)", Matrix<Double>.toeplitz(column: x, row: y))
    row("np.arange(0, 1, 0.25)", Array(stride(from: 0, to: 1, by: 0.25)))
    row("a[1, 2]", a[1, 2])
    row("a[1]", a[row: 1])
    row("a[:, 1]", a[column: 1])
    row("a[0:2, 1:3]", a[rows: 0..<2, columns: 1..<3])
    row("a[[1, 0, 1]]", a.rows(at: [1, 0, 1]))
    row("a[:, [2, 0]]", a.columns(at: [2, 0]))
    row("np.diagonal(a)", a.diagonal())
    row("np.diagonal(a, 1)", a.diagonal(offset: 1))
    row("np.tril(s)", s.lowerTriangle())
    row("np.triu(s, 1)", s.upperTriangle(offset: 1))
    row("a.T", a.transposed())
    row("z.conj().T", z.adjoint())
    row("a.reshape(3, 2)", a.reshaped(rows: 3, columns: 2))
    row("np.vstack([a, b])", Matrix.stackedVertically([a, b]))
    row("np.hstack([a, b])", Matrix.stackedHorizontally([a, b]))
    row("np.tile(a, (2, 2))", a.tiled(rows: 2, columns: 2))
    row("np.repeat(y, 3).reshape(2, 3)", Matrix(columns: [y]).tiled(rows: 1, columns: 3))
    row("np.flipud(a)", a.reversedRows())
    row("np.fliplr(a)", a.reversedColumns())
    row("s[[2, 0, 1]]", s.permutedRows(by: [2, 0, 1]))
    row("s[:, [2, 0, 1]]", s.permutedColumns(by: [2, 0, 1]))
    row("np.argsort([2, 0, 1])", Permutation([2, 0, 1]).inverse.indices)
    row("a + b", a + b)
    row("a - 1", a - 1)
    row("a * b", a.hadamard(b))
    row("a / b", a.dividingElements(by: b))
    row("z * w", z.hadamard(w))
    row("z / w", z.dividingElements(by: w))
    row("1 / z", 1 / z)
    row("-z", -z)
    row("a + x", a.adding(row: x))
    row("a * y[:, None]", a.multiplyingElements(byColumn: y))
    row("np.exp(a)", a.map(exp))
    row("np.hypot(a, b)", a.zip(with: b) { hypot($0, $1) })
    row("np.abs(a - 1)", (a - 1).moduli())
    row("np.abs(z)", z.moduli())
    row("z.real", z.realParts())
    row("z.imag", z.imaginaryParts())
    row("np.conj(z)", z.conjugated())
    row("a + 1j * b", Matrix(real: a, imaginary: b))
    row("np.sum(z)", z.sum())
    row("np.sum(a, axis=1)", a.rowSums())
    row("np.sum(z, axis=0)", z.columnSums())
    row("np.mean(a)", a.mean() ?? .nan)
    row("np.mean(a, axis=0)", a.columnMeans())
    row("np.var(a)", a.variance() ?? .nan)
    row("np.var(z, axis=1)", z.rowVariances())
    row("np.var(a, axis=0, ddof=1)", a.columnVariances(correction: 1))
    row("np.std(a, axis=1)", a.rowVariances().map { $0.squareRoot() })
    row("np.cumsum(a, axis=1)", a.cumulativeRowSums())
    row("np.cumsum(z, axis=0)", z.cumulativeColumnSums())
    row("np.max(a)", a.max() ?? .nan)
    row("np.min(a, axis=1)", a.rowMinima())
    row("np.argmin(a, axis=1)", a.rowArgmin())
    row("np.argmax(a, axis=0)", a.columnArgmax())
    row("np.unravel_index(np.argmin(b), b.shape)", b.argmin() ?? (0, 0))
    row("a @ s", a * s)
    row("a @ x", a * x)
    row("a.T @ b", a.multiplied(by: b, transposeLeft: true))
    row("np.trace(s)", s.trace())
    row("np.outer(x, y)", Matrix.outerProduct(x, y))
    row("np.kron(a, b)", a.kronecker(b))
    row("np.vdot(a, b)", a.dotProduct(b))
    row("np.allclose(a, a + 1e-12)", a.isApproximatelyEqual(to: a + 1e-12))
    row("np.array_equal(a, b)", a == b)
  }

  @Test func polynomials() throws {
    row(
      "np.polyfit(x, u, 1)[::-1]", try Polynomial.fit(x: x, y: u, degree: 1).coefficients)
    row("np.polyval([2, 0, 1], x)", x.map { Polynomial(coefficients: [1, 0, 2])($0) })
  }

  @Test func shapesAndBlocks() {
    row("a.shape", a.shape)
    row("a.size", a.count)
    row("len(a)", a.rows)
    row("a.ravel()", Array(a))
    row("(a / 3).astype(np.float32)", (a / 3).map { Float($0) })
    row("a.astype(complex)", a.map { Complex($0) })
    row("a[-1]", a[row: a.rows - 1])
    row("a[1:]", a[rows: 1...])
    row("a[:, :2]", a[columns: ..<2])
    row("a[:, ::2]", Matrix(a.view.everyColumn(by: 2)))
    row("s[::2, 1:].sum()", s.view.block(rows: 0..., columns: 1...).everyRow(by: 2).sum())
  }

  @Test func vectorsAreArrays() {
    row("x + u", zip(x, u).map(+))
    row("2 * x", x.map { 2 * $0 })
    row("np.concatenate([x, u])", x + u)
    row("np.linspace(0, 1, 5)", (0...4).map { Double($0) / 4 })
    row("np.sort(x)", x.sorted())
    row("np.argsort(x)", x.indices.sorted { x[$0] < x[$1] })
    row("x[::-1]", Array(x.reversed()))
    row("np.unique([3, 1, 3])", Set([3, 1, 3]).sorted())
    row("np.median(x)", x.sorted()[x.count / 2])
    row("np.sum(x)", x.reduce(0, +))
    row("np.max(x)", x.max() ?? .nan)
    row("np.nonzero(x > 1)[0]", x.indices.filter { x[$0] > 1 })
  }

  @Test func masksAndOrder() {
    row("(a > 2).astype(float)", a.map { $0 > 2 ? 1.0 : 0 })
    row("np.where(a > 2, a, b)", a.zip(with: b) { $0 > 2 ? $0 : $1 })
    row("np.maximum(a, b)", a.zip(with: b) { max($0, $1) })
    row("np.clip(a, 2, 5)", a.clamped(to: 2...5))
    row("a[a > 2]", Array(a).filter { $0 > 2 })
    row("np.sum(a > 2)", Array(a).count { $0 > 2 })
    row("np.any(a > 5)", Array(a).contains { $0 > 5 })
    row("np.all(a > 0)", Array(a).allSatisfy { $0 > 0 })
    row("np.sort(b, axis=1)", Matrix((0..<b.rows).map { b[row: $0].sorted() }))
    row("b[np.argsort(b[:, 2])]", b.rows(at: (0..<b.rows).sorted { b[$0, 2] < b[$1, 2] }))
    row("np.cov(a, rowvar=False)", a.columnCovariances(correction: 1))
    row("np.cov(z, rowvar=False, bias=True)", z.columnCovariances())
  }

  @Test func changesInPlace() {
    var c = a
    func changed() -> Matrix<Double> {
      defer { c = a }
      return c
    }
    row("c += b", c += b, of: changed)
    row("c *= b", c.multiplyElements(by: b), of: changed)
    row("c /= 2", c /= 2, of: changed)
    row("c -= x", c.subtract(row: x), of: changed)
    row("c[0, 1] = 7", c[0, 1] = 7, of: changed)
    row("c[0] = x", c[row: 0] = x, of: changed)
    row("c[:, 1] = y", c[column: 1] = y, of: changed)
    row("c[:, 1:] = b[:, :2]", c[columns: 1...] = b[columns: ..<2], of: changed)
  }

  /// Other numbers, in the same shape and range.
  @Test func randomNumbers() {
    var rng = SeededGenerator(seed: 7)
    randomRow("rng.random((2, 3))", Matrix<Double>.uniform(rows: 2, columns: 3, using: &rng))
    randomRow(
      "rng.uniform(-1, 1, (2, 3))",
      Matrix<Double>.uniform(rows: 2, columns: 3, in: -1..<1, using: &rng))
    randomRow(
      "rng.normal(5, 2, (2, 3))",
      Matrix<Double>.normal(rows: 2, columns: 3, mean: 5, standardDeviation: 2, using: &rng))
    randomRow("rng.permutation(3)", (0..<3).shuffled(using: &rng))
    randomRow("rng.choice(x, 2)", (0..<2).map { _ in x[Int.random(in: 0..<3, using: &rng)] })
  }
}
