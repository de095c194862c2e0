import LinearAlgebra
import TestSupport
import Testing

/// Elements near the ends of the range: an answer that is right, or an error, and never NaN.
@Suite struct RangeTests {
  private static let structures: [MatrixStructure] = [
    .automatic, .general, .positiveDefinite, .symmetric, .hermitian,
    .banded(lower: 1, upper: 1), .tridiagonal,
  ]

  /// A positive definite matrix without structure beyond that, times a power of two.
  private func matrix<Scalar: TestScalar>(_ exponent: Int, as type: Scalar.Type) -> Matrix<Scalar> {
    let off = Scalar(parts: 1, Scalar.isComplex ? 1 : 0)
    let a = Matrix<Scalar>([[4, off.conjugated, 0], [off, 5, off.conjugated], [0, off, 3]])
    let power = Scalar.RealPart(sign: .plus, exponent: .init(exponent), significand: 1)
    return a * Scalar(real: power)
  }

  /// Powers of two from the subnormal numbers to the greatest, by quarters of the exponents.
  private func exponents<Scalar: TestScalar>(_ type: Scalar.Type) -> [Int] {
    let least = Int(Scalar.RealPart.leastNormalMagnitude.exponent)
    let greatest = Int(Scalar.RealPart.greatestFiniteMagnitude.exponent)
    return [
      least - 14, least - 4, least - 1, least, least + 3, least / 2, 0, greatest / 2,
      greatest - 8, greatest - 4, greatest - 3,
    ]
  }

