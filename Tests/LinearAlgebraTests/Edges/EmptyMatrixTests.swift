import LinearAlgebra
import TestSupport
import Testing

/// Matrices of 0×0, 0×3 and 3×0 give what NumPy and SciPy give.
///
/// Where those raise an error or say NaN, ours is nil, another value that the documentation names,
/// or a stop of the program: a square matrix where one is demanded, a line that has no extremum or
/// mean.
@Suite struct EmptyMatrixTests {
  private struct Record: Decodable, CustomStringConvertible {
    let expression: String
    let rows, columns: Int
    let shape: [Int]?
    let elements: [Double?]?
    let error: String?

    var description: String { "\(expression) of \(rows)×\(columns)" }
  }

  /// The shape and the elements of an answer; NaN stands for nil.
  private struct Answer {
    let shape: [Int]
    let elements: [Double]

    init(_ value: Matrix<Double>) {
      (shape, elements) = ([value.rows, value.columns], Array(value))
    }
    init(_ value: [Double]) { (shape, elements) = ([value.count], value) }
    init(_ value: Double?) { (shape, elements) = ([], [value ?? .nan]) }
    init(_ value: [Int]) { self.init(value.map { Double($0) }) }
    init(_ value: Bool) { self.init(value ? 1.0 : 0) }
    init(_ value: [Complex<Double>]) { self.init(value.map(\.real)) }
    init(_ value: Matrix<Complex<Double>>) { self.init(value.realParts()) }
  }

  private typealias Row = (expression: String, run: @Sendable (Matrix<Double>) throws -> Answer)

  @Test func everyRowGivesWhatNumPyGives() throws {
    let records: [Record] = try loadFixture("empty", from: .module)
    let rows = Self.matrixRows + Self.reductionRows + Self.factorizationRows
    #expect(records.count == 3 * rows.count)
    #expect(Set(records.map(\.expression)) == Set(rows.map(\.expression)))
    for (expression, run) in rows {
      for record in records where record.expression == expression {
        guard let shape = record.shape, let elements = record.elements, record.error == nil else {
          continue
        }
        // A line without elements has no mean here; a matrix without has nil for one.
        if elements.contains(where: { $0 == nil }), !shape.isEmpty { continue }
        let answer = try run(Matrix(rows: record.rows, columns: record.columns))
        #expect(answer.shape == shape, "\(record)")
        #expect(answer.elements.count == elements.count, "\(record)")
        for (ours, theirs) in zip(answer.elements, elements) {
          #expect(theirs.map { $0 == ours } ?? ours.isNaN, "\(record): \(ours)")
        }
      }
    }
  }

  private static let matrixRows: [Row] = [
    ("a.T", { Answer($0.transposed()) }), ("a + a", { Answer($0 + $0) }),
    ("a - a", { Answer($0 - $0) }), ("a * a", { Answer($0.hadamard($0)) }),
    ("a / a", { Answer($0.dividingElements(by: $0)) }), ("a * 2", { Answer($0 * 2) }),
    ("np.abs(a)", { Answer($0.moduli()) }), ("a.conj()", { Answer($0.conjugated()) }),
    ("a @ a.T", { Answer($0.gramMatrix(ofRows: true)) }),
    ("a.T @ a", { Answer($0.transposed() * $0) }),
    ("a @ np.ones(a.shape[1])", { Answer($0 * [Double](repeating: 1, count: $0.columns)) }),
    (
      "np.ones(a.shape[0]) @ a",
      { Answer($0.transposed() * [Double](repeating: 1, count: $0.rows)) }
    ),
    ("np.kron(a, a)", { Answer($0.kronecker($0)) }),
    ("np.kron(a, np.ones((2, 2)))", { Answer($0.kronecker(.ones(rows: 2, columns: 2))) }),
    ("np.tile(a, (2, 3))", { Answer($0.tiled(rows: 2, columns: 3)) }),
    ("np.vstack([a, a])", { Answer(Matrix.stackedVertically([$0, $0])) }),
    ("np.hstack([a, a])", { Answer(Matrix.stackedHorizontally([$0, $0])) }),
    ("a.reshape(a.shape[::-1])", { Answer($0.reshaped(rows: $0.columns, columns: $0.rows)) }),
    ("a[0:0, 0:0]", { Answer($0[rows: 0..<0, columns: 0..<0]) }),
    ("a[::-1]", { Answer($0.reversedRows()) }), ("a[:, ::-1]", { Answer($0.reversedColumns()) }),
    ("np.tril(a)", { Answer($0.lowerTriangle()) }),
    ("np.triu(a)", { Answer($0.upperTriangle()) }), ("np.diagonal(a)", { Answer($0.diagonal()) }),
    ("np.diagonal(a, 1)", { Answer($0.diagonal(offset: 1)) }),
    ("np.trace(a)", { Answer($0.trace()) }),
    ("np.diag(a.ravel())", { Answer(Matrix<Double>.diagonal(Array($0))) }),
    ("np.vander(a.ravel())", { Answer(Matrix<Double>.vandermonde(Array($0))) }),
    ("sl.toeplitz(a.ravel())", { Answer(Matrix<Double>.toeplitz(column: Array($0))) }),
    ("np.eye(a.size)", { Answer(Matrix<Double>.identity($0.count)) }),
    ("sl.hilbert(a.size)", { Answer(Matrix<Double>.hilbert($0.count)) }),
    (
      "np.outer(a.ravel(), a.ravel())",
      { Answer(Matrix<Double>.outerProduct(Array($0), Array($0))) }
    ),
    ("np.linalg.matrix_power(a, 0)", { Answer($0.power(0)) }),
    ("np.linalg.matrix_power(a, 3)", { Answer($0.power(3)) }),
    ("np.array_equal(a, a)", { Answer($0 == $0) }),
    ("np.allclose(a, a)", { Answer($0.isApproximatelyEqual(to: $0)) }),
  ]

