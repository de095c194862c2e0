import LinearAlgebra
import TestSupport
import Testing

@Suite struct PolarDecompositionTests {
  /// The factors move by at most 2‖E‖F / σₖ and √2·‖E‖F with a change E of A (Higham 2008, theorems
  /// 8.9 and 8.10), here by the backward error of the singular values.
  @Test func isThatOfSciPy() throws {
    let records = try loadFixture("functions", as: FunctionFixture.self, from: .module).polar
    #expect(records.count == 44)
    func check<Scalar: TestScalar>(_ record: FunctionFixture.Polar, _ type: Scalar.Type) throws {
      let a: Matrix<Scalar> = SpectralMatrix.make(
        "random", rows: record.rows, columns: record.columns)
      let polar = try a.polar(side: record.side == "left" ? .left : .right)
      let bound = spectralBound(max(record.rows, record.columns), frobeniusNorm(a), type)
      let unitary = FunctionFixture.distance(polar.unitary, fromWeighted: record.unitary)
      #expect(
        unitary.distance <= (2 / record.least + 1 / frobeniusNorm(a)) * bound * unitary.weight,
        "\(record) \(type)")
      let positive = FunctionFixture.distance(polar.positive, fromWeighted: record.positive)
      #expect(positive.distance <= 2 * bound * positive.weight, "\(record) \(type)")
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

  @Test(arguments: [
    (0, 0), (0, 3), (3, 0), (1, 1), (2, 2), (3, 3), (1, 5), (5, 1), (7, 3), (3, 7), (31, 64),
    (64, 31), (64, 64),
  ])
  func factorsAreUnitaryAndPositive(rows: Int, columns: Int) throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      for family in ["random", "graded", "hilbert", "rankDeficient"] {
        let a: Matrix<Scalar> = SpectralMatrix.make(family, rows: rows, columns: columns)
        for side in [PolarDecomposition<Scalar>.Side.left, .right] {
          let polar = try a.polar(side: side)
          let size = max(rows, columns)
          let note = "\(family) \(rows)×\(columns) \(side) \(type)"
          #expect(
            frobeniusDistance(polar.reconstructed(), a)
              <= spectralBound(size, frobeniusNorm(a), type), "\(note)")
          #expect(polar.unitary.rows == rows && polar.unitary.columns == columns)
          #expect(
            deviationFromOrthonormal(rows >= columns ? polar.unitary : polar.unitary.adjoint())
              <= spectralBound(size, 1, type), "\(note)")
          #expect(polar.positive.isHermitian, "\(note)")
          #expect(polar.positive.rows == (side == .left ? rows : columns))
          let least = try polar.positive.symmetricEigen().values.first ?? 0
          #expect(Double(least) >= -spectralBound(size, frobeniusNorm(a), type), "\(note)")
        }
      }
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  @Test func ofAShear() throws {
    let polar = try Matrix<Double>([[1, 1], [0, 1]]).polar()
    let unit = 1 / 5.0.squareRoot()
    #expect(frobeniusDistance(polar.unitary, [[2 * unit, unit], [-unit, 2 * unit]]) <= 4e-15)
    #expect(frobeniusDistance(polar.positive, [[2 * unit, unit], [unit, 3 * unit]]) <= 4e-15)
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
      try Matrix<Float>([[1, 2], [.infinity, 3]]).polar()
    }
  }
}
