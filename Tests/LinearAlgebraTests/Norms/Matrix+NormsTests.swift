import LinearAlgebra
import TestSupport
import Testing

@Suite struct MatrixNormsTests {
  private let kinds = ["1", "2", "∞", "F", "max"]

  /// In the order of the fixture.
  private func norms<Scalar: MatrixScalar>(_ a: Matrix<Scalar>) throws -> [Scalar.RealPart] {
    [
      a.norm(.one), try a.norm(.two), a.norm(.infinity), a.norm(.frobenius), a.norm(.max),
    ]
  }

  private func conditions<Scalar: MatrixScalar>(_ a: Matrix<Scalar>) throws -> [Scalar.RealPart] {
    [
      try a.conditionNumber(.one), try a.conditionNumber(.two), try a.conditionNumber(.infinity),
      try a.conditionNumber(.frobenius),
    ]
  }

  /// Sums of n rounded moduli: an error of at most n·ε in each (Higham, section 4.2).
  @Test func normsAreThoseOfNumPy() throws {
    for expected in try SpectralFixture.shared.get().singular {
      try expected.forBothPrecisions { try check(expected, $0) }
    }
  }

  private func check<Scalar: TestScalar>(
    _ expected: SpectralCase, _ type: Scalar.Type
  ) throws {
    let a = SpectralMatrix.make(
      expected.family, rows: expected.rows, columns: expected.columns, as: type)
    let expectedNorms = try #require(expected.norms)
    #expect(expectedNorms.count == kinds.count)
    for (index, (actual, norm)) in zip(try norms(a), expectedNorms).enumerated() {
      let bound = spectralBound(max(a.rows, a.columns), norm, type)
      #expect(abs(Double(actual) - norm) <= bound, "\(expected), \(kinds[index])")
    }
    #expect(a.norm() == a.norm(.frobenius))
    guard let expectedConditions = expected.conditions else { return }
    #expect(expectedConditions.count == 4)
    for (index, (actual, condition)) in zip(try conditions(a), expectedConditions).enumerated() {
      // The condition of the condition number is the condition number (Higham, section 15.2).
      let bound = spectralBound(a.rows * a.rows, condition * condition, type)
      #expect(abs(Double(actual) - condition) <= bound, "\(expected), \(kinds[index])")
    }
  }

  /// An orthogonal matrix has ‖Q‖⁎ = n, and ‖A‖⁎ of a product of two vectors is that of their
  /// norms.
  @Test func theNuclearNormIsTheSumOfTheSingularValues() throws {
    let a: Matrix<Complex<Float>> = .outerProduct([3, Complex(0, 4)], [Complex(0, 12), 0, 5])
    #expect(isClose([try a.norm(.nuclear)], [65], absolute: 1e-4))
    #expect(try Matrix<Double>([[0, -1], [1, 0]]).norm(.nuclear) == 2)
    #expect(try Matrix<Double>(rows: 0, columns: 3).norm(.nuclear) == 0)
    #expect(try Matrix<Double>.diagonal([4, 1]).conditionNumber(.nuclear) == 6.25)
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 0)) {
      try Matrix<Double>([[.nan]]).norm(.nuclear)
    }
  }

  @Test func normsOfWhatIsNotFinite() throws {
    var a: Matrix<Double> = [[1, 2], [3, 4]]
    a[0, 1] = .infinity
    #expect(a.norm(.one) == .infinity && a.norm(.max) == .infinity)
    a[0, 1] = .nan
    #expect(a.norm(.one).isNaN && a.norm(.infinity).isNaN && a.norm(.frobenius).isNaN)
    #expect(a.norm(.max).isNaN)
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 1)) { try a.norm(.two) }
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 1)) {
      try a.conditionNumber(.one)
    }
  }

  @Test func doNotOverflowOnTheWay() throws {
    let a: Matrix<Float> = [[3e38, 0], [0, 1e38]]
    #expect(a.norm(.frobenius).isFinite)
    #expect(try a.norm(.two) == 3e38)
    #expect(Matrix<Complex<Float>>([[Complex(2e38, 2e38)]]).norm(.max).isFinite)
  }

  @Test func conditionOfASingularMatrix() throws {
    let a = Matrix<Double>.diagonal([2, 0, 1])
    #expect(try conditions(a) == [.infinity, .infinity, .infinity, .infinity])
    #expect(try a.conditionNumber(.nuclear) == .infinity)
    #expect(try Matrix<Double>.identity(3).conditionNumber(.one) == 1)
  }
}
