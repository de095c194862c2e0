import LinearAlgebra
import TestSupport
import Testing

@Suite struct MatrixArithmeticTests {
  static let shapes = [(0, 0), (0, 3), (3, 0), (1, 1), (1, 19), (13, 7), (32, 10)]

  @Test(arguments: shapes)
  func everyOperatorEqualsThePlainLoop(shape: (Int, Int)) {
    check(shape, as: Float.self)
    check(shape, as: Double.self)
  }

  func check<Scalar: RealScalar>(_ shape: (Int, Int), as type: Scalar.Type) {
    let (rows, columns) = shape
    var random = NoiseGenerator(seed: 8)
    let x = random.reals(rows * columns, as: type), y = random.reals(rows * columns, as: type)
    let a = Matrix(rows: rows, columns: columns, elements: x)
    let b = Matrix(rows: rows, columns: columns, elements: y)
    let s: Scalar = 0.3
    func expect(
      _ actual: Matrix<Scalar>, _ name: String, _ expected: (Scalar, Scalar) -> Scalar
    ) {
      #expect(actual.rows == rows && actual.columns == columns)
      #expect(firstDifference([Scalar](actual.span), zip(x, y).map(expected)) == nil, "\(name)")
    }
    func changed(_ change: (inout Matrix<Scalar>) -> Void) -> Matrix<Scalar> {
      var copy = a
      change(&copy)
      return copy
    }

    expect(a + b, "a + b") { $0 + $1 }
    expect(a - b, "a - b") { $0 - $1 }
    expect(a.hadamard(b), "hadamard") { $0 * $1 }
    expect(a + s, "a + s") { x, _ in x + s }
    expect(a - s, "a - s") { x, _ in x - s }
    expect(a * s, "a * s") { x, _ in x * s }
    expect(a / s, "a / s") { x, _ in x / s }
    expect(s + a, "s + a") { x, _ in s + x }
    expect(s - a, "s - a") { x, _ in s - x }
    expect(s * a, "s * a") { x, _ in s * x }
    expect(s / a, "s / a") { x, _ in s / x }
    expect(-a, "-a") { x, _ in -x }
    expect(changed { $0 += b }, "a += b") { $0 + $1 }
    expect(changed { $0 -= b }, "a -= b") { $0 - $1 }
    expect(changed { $0.multiplyElements(by: b) }, "multiplyElements") { $0 * $1 }
    expect(changed { $0.divideElements(by: b) }, "divideElements") { $0 / $1 }
    expect(changed { $0 += s }, "a += s") { x, _ in x + s }
    expect(changed { $0 -= s }, "a -= s") { x, _ in x - s }
    expect(changed { $0 *= s }, "a *= s") { x, _ in x * s }
    expect(changed { $0 /= s }, "a /= s") { x, _ in x / s }
    expect(a, "a itself") { x, _ in x }
  }

  @Test func aMatrixMeetsItself() {
    var a: Matrix<Float> = [[1, 2], [3, 4]]
    a += a
    #expect(a == [[2, 4], [6, 8]])
    a -= a
    #expect(a == Matrix(rows: 2, columns: 2))
  }
}
