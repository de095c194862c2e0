import LinearAlgebra
import TestSupport
import Testing

@Suite struct TriangularSolveTests {
  @Test(arguments: [0, 1, 2, 3, 7, 31, 64])
  func solvesWhatTheDefinitionSays(_ n: Int) throws {
    try check(n, as: Float.self)
    try check(n, as: Double.self)
    try check(n, as: Complex<Float>.self)
    try check(n, as: Complex<Double>.self)
  }

  /// The triangle with its own diagonal or ones, zeros elsewhere, and op applied, element by element.
  private func plain<Scalar: MatrixScalar>(
    _ a: Matrix<Scalar>, _ triangle: MatrixTriangle, _ operation: MatrixOperation, isUnit: Bool
  ) -> Matrix<Scalar> {
    var result = Matrix<Scalar>(rows: a.rows, columns: a.rows)
    for row in 0..<a.rows {
      for column in 0..<a.rows where triangle == .lower ? column <= row : column >= row {
        let element = isUnit && row == column ? 1 : a[row, column]
        switch operation {
        case .none: result[row, column] = element
        case .transpose: result[column, row] = element
        case .adjoint: result[column, row] = element.conjugated
        }
      }
    }
    return result
  }

  private func product<Scalar: MatrixScalar>(
    _ t: Matrix<Scalar>, _ x: Matrix<Scalar>
  ) -> Matrix<Scalar> {
    var result = Matrix<Scalar>(rows: t.rows, columns: x.columns)
    for row in 0..<t.rows {
      for column in 0..<x.columns {
        for k in 0..<t.rows { result[row, column] += t[row, k] * x[k, column] }
      }
    }
    return result
  }

  func check<Scalar: TestScalar>(_ n: Int, as type: Scalar.Type) throws {
    var noise = NoiseGenerator(seed: UInt64(n))
    // Elements up to √2 over n off the diagonal, between 1 and 4 on it: nothing grows.
    var a: Matrix<Scalar> = noise.matrix(n, n)
    a *= Scalar(parts: 1 / Double(max(1, n)), 0)
    for index in 0..<n { a[index, index] = Scalar(parts: 2, 1) + a[index, index] }
    let b: Matrix<Scalar> = noise.matrix(n, 3)
    for triangle in [MatrixTriangle.lower, .upper] {
      for operation in [MatrixOperation.none, .transpose, .adjoint] {
        for isUnit in [false, true] {
          let comment: Comment = "\(n), \(triangle), \(operation), \(isUnit), \(type)"
          let t = plain(a, triangle, operation, isUnit: isUnit)
          let x = try a.solve(
            b, triangle: triangle, operation: operation, hasUnitDiagonal: isUnit)
          // (T + E)·x = b with |E| ≤ γₙ|T| (Higham, theorem 8.5), and the product's own γₙ; complex
          // operations have four times the error.
          let bound = 16 * Double(n + 1) * Scalar.epsilon * 4 * max(1, greatest(x))
          #expect(distance(product(t, x), b) <= bound, comment)
          if n == 0 { continue }
          let first = try a.solve(
            b[column: 0], triangle: triangle, operation: operation, hasUnitDiagonal: isUnit)
          #expect(
            distance(product(t, Matrix(columns: [first])), Matrix(columns: [b[column: 0]]))
              <= bound, comment)
        }
      }
    }
  }

  /// Small whole numbers: all results are exact.
  @Test func theExamplesOfTheDocumentationHold() throws {
    let a: Matrix<Double> = [[2, 4], [3, 5]]
    #expect(try a.solve([2, 8], triangle: .lower) == [1, 1])
    #expect(try a.solve([2, 9], triangle: .upper, operation: .transpose) == [1, 1])
    #expect(try a.solve([1, 4], triangle: .lower, hasUnitDiagonal: true) == [1, 1])
    let factors = try Matrix<Double>([[4, 1], [2, 3]]).lu()
    var b = [6.0, 4]
    try factors.solveInPlace(&b, operation: .transpose)
    #expect(b == [1, 1])
    var c: Matrix<Double> = [[6, 12], [4, 8]]
    try factors.solveInPlace(&c, operation: .transpose)
    #expect(c == [[1, 2], [1, 2]])
  }

  @Test func onlyWhatIsUsedMustBeRegular() throws {
    let a: Matrix<Double> = [[1, 7, 7], [0, 0, 7], [0, 0, .leastNonzeroMagnitude]]
    var b = [1.0, 2, 3]
    #expect(throws: LinearAlgebraError.outOfRange(index: 2)) {
      try a.solveInPlace(&b, triangle: .lower)
    }
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) {
      try a[rows: 0..<2, columns: 0..<2].solve([1, 2], triangle: .upper, operation: .adjoint)
    }
    #expect(b == [1, 2, 3])
    #expect(try a.solve(b, triangle: .lower, hasUnitDiagonal: true) == [1, 2, 3])
    let broken: Matrix<Float> = [[1, .nan], [0, 1]]
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 1)) {
      try broken.solve([1, 1], triangle: .lower, hasUnitDiagonal: true)
    }
  }
}
