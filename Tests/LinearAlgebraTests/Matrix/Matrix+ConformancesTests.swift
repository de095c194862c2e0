import Foundation
import LinearAlgebra
import Testing

@Suite struct MatrixConformancesTests {
  @Test func equalityKnowsShapeAndIEEE() {
    let a: Matrix<Double> = [[1, 2, 3, 4]]
    #expect(a == [[1, 2, 3, 4]])
    #expect(a != [[1, 2], [3, 4]])
    #expect(a != [[1, 2, 3, 5]])
    #expect(Matrix<Float>(rows: 0, columns: 3) != Matrix<Float>(rows: 3, columns: 0))
    #expect(Matrix<Float>([[-0.0]]) == [[0]])
    #expect(Matrix<Float>([[.nan]]) != [[.nan]])
  }

  @Test(arguments: [Matrix<Double>([[0.1, -2], [1e300, 4]]), Matrix(rows: 0, columns: 3), []])
  func decodingInvertsEncoding(matrix: Matrix<Double>) throws {
    let data = try JSONEncoder().encode(matrix)
    #expect(try JSONDecoder().decode(Matrix<Double>.self, from: data) == matrix)
  }

  @Test(arguments: [
    #"{"rows": 2, "columns": 2, "elements": [1, 2, 3]}"#,
    #"{"rows": -1, "columns": -3, "elements": [1, 2, 3]}"#,
    #"{"rows": 9223372036854775807, "columns": 3, "elements": [1, 2, 3]}"#,
  ])
  func elementsThatDoNotFillTheShapeAreRefused(text: String) throws {
    let error = try #require(throws: DecodingError.self) {
      try JSONDecoder().decode(Matrix<Double>.self, from: Data(text.utf8))
    }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(context.debugDescription.hasPrefix("3 elements do not fill a matrix of"))
  }

  @Test func aMissingKeyIsRefused() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Matrix<Float>.self, from: Data(#"{"rows": 1, "columns": 1}"#.utf8))
    }
  }
}