  private static let reductionRows: [Row] = [
    ("np.sum(a)", { Answer($0.sum()) }), ("np.sum(a, axis=0)", { Answer($0.columnSums()) }),
    ("np.sum(a, axis=1)", { Answer($0.rowSums()) }), ("np.mean(a)", { Answer($0.mean()) }),
    ("np.mean(a, axis=0)", { Answer($0.columnMeans()) }),
    ("np.mean(a, axis=1)", { Answer($0.rowMeans()) }), ("np.var(a)", { Answer($0.variance()) }),
    ("np.var(a, axis=0)", { Answer($0.columnVariances()) }),
    ("np.var(a, axis=1)", { Answer($0.rowVariances()) }), ("np.max(a)", { Answer($0.max()) }),
    ("np.min(a)", { Answer($0.min()) }),
    ("np.argmax(a)", { Answer($0.argmax().map { Double($0.row) }) }),
    ("np.argmin(a)", { Answer($0.argmin().map { Double($0.row) }) }),
    ("np.max(a, axis=0)", { Answer($0.columnMaxima()) }),
    ("np.max(a, axis=1)", { Answer($0.rowMaxima()) }),
    ("np.min(a, axis=0)", { Answer($0.columnMinima()) }),
    ("np.min(a, axis=1)", { Answer($0.rowMinima()) }),
    ("np.argmax(a, axis=0)", { Answer($0.columnArgmax()) }),
    ("np.argmax(a, axis=1)", { Answer($0.rowArgmax()) }),
    ("np.argmin(a, axis=0)", { Answer($0.columnArgmin()) }),
    ("np.argmin(a, axis=1)", { Answer($0.rowArgmin()) }),
    ("np.cumsum(a, axis=0)", { Answer($0.cumulativeColumnSums()) }),
    ("np.cumsum(a, axis=1)", { Answer($0.cumulativeRowSums()) }),
    ("np.vdot(a, a)", { Answer($0.innerProduct($0)) }),
    ("np.linalg.norm(a)", { Answer(try $0.norm(.frobenius)) }),
    ("np.linalg.norm(a, 1)", { Answer(try $0.norm(.one)) }),
    ("np.linalg.norm(a, 2)", { Answer(try $0.norm(.two)) }),
    ("np.linalg.norm(a, np.inf)", { Answer(try $0.norm(.infinity)) }),
    ("np.linalg.cond(a)", { Answer(try $0.conditionNumber()) }),
    ("np.linalg.matrix_rank(a)", { Answer(Double(try $0.rank())) }),
    ("np.linalg.det(a)", { Answer(try $0.determinant()) }),
    ("np.linalg.slogdet(a)[0]", { Answer(try $0.logDeterminant().sign) }),
    ("np.linalg.slogdet(a)[1]", { Answer(try $0.logDeterminant().logarithm) }),
  ]

  private static func ones(_ a: Matrix<Double>) -> Matrix<Double> {
    .ones(rows: a.rows, columns: 2)
  }

