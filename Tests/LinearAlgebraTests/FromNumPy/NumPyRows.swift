import LinearAlgebra
import TestSupport
import Testing

/// Rows of the tables in the article "From NumPy to Descent", run and compared with NumPy.
protocol NumPyRows {
  /// What NumPy gives.
  var expected: [String: NumPyValue] { get }
  /// How far the elements may be from that, absolutely and relatively.
  var tolerance: Double { get }
}

/// What a factorization leaves open.
enum Ambiguity {
  case none
  /// A factor of modulus 1 in every row.
  case rowSigns
  /// A factor of modulus 1 in every column.
  case columnSigns
}

// The matrices and vectors of the tables; `generate_from_numpy.py` has the same.
extension NumPyRows {
  var a: Matrix<Double> { [[1, 2, 3], [4, 5, 6]] }
  var b: Matrix<Double> { [[2, -1, 0.5], [3, 8, -7]] }
  var s: Matrix<Double> { [[2, 1, 0], [1, 3, -1], [0, 5, 4]] }
  var p: Matrix<Double> { [[4, 1, 0], [1, 3, 1], [0, 1, 2]] }
  var k: Matrix<Double> { .blockDiagonal([s, p]) }
  var z: Matrix<Complex<Double>> {
    [[Complex(1, 2), Complex(3, -1)], [Complex(0, -2), Complex(0.5, 0)]]
  }
  var w: Matrix<Complex<Double>> {
    [[Complex(2, -1), Complex(0, 1)], [Complex(4, 0), Complex(1, 1)]]
  }
  var h: Matrix<Complex<Double>> { [[2, Complex(1, -1)], [Complex(1, 1), 3]] }
  var x: [Double] { [3, 1, 2] }
  var u: [Double] { [1, -2, 4] }
  var y: [Double] { [3, -2] }
}

extension NumPyRows {
  func row<Scalar: MatrixScalar>(
    _ name: String, _ value: Matrix<Scalar>, upTo ambiguity: Ambiguity = .none
  ) where Scalar.RealPart == Double {
    check(name, [value.rows, value.columns], value, ambiguity)
  }

  func row<Scalar: MatrixScalar>(_ name: String, _ value: [Scalar])
  where Scalar.RealPart == Double {
    check(name, [value.count], Matrix(rows: 1, columns: value.count, elements: value))
  }

  func row<Scalar: MatrixScalar>(_ name: String, _ value: Scalar)
  where Scalar.RealPart == Double {
    check(name, [], Matrix(rows: 1, columns: 1, elements: [value]))
  }

  func row(_ name: String, _ value: [Int]) { row(name, value.map(Double.init)) }

  func row(_ name: String, _ value: Int) { row(name, Double(value)) }

  func row(_ name: String, _ value: (row: Int, column: Int)) {
    row(name, [value.row, value.column])
  }

  func row(_ name: String, _ value: (rows: Int, columns: Int)) {
    row(name, [value.rows, value.columns])
  }

  func row(_ name: String, _ value: Matrix<Float>) { row(name, value.map { Double($0) }) }

  /// A row that changes a matrix, which is asked for when that has happened.
  func row(_ name: String, _ change: Void, of value: () -> Matrix<Double>) { row(name, value()) }

  /// A row of random numbers, of which only the shape is compared.
  func randomRow(_ name: String, _ value: Matrix<Double>) {
    #expect(expected[name]?.shape == [value.rows, value.columns], "\(name)")
    #expect(Set(Array(value)).count == value.count, "\(name)")
  }

  func randomRow<Element>(_ name: String, _ value: [Element]) {
    #expect(expected[name]?.shape == [value.count], "\(name)")
  }

  func row(_ name: String, _ value: Bool) { row(name, value ? 1 : 0) }

  /// A row where NumPy raises an error.
  func throwingRow<Value>(_ name: String, _ value: @autoclosure () throws -> Value) {
    guard let expected = expected[name] else {
      Issue.record("the fixture has no \(name)")
      return
    }
    #expect(expected.shape == nil, "\(name)")
    #expect(throws: LinearAlgebraError.self, "\(name)") { _ = try value() }
  }

  private func check<Scalar: MatrixScalar>(
    _ name: String, _ shape: [Int], _ value: Matrix<Scalar>, _ ambiguity: Ambiguity = .none
  ) where Scalar.RealPart == Double {
    guard let value = expected[name].map({ (expected: $0, actual: value) }) else {
      Issue.record("the fixture has no \(name)")
      return
    }
    #expect(value.expected.shape == shape, "\(name)")
    let isComplex = Scalar.self != Double.self
    #expect(value.expected.isComplex == isComplex, "\(name)")
    guard value.expected.shape == shape else { return }
    let wanted = value.expected.matrix
    let actual = Matrix(
      rows: wanted.rows, columns: wanted.columns,
      elements: Array(value.actual).map { Complex($0.realPart, $0.imaginaryPart) })
    let aligned =
      switch ambiguity {
      case .none: actual
      case .rowSigns: aligning(actual, with: wanted)
      case .columnSigns: aligning(actual.transposed(), with: wanted.transposed()).transposed()
      }
    #expect(
      isClose(allParts(aligned), allParts(wanted), absolute: tolerance, relative: tolerance),
      "\(name): \(actual)")
  }

  /// Multiplies every row by a number of modulus 1 that brings it near to that of the other matrix.
  private func aligning(
    _ rows: Matrix<Complex<Double>>, with other: Matrix<Complex<Double>>
  ) -> Matrix<Complex<Double>> {
    var result = rows
    for row in 0..<rows.rows {
      let product = rows[row: row].conjugateDotProduct(other[row: row])
      // A row of zeros, as at the end of a full R, has no sign.
      guard let factor = product.normalized else { continue }
      result[row: row] = rows[row: row].map { factor * $0 }
    }
    return result
  }
}
