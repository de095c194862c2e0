import Foundation
import LinearAlgebra
import Testing

/// Functions and solutions of matrices near the ends of the range: right, or an error that says so.
@Suite struct FunctionRangeTests {
  private static let greatest = 1.7e308

  /// One matrix for each way in which a function is computed: from a triangle, from eigenvalues, from
  /// a Schur form with real and with complex eigenvalues.
  private func matrices<Scalar: TestScalar>(_ type: Scalar.Type) -> [Matrix<Scalar>] {
    let off = Scalar(parts: 1, Scalar.isComplex ? 1 : 0)
    return [
      [[1, off], [0, 4]], [[4, off], [off.conjugated, 3]], [[4, 1], [off, 2]],
      [[1, off], [-off.conjugated, 1]],
    ]
  }

  /// √(2ᵏ·A) = 2^(k/2)·√A and ln(2ᵏ·A) = ln A + k·ln 2·I, from the subnormal numbers to the greatest.
  @Test func rootsAndLogarithmsScale() throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      func power(_ exponent: Int) -> Scalar {
        let size = Scalar.RealPart(sign: .plus, exponent: .init(exponent), significand: 1)
        return Scalar(real: size)
      }
      let last = Int(Scalar.RealPart.greatestFiniteMagnitude.exponent)
      for matrix in matrices(type) {
        let (root, logarithm) = (try matrix.squareRoot(), try matrix.logarithm())
        for k in [-last - 5, -last + 1, -last / 2 - 1, 0, last / 2 + 1, last - 3] {
          // Even, for the root.
          let even = k & ~1
          let scaled = matrix * power(even)
          let scaledRoot = root * power(even / 2)
          let size = Double(scaledRoot[0, 0].modulus)
          #expect(
            distance(try scaled.squareRoot(), scaledRoot) <= 64 * Scalar.epsilon * size,
            "√ of 2^\(even) · \(matrix)")
          let shift = Matrix<Scalar>.identity(2) * Scalar(parts: Double(even) * log(2), 0)
          #expect(
            distance(try scaled.logarithm(), logarithm + shift)
              <= 64 * Scalar.epsilon * max(1, abs(Double(even))), "ln of 2^\(even) · \(matrix)")
        }
      }
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  /// What a triangle shows of eigenvalues far from each other is not lost to scaling.
  @Test func trianglesKeepTheirEigenvalues() throws {
    for diagonal in [
      [0x1p-1030, 0x1p-1029], [0x1p-1030, 1e308], [1e308, 1], [0x1p-1030, 0x1p-1030, 1e308],
    ] {
      let a = Matrix<Double>.diagonal(diagonal)
      #expect(try a.squareRoot().diagonal() == diagonal.map { $0.squareRoot() })
      #expect(try a.logarithm().diagonal() == diagonal.map { log($0) })
    }
    // The slope of the logarithm there is out of range, what comes of it is not.
    let steep = Matrix<Double>([[1, 1], [0, 1]]) * 0x1p-1030
    #expect(abs(try steep.logarithm()[0, 1] - 1) <= 1e-15)
  }

  @Test func aNegativeEigenvalueIsToldUnscaled() {
    let a = Matrix<Double>([[-1, 0, 0], [0.5, -2, 0], [0, 1, 3]]) * 0x1p1020
    do {
      _ = try a.squareRoot()
      Issue.record("a root of a negative number")
    } catch LinearAlgebraError.negativeEigenvalue(_, let value) {
      #expect([-0x1p1020, -0x1p1021].contains { abs(value / $0 - 1) <= 1e-14 })
    } catch {
      Issue.record(error)
    }
  }

  @Test func exponentialsThatOverflowAreNamed() throws {
    let error = LinearAlgebraError.outOfRange(index: 0)
    #expect(throws: error) { try Matrix<Double>.diagonal([1000, 1]).exponential() }
    #expect(throws: LinearAlgebraError.outOfRange(index: 1)) {
      try Matrix<Float>.diagonal([1, 100]).exponential()
    }
    let k = Self.greatest
    #expect(throws: error) { try Matrix<Double>([[k, k], [-k, k]]).exponential() }
    #expect(throws: error) {
      try Matrix(repeating: Complex<Float>(3e38), rows: 2, columns: 2).exponential()
    }
    // What underflows is zero, and the greatest element need not be that of the exponential.
    #expect(try Matrix<Double>.diagonal([-k, 0]).exponential() == .diagonal([0, 1]))
    #expect(try Matrix<Double>([[0, 1e300], [0, 0]]).exponential() == [[1, 1e300], [0, 1]])
  }

  /// 1/σ of c·[[1, 1], [1, −1]] is 1/(c·√2), the elements of its inverse are half of 1/c.
  @Test func pseudoInversesOfSubnormalMatrices() throws {
    let signs: Matrix<Double> = [[1, 1], [1, -1]]
    let c = 0x1.4p-1025
    let expected = signs * (0.5 / c)
    let found = try (signs * c).pseudoInverse()
    #expect(distance(found, expected) <= 1e-13 * expected[0, 0])
    #expect(throws: LinearAlgebraError.outOfRange(index: 0)) {
      try (signs * 0x1p-1030).pseudoInverse()
    }
    #expect(throws: LinearAlgebraError.outOfRange(index: 1)) {
      try Matrix<Double>.diagonal([0x1p-1023, 0x1p-1025]).pseudoInverse()
    }
    let (small, one) = (Complex<Float>(0, 0x1p-128), Complex<Float>(0, 1))
    let complex = try Matrix<Complex<Float>>([[small, small], [small, -small]]).pseudoInverse()
    #expect(distance(complex / Complex(0x1p127), [[-one, -one], [-one, one]]) <= 1e-5)
    #expect(try Matrix<Double>(rows: 2, columns: 3).pseudoInverse() == .zeros(rows: 3, columns: 2))
  }

  /// Equal rows cancel, or it is said that they may not.
  @Test(arguments: [1e306, 4e307, 1e308, 1.3e308, 1.7e308])
  func singularMatricesAreNotSolvedWith(_ k: Double) throws {
    let a: Matrix<Double> = [[k, -k], [-k, k]]
    let errors: [LinearAlgebraError] = [.singular(pivot: 1), .outOfRange(index: 0)]
    for structure in [
      MatrixStructure.automatic, .general, .symmetric, .hermitian, .banded(lower: 1, upper: 1),
      .tridiagonal,
    ] {
      do {
        _ = try a.solve([k, 1], structure: structure)
        Issue.record("\(structure) solves with a singular matrix")
      } catch {
        #expect(errors.contains(error), "\(structure)")
      }
    }
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) { try a.solveWithRefinement([k, 1]) }
    // Nothing is eliminated with the last pivot.
    #expect(throws: Never.self) { try Matrix<Double>.diagonal([1, k]).lu() }
    #expect(try Matrix<Double>([[k]]).determinant() == k)
  }

  /// Rows and columns of very different sizes.
  @Test func refinementScalesBothWays() throws {
    for a: Matrix<Double> in [
      .diagonal([0x1p-1030, 1]), .diagonal([0x1p1023, 0x1p-1040]),
      [[0x1p-1030, 0x1p-1030], [1, 2]], [[0x1p511, 0x1p-511], [0x1p-511, 0]],
      [[0x1p1020, 0x1p-52], [0x1p1020, 0x1p-51]], [[0, 0x1p-1070], [0x1p1000, 0]],
    ] {
      let b = a.rowSums()
      let refined = try a.solveWithRefinement(b)
      #expect(refined.backwardErrors[0] <= 3 * Double.ulpOfOne, "\(a)")
      let residual = zip(a * refined.solution[column: 0], b).map { abs($0 - $1) }
      #expect(zip(residual, b).allSatisfy { $0 <= 4 * Double.ulpOfOne * abs($1) }, "\(a)")
    }
    let small = Matrix<Double>.diagonal([0x1p-1030, 1])
    #expect(try small.solveWithRefinement([0x1p-1030, 1]).solution == [[1], [1]])
    #expect(throws: LinearAlgebraError.outOfRange(index: 0)) {
      try small.solveWithRefinement([1, 1])
    }
    let complex = Matrix<Complex<Float>>.diagonal([Complex(0, 0x1p-130), 1])
    #expect(
      try complex.solveWithRefinement([Complex(0x1p-130), 1]).solution[0, 0] == Complex(0, -1))
  }

  @Test func otherResultsThatOverflowAreNamed() {
    #expect(throws: LinearAlgebraError.outOfRange(index: 0)) {
      try Matrix<Double>.diagonal([1e-200, 1]).inversePower(2)
    }
    #expect(throws: LinearAlgebraError.outOfRange(index: 0)) {
      try Matrix<Double>([[1e-300, 1], [-1e-300, 1], [1e-300, 2]]).refinedLeastSquares([
        1e300, 0, 1,
      ])
    }
    #expect(throws: LinearAlgebraError.outOfRange(index: 0)) {
      try Polynomial<Double>.fit(x: [1, 2, 3], y: [1e308, -1.5e308, 1.7e308], degree: 2)
    }
    let k = Self.greatest
    let turn: Matrix<Double> = [[k, k], [-k, k]]
    #expect(throws: LinearAlgebraError.outOfRange(index: 0)) { try turn.polar() }
    #expect(throws: LinearAlgebraError.outOfRange(index: 0)) { try turn.norm(.two) }
  }
}
