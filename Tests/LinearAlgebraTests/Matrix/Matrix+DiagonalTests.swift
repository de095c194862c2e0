import LinearAlgebra
import Testing

@Suite struct MatrixDiagonalTests {
  static let shapes = [(0, 0), (0, 3), (3, 0), (1, 1), (2, 5), (5, 2), (4, 4)]
  static let offsets = [0, 1, -1, 2, -3, 7, -7, .max, .min]

  private func numbered<Scalar: MatrixScalar>(_ rows: Int, _ columns: Int) -> Matrix<Scalar> {
    Matrix(
      rows: rows, columns: columns,
      elements: (0..<rows * columns).map { Scalar(exactly: $0 + 1) ?? 0 })
  }

  @Test(arguments: shapes, offsets)
  func diagonalsAndTrianglesEqualThePlainOnes(shape: (Int, Int), offset: Int) {
    func check<Scalar: MatrixScalar>(_ type: Scalar.Type) {
      let a: Matrix<Scalar> = numbered(shape.0, shape.1)
      let lower = a.lowerTriangle(offset: offset), upper = a.upperTriangle(offset: offset)
      var diagonal: [Scalar] = []
      for i in 0..<a.rows {
        for j in 0..<a.columns {
          if j - i == offset { diagonal.append(a[i, j]) }
          #expect(lower[i, j] == (j - i <= offset ? a[i, j] : 0))
          #expect(upper[i, j] == (j - i >= offset ? a[i, j] : 0))
        }
      }
      #expect(a.diagonal(offset: offset) == diagonal)
      #expect(a.trace(offset: offset) == diagonal.reduce(0, +))
    }
    check(Float.self)
    check(Complex<Double>.self)
  }

  @Test(arguments: [0, 1, -2, 3])
  func aDiagonalIsReadBackFromItsMatrix(offset: Int) {
    let a = Matrix<Complex<Double>>.diagonal([1, Complex(0, 2), 3], offset: offset)
    #expect(a.rows == 3 + abs(offset) && a.columns == a.rows)
    #expect(a.diagonal(offset: offset) == [1, Complex(0, 2), 3])
    #expect(a.sum() == Complex(4, 2))
    #expect(
      Matrix<Float>.diagonal([], offset: offset) == Matrix(rows: abs(offset), columns: abs(offset)))
  }
}
