import LinearAlgebra
import Testing

@Suite struct MatrixAssemblyTests {
  let a: Matrix<Double> = [[1, 2, 3], [4, 5, 6]]

  @Test func matricesAreStacked() {
    let row: Matrix<Double> = [[7, 8, 9]]
    #expect(Matrix.stackedVertically([a, row]) == [[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    #expect(Matrix.stackedHorizontally([a, [[0], [-1]]]) == [[1, 2, 3, 0], [4, 5, 6, -1]])
    #expect(Matrix.stackedVertically([a, Matrix(rows: 0, columns: 3)]) == a)
    #expect(Matrix.stackedHorizontally([Matrix(rows: 2, columns: 0), a]) == a)
    #expect(Matrix<Double>.stackedVertically([]) == Matrix(rows: 0, columns: 0))
    #expect(Matrix<Double>.stackedHorizontally([]) == Matrix(rows: 0, columns: 0))
  }

  @Test func matricesAreRepeated() {
    let pair: Matrix<Complex<Float>> = [[1, Complex(0, 1)]]
    let i = Complex<Float>(0, 1)
    #expect(pair.tiled(rows: 2, columns: 2) == [[1, i, 1, i], [1, i, 1, i]])
    #expect(a.tiled(rows: 0, columns: 2) == Matrix(rows: 0, columns: 6))
    #expect(a.tiled(rows: 2, columns: 0) == Matrix(rows: 4, columns: 0))
    #expect(a.tiled(rows: 1, columns: 1) == a)
  }

  @Test func reshapingKeepsTheOrderAndSharesNothingWritten() {
    var b = a.reshaped(rows: 3, columns: 2)
    #expect(b == [[1, 2], [3, 4], [5, 6]])
    b[0, 0] = 9
    #expect(a[0, 0] == 1)
  }

  @Test func columnsAreGatheredAndFlipped() {
    func check<Scalar: MatrixScalar>(_ type: Scalar.Type) {
      let a = Matrix<Scalar>([[1, 2, 3], [4, 5, 6]])
      #expect(a.columns(at: [2, 0, 2, 1]) == [[3, 1, 3, 2], [6, 4, 6, 5]])
      #expect(a.columns(at: []) == Matrix(rows: 2, columns: 0))
      #expect(a.reversedRows() == [[4, 5, 6], [1, 2, 3]])
      #expect(a.reversedColumns() == [[3, 2, 1], [6, 5, 4]])
      #expect(Matrix<Scalar>(rows: 0, columns: 2).reversedRows().columns == 2)
    }
    check(Float.self)
    check(Double.self)
    check(Complex<Float>.self)
    check(Complex<Double>.self)
  }

  @Test(arguments: [[], [0], [1, 0], [2, 0, 1], [3, 1, 0, 2], [4, 3, 2, 1, 0]])
  func permutationsAreUndoneByTheirInverse(indices: [Int]) {
    let p = Permutation(indices), n = indices.count
    let square = Matrix<Double>(rows: n, columns: n, elements: (0..<n * n).map(Double.init))
    #expect(square.permutedRows(by: p).permutedRows(by: p.inverse) == square)
    #expect(square.permutedColumns(by: p).permutedColumns(by: p.inverse) == square)
    #expect(square.permutedRows(by: p) == p.matrix() * square)
    #expect(p.inverse.matrix(as: Float.self) == p.matrix().transposed())
    let inversions = (0..<n).reduce(0) { sum, i in
      sum + indices[i...].count { $0 < indices[i] }
    }
    #expect(p.isEven == (inversions % 2 == 0) && p.inverse.isEven == p.isEven)
  }

  @Test func blocksLieAlongTheDiagonal() {
    func check<Scalar: MatrixScalar>(_ type: Scalar.Type) {
      let row: Matrix<Scalar> = [[1, 2]], column: Matrix<Scalar> = [[3], [4]]
      #expect(
        Matrix.blockDiagonal([row, column, [[5]]])
          == [[1, 2, 0, 0], [0, 0, 3, 0], [0, 0, 4, 0], [0, 0, 0, 5]])
      // As in SciPy, what has no rows still has columns.
      let (flat, thin) = (Matrix<Scalar>(rows: 0, columns: 2), Matrix<Scalar>(rows: 1, columns: 0))
      #expect(Matrix.blockDiagonal([flat, row, thin]) == [[0, 0, 1, 2], [0, 0, 0, 0]])
      #expect(Matrix.blockDiagonal([row, flat]) == [[1, 2, 0, 0]])
    }
    check(Float.self)
    check(Complex<Double>.self)
    #expect(Matrix<Float>.blockDiagonal([]) == Matrix(rows: 0, columns: 0))
  }
}