  /// All solvers on c·A·x = c·A·1 for all c: x is 1, or the error says why there is none.
  @Test func solversAreRightOrThrow() throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      var (answers, refusals) = (0, 0)
      for exponent in exponents(type) {
        let a = matrix(exponent, as: type)
        let b = a * Matrix<Scalar>.ones(rows: 3, columns: 2)
        var solvers: [(String, () throws -> Matrix<Scalar>)] = [
          ("refinement", { try a.solveWithRefinement(b).solution }),
          ("qr", { try a.qr().solve(b) }), ("lq", { try a.lq().solve(b) }),
          ("pivoted", { try a.pivotedQR().solve(b) }), ("svd", { try a.svd().solve(b) }),
          ("ridge", { try a.ridge(b, lambda: 0).solution }),
          ("adjoint", { try a.lu().solve(b, operation: .adjoint) }),
          ("vector", { Matrix(columns: [try a.solve(b[column: 0])]) }),
          ("vector by LU", { Matrix(columns: [try a.lu().solve(b[column: 0])]) }),
        ]
        for method in LeastSquaresMethod.allCases {
          solvers.append(("\(method)", { try a.leastSquares(b, method: method).solution }))
        }
        // A Hermitian matrix is symmetric only where it is real.
        for structure in Self.structures where structure != .symmetric || !Scalar.isComplex {
          solvers.append(("\(structure)", { try a.solve(b, structure: structure) }))
        }
        // Subnormal elements have fewer digits.
        let unit = Scalar(
          real: Scalar.RealPart(sign: .plus, exponent: .init(exponent), significand: 1))
        let coarse = Double(Scalar.RealPart.leastNonzeroMagnitude / unit.realPart)
        let bound = 300 * Swift.max(Scalar.epsilon, coarse)
        for (name, solve) in solvers {
          do {
            let x = try solve()
            let error = distance(x, .ones(rows: 3, columns: x.columns))
            #expect(error <= bound, "\(name), 2^\(exponent), \(type)")
            answers += 1
          } catch {
            guard case LinearAlgebraError.outOfRange = error else {
              Issue.record("\(name), 2^\(exponent), \(type) throws \(error)")
              continue
            }
            // In the middle of the range nothing is refused.
            #expect(exponent < exponents(type)[4] || exponent > -exponents(type)[4] - 14)
            refusals += 1
          }
        }
      }
      #expect(answers > 3 * refusals && refusals > 0, "\(type): \(answers), \(refusals)")
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  /// Values scale with the matrix, or the error says that they overflow.
  @Test func valuesScaleOrThrow() throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      let unit = matrix(0, as: type)
      let identity = Matrix<Scalar>.identity(3)
      let tables: [(String, (Matrix<Scalar>) throws -> [Scalar.RealPart])] = [
        ("singular", { try $0.singularValues() }),
        ("singular, plain", { try $0.singularValues(method: .plain).map { $0 } }),
        ("symmetric", { try $0.symmetricEigenvalues().reversed() }),
        ("some", { try $0.symmetricEigenvalues(.indices(0..<3)).reversed() }),
        ("generalized", { try $0.symmetricEigen(relativeTo: identity).values.reversed() }),
        ("general", { try $0.eigenvalues().map { $0.real }.sorted().reversed() }),
        ("Schur", { try $0.schur().eigenvalues.map { $0.real }.sorted().reversed() }),
      ]
      for (name, values) in tables {
        let expected = try values(unit)
        for exponent in exponents(type) {
          let power = Scalar.RealPart(sign: .plus, exponent: .init(exponent), significand: 1)
          let tiny = Double(Scalar.RealPart.leastNonzeroMagnitude / power)
          do {
            let found = try values(matrix(exponent, as: type)).map { $0 / power }
            #expect(
              isNear(found, expected.map { Double($0) }, within: 300 * max(Scalar.epsilon, tiny)),
              "\(name), 2^\(exponent), \(type): \(found)")
          } catch {
            guard case .outOfRange = error as? LinearAlgebraError else {
              Issue.record("\(name), 2^\(exponent), \(type) throws \(error)")
              continue
            }
          }
        }
      }
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  /// One subnormal pivot beside normal ones, at each place.
  @Test(arguments: 0..<3)
  func aSubnormalPivotIsNamed(_ place: Int) {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) {
      var diagonal = [Scalar](repeating: 1, count: 3)
      diagonal[place] = Scalar(real: Scalar.RealPart.leastNormalMagnitude / 8)
      let a = Matrix.diagonal(diagonal)
      let error = LinearAlgebraError.outOfRange(index: place)
      #expect(throws: error) { try a.lu() }
      #expect(throws: error) { try a.determinant() }
      #expect(throws: error) { try a.inverse() }
      #expect(throws: error) { try a.ldl() }
      #expect(throws: error) { try a.solve([1, 1, 1], structure: .lowerTriangular) }
      #expect(throws: error) { try a.solve([1, 1, 1], structure: .tridiagonal) }
      #expect(throws: error) { try a.solve([1, 1, 1], structure: .banded(lower: 0, upper: 1)) }
      #expect(throws: error) { try a.qr().solve([1, 1, 1]) }
      #expect(throws: error) { try a.lq().solve([1, 1, 1]) }
      // Its root is far from subnormal.
      #expect(throws: Never.self) { try a.cholesky() }
      #expect(throws: Never.self) { try a.qr() }
    }
    check(Float.self)
    check(Double.self)
    check(Complex<Float>.self)
    check(Complex<Double>.self)
  }

  /// The elimination itself overflows, though all elements are finite.
  @Test func anEliminationThatOverflowsIsNamed() {
    let a = Matrix<Double>([[1.5, -1.5], [1.5, 1.5]]) * 1e308
    #expect(throws: LinearAlgebraError.outOfRange(index: 1)) { try a.lu() }
    #expect(throws: LinearAlgebraError.outOfRange(index: 1)) { try a.solve([0, 1.5e308]) }
    #expect(throws: LinearAlgebraError.outOfRange(index: 1)) {
      try a.solve([0, 1.5e308], structure: .tridiagonal)
    }
    #expect(throws: LinearAlgebraError.outOfRange(index: 0)) { try a.qr() }
    #expect(throws: LinearAlgebraError.outOfRange(index: 0)) { try a.svd() }
    #expect(throws: LinearAlgebraError.outOfRange(index: 1)) { try a.symmetricEigen() }
    // What scales by itself answers.
    let b = [0, 1.5e308]
    for x in [
      try? a.solveWithRefinement(b).solution[column: 0],
      try? a.leastSquares(b, method: .singularValues).coefficients,
      try? a.leastSquares(b, method: .completeOrthogonal).coefficients,
      try? a.lu(scaledBy: 0x1p-600).solve(b.map { $0 * 0x1p-600 }),
    ] { #expect(x.map { isClose($0, [0.5, 0.5], absolute: 1e-14) } ?? false) }
  }

  /// Beyond the square of an oblong matrix the diagonal does not tell.
  @Test func anOverflowBesideTheDiagonalIsNamed() {
    let growing: Matrix<Double> = [[1, 0, 1.5e308], [1, 1, -1.5e308]]
    #expect(throws: LinearAlgebraError.outOfRange(index: 1)) { try growing.lu() }
    let turned: Matrix<Double> = [[1, 0, 1.5e308], [1, 1, 1.5e308]]
    #expect(throws: LinearAlgebraError.outOfRange(index: 0)) { try turned.qr() }
    #expect(throws: LinearAlgebraError.self) { try turned.pivotedQR() }
    #expect(throws: LinearAlgebraError.outOfRange(index: 0)) { try turned.transposed().lq() }
  }

  @Test func formsThatOverflowAreNamedAndLeaveAnEmptyOne() throws {
    let large = Matrix<Double>(repeating: 1.5e308, rows: 3, columns: 3)
    let small: Matrix<Double> = [[1, 2, 0], [3, 4, 5], [0, 1, 6]]
    var schur = try small.schur()
    #expect(throws: LinearAlgebraError.self) { try schur.refactor(large) }
    #expect(schur.size == 0 && schur.triangularFactor.isEmpty)
    try schur.refactor(small)
    #expect(try schur == small.schur())
    var hessenberg = try small.hessenberg()
    #expect(throws: LinearAlgebraError.self) { try hessenberg.refactor(large) }
    #expect(hessenberg.size == 0)
    try hessenberg.refactor(small)
    #expect(try hessenberg == small.hessenberg())
    var lu = try small.lu()
    #expect(throws: LinearAlgebraError.outOfRange(index: 1)) {
      try lu.refactor([[1.5e308, -1.5e308], [1.5e308, 1.5e308]])
    }
    #expect(lu.rows == 0 && lu.columns == 0)
  }

  /// What the caller had above the diagonal is no part of the factors.
  @Test func factorsAreEqualWhateverLiesAboveTheDiagonal() throws {
    let one: Matrix<Double> = [[4, 0], [2, 3]]
    let other: Matrix<Double> = [[4, 9], [2, 3]]
    #expect(try one.cholesky() == other.cholesky())
    #expect(try one.ldl() == other.ldl())
    #expect(try one.cholesky() != Matrix<Double>([[4, 0], [1, 3]]).cholesky())
    #expect(try one.ldl() != Matrix<Double>([[4, 0], [1, 3]]).ldl())
  }

  /// Hilbert's matrix of order 12, κ ≈ 1.7·10¹⁶: no digit of x is promised, the residual is
  /// (Higham, theorem 9.4), and the condition is told.
  @Test func hilbertsMatrixOfOrder12() throws {
    let a = Matrix<Double>.hilbert(12)
    let b = a.rowSums()
    for structure in [MatrixStructure.automatic, .general, .symmetric] {
      let solver = try a.solver(for: structure)
      let x = try solver.solve(b)
      let residual = Swift.zip(a * x, b).map { abs($0 - $1) }.max() ?? .nan
      #expect(residual <= 36 * Double.ulpOfOne * 12 * (x.map { abs($0) }.max() ?? .nan))
      #expect(solver.reciprocalCondition < Double.ulpOfOne)
    }
    let refined = try a.solveWithRefinement(b)
    #expect(refined.reciprocalCondition < Double.ulpOfOne && refined.forwardErrorBounds[0] > 1)
    #expect(refined.backwardErrors[0] <= 12 * Double.ulpOfOne)
    #expect(try a.rank() < 12)
    // Single precision sees that it is not positive definite, and says at which minor.
    #expect(throws: LinearAlgebraError.self) { try Matrix<Float>.hilbert(12).cholesky() }
  }
}

