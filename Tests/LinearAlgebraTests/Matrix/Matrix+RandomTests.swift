import LinearAlgebra
import Testing

@Suite struct MatrixRandomTests {
  @Test func oneSeedGivesOneMatrix() {
    var a = SeededGenerator(seed: 1), b = SeededGenerator(seed: 1)
    let first = Matrix<Float>.normal(rows: 3, columns: 4, using: &a)
    #expect(first == .normal(rows: 3, columns: 4, using: &b))
    #expect(first != .normal(rows: 3, columns: 4, using: &a))
  }

  @Test func uniformNumbersLieInTheirRange() {
    var generator = SeededGenerator(seed: 2)
    let a = Matrix<Double>.uniform(rows: 100, columns: 100, in: -2..<6, using: &generator)
    let standardError = 8 / 12.0.squareRoot() / 10_000.0.squareRoot()
    #expect(abs((a.mean() ?? .nan) - 2) <= 5 * standardError)
    #expect((a.min() ?? .nan) >= -2 && (a.max() ?? .nan) < 6)
  }

  @Test func complexUniformNumbersFillASquare() {
    var generator = SeededGenerator(seed: 6)
    let a = Matrix<Complex<Float>>.uniform(
      rows: 100, columns: 100, in: -1..<1, using: &generator)
    for parts in [a.realParts(), a.imaginaryParts()] {
      // Five standard errors of the mean: 2/√12 over √10⁴.
      #expect(abs(parts.mean() ?? .nan) <= 5 * 2 / Float(12).squareRoot() / 100)
      // Of 10⁴ numbers none in the last hundredth of the range has the probability 10⁻⁴⁴.
      #expect((-1...(-0.98)).contains(parts.min() ?? .nan))
      #expect((0.98..<1).contains(parts.max() ?? .nan))
    }
    // Independent parts: the mean of their product has the standard error 1/3 over √10⁴.
    #expect(abs(a.realParts().dotProduct(a.imaginaryParts())) / 1e4 <= 5.0 / 300)
    #expect(Matrix<Complex<Double>>.uniform(rows: 0, columns: 3, using: &generator).columns == 3)
  }

  @Test func normalNumbersHaveTheirMeanAndDeviation() {
    var generator = SeededGenerator(seed: 3)
    let a = Matrix<Double>.normal(
      rows: 100, columns: 100, mean: 5, standardDeviation: 0.5, using: &generator)
    let mean = a.mean() ?? .nan
    #expect(abs(mean - 5) <= 5 * 0.5 / 100)
    let variance = (a - mean).dotProduct(a - mean) / 9999
    #expect(abs(variance - 0.25) <= 5 * 0.25 * (2 / 1e4 as Double).squareRoot())
  }

  @Test(arguments: [(0, 0), (0, 3), (3, 0), (1, 1), (5, 5), (13, 7), (7, 13), (64, 10)])
  func orthogonalMatricesAreOrthonormal(shape: (Int, Int)) {
    check(shape, as: Float.self)
    check(shape, as: Double.self)
  }

  func check<Scalar: RealScalar>(_ shape: (Int, Int), as type: Scalar.Type) {
    var generator = SeededGenerator(seed: 4)
    let q = Matrix<Scalar>.orthogonal(rows: shape.0, columns: shape.1, using: &generator)
    #expect(q.rows == shape.0 && q.columns == shape.1)
    let isHigh = shape.0 >= shape.1
    let gram = q.multiplied(by: q, transposeLeft: isHigh, transposeRight: !isHigh)
    let bound = Scalar(max(1, shape.0 * shape.1)) * Scalar.ulpOfOne
    #expect(
      gram.isApproximatelyEqual(to: .identity(min(shape.0, shape.1)), absoluteTolerance: bound))
  }

  // Without the signs of R, LAPACK's reflections would make the first element always negative.
  @Test func orthogonalMatricesHaveNoPreferredSign() {
    var generator = SeededGenerator(seed: 5)
    var positive = 0
    for _ in 0..<1000 {
      let q = Matrix<Double>.orthogonal(rows: 3, columns: 3, using: &generator)
      if q[0, 0] > 0 { positive += 1 }
    }
    // Five standard deviations of a fair coin, √1000/2 = 15.8.
    #expect(abs(positive - 500) <= 79)
  }
}
