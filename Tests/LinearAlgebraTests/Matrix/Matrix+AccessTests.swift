import LinearAlgebra
import Testing

@Suite struct MatrixAccessTests {
  let a: Matrix<Double> = [[1, 2, 3], [4, 5, 6]]

  @Test func rowsAndColumnsAreRead() {
    #expect(a[row: 1] == [4, 5, 6])
    #expect(a[column: 2] == [3, 6])
    #expect(Matrix<Double>(rows: 2, columns: 0)[row: 1] == [])
    #expect(Matrix<Double>(rows: 0, columns: 2)[column: 1] == [])
  }

  @Test func rowsAndColumnsAreWritten() {
    var b = a
    b[row: 0] = [7, 8, 9]
    #expect(b == [[7, 8, 9], [4, 5, 6]])
    b[column: 1] = [-1, -2]
    #expect(b == [[7, -1, 9], [4, -2, 6]])
    #expect(a == [[1, 2, 3], [4, 5, 6]])
  }

  @Test(arguments: [(0..<2, 1..<3), (1..<2, 0..<3), (0..<0, 0..<3), (2..<2, 3..<3), (0..<2, 1..<1)])
  func blocksAreReadAndWritten(ranges: (Range<Int>, Range<Int>)) {
    let (rows, columns) = ranges
    let block = a[rows: rows, columns: columns]
    #expect(block.rows == rows.count && block.columns == columns.count)
    var b = a
    b[rows: rows, columns: columns] = block * 10
    for row in 0..<a.rows {
      for column in 0..<a.columns {
        let isInside = rows.contains(row) && columns.contains(column)
        if isInside {
          #expect(block[row - rows.lowerBound, column - columns.lowerBound] == a[row, column])
        }
        #expect(b[row, column] == (isInside ? 10 : 1) * a[row, column])
      }
    }
  }

  @Test func rangesOfEveryKindNameBlocks() {
    #expect(a[rows: 0...1, columns: 1...2] == [[2, 3], [5, 6]])
    #expect(a[rows: 1..., columns: ..<2] == [[4, 5]] && a[rows: ...0, columns: 2...] == [[3]])
    #expect(a[rows: 1...] == [[4, 5, 6]] && a[rows: 2...] == Matrix(rows: 0, columns: 3))
    #expect(
      a[columns: 1..<3] == [[2, 3], [5, 6]] && a[columns: ..<0] == Matrix(rows: 2, columns: 0))
    var b = a
    b[rows: 1...] = [[7, 8, 9]]
    b[columns: ...0] *= -1
    b[rows: ..<1, columns: 2...] = [[0]]
    #expect(b == [[-1, 2, 0], [-7, 8, 9]])
    #expect(a.rows(at: 0..<2) == a && a.rows(at: (0...1).reversed()) == [[4, 5, 6], [1, 2, 3]])
    #expect(a.columns(at: 1...2) == [[2, 3], [5, 6]])
  }

  @Test func whatIsOutsideIsNamedAsItWasWritten() async throws {
    let rows = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Float>(rows: 2, columns: 3)[rows: 3...]
    }
    let blocks = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Float>(rows: 2, columns: 3)[rows: 0...1, columns: ..<4]
    }
    let columns = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Float>(rows: 2, columns: 3)[columns: (-1)...1]
    }
    let messages = try [rows, blocks, columns].map {
      String(decoding: try #require($0).standardErrorContent, as: UTF8.self)
    }
    #expect(messages[0].contains("rows 3..., columns 0..<3 are not inside a matrix of 2×3"))
    #expect(messages[1].contains("rows 0..<2, columns ..<4 are not inside a matrix of 2×3"))
    #expect(messages[2].contains("rows 0..<2, columns -1..<2 are not inside a matrix of 2×3"))
  }

  @Test func rowsAreGatheredInOrder() {
    #expect(a.rows(at: [1, 0, 1]) == [[4, 5, 6], [1, 2, 3], [4, 5, 6]])
    #expect(a.rows(at: []) == Matrix(rows: 0, columns: 3))
    #expect(Matrix<Double>(rows: 4, columns: 0).rows(at: [3, 3]) == Matrix(rows: 2, columns: 0))
  }
}
