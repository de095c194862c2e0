import LinearAlgebra
import TestSupport
import Testing

@Suite struct MatrixMultiplyTests {
  static let shapes = [
    (0, 0, 0), (0, 3, 2), (3, 0, 2), (3, 2, 0), (1, 1, 1), (1, 5, 7), (13, 11, 17), (32, 10, 64),
  ]

  @Test(arguments: shapes)
  func everyTransposeAndFactor(shape: (Int, Int, Int)) {
    check(shape, as: Float.self)
    check(shape, as: Double.self)
  }

  func check<Scalar: RealScalar>(_ shape: (Int, Int, Int), as type: Scalar.Type) {
    let (m, n, k) = shape
    var random = NoiseGenerator(seed: 10)
    let a = Matrix<Scalar>(rows: m, columns: k, elements: random.reals(m * k))
    let b = Matrix<Scalar>(rows: k, columns: n, elements: random.reals(k * n))
    let c = Matrix<Scalar>(rows: m, columns: n, elements: random.reals(m * n))
    let product = naiveProduct(a, b)
    // Every sum of k products is off by at most k ulps of Σ|a||b| ≤ k; β·C adds a rounding.
    let bound = Scalar(k + 2) * Scalar(k + 2) * Scalar.ulpOfOne
    func close(_ actual: Matrix<Scalar>, _ expected: Matrix<Scalar>) -> Bool {
      actual.isApproximatelyEqual(to: expected, absoluteTolerance: bound, relativeTolerance: 0)
    }

    #expect(close(a * b, product))
    for (left, transposeLeft) in [(a, false), (a.transposed(), true)] {
      for (right, transposeRight) in [(b, false), (b.transposed(), true)] {
        #expect(
          close(
            left.multiplied(
              by: right, transposeLeft: transposeLeft, transposeRight: transposeRight), product))
        var result = c
        Matrix.multiply(
          left, right, transposeLeft: transposeLeft, transposeRight: transposeRight,
          alpha: 0.5, beta: -0.75, into: &result)
        #expect(close(result, 0.5 * product - 0.75 * c))
        result = Matrix(repeating: .nan, rows: m, columns: n)
        Matrix.multiply(
          left, right, transposeLeft: transposeLeft, transposeRight: transposeRight, into: &result)
        #expect(close(result, product))
      }
    }
  }

  func naiveProduct<Scalar: RealScalar>(
    _ a: Matrix<Scalar>, _ b: Matrix<Scalar>
  ) -> Matrix<Scalar> {
    var result = Matrix<Scalar>(rows: a.rows, columns: b.columns)
    for i in 0..<a.rows {
      for j in 0..<b.columns {
        for k in 0..<a.columns { result[i, j] += a[i, k] * b[k, j] }
      }
    }
    return result
  }

  @Test(arguments: [(0, 3), (3, 0), (1, 1), (13, 7), (40, 33)])
  func aVectorIsAMatrixOfOneColumn(shape: (Int, Int)) {
    let (rows, columns) = shape
    var random = NoiseGenerator(seed: 12)
    let a = Matrix<Double>(
      rows: rows, columns: columns, elements: random.wholeNumbers(rows * columns))
    let x: [Double] = random.wholeNumbers(columns), y: [Double] = random.wholeNumbers(rows)
    #expect(a * x == [Double]((a * Matrix(rows: columns, columns: 1, elements: x)).span))
    #expect(
      a.multiplied(by: y, transpose: true)
        == [Double]((Matrix(rows: 1, columns: rows, elements: y) * a).span))
    var result = y
    Matrix.multiply(a, vector: x, alpha: 2, beta: -1, into: &result)
    #expect(result == zip(a * x, y).map { 2 * $0 - $1 })
  }

  @Test func aProductDoesNotChangeACopyOfItsTarget() {
    let a: Matrix<Float> = [[1, 2], [3, 4]]
    var result = a
    Matrix.multiply(a, a, into: &result)
    #expect(a == [[1, 2], [3, 4]])
    #expect(result == [[7, 10], [15, 22]])
  }
}
