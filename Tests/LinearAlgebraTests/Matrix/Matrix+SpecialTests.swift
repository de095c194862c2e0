import LinearAlgebra
import Testing

@Suite struct MatrixSpecialTests {
  @Test(arguments: [0, 1, 2, 7])
  func hilbertElementsAreUnitFractions(size: Int) {
    let a = Matrix<Float>.hilbert(size), b = Matrix<Complex<Double>>.hilbert(size)
    #expect(a.rows == size && a.columns == size && b.rows == size)
    for i in 0..<size {
      for j in 0..<size {
        #expect(a[i, j] == 1 / Float(i + j + 1))
        #expect(b[i, j] == Complex(1 / Double(i + j + 1)))
      }
    }
  }

  @Test func vandermondeRowsAreGeometric() {
    let i = Complex<Double>(0, 1)
    #expect(Matrix.vandermonde([i], columns: 4, increasing: true) == [[1, i, -1, -i]])
    #expect(Matrix<Float>.vandermonde([2, 0]) == [[2, 1], [0, 1]])
    #expect(Matrix<Float>.vandermonde([2, 3], columns: 0) == Matrix(rows: 2, columns: 0))
    #expect(Matrix<Float>.vandermonde([]) == Matrix(rows: 0, columns: 0))
  }

  @Test func toeplitzDiagonalsAreConstant() {
    let i = Complex<Double>(0, 1)
    #expect(
      Matrix<Double>.toeplitz(column: [1, 2, 3], row: [9, 7]) == [[1, 7], [2, 1], [3, 2]])
    #expect(Matrix<Double>.toeplitz(column: [1, 2]) == [[1, 2], [2, 1]])
    #expect(Matrix.toeplitz(column: [1, i]) == [[1, -i], [i, 1]])
    #expect(Matrix<Double>.toeplitz(column: []) == Matrix(rows: 0, columns: 0))
    #expect(Matrix<Double>.toeplitz(column: [1], row: []) == Matrix(rows: 1, columns: 0))
  }

  @Test func flatElementsComeInEitherOrder() {
    let a = Matrix<Double>(
      rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6], order: .columnMajor)
    #expect(a == [[1, 3, 5], [2, 4, 6]] && a == Matrix(columns: [[1, 2], [3, 4], [5, 6]]))
    #expect(Matrix<Double>(columns: []) == Matrix(rows: 0, columns: 0))
    #expect(Matrix<Double>.ones(rows: 1, columns: 2) == [[1, 1]])
    #expect(Matrix<Complex<Float>>.zeros(rows: 2, columns: 1) == [[0], [0]])
    #expect(
      Matrix<Complex<Float>>(repeating: Complex(1, -2), rows: 1, columns: 2)
        == [[Complex(1, -2), Complex(1, -2)]])
  }

  /// E|z|² = σ², shared equally by both parts, which do not depend on each other.
  @Test func complexNormalNumbersAreCircular() throws {
    var generator = SeededGenerator(seed: 12)
    let n = 20_000
    let mean = Complex<Double>(1, -1)
    let a = Matrix<Complex<Double>>.normal(
      rows: n / 100, columns: 100, mean: mean, standardDeviation: 2, using: &generator)
    // Five standard errors: those of a mean are σ/√n, of a part's variance 2·√(2/n).
    let error = 5 / Double(n).squareRoot()
    let center = try #require(a.mean())
    #expect((center - mean).length <= 2 * error)
    for part in [a.realParts(), a.imaginaryParts()] {
      let variance = try #require(part.variance())
      #expect(abs(variance - 2) <= 2 * 2.0.squareRoot() * error)
    }
    let squares = (a - mean).hadamard(a - mean).mean() ?? Complex(.nan)
    #expect(squares.length <= 4 * error * 2)
  }
}
