import LinearAlgebra
import TestSupport
import Testing

/// The factors against SciPy's, which are LAPACK's of the same sign conventions.
///
/// An R that is exact for a matrix columnwise within m·n·u of A is within about κ times that of the
/// exact R, κ being the condition number of A's columns scaled to norm 1 (Higham, section 19.9);
/// both sides err.
@Suite struct OrthogonalFactorizationFixturesTests {
  struct Record: Decodable {
    let kind: String
    let rows, columns: Int
    let seed: UInt64
    let isComplex: Bool
    let rDiagonal, rLastColumn, lDiagonal, lLastRow, pivotedDiagonal: [Double]
    let permutation: [Int]
    let condition, conditionOfTranspose: Double
  }

  struct Fixture: Decodable {
    let factorizations: [Record]
  }

  @Test func factorsAreThoseOfSciPy() throws {
    let fixture: Fixture = try loadFixture("qr", from: .module)
    #expect(fixture.factorizations.count == 34)
    var compared = 0
    for record in fixture.factorizations {
      if record.isComplex {
        compared += try check(record, Complex<Float>.self) + check(record, Complex<Double>.self)
      } else {
        compared += try check(record, Float.self) + check(record, Double.self)
      }
    }
    // In single precision some are too ill-conditioned to say anything about R.
    #expect(compared >= 190, "only \(compared) comparisons")
  }

  private func check<Scalar: TestScalar>(
    _ record: Record, _ type: Scalar.Type
  ) throws -> Int {
    let a: Matrix<Scalar> = fixtureMatrix(
      record.kind, record.rows, record.columns, seed: record.seed)
    let k = min(a.rows, a.columns)
    let unit = 4 * Double(max(1, a.count)) * roundingUnit(Scalar.self)
    var compared = 0
    func columnNorm(_ a: Matrix<Scalar>, _ column: Int) -> Double {
      frobeniusNorm(a[rows: 0..<a.rows, columns: column..<column + 1])
    }
    if record.condition * unit < 0.01 {
      let r = try a.qr().r()
      #expect(r.rows == k && record.rDiagonal.count == k)
      for column in 0..<k {
        let bound = record.condition * unit * columnNorm(a, column)
        #expect(
          abs(Double(r[column, column].realPart) - record.rDiagonal[column]) <= bound,
          "\(record) \(type)")
      }
      if k > 0 {
        let bound = record.condition * unit * columnNorm(a, a.columns - 1)
        let expected = Matrix<Scalar>(
          rows: k, columns: 1, elements: fixtureElements(record.rLastColumn))
        #expect(
          frobeniusDistance(r[rows: 0..<k, columns: a.columns - 1..<a.columns], expected) <= bound,
          "\(record) \(type)")
      }
      compared += 2
    }
    if record.conditionOfTranspose * unit < 0.01 {
      let l = try a.lq().l()
      let transposed = a.transposed()
      for row in 0..<k {
        let bound = record.conditionOfTranspose * unit * columnNorm(transposed, row)
        #expect(
          abs(Double(l[row, row].realPart) - record.lDiagonal[row]) <= bound, "\(record) \(type)")
      }
      if k > 0 {
        let bound = record.conditionOfTranspose * unit * columnNorm(transposed, a.rows - 1)
        let expected = Matrix<Scalar>(
          rows: 1, columns: k, elements: fixtureElements(record.lLastRow))
        #expect(frobeniusDistance(l[rows: a.rows - 1..<a.rows, columns: 0..<k], expected) <= bound)
      }
      compared += 2
    }
    // Pivots of nearly equal norm change places with the last bits: well-conditioned ones only.
    if record.kind == "random" && record.columns > 0 && Scalar.RealPart.self == Double.self {
      let pivoted = try a.pivotedQR()
      #expect(pivoted.permutation.indices == record.permutation)
      let r = pivoted.qr.r()
      let greatest = record.pivotedDiagonal.first.map { abs($0) } ?? 1
      for index in 0..<k {
        #expect(
          abs(Double(r[index, index].realPart) - record.pivotedDiagonal[index])
            <= 200 * unit * greatest)
      }
      compared += 2
    }
    return compared
  }
}
