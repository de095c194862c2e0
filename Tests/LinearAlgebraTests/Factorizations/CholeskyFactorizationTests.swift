import LinearAlgebra
import TestSupport
import Testing

@Suite struct CholeskyFactorizationTests {
  @Test(arguments: SolveCase.all.filter { $0.lastCholeskyRow != nil })
  func agreesWithSciPy(_ fixture: SolveCase) throws {
    if fixture.isComplex {
      try check(fixture, as: Complex<Float>.self)
      try check(fixture, as: Complex<Double>.self)
    } else {
      try check(fixture, as: Float.self)
      try check(fixture, as: Double.self)
    }
  }

  func check<Scalar: TestScalar>(_ fixture: SolveCase, as type: Scalar.Type) throws {
    let (a, b) = fixture.system(of: type)
    let (n, isComplex) = (fixture.order, fixture.isComplex)
    let epsilon = Double(Scalar.RealPart.ulpOfOne)
    let relative = 16 * Double(n) * epsilon / fixture.reciprocalCondition
    let factor = try a.cholesky()
    let row = try #require(fixture.lastCholeskyRow)
    #expect(
      distance(ends(factor.lower).suffix(n), row, isComplex: isComplex)
        <= relative * (row.map(abs).max() ?? 0))
    let x = try factor.solve(b)
    #expect(
      distance(ends(x), fixture.solution, isComplex: isComplex)
        <= relative * fixture.scale)
    #expect(abs(Double(factor.logDeterminant) - fixture.logarithm) <= relative + 99 * epsilon)
    #expect(
      abs(Double(factor.reciprocalCondition) / fixture.reciprocalCondition - 1) <= relative)
  }

  @Test(arguments: [0, 1, 2, 3, 7, 31, 64, 130])
  func theFactorsMultiplyToTheMatrix(_ n: Int) throws {
    try checkProduct(n, as: Float.self)
    try checkProduct(n, as: Double.self)
    try checkProduct(n, as: Complex<Float>.self)
    try checkProduct(n, as: Complex<Double>.self)
  }

  func checkProduct<Scalar: TestScalar>(_ n: Int, as type: Scalar.Type) throws {
    var noise = NoiseGenerator(seed: UInt64(n))
    let root: Matrix<Scalar> = noise.matrix(n, n + 3)
    let a = root.multiplied(by: root, leftOperation: .none, rightOperation: .adjoint)
    let factor = try a.cholesky()
    // |LLᴴ − A| ≤ γ|L||Lᴴ|, whose elements are at most the greatest of A (Higham, theorem 10.3);
    // the factor 4 is for complex arithmetic.
    let bound = 4 * Double(n + 1) * Double(Scalar.RealPart.ulpOfOne) * greatest(a)
    #expect(distance(factor.reconstructed(), a) <= bound)
    #expect(factor.lower.isLowerTriangular)
    let b: Matrix<Scalar> = noise.matrix(n, 3)
    let x = try factor.solve(b)
    #expect(distance(a * x, b) <= 3 * bound * Double(n) * max(1, greatest(x)))
    let single = try factor.solve(b[column: 0])
    #expect(distance(Matrix([single]), Matrix([x[column: 0]])) <= 99 * bound * greatest(x))
    let inverse = try factor.inverse()
    #expect(inverse.isHermitian)
    #expect(
      distance(a * inverse, .identity(n)) <= 9 * bound * Double(n) * max(1, greatest(inverse)))
  }

  @Test func onlyTheLowerTriangleCounts() throws {
    let a: Matrix<Double> = [[4, 99], [2, 3]]
    let factor = try a.cholesky()
    #expect(factor.lower == [[2, 0], [1, 2.0.squareRoot()]])
    #expect(abs(factor.determinant - 8) <= 4e-15)
    #expect(try CholeskyFactorization(a) == factor)
  }

  /// Small orders are factored as they lie, larger ones transposed: by all forms alike.
  @Test(arguments: [63, 64, 71]) func everyFormGivesTheSameBits(_ n: Int) throws {
    try checkForms(n, as: Float.self)
    try checkForms(n, as: Double.self)
    try checkForms(n, as: Complex<Float>.self)
    try checkForms(n, as: Complex<Double>.self)
  }

  func checkForms<Scalar: TestScalar>(_ n: Int, as type: Scalar.Type) throws {
    let comment = Comment(rawValue: "\(n) of \(type)")
    var noise = NoiseGenerator(seed: UInt64(n))
    let root: Matrix<Scalar> = noise.matrix(n, n)
    let a = root.gramMatrix() + .identity(n)
    var disturbed = a
    for row in 0..<n {
      for column in row + 1..<max(n, row + 1) { disturbed[row, column] = 99 }
    }
    let original = disturbed * 1
    let factor = try disturbed.cholesky()
    #expect(disturbed == original, comment)
    #expect(try factor == a.cholesky() && CholeskyFactorization(a * 1) == factor, comment)

    var again = try Matrix<Scalar>.identity(n).cholesky()
    try again.refactor(disturbed)
    #expect(again == factor && disturbed == original, comment)
    var given = disturbed * 1
    try again.factorInPlace(&given)
    #expect(again == factor, comment)

    var indefinite = a
    indefinite[n - 3, n - 3] = -1
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: n - 2), comment) {
      try indefinite.cholesky()
    }
  }

  @Test(.enabled(if: Allocations.canBeCounted)) func transposingNeedsNoMemory() async {
    await #expect(processExitsWith: .success) {
      // Where several threads share the work, OpenBLAS allocates lists of it.
      Backend.threadCount = 1
      var noise = NoiseGenerator(seed: 3)
      let root: Matrix<Double> = noise.matrix(71, 71)
      let a = root.gramMatrix() + .identity(71)
      var factor = try a.cholesky()
      try factor.refactor(a)
      let refactoring = try Allocations.of { try factor.refactor(a) }
      let inPlace = try Allocations.of({ a * 1 }) { try factor.factorInPlace(&$0) }
      precondition(refactoring == .none && inPlace == .none, "\(refactoring), \(inPlace)")
    }
  }

  @Test func whatIsNotPositiveDefiniteSaysWhere() {
    let a: Matrix<Double> = [[1, 0, 0], [0, -1, 0], [0, 0, 1]]
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) { try a.cholesky() }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 1)) {
      try Matrix<Complex<Float>>(rows: 2, columns: 2).cholesky()
    }
    let broken: Matrix<Double> = [[1, .nan], [0, 1]]
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 1)) { try broken.cholesky() }
  }
}
