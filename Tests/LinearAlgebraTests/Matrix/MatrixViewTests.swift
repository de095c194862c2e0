import LinearAlgebra
import Testing

@Suite struct MatrixViewTests {
  private func numbered<Scalar: MatrixScalar>(_ rows: Int, _ columns: Int) -> Matrix<Scalar> {
    Matrix(
      rows: rows, columns: columns,
      elements: (0..<rows * columns).map { Scalar(exactly: $0 + 1) ?? 0 })
  }

  @Test(arguments: [(0..<4, 0..<6), (1..<3, 2..<5), (3..<4, 0..<1), (2..<2, 1..<4), (0..<4, 6..<6)])
  func blocksEqualTheirCopies(rows: Range<Int>, columns: Range<Int>) {
    func check<Scalar: MatrixScalar>(_ type: Scalar.Type) {
      let a: Matrix<Scalar> = numbered(4, 6)
      let copy = a[rows: rows, columns: columns]
      let view = a.view.block(rows: rows, columns: columns)
      #expect(Matrix(view) == copy && Matrix(view.transposed) == copy.transposed())
      #expect(Matrix(a.view.transposed.block(rows: columns, columns: rows)) == copy.transposed())
      for i in 0..<copy.rows {
        for j in 0..<copy.columns {
          #expect(view[i, j] == copy[i, j] && view.transposed[j, i] == copy[i, j])
        }
      }
    }
    check(Float.self)
    check(Complex<Double>.self)
  }

  @Test func rowsColumnsAndStepsAreRead() {
    let a: Matrix<Double> = numbered(5, 3)
    #expect([Double](Matrix(a.view.row(3)).span) == a[row: 3])
    #expect([Double](Matrix(a.view.column(1)).span) == a[column: 1])
    #expect(Matrix(a.view.transposed.row(1)) == Matrix([a[column: 1]]))
    for step in 1...6 {
      let indices = Array(stride(from: 0, to: 5, by: step))
      #expect(Matrix(a.view.everyRow(by: step)) == a.rows(at: indices))
    }
    #expect(Matrix(Matrix<Double>(rows: 0, columns: 3).view.everyRow(by: 2)).columns == 3)
    #expect(Matrix(a.view.everyRow(by: .max)) == a[rows: 0..<1, columns: 0..<3])
  }

  /// Small whole numbers: products are exact.
  @Test func productsOfPartsEqualThoseOfTheirCopies() {
    func check<Scalar: MatrixScalar>(_ type: Scalar.Type) {
      let a: Matrix<Scalar> = numbered(7, 5), b: Matrix<Scalar> = numbered(6, 6)
      var result = Matrix<Scalar>(rows: 4, columns: 3)
      Matrix.multiply(
        a.view.everyRow(by: 2).block(rows: 0..<4, columns: 1..<5),
        b.view.block(rows: 0..<3, columns: 2..<6).transposed, into: &result)
      let left = a.rows(at: [0, 2, 4, 6])[rows: 0..<4, columns: 1..<5]
      let right = b[rows: 0..<3, columns: 2..<6].transposed()
      #expect(result == left * right)
      let empty = a.view.block(rows: 0..<4, columns: 2..<2)
      Matrix.multiply(empty, b.view.block(rows: 1..<1, columns: 0..<3), beta: 2, into: &result)
      #expect(result == left * right * 2)
    }
    check(Float.self)
    check(Double.self)
    check(Complex<Float>.self)
    check(Complex<Double>.self)
  }

  @Test func openRangesEndWhereTheViewDoes() {
    let a: Matrix<Double> = numbered(4, 6)
    #expect(Matrix(a.view.block(rows: 1..., columns: ..<2)) == a[rows: 1..<4, columns: 0..<2])
    #expect(Matrix(a.view.block(rows: ...2, columns: 6...)) == Matrix(rows: 3, columns: 0))
    let whole = a.view.transposed.block(rows: 0..., columns: 0...)
    #expect(whole.rows == 6 && whole.columns == 4 && whole.count == 24 && !whole.isEmpty)
  }
}
