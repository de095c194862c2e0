import LinearAlgebra
import TestSupport
import Testing

@Suite struct MatrixBroadcastingTests {
  @Test(arguments: MatrixArithmeticTests.shapes)
  func rowsAndColumnsAreBroadcast(shape: (Int, Int)) {
    check(shape, as: Float.self)
    check(shape, as: Double.self)
  }

  func check<Scalar: RealScalar>(_ shape: (Int, Int), as type: Scalar.Type) {
    let (rows, columns) = shape
    var random = NoiseGenerator(seed: 9)
    let x = random.reals(rows * columns, as: type)
    let a = Matrix(rows: rows, columns: columns, elements: x)
    let row = random.reals(columns, as: type), column = random.reals(rows, as: type)
    func expect(
      _ actual: Matrix<Scalar>, _ name: String, _ expected: (Scalar, Int, Int) -> Scalar
    ) {
      let all = x.indices.map { expected(x[$0], $0 / columns, $0 % columns) }
      #expect(firstDifference([Scalar](actual.span), all) == nil, "\(name)")
    }
    expect(a.adding(row: row), "+ row") { x, _, j in x + row[j] }
    expect(a.subtracting(row: row), "- row") { x, _, j in x - row[j] }
    expect(a.multiplyingElements(byRow: row), "* row") { x, _, j in x * row[j] }
    expect(a.dividingElements(byRow: row), "/ row") { x, _, j in x / row[j] }
    expect(a.adding(column: column), "+ column") { x, i, _ in x + column[i] }
    expect(a.subtracting(column: column), "- column") { x, i, _ in x - column[i] }
    expect(a.multiplyingElements(byColumn: column), "* column") { x, i, _ in x * column[i] }
    expect(a.dividingElements(byColumn: column), "/ column") { x, i, _ in x / column[i] }
    var b = a
    b.add(row: row)
    b.subtract(column: column)
    b.multiplyElements(byColumn: column)
    b.divideElements(byRow: row)
    expect(b, "in place") { x, i, j in (x + row[j] - column[i]) * column[i] / row[j] }
  }

  @Test func aRowOfAnotherLengthTraps() async throws {
    let row = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Float>(rows: 2, columns: 3).adding(row: [1, 2] as [Float])
    }
    let column = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Float>(rows: 2, columns: 3).adding(column: [1, 2, 3] as [Float])
    }
    let messages = try [row, column].map {
      String(decoding: try #require($0).standardErrorContent, as: UTF8.self)
    }
    #expect(messages[0].contains("a row of 2 elements meets a matrix of 2×3"))
    #expect(messages[1].contains("a column of 3 elements meets a matrix of 2×3"))
  }
}
