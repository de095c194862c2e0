import LinearAlgebra
import TestSupport
import Testing

/// Factoring again in the memory of before: the same bits as afresh, and no allocation.
@Suite struct RefactoringTests {
  @Test func theFactorsAreThoseOfTheNewMatrix() throws {
    try checkAll(Float.self)
    try checkAll(Double.self)
    try checkAll(Complex<Float>.self)
    try checkAll(Complex<Double>.self)
  }

  private func checkAll<Scalar: TestScalar>(_ type: Scalar.Type) throws {
    for (rows, columns) in [(20, 20), (1, 1), (20, 8), (8, 20), (0, 3)] {
      var noise = NoiseGenerator(seed: 11)
      let matrices = (0..<4).map { _ -> Matrix<Scalar> in noise.matrix(rows, columns) }
      try check("lu", matrices) { try LUFactorization($0) }
      try check("qr", matrices) { try QRFactorization($0) }
      try check("pivoted QR", matrices) { try PivotedQRFactorization($0) }
      try check("lq", matrices) { try LQFactorization($0) }
      try check("svd", matrices) { try SingularValueDecomposition($0) }
      try check("full svd", matrices) { try SingularValueDecomposition($0, form: .full) }
      try check("plain svd", matrices) { try SingularValueDecomposition($0, method: .plain) }
      try check("singular values", matrices) {
        try SingularValueDecomposition($0, form: .valuesOnly)
      }
      if rows == columns { try checkSquare(matrices) }
    }
  }

  private func checkSquare<Scalar: TestScalar>(_ matrices: [Matrix<Scalar>]) throws {
    let n = matrices[0].rows
    let definite = matrices.map { $0.gramMatrix() + Matrix.identity(n) }
    try check("cholesky", definite) { try CholeskyFactorization($0) }
    try check("ldl", matrices) { try LDLFactorization($0) }
    try check("symmetric ldl", matrices) { try LDLFactorization($0, symmetry: .symmetric) }
    try check("symmetric eigen", matrices) { try SymmetricEigendecomposition($0) }
    try check("symmetric eigenvalues", matrices) {
      try SymmetricEigendecomposition($0, vectors: false)
    }
    try check("some symmetric eigen", matrices) {
      try SymmetricEigendecomposition($0, .indices(0..<1))
    }
    try check("some symmetric eigenvalues", matrices) {
      try SymmetricEigendecomposition($0, .indices(0..<1), vectors: false)
    }
    // The vectors come out of small products, for which OpenBLAS allocates a block of its own.
    try check("eigen", matrices, foreignBlocks: 2) { try Eigendecomposition($0) }
    try check("eigen, both sides", matrices, foreignBlocks: 2) {
      try Eigendecomposition($0, vectors: .both)
    }
    try check("eigenvalues", matrices) { try Eigendecomposition($0, vectors: .none) }
    try check("schur", matrices) { try SchurDecomposition($0) }
    try check("hessenberg", matrices) { try HessenbergDecomposition($0) }
  }

  private func check<Factors: Factorization>(
    _ name: String, _ matrices: [Matrix<Factors.Scalar>], foreignBlocks: Int = 0,
    _ make: (Matrix<Factors.Scalar>) throws -> Factors
  ) throws {
    let (rows, columns) = (matrices[0].rows, matrices[0].columns)
    let comment = Comment(rawValue: "\(name) of \(Factors.Scalar.self), \(rows)×\(columns)")
    // A copy of the factors keeps what it has.
    let first = try make(matrices[0])
    var factors = first
    try factors.refactor(matrices[1])
    #expect(try first == make(matrices[0]) && factors == make(matrices[1]), comment)

    let refactoring = try Allocations.of { try factors.refactor(matrices[2]) }
    #expect(try factors == make(matrices[2]), comment)
    var keepsShape = true
    // Multiplied by 1 it is a matrix that nobody shares.
    let inPlace = try Allocations.of({ matrices[3] * 1 }) { scratch in
      try factors.factorInPlace(&scratch)
      keepsShape = keepsShape && scratch.rows == rows && scratch.columns == columns
    }
    #expect(try factors == make(matrices[3]) && keepsShape, comment)
    if Allocations.canBeCounted && rows > 0 {
      #expect(refactoring.count <= foreignBlocks, comment)
      #expect(inPlace.count <= foreignBlocks, comment)
    }

    // A matrix that a copy shares is not touched.
    var shared = matrices[0]
    try factors.factorInPlace(&shared)
    #expect(try factors == make(matrices[0]) && matrices[0] == copies(of: matrices)[0], comment)
    // Other shapes, and back.
    let smaller = matrices[1][rows: 0..<(rows + 1) / 2, columns: 0..<(columns + 1) / 2]
    try factors.refactor(smaller)
    #expect(try factors == make(smaller), comment)
    var larger = matrices[2]
    try factors.factorInPlace(&larger)
    #expect(try factors == make(matrices[2]) && larger.count == rows * columns, comment)
  }

