import LinearAlgebra
import TestSupport
import Testing

/// A NaN or an infinity anywhere in a matrix stops everything that factors it, with its place; in a
/// right-hand side it goes where the arithmetic takes it, or is named as well.
@Suite struct NotFiniteTests {
  /// Names and bodies of all that takes a matrix of one shape and throws.
  private typealias Table<Scalar: TestScalar> = [(String, (Matrix<Scalar>) throws -> Void)]

  /// What takes a matrix of any shape.
  private func oblong<Scalar: TestScalar>(_ type: Scalar.Type) -> Table<Scalar> {
    func b(_ a: Matrix<Scalar>) -> Matrix<Scalar> { .ones(rows: a.rows, columns: 2) }
    var table: Table<Scalar> = [
      ("lu", { _ = try $0.lu() }), ("qr", { _ = try $0.qr() }), ("lq", { _ = try $0.lq() }),
      ("pivotedQR", { _ = try $0.pivotedQR() }),
      ("singularValues", { _ = try $0.singularValues() }), ("rank", { _ = try $0.rank() }),
      ("pseudoInverse", { _ = try $0.pseudoInverse() }),
      ("nullSpace", { _ = try $0.nullSpace() }), ("columnSpace", { _ = try $0.columnSpace() }),
      ("norm", { _ = try $0.norm(.two) }), ("condition", { _ = try $0.conditionNumber() }),
      ("ridge", { _ = try $0.ridge(b($0), lambda: 1) }),
      ("ridge of a vector", { _ = try $0.ridge(b($0)[column: 0], lambda: 1) }),
    ]
    for method in LeastSquaresMethod.allCases {
      table.append(("\(method)", { _ = try $0.leastSquares(b($0), method: method) }))
    }
    for method in [SingularValueDecomposition<Scalar>.Method.divideAndConquer, .plain] {
      for form in [SingularValueDecomposition<Scalar>.Form.full, .thin, .valuesOnly] {
        table.append(("svd \(form) \(method)", { _ = try $0.svd(form: form, method: method) }))
      }
    }
    return table
  }

  /// What takes a square matrix.
  private func square<Scalar: TestScalar>(_ type: Scalar.Type) -> Table<Scalar> {
    func b(_ a: Matrix<Scalar>) -> Matrix<Scalar> { .ones(rows: a.rows, columns: 2) }
    var table: Table<Scalar> = [
      ("cholesky", { _ = try $0.cholesky() }), ("ldl", { _ = try $0.ldl() }),
      ("ldl, symmetric", { _ = try $0.ldl(symmetry: .symmetric) }),
      ("determinant", { _ = try $0.determinant() }),
      ("logDeterminant", { _ = try $0.logDeterminant() }), ("inverse", { _ = try $0.inverse() }),
      ("solveWithRefinement", { _ = try $0.solveWithRefinement(b($0)) }),
      ("symmetricEigen", { _ = try $0.symmetricEigen() }),
      ("symmetricEigenvalues", { _ = try $0.symmetricEigenvalues() }),
      ("symmetricEigen, indices", { _ = try $0.symmetricEigen(.indices(0..<1)) }),
      (
        "symmetricEigen, interval", { _ = try $0.symmetricEigen(.interval(above: 0, through: 1)) }
      ),
      ("no eigenvalues", { _ = try $0.symmetricEigen(.indices(1..<1)) }),
      (
        "generalized, first",
        { _ = try $0.symmetricEigen(relativeTo: Matrix.identity($0.rows)) }
      ),
      (
        "generalized, second",
        { _ = try Matrix.identity($0.rows).symmetricEigen(relativeTo: $0) }
      ),
      ("eigen", { _ = try $0.eigen(vectors: .both) }),
      ("eigenvalues", { _ = try $0.eigenvalues() }),
      ("schur", { _ = try $0.schur() }), ("hessenberg", { _ = try $0.hessenberg() }),
      ("exponential", { _ = try $0.exponential() }),
    ]
    for kind in [MatrixNorm.one, .infinity, .frobenius] {
      table.append(("condition \(kind)", { _ = try $0.conditionNumber(kind) }))
    }
    let structures: [MatrixStructure] = [
      .automatic, .general, .lowerTriangular, .upperTriangular, .positiveDefinite, .symmetric,
      .hermitian, .banded(lower: 1, upper: 1), .tridiagonal,
    ]
    for structure in structures {
      table.append(("solve \(structure)", { _ = try $0.solve(b($0), structure: structure) }))
      table.append(("solver \(structure)", { _ = try $0.solver(for: structure) }))
    }
    return table
  }

