import ComplexModule
import LinearAlgebra
import Testing

@Suite struct MatrixComplexArithmeticTests {
  private typealias C = Complex<Double>

  let a: Matrix<Complex<Double>> = [[C(1, 2), C(3, -1)], [C(0, -2), C(0.5, 0)]]
  let b: Matrix<Complex<Double>> = [[C(2, 0), C(0, 1)], [C(4, 4), C(0, -2)]]

  /// Parts are whole, halves and quarters: every result is exact.
  @Test func everyOperatorEqualsThePlainOne() {
    func expect(
      _ actual: Matrix<Complex<Double>>,
      _ operation: (Complex<Double>, Complex<Double>) -> Complex<Double>
    ) {
      #expect(actual == a.zip(with: b, operation))
    }
    let s = C(0, 2)
    expect(a + b) { $0 + $1 }
    expect(a - b) { $0 - $1 }
    expect(a.hadamard(b)) { $0 * $1 }
    expect(a.dividingElements(by: b)) { $0 / $1 }
    expect(a + s) { x, _ in x + s }
    expect(a - s) { x, _ in x - s }
    expect(a * s) { x, _ in x * s }
    expect(a / s) { x, _ in x / s }
    expect(s + a) { x, _ in s + x }
    expect(s - a) { x, _ in s - x }
    expect(s * a) { x, _ in s * x }
    expect(s / b) { _, y in s / y }
    expect(-a) { x, _ in -x }
    var c = a
    c += b
    c -= s
    c *= s
    c.multiplyElements(by: b)
    c.divideElements(by: b)
    c /= s
    c += s
    c -= b
    #expect(c == a)
  }

  @Test func rowsAndColumnsAreBroadcast() {
    let row = [C(0, 1), C(2, 0)], column = [C(1, 1), C(0, -4)]
    #expect(a.adding(row: row) == [[C(1, 3), C(5, -1)], [C(0, -1), C(2.5, 0)]])
    #expect(a.subtracting(column: column) == [[C(0, 1), C(2, -2)], [C(0, 2), C(0.5, 4)]])
    #expect(a.multiplyingElements(byRow: row) == [[C(-2, 1), C(6, -2)], [C(2, 0), C(1, 0)]])
    #expect(
      a.dividingElements(byColumn: [C(0, 1), C(2, 0)])
        == [[C(2, -1), C(-1, -3)], [C(0, -1), C(0.25, 0)]])
  }

  @Test func partsComeApartAndTogether() {
    #expect(a.realParts() == [[1, 3], [0, 0.5]] && a.imaginaryParts() == [[2, -1], [-2, 0]])
    #expect(Matrix(real: a.realParts(), imaginary: a.imaginaryParts()) == a)
    #expect(Matrix<Complex<Float>>(Matrix<Float>([[1, -2]])) == [[1, -2]])
    #expect(a.conjugated().imaginaryParts() == -a.imaginaryParts())
    #expect(a.adjoint()[0, 1] == C(0, 2) && a.adjoint() == a.conjugated().transposed())
    #expect(Matrix<Complex<Float>>([[Complex(3, -4)]]).moduli() == [[5]])
    let real: Matrix<Float> = [[-1, 2]]
    #expect(real.moduli() == [[1, 2]] && real.realParts() == real && real.conjugated() == real)
    #expect(real.imaginaryParts() == [[0, 0]])
  }

  @Test func negationKeepsInfinitiesApartFromNaN() {
    let c: Matrix<Complex<Double>> = [[C(.infinity, 0)]]
    #expect((-c).realParts()[0, 0] == -.infinity && (-c).imaginaryParts()[0, 0] == 0)
  }

  @Test func emptyMatricesWork() {
    let empty = Matrix<Complex<Float>>(rows: 0, columns: 3)
    #expect(empty + empty == empty && empty / 2 == empty && empty.moduli().columns == 3)
    #expect(empty.conjugated() == empty && empty.sum() == 0 && empty.mean() == nil)
  }

  @Test func differentShapesTrap() async {
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Complex<Float>>(rows: 2, columns: 3) + Matrix(rows: 3, columns: 2)
    }
    await #expect(processExitsWith: .failure) {
      _ = Matrix(real: Matrix<Float>(rows: 1, columns: 2), imaginary: Matrix(rows: 2, columns: 1))
    }
  }
}