extension Matrix where Scalar == Double {
  /// The factors of a multiple.
  fileprivate func lu(scaledBy factor: Double) throws(LinearAlgebraError) -> LUFactorization<Double>
  {
    try (self * factor).lu()
  }
}

/// Eigenvalues, factors and solutions at the lower end of the range.
@Suite struct SubnormalSystemTests {
  @Test func symmetricEigendecompositionsDivideByTinyEigenvalues() throws {
    let factors = try Matrix<Double>.diagonal([0x1p-1030, 1]).symmetricEigen()
    #expect(try factors.solve([0x1p-1030, 1]) == [1, 1])
    #expect(try factors.solve([[0x1p-1030], [1]]) == [[1], [1]])
    #expect(throws: LinearAlgebraError.outOfRange(index: 0)) { try factors.inverse() }
    let single = try Matrix<Float>.diagonal([0x1p-130, 1]).symmetricEigen()
    #expect(try single.solve([0x1p-130, 1]) == [1, 1])
  }

  @Test func inversesThatOverflowAreNamed() throws {
    let factor = try Matrix<Double>.diagonal([1, 0x1p-1030]).cholesky()
    #expect(throws: LinearAlgebraError.outOfRange(index: 1)) { try factor.inverse() }
  }

  @Test(arguments: [LeastSquaresMethod.qr, .singularValues, .completeOrthogonal])
  func solutionsThatOverflowAreNamed(_ method: LeastSquaresMethod) {
    let a: Matrix<Double> = [[1e-200], [1e-200]]
    #expect(throws: LinearAlgebraError.outOfRange(index: 0)) {
      try a.leastSquares([1e200, 1e200], method: method)
    }
  }
}