  private func values<Scalar: TestScalar>(_ type: Scalar.Type) -> [Scalar] {
    [Double.nan, .infinity, -.infinity].flatMap { value in
      [Scalar(parts: value, 1)] + (Scalar.isComplex ? [Scalar(parts: 1, value)] : [])
    }
  }

  @Test(arguments: [(4, 4), (5, 3), (3, 5), (40, 40)])
  func areNamedWhereverTheyStand(_ rows: Int, _ columns: Int) {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) {
      // Positive definite where it is square.
      let clean = Matrix<Scalar>.identity(max(rows, columns))[rows: 0..<rows, columns: 0..<columns]
      let table = oblong(type) + (rows == columns ? square(type) : [])
      let places = [
        (0, 0), (0, columns - 1), (rows / 2, columns / 2), (rows - 1, 0), (rows - 1, columns - 1),
      ]
      for (row, column) in places {
        for value in values(type) {
          var a = clean
          a[row, column] = value
          for (name, run) in table {
            #expect(
              throws: LinearAlgebraError.notFinite(row: row, column: column), "\(name) of \(value)"
            ) { try run(a) }
          }
        }
      }
    }
    check(Float.self)
    check(Double.self)
    check(Complex<Float>.self)
    check(Complex<Double>.self)
  }

  /// What reads b together with A names it; what was factored before lets it through, as NumPy
  /// does, into its own column and no other.
  @Test func inARightHandSide() throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      var noise = NoiseGenerator(seed: 12)
      let half: Matrix<Scalar> = noise.matrix(4, 4)
      let a = half * half.adjoint() + Matrix.identity(4)
      let clean: Matrix<Scalar> = noise.matrix(4, 2)
      for value in values(type) {
        var b = clean
        b[2, 1] = value
        let error = LinearAlgebraError.notFinite(row: 2, column: 1)
        #expect(throws: error) { try a.solveWithRefinement(b) }
        #expect(throws: error) { try a.ridge(b, lambda: 1) }
        for method in LeastSquaresMethod.allCases {
          #expect(throws: error) { try a.leastSquares(b, method: method) }
        }
        var solvers: [(String, (Matrix<Scalar>) throws -> Matrix<Scalar>)] = [
          ("lu", { try a.lu().solve($0) }),
          ("lu, adjoint", { try a.lu().solve($0, operation: .adjoint) }),
          ("cholesky", { try a.cholesky().solve($0) }), ("ldl", { try a.ldl().solve($0) }),
          ("qr", { try a.qr().solve($0) }), ("lq", { try a.lq().solve($0) }),
          ("pivotedQR", { try a.pivotedQR().solve($0) }), ("svd", { try a.svd().solve($0) }),
        ]
        let structures: [MatrixStructure] = [
          .automatic, .general, .lowerTriangular, .upperTriangular, .positiveDefinite, .symmetric,
          .hermitian, .banded(lower: 3, upper: 3), .tridiagonal,
        ]
        for structure in structures {
          solvers.append(("\(structure)", { try a.solve($0, structure: structure) }))
        }
        for (name, solve) in solvers {
          let (x, expected) = (try solve(b), try solve(clean))
          #expect(x[column: 1].contains { !$0.modulus.isFinite }, "\(name) of \(value)")
          let first = zip(x[column: 0], expected[column: 0])
          #expect(
            first.allSatisfy { Double(($0 - $1).modulus) <= 64 * Scalar.epsilon },
            "\(name) of \(value)")
        }
      }
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  @Test func inWhatIsFitted() {
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
      try Matrix<Double>.identity(2).refinedLeastSquares([1, .nan])
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 1)) {
      try Matrix<Double>([[1, 0], [0, .infinity]]).refinedLeastSquares([1, 1])
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 2, column: 1)) {
      try Polynomial<Double>.fit(x: [1, 2, .nan], y: [1, 2, 3], degree: 1)
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 0)) {
      try Polynomial<Double>.fit(x: [1, 2, 3], y: [.infinity, 2, 3], degree: 1)
    }
  }
}
