import LinearAlgebra
import Testing

@Suite struct MatrixInitializersTests {
  @Test func literalsArraysAndFlatElementsAgree() {
    let literal: Matrix<Double> = [[4, 1, 0], [2, 3, -1]]
    #expect(Matrix<Double>([[4, 1, 0], [2, 3, -1]]) == literal)
    let rows: [[Double]] = [[4, 1, 0], [2, 3, -1]]
    #expect(Matrix(rows) == literal)
    #expect(Matrix(rows: 2, columns: 3, elements: [4, 1, 0, 2, 3, -1]) == literal)
    #expect(literal.rows == 2 && literal.columns == 3)
  }

  @Test func emptyLiteralsHaveAShape() {
    let nothing: Matrix<Float> = []
    #expect(nothing.rows == 0 && nothing.columns == 0)
    let noColumns: Matrix<Float> = [[], []]
    #expect(noColumns.rows == 2 && noColumns.columns == 0)
  }

  @Test(arguments: [0, 1, 5])
  func identityAndDiagonal(size: Int) {
    let values = (0..<size).map { Float($0 + 2) }
    let identity = Matrix<Float>.identity(size), diagonal = Matrix.diagonal(values)
    for row in 0..<size {
      for column in 0..<size {
        #expect(identity[row, column] == (row == column ? 1 : 0))
        #expect(diagonal[row, column] == (row == column ? values[row] : 0))
      }
    }
  }

  @Test(arguments: [(0, 0), (0, 3), (3, 0), (5, 7)])
  func repeatingFillsTheShape(shape: (Int, Int)) {
    let a = Matrix<Double>(repeating: -2.5, rows: shape.0, columns: shape.1)
    #expect([Double](a.span) == [Double](repeating: -2.5, count: shape.0 * shape.1))
  }
}
