import LinearAlgebra
import TestSupport
import Testing

@Suite struct LUFactorizationTests {
  // MARK: - As SciPy computes it

  @Test func theFixtureIsThere() { #expect(SolveCase.all.count == 100) }

  @Test(arguments: SolveCase.all)
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
    let factors = try a.lu()
    // Rounding A to the type and solving each perturb by some n·ε, which κ amplifies.
    let epsilon = Double(Scalar.RealPart.ulpOfOne)
    let relative = 16 * Double(n) * epsilon / fixture.reciprocalCondition
    for (operation, expected) in [
      (MatrixOperation.none, fixture.solution), (.transpose, fixture.transposed),
      (.adjoint, fixture.adjoint),
    ] {
      let x = try factors.solve(b, operation: operation)
      let scale = max(fixture.scale, expected.map(abs).max() ?? 0)
      #expect(
        distance(ends(x), expected, isComplex: isComplex) <= relative * scale)
      #expect(try factors.solve(b[column: 1], operation: operation).count == n)
    }
    let logDeterminant = factors.logDeterminant
    #expect(abs(Double(logDeterminant.logarithm) - fixture.logarithm) <= relative + epsilon * 99)
    #expect(
      distance([logDeterminant.sign], fixture.sign, isComplex: isComplex) <= relative)
    let condition = Double(factors.reciprocalCondition) / fixture.reciprocalCondition
    #expect(abs(condition - 1) <= relative)
    // Two rows of a nearly singular matrix are the same in most columns: either may be the pivot.
    if Scalar.RealPart.self == Double.self, fixture.family != "nearlySingular" {
      #expect(factors.permutation.indices == fixture.permutation)
      let size = fixture.upperDiagonal.map(abs).max() ?? 0
      let diagonal = (0..<n).map { factors.upper[$0, $0] }
      #expect(
        distance(diagonal, fixture.upperDiagonal, isComplex: isComplex) <= relative * size)
      #expect(
        distance(ends(factors.lower).suffix(n), fixture.lastLowerRow, isComplex: isComplex)
          <= relative)
    }
  }

  // MARK: - Properties

  @Test(arguments: [
    (0, 0), (0, 3), (3, 0), (1, 1), (2, 2), (7, 3), (3, 7), (31, 31), (64, 31), (31, 64),
    (130, 130),
  ])
  func theFactorsMultiplyToTheMatrix(_ rows: Int, _ columns: Int) throws {
    try checkProduct(rows, columns, as: Float.self)
    try checkProduct(rows, columns, as: Double.self)
    try checkProduct(rows, columns, as: Complex<Float>.self)
    try checkProduct(rows, columns, as: Complex<Double>.self)
  }

  func checkProduct<Scalar: TestScalar>(
    _ rows: Int, _ columns: Int, as type: Scalar.Type
  ) throws {
    var noise = NoiseGenerator(seed: UInt64(rows * 1000 + columns))
    let a: Matrix<Scalar> = noise.matrix(rows, columns)
    let factors = try a.lu()
    let (lower, upper) = (factors.lower, factors.upper)
    // |PᵀLU − A| ≤ γ|L||U| elementwise, and no row of |L||U| exceeds k·max|U| as |L| ≤ √2
    // (Higham, theorem 9.3); the factor 4 is for complex arithmetic.
    let k = Double(min(rows, columns))
    let bound = 4 * k * k * Double(Scalar.RealPart.ulpOfOne) * greatest(upper)
    #expect(distance(factors.reconstructed(), a) <= bound)
    #expect(lower.isLowerTriangular && upper.isUpperTriangular)
    #expect(greatest(lower) <= 2.0.squareRoot() * 1.001)
    #expect(factors.permutation.indices.sorted() == Array(0..<rows))
    guard rows == columns else { return }
    // Theorem 9.4: the residual is small whatever the condition.
    let b: Matrix<Scalar> = noise.matrix(rows, 3)
    let x = try factors.solve(b)
    #expect(distance(a * x, b) <= 3 * bound * k * max(1, greatest(x)))
    #expect(try factors.solve(b[column: 2]).count == rows)
    let inverse = try factors.inverse()
    #expect(distance(inverse * a, .identity(rows)) <= 3 * bound * k * max(1, greatest(inverse)))
  }

  @Test func determinantsHaveSigns() throws {
    #expect(try Matrix<Double>([[0, 1], [1, 0]]).determinant() == -1)
    #expect(try Matrix<Double>([[0, 1, 0], [0, 0, 1], [1, 0, 0]]).determinant() == 1)
    #expect(try Matrix<Float>([[2, 0], [0, -3]]).determinant() == -6)
    let i = Complex<Double>(0, 1)
    #expect(try Matrix<Complex<Double>>([[i, 0], [0, i]]).determinant() == -1)
    #expect(try Matrix<Double>(rows: 0, columns: 0).determinant() == 1)
    let singular = try Matrix<Double>([[1, 2], [2, 4]]).logDeterminant()
    #expect(singular.sign == 0 && singular.logarithm == -.infinity)
  }

  /// The partial products leave the range of the type, the determinant does not, or does.
  @Test func determinantsDoNotOverflowOnTheWay() throws {
    #expect(try Matrix.diagonal([1e200, 1e200, 1e-300, -1e-100]).determinant() == -1)
    let large = try Matrix<Double>.diagonal([1e200, -1e200]).lu()
    #expect(large.determinant == -.infinity)
    #expect(large.logDeterminant.sign == -1)
    #expect(abs(large.logDeterminant.logarithm - 921.0340371976183) <= 1e-12)
    #expect(try Matrix<Float>.diagonal([1e-30, 1e-30]).determinant() == 0)
    #expect(try Matrix<Double>.diagonal([0x1p-1022, 0x1p1000]).determinant() == 0x1p-22)
    #expect(try Matrix<Double>.diagonal([0x1p-1000, 0x1p-74]).determinant() == 0x1p-1074)
  }

  @Test func singularMatricesSayWhere() throws {
    let a: Matrix<Double> = [[1, 0, 2], [3, 0, 4], [5, 0, 6]]
    let factors = try a.lu()
    #expect(factors.firstZeroPivot == 1 && factors.determinant == 0)
    #expect(factors.reciprocalCondition == 0)
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) { try factors.solve([1, 2, 3]) }
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) { try a.inverse() }
    var b = [1.0, 2, 3]
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) { try factors.solveInPlace(&b) }
    #expect(b == [1, 2, 3])
    #expect(distance(factors.reconstructed(), a) <= 1e-15)
  }

  @Test func whatIsNotFiniteIsRefused() {
    let a: Matrix<Float> = [[1, 2], [.nan, .infinity]]
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) { try a.lu() }
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) { try a.determinant() }
    // Finite elements whose norm overflows are none of that.
    let large = Matrix<Float>(repeating: 0x1p126, rows: 8, columns: 8)
    #expect(throws: Never.self) { try large.lu() }
  }
}
