import Foundation
import LinearAlgebra
import TestSupport
import Testing

@Suite struct ExponentialTests {
  struct Record: Decodable {
    let kind: String
    let size, exponent: Int
    let seed: UInt64
    let isComplex: Bool
    let firstRow: [Double]
    let norm, frobenius, condition: Double
  }

  /// The approximant is exact to rounding; that of the products is about n·u each and is doubled by
  /// each of log₂‖A‖ squarings at worst; and κ says what rounding A does.
  @Test func isThatOfMpmathAndSciPy() throws {
    let records: [Record] = try loadFixture("exponential", from: .module)
    #expect(records.count == 224)
    func check<Scalar: TestScalar>(_ record: Record, _ type: Scalar.Type) throws {
      let n = record.size
      let isNilpotent = record.kind == "nilpotent"
      var a: Matrix<Scalar> = fixtureMatrix(
        isNilpotent ? "random" : record.kind, n, n, seed: record.seed)
      if isNilpotent { a = a.upperTriangle(offset: 1) }
      let factor = Scalar(
        parts: Double(sign: .plus, exponent: record.exponent, significand: 1), 0)
      for row in 0..<n {
        for column in 0..<n { a[row, column] *= factor }
      }
      let found = try a.exponential()
      let bound =
        8 * Double(n) * roundingUnit(Scalar.self) * (record.condition + 1 + record.norm)
        * record.frobenius
      let expected = Matrix<Scalar>(
        rows: min(1, n), columns: n, elements: fixtureElements(record.firstRow))
      #expect(
        frobeniusDistance(found[rows: 0..<min(1, n), columns: 0..<n], expected) <= bound,
        "\(record) \(type)")
      #expect(abs(frobeniusNorm(found) - record.frobenius) <= bound, "\(record) \(type)")
    }
    for record in records {
      if record.isComplex {
        try check(record, Complex<Float>.self)
        try check(record, Complex<Double>.self)
      } else {
        try check(record, Float.self)
        try check(record, Double.self)
      }
    }
  }

  @Test func knownOnes() throws {
    let turn: Matrix<Double> = [[0, -1], [1, 0]]
    for angle in [0, 1e-9, 0.3, 1, 3, 40] {
      let found = try (turn * angle).exponential()
      let expected: Matrix<Double> = [[cos(angle), -sin(angle)], [sin(angle), cos(angle)]]
      #expect(frobeniusDistance(found, expected) <= 1e-15 * (2 + 2 * angle), "\(angle)")
    }
    // Nilpotent: the series ends after the second power.
    let shift: Matrix<Double> = [[0, 1, 0], [0, 0, 1], [0, 0, 0]]
    #expect(
      frobeniusDistance(try shift.exponential(), [[1, 1, 0.5], [0, 1, 1], [0, 0, 1]]) <= 1e-15)
    #expect(try Matrix<Float>(rows: 3, columns: 3).exponential() == .identity(3))
    #expect(try Matrix<Double>(rows: 0, columns: 0).exponential().isEmpty)
  }

  @Test func faults() async {
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 1)) {
      try Matrix<Double>([[1, .nan], [2, 3]]).exponential()
    }
    await #expect(processExitsWith: .failure) {
      _ = try Matrix<Double>(rows: 2, columns: 3).exponential()
    }
  }
}
