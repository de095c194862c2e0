import LinearAlgebra
import TestSupport
import Testing

@Suite struct MatrixReductionsTests {
  @Test(arguments: [(1, 1), (1, 19), (19, 1), (13, 7), (300, 10)])
  func reductionsEqualThePlainOnes(shape: (Int, Int)) {
    check(shape, as: Float.self)
    check(shape, as: Double.self)
  }

  func check<Scalar: RealScalar>(_ shape: (Int, Int), as type: Scalar.Type) {
    let (rows, columns) = shape
    var random = NoiseGenerator(seed: 14)
    // Whole numbers: sums are exact, whatever their order.
    let elements = random.wholeNumbers(rows * columns, as: type)
    let a = Matrix(rows: rows, columns: columns, elements: elements)
    let rowLines = (0..<rows).map { a[row: $0] }
    let columnLines = (0..<columns).map { a[column: $0] }

    #expect(a.sum() == elements.reduce(0, +))
    #expect(a.mean() == elements.reduce(0, +) / Scalar(a.count))
    #expect(a.max() == elements.max() && a.min() == elements.min())
    let place = a.argmax().map { $0.row * columns + $0.column }
    #expect(place == elements.firstIndex(of: elements.max() ?? 0))
    #expect(a.dotProduct(a + 1) == elements.map { $0 * ($0 + 1) }.reduce(0, +))
    #expect(a.norm() == elements.map { $0 * $0 }.reduce(0, +).squareRoot())

    #expect(a.rowSums() == rowLines.map { $0.reduce(0, +) })
    #expect(a.columnSums() == columnLines.map { $0.reduce(0, +) })
    #expect(a.rowMeans() == rowLines.map { $0.reduce(0, +) / Scalar(columns) })
    #expect(a.columnMeans() == columnLines.map { $0.reduce(0, +) / Scalar(rows) })
    #expect(a.rowMaxima() == rowLines.compactMap { $0.max() })
    #expect(a.columnMaxima() == columnLines.compactMap { $0.max() })
    #expect(a.rowMinima() == rowLines.compactMap { $0.min() })
    #expect(a.columnMinima() == columnLines.compactMap { $0.min() })
    #expect(a.rowArgmax() == rowLines.compactMap { $0.firstIndex(of: $0.max() ?? 0) })
    #expect(a.columnArgmax() == columnLines.compactMap { $0.firstIndex(of: $0.max() ?? 0) })
  }

  @Test func emptyMatricesHaveSumsAndNoMeans() {
    let wide = Matrix<Float>(rows: 0, columns: 3), high = Matrix<Float>(rows: 3, columns: 0)
    for a in [wide, high] {
      #expect(a.sum() == 0 && a.norm() == 0)
      #expect(a.mean() == nil && a.max() == nil && a.min() == nil && a.argmax() == nil)
      #expect(a.firstNonFinite() == nil)
    }
    #expect(wide.rowSums() == [] && wide.columnSums() == [0, 0, 0])
    #expect(high.rowSums() == [0, 0, 0] && high.columnSums() == [])
    #expect(wide.rowMaxima() == [] && wide.rowArgmax() == [] && wide.rowMeans() == [])
    #expect(high.columnMaxima() == [] && high.columnArgmax() == [] && high.columnMeans() == [])
  }

  @Test func theNormDoesNotOverflowBeforeItsValue() {
    // One rounding each for the quotients, the squares, their sum, the root and the product.
    #expect(ulps(Matrix<Double>([[3e200, 4e200]]).norm(), 5e200) <= 3)
    #expect(ulps(Matrix<Float>([[3e-30, 4e-30]]).norm(), 5e-30) <= 3)
    #expect(Matrix<Float>([[0, -.infinity]]).norm() == .infinity)
    #expect(Matrix<Float>([[0, .nan]]).norm().isNaN)
  }

  @Test func nonFiniteElementsAreFound() throws {
    var a = Matrix<Double>(repeating: 1, rows: 4, columns: 3)
    #expect(a.firstNonFinite() == nil)
    a[2, 1] = .infinity
    let place = try #require(a.firstNonFinite())
    #expect(place == (2, 1))
  }
}