  private func copies<Scalar>(of matrices: [Matrix<Scalar>]) -> [Matrix<Scalar>] {
    matrices.map { Matrix(rows: $0.rows, columns: $0.columns, elements: Array($0)) }
  }

  @Test func aPairOfMatricesIsRefactoredToo() throws {
    var noise = NoiseGenerator(seed: 12)
    let a = (0..<4).map { _ -> Matrix<Double> in noise.matrix(16, 16) }
    let b = a.map { $0.gramMatrix() + Matrix.identity(16) }
    var modes = try a[0].symmetricEigen(relativeTo: b[0])
    try modes.refactor(a[1], relativeTo: b[1])
    #expect(try modes == a[1].symmetricEigen(relativeTo: b[1]))
    let refactoring = try Allocations.of { try modes.refactor(a[2], relativeTo: b[2]) }
    #expect(try modes == a[2].symmetricEigen(relativeTo: b[2]))
    let inPlace = try Allocations.of({ (a[3] * 1, b[3] * 1) }) {
      try modes.factorInPlace(&$0.0, relativeTo: &$0.1)
    }
    #expect(try modes == a[3].symmetricEigen(relativeTo: b[3]))
    if Allocations.canBeCounted { #expect(refactoring == .none && inPlace == .none) }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 1)) {
      try modes.refactor(a[0], relativeTo: b[0] * -1)
    }
    #expect(modes.size == 0 && modes.values == [] && modes.vectors.isEmpty)
    try modes.refactor(a[1], relativeTo: b[1])
    #expect(try modes == a[1].symmetricEigen(relativeTo: b[1]))
  }

  @Test func afterAnErrorBothAreValid() throws {
    let good: Matrix<Double> = [[4, 2], [2, 3]]
    let broken: Matrix<Double> = [[4, 2], [.nan, 3]]
    let error = LinearAlgebraError.notFinite(row: 1, column: 0)
    func keepsItself<Factors: Factorization<Double>>(_ factors: Factors) {
      var refactored = factors
      #expect(throws: error) { try refactored.refactor(broken) }
      #expect(refactored == factors)
      var matrix = broken
      #expect(throws: error) { try refactored.factorInPlace(&matrix) }
      #expect(refactored == factors && matrix[0, 0] == 4 && matrix[1, 1] == 3)
    }
    keepsItself(try good.lu())
    keepsItself(try good.cholesky())
    keepsItself(try good.ldl())
    keepsItself(try good.qr())
    keepsItself(try good.pivotedQR())
    keepsItself(try good.lq())
    keepsItself(try good.svd())
    keepsItself(try good.symmetricEigen())
    keepsItself(try good.eigen())
    keepsItself(try good.schur())
    keepsItself(try good.hessenberg())

    var factor = try good.cholesky()
    let indefinite: Matrix<Double> = [[1, 2], [2, 1]]
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) {
      try factor.refactor(indefinite)
    }
    #expect(factor.order == 0 && factor.determinant == 1)
    var matrix = indefinite
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) {
      try factor.factorInPlace(&matrix)
    }
    #expect(factor.order == 0 && matrix.rows == 2 && matrix.columns == 2)
    try factor.refactor(good)
    #expect(try factor == good.cholesky())
  }
}
