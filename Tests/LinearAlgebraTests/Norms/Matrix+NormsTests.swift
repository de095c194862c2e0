import LinearAlgebra
import TestSupport
import Testing

@Suite struct MatrixNormsTests {
  private let kinds: [MatrixNorm] = [.one, .two, .infinity, .frobenius, .max]

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
    for (kind, norm) in zip(kinds, try #require(expected.norms)) {
      let actual = Double(try a.norm(kind))
      let bound = spectralBound(max(a.rows, a.columns), norm, type)
      #expect(abs(actual - norm) <= bound, "\(expected), \(kind)")
    }
    guard let conditions = expected.conditions else { return }
    for (kind, condition) in zip([MatrixNorm.one, .two, .infinity, .frobenius], conditions) {
      let actual = Double(try a.conditionNumber(kind))
      // The condition of the condition number is the condition number (Higham, section 15.2).
      let bound = spectralBound(a.rows * a.rows, condition * condition, type)
      #expect(abs(actual - condition) <= bound, "\(expected), \(kind)")
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
    #expect(try a.norm(.one) == .infinity && a.norm(.max) == .infinity)
    a[0, 1] = .nan
    #expect(try a.norm(.one).isNaN && a.norm(.infinity).isNaN && a.norm(.frobenius).isNaN)
    #expect(try a.norm(.max).isNaN)
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 1)) { try a.norm(.two) }
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 1)) {
      try a.conditionNumber(.one)
    }
  }

  @Test func doNotOverflowOnTheWay() throws {
    let a: Matrix<Float> = [[3e38, 0], [0, 1e38]]
    #expect(try a.norm(.frobenius).isFinite && a.norm(.two) == 3e38)
    #expect(try Matrix<Complex<Float>>([[Complex(2e38, 2e38)]]).norm(.max).isFinite)
  }

  @Test func conditionOfASingularMatrix() throws {
    let a = Matrix<Double>.diagonal([2, 0, 1])
    for kind in kinds.dropLast() { #expect(try a.conditionNumber(kind) == .infinity) }
    #expect(try Matrix<Double>.identity(3).conditionNumber(.one) == 1)
  }

  @Test func refusesWhatHasNoConditionNumber() async {
    await #expect(processExitsWith: .failure) {
      _ = try Matrix<Double>(rows: 0, columns: 2).conditionNumber()
    }
    await #expect(processExitsWith: .failure) {
      _ = try Matrix<Double>(rows: 3, columns: 2).conditionNumber(.one)
    }
  }
}