  private static let factorizationRows: [Row] = [
    ("np.linalg.inv(a)", { Answer(try $0.inverse()) }),
    ("np.linalg.pinv(a)", { Answer(try $0.pseudoInverse()) }),
    ("sl.null_space(a)", { Answer(try $0.nullSpace()) }),
    ("sl.orth(a)", { Answer(try $0.columnSpace()) }),
    (
      "np.linalg.solve(a, np.ones(a.shape[0]))",
      { Answer(try $0.solve([Double](repeating: 1, count: $0.rows))) }
    ),
    ("np.linalg.solve(a, np.ones((a.shape[0], 2)))", { Answer(try $0.solve(ones($0))) }),
    (
      "sl.solve_triangular(a, np.ones((a.shape[0], 2)))",
      { Answer(try $0.solve(ones($0), structure: .upperTriangular)) }
    ),
    (
      "np.linalg.lstsq(a, np.ones((a.shape[0], 2)))[0]",
      { a in
        let all = try LeastSquaresMethod.allCases.map {
          try a.leastSquares(ones(a), method: $0).solution
        }
        #expect(all[0] == all[1] && all[0] == all[2])
        return Answer(all[0])
      }
    ),
    (
      "np.linalg.lstsq(a, np.ones((a.shape[0], 2)))[2]",
      { Answer(Double(try $0.leastSquares(ones($0), method: .completeOrthogonal).rank)) }
    ),
    (
      "np.linalg.lstsq(a, np.ones((a.shape[0], 2)))[3]",
      { Answer(try $0.leastSquares(ones($0), method: .singularValues).singularValues ?? [.nan]) }
    ),
    ("sl.lu(a)[1]", { Answer(try $0.lu().lower) }), ("sl.lu(a)[2]", { Answer(try $0.lu().upper) }),
    ("np.linalg.cholesky(a)", { Answer(try $0.cholesky().lower) }),
    ("sl.ldl(a)[0]", { Answer(try $0.ldl().parts.lower) }),
    ("sl.ldl(a)[1]", { Answer(try $0.ldl().parts.blockDiagonal) }),
    ("sl.ldl(a)[2]", { Answer(try $0.ldl().parts.permutation) }),
    ("np.linalg.qr(a)[0]", { Answer(try $0.qr().q()) }),
    ("np.linalg.qr(a)[1]", { Answer(try $0.qr().r()) }),
    ("np.linalg.qr(a, 'complete')[0]", { Answer(try $0.qr().q(.full)) }),
    ("np.linalg.qr(a, 'complete')[1]", { Answer(try $0.qr().r(.full)) }),
    ("sl.qr(a, pivoting=True)[2]", { Answer(try $0.pivotedQR().permutation) }),
    ("np.linalg.qr(a.T)[1].T", { Answer(try $0.lq().l()) }),
    ("np.linalg.svd(a)[0]", { Answer(try $0.svd(form: .full).leftVectors) }),
    ("np.linalg.svd(a)[1]", { Answer(try $0.singularValues()) }),
    ("np.linalg.svd(a)[2]", { Answer(try $0.svd(form: .full).rightVectorsAdjoint) }),
    ("np.linalg.svd(a, full_matrices=False)[0]", { Answer(try $0.svd().leftVectors) }),
    ("np.linalg.svd(a, full_matrices=False)[2]", { Answer(try $0.svd().rightVectorsAdjoint) }),
    ("np.linalg.eigvalsh(a)", { Answer(try $0.symmetricEigenvalues()) }),
    ("np.linalg.eigh(a)[1]", { Answer(try $0.symmetricEigen().vectors) }),
    (
      "sl.eigh(a, eigvals_only=True, subset_by_value=(-1, 1))",
      { Answer(try $0.symmetricEigenvalues(.interval(above: -1, through: 1))) }
    ),
    (
      "sl.eigh(a, a, eigvals_only=True)", { Answer(try $0.symmetricEigen(relativeTo: $0).values) }
    ),
    ("np.linalg.eigvals(a)", { Answer(try $0.eigenvalues()) }),
    ("np.linalg.eig(a)[1]", { Answer(try $0.eigen().rightVectors) }),
    ("sl.schur(a)[0]", { Answer(try $0.schur().triangularFactor) }),
    ("sl.schur(a)[1]", { Answer(try $0.schur().unitaryFactor) }),
    ("sl.hessenberg(a)", { Answer(try $0.hessenberg().hessenbergFactor) }),
    ("sl.hessenberg(a, calc_q=True)[1]", { Answer(try $0.hessenberg().unitaryFactor) }),
    ("sl.expm(a)", { Answer(try $0.exponential()) }),
  ]

  /// What NumPy raises an error for, and we have an answer to.
  @Test(arguments: [(0, 0), (0, 3), (3, 0)])
  func typedAnswers(_ rows: Int, _ columns: Int) throws {
    let a = Matrix<Complex<Float>>(rows: rows, columns: columns)
    #expect(try a.rank() == 0)
    #expect(a.mean() == nil && a.variance() == nil)
    let real = a.realParts()
    #expect(real.max() == nil && real.min() == nil)
    #expect(real.argmax() == nil && real.argmin() == nil)
    #expect(a.firstNonFinite() == nil)
    // No lines at all have no extrema.
    if columns == 0 { #expect(real.columnMaxima().isEmpty && real.columnArgmin().isEmpty) }
    if rows == 0 { #expect(real.rowMinima().isEmpty && a.rowMeans().isEmpty) }
    #expect(try a.pivotedQR().rank() == 0 && a.qr().independentColumnCount == 0)
  }

  @Test func whatHasNoAnswerStops() async {
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>(rows: 0, columns: 3).columnMeans()
    }
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>(rows: 3, columns: 0).rowMaxima()
    }
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>(rows: 3, columns: 0).rowVariances()
    }
  }
}
