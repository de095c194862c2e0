import LinearAlgebra
import TestSupport
import Testing

@Suite struct LeastSquaresTests {
  struct Record: Decodable {
    let kind: String
    let rows, columns, rightHandSides: Int
    let seed: UInt64
    let isComplex: Bool
    let rank, solutionRows: Int
    let singularValues, solution, residuals: [Double]
    let condition: Double
  }

  struct Fixture: Decodable {
    let leastSquares: [Record]
  }

  // MARK: - Against NumPy

  @Test(arguments: LeastSquaresMethod.allCases)
  func solutionsAreThoseOfNumPy(method: LeastSquaresMethod) throws {
    let fixture: Fixture = try loadFixture("qr", from: .module)
    #expect(fixture.leastSquares.count == 42)
    var compared = 0
    for record in fixture.leastSquares {
      if record.isComplex {
        compared += try check(record, method, Complex<Float>.self)
        compared += try check(record, method, Complex<Double>.self)
      } else {
        compared += try check(record, method, Float.self) + check(record, method, Double.self)
      }
    }
    #expect(compared >= (method == .qr ? 59 : 71), "only \(compared) comparisons")
  }

  /// A solution exact for data within m·n·u of the given is within the bound of Wedin's theorem
  /// (Higham, theorem 20.1): κ·(2 + (κ + 1)·‖r‖ / (‖A‖·‖x‖)) times that; both sides err.
  private func check<Scalar: TestScalar>(
    _ record: Record, _ method: LeastSquaresMethod, _ type: Scalar.Type
  ) throws -> Int {
    let a: Matrix<Scalar> = fixtureMatrix(
      record.kind, record.rows, record.columns, seed: record.seed)
    let b: Matrix<Scalar> = fixtureMatrix(
      "random", record.rows, record.rightHandSides, seed: record.seed + 1000)
    let unit = 2 * Double(max(1, a.count)) * roundingUnit(Scalar.self)
    if record.condition * unit > 0.01 { return 0 }
    if method == .qr && record.rank < min(a.rows, a.columns) {
      // Not every dependence shows in R without pivoting, but these do.
      #expect(throws: LinearAlgebraError.self) { try a.leastSquares(b, method: .qr) }
      return 0
    }
    let found = try a.leastSquares(b, method: method)
    #expect(found.rank == record.rank, "\(record) \(type)")
    let residual = record.residuals.reduce(0, +).squareRoot()
    let (normOfA, normOfX) = (record.singularValues.first ?? 0, frobeniusNorm(found.solution))
    let k = record.condition
    let bound =
      2 * unit * k * (2 * normOfX + (k + 1) * (normOfA > 0 ? residual / normOfA : 0))
    let leading = found.solution[
      rows: 0..<record.solutionRows, columns: 0..<record.rightHandSides]
    let expected = Matrix<Scalar>(
      rows: record.solutionRows, columns: record.rightHandSides,
      elements: fixtureElements(record.solution))
    #expect(frobeniusDistance(leading, expected) <= bound, "\(record) \(type)")
    #expect(found.solution.rows == a.columns)
    #expect(found.residualSumsOfSquares.count == record.rightHandSides)
    for (found, expected) in zip(found.residualSumsOfSquares, record.residuals) {
      #expect(
        abs(Double(found).squareRoot() - expected.squareRoot())
          <= 4 * unit * (frobeniusNorm(b) + k * residual + normOfA * normOfX))
    }
    if method == .singularValues {
      #expect(found.singularValues?.count == record.singularValues.count)
      for (found, expected) in zip(found.singularValues ?? [], record.singularValues) {
        #expect(abs(Double(found) - expected) <= unit * normOfA)  // Weyl's inequality
      }
    } else {
      #expect(found.singularValues == nil)
    }
    return 1
  }

  // MARK: - By the factorizations

  @Test func aSquareSystemHasItsSolution() throws {
    let a: Matrix<Double> = [[2, 1], [1, 3]]
    let x = try a.qr().solve([5, 10])
    #expect(isClose(x, [1, 3], absolute: 1e-14))
    #expect(isClose(try a.lq().solve([5, 10]), [1, 3], absolute: 1e-14))
    #expect(isClose(try a.pivotedQR().solve([5, 10]), [1, 3], absolute: 1e-14))
  }

  @Test func theShortestOfManySolutions() throws {
    // x + y + z = 3 and x = y: (1, 1, 1) is the shortest.
    let a: Matrix<Double> = [[1, 1, 1], [1, -1, 0]]
    for method in LeastSquaresMethod.allCases {
      let found = try a.leastSquares([3, 0], method: method)
      #expect(isClose(found.coefficients, [1, 1, 1], absolute: 1e-14), "\(method)")
      #expect(found.residualSumsOfSquares[0] <= 1e-28)
    }
  }

  @Test func dependentColumnsAreRefusedOrShared() throws {
    let a: Matrix<Double> = [[1, 1], [2, 2], [2, 2]]
    let refusal = LinearAlgebraError.rankDeficient(rank: 1, needed: 2)
    #expect(throws: refusal) { try a.leastSquares([2, 4, 4]) }
    #expect(throws: refusal) { try a.transposed().leastSquares([1, 1]) }
    for method in [LeastSquaresMethod.completeOrthogonal, .singularValues] {
      let found = try a.leastSquares([2, 4, 4], method: method)
      #expect(found.rank == 1 && isClose(found.coefficients, [1, 1], absolute: 1e-14))
    }
    // The basic solution leaves one of them out.
    let pivoted = try a.pivotedQR()
    #expect(pivoted.rank() == 1)
    #expect(isClose(pivoted.solve([2, 4, 4]).sorted(), [0, 2], absolute: 1e-14))
  }

  @Test func theToleranceDecidesTheRank() throws {
    let a: Matrix<Double> = [[1, 0], [0, 1e-6]]
    #expect(try a.leastSquares([1, 1], method: .singularValues).rank == 2)
    for method in [LeastSquaresMethod.completeOrthogonal, .singularValues] {
      let found = try a.leastSquares([1, 1], method: method, tolerance: 1e-3)
      #expect(found.rank == 1 && isClose(found.coefficients, [1, 0], absolute: 1e-14))
    }
    #expect(try a.pivotedQR().rank(tolerance: 1e-3) == 1)
    // The scale of a column alone makes nothing dependent.
    #expect(isClose(try a.leastSquares([1, 1]).coefficients, [1, 1e6], absolute: 1e-8))
    #expect(try Matrix<Double>.diagonal([1, 1e-200, 1e200]).qr().independentColumnCount == 3)
  }

  // MARK: - Refined

  /// Loses digits by QR and gets them back.
  ///
  /// Hilbert's matrix scaled to whole numbers, and an x of whole numbers: A·x is exact, and so is a
  /// residual of which Aᵀ·r = 0.
  @Test func refinementRecoversLostDigits() throws {
    let a = Matrix<Double>(
      (0..<14).map { i in (0..<6).map { j in 360_360 / Double(i % 7 + j + 1) } }
        .map { $0.map { $0.rounded() } })
    let x = [1, -2, 3, -4, 5, -6.0]
    // Rows come twice, so residuals of opposite signs cancel.
    let b = (a * x).enumerated().map { $0 < 7 ? $1 + 1e5 : $1 - 1e5 }
    func error(_ found: [Double]) -> Double {
      zip(found, x).map { abs($0 - $1) / abs($1) }.max() ?? .infinity
    }
    let plain = error(try a.leastSquares(b).coefficients)
    let refined = try a.refinedLeastSquares(b)
    #expect(error(refined.coefficients) <= 2 * Double.ulpOfOne)
    #expect(plain >= 1000 * Double.ulpOfOne)
    #expect(isClose(refined.residualSumsOfSquares, [14e10], absolute: 1e-4))
    let single = try Matrix<Float>(rows: 3, columns: 1, elements: [1, 2, 2])
      .refinedLeastSquares([1, 2, 3])
    #expect(single.coefficients == [Float(11.0 / 9.0)])
    #expect(throws: LinearAlgebraError.rankDeficient(rank: 1, needed: 2)) {
      try Matrix<Double>([[1, 1], [2, 2]]).refinedLeastSquares([1, 2])
    }
    #expect(try Matrix<Double>(rows: 2, columns: 0).refinedLeastSquares([1, 2]).rank == 0)
  }

  // MARK: - Ridge regression

  /// Against (AᴴA + λI)·x = Aᴴb, whose condition number is small here.
  @Test(arguments: [(13, 5), (5, 13), (7, 7), (3, 0), (0, 3)])
  func ridgeSolvesTheNormalEquations(shape: (Int, Int)) throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      let a: Matrix<Scalar> = fixtureMatrix("random", shape.0, shape.1, seed: 3)
      let b: Matrix<Scalar> = fixtureMatrix("random", shape.0, 2, seed: 4)
      let found = try a.ridge(b, lambda: 0.5).solution
      let adjoint = plainAdjoint(a)
      var left = (adjoint * a) * found
      for row in 0..<left.rows {
        for column in 0..<2 { left[row, column] += Scalar(parts: 0.5, 0) * found[row, column] }
      }
      #expect(frobeniusDistance(left, adjoint * b) <= 2000 * roundingUnit(Scalar.self))
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  @Test func ridgeHelpsDependentColumns() throws {
    let a: Matrix<Double> = [[1, 1], [2, 2], [2, 2]]
    #expect(throws: LinearAlgebraError.rankDeficient(rank: 1, needed: 2)) {
      try a.ridge([2, 4, 4], lambda: 0)
    }
    // 18·x + λ·x = 18 for both.
    let found = try a.ridge([2, 4, 4], lambda: 2)
    #expect(isClose(found.coefficients, [0.9, 0.9], absolute: 1e-14))
    #expect(isClose(found.residualSumsOfSquares, [0.36], absolute: 1e-14))
  }

  // MARK: - Faults

  @Test(arguments: LeastSquaresMethod.allCases)
  func whatIsNotFiniteIsNamed(method: LeastSquaresMethod) {
    let a: Matrix<Double> = [[1, 2], [.infinity, 3]]
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
      try a.leastSquares([1, 2], method: method)
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 0)) {
      try Matrix<Double>.identity(2).leastSquares([.nan, 2], method: method)
    }
  }

  /// With nothing to fit, the residual is B: sums of few whole squares are exact.
  @Test(arguments: LeastSquaresMethod.allCases)
  func squaresOfResidualsAreAddedUp(method: LeastSquaresMethod) throws {
    let nothing = Matrix<Double>(rows: 3, columns: 0)
    #expect(try nothing.leastSquares([1, 1, 1], method: method).residualSumsOfSquares == [3])
    let several = try nothing.leastSquares([[1, 2], [1, -3], [1, 1]], method: method)
    #expect(several.residualSumsOfSquares == [3, 14])
    let z: [Complex<Float>] = [Complex(1, 1), Complex(-1, 2), Complex(0, 3)]
    let complex = try Matrix<Complex<Float>>(rows: 3, columns: 0).leastSquares(z, method: method)
    #expect(complex.residualSumsOfSquares == [16])
  }

  @Test(arguments: LeastSquaresMethod.allCases)
  func nothingHasNoSolutionsOrZeros(method: LeastSquaresMethod) throws {
    let wide = try Matrix<Double>(rows: 0, columns: 3).leastSquares([], method: method)
    #expect(wide.coefficients == [0, 0, 0] && wide.rank == 0)
    let tall = try Matrix<Double>(rows: 3, columns: 0).leastSquares([1, 2, 2], method: method)
    #expect(tall.coefficients.isEmpty && isClose(tall.residualSumsOfSquares, [9], absolute: 1e-14))
    let none = try Matrix<Double>.identity(2)
      .leastSquares(Matrix(rows: 2, columns: 0), method: method)
    #expect(none.solution.rows == 2 && none.solution.columns == 0 && none.rank == 2)
  }

  @Test func allShapesAreTold() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var x = Matrix<Double>(rows: 1, columns: 2)
      try Matrix<Double>([[1], [2], [3]]).qr().solve(Matrix(rows: 3, columns: 1), into: &x)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("is 3×1, B is 3×1, X is 1×2"))
  }
}
