import LinearAlgebra
import Testing

/// What counts as zero by default is max(rows, columns)·ε of the precision in use, everywhere.
@Suite struct RankToleranceTests {
  /// The last row is the second one but for δ: below 3·ε it does not count, well above it does.
  @Test(arguments: [(1.0, 2), (16, 3)])
  func isThatOfThePrecision(_ share: Double, _ rank: Int) throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      var a = Matrix<Scalar>.identity(3)
      a[2, 1] = 1
      a[2, 2] = Scalar(parts: share * Scalar.epsilon, 0)
      // ½·δ is the least singular value relative to the greatest one.
      #expect(try a.rank() == rank, "\(type)")
      #expect(try a.svd().rank() == rank, "\(type)")
      #expect(try a.nullSpace().columns == 3 - rank && a.columnSpace().columns == rank, "\(type)")
      #expect(try a.pivotedQR().rank() == rank, "\(type)")
      #expect(try a.lq().independentRowCount == rank, "\(type)")
      #expect(try a.transposed().qr().independentColumnCount == rank, "\(type)")
      let b = [Scalar](repeating: 1, count: 3)
      for method in [LeastSquaresMethod.completeOrthogonal, .singularValues] {
        #expect(try a.leastSquares(b, method: method).rank == rank, "\(method), \(type)")
      }
      if rank < 3 {
        let error = LinearAlgebraError.rankDeficient(rank: 2, needed: 3)
        #expect(throws: error) { try a.transposed().leastSquares(b) }
        #expect(throws: error) { try a.lq().solve(b) }
      }
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  /// A row counts by its own size in the LQ factorization, and a column in the QR one: other units
  /// make none dependent.
  @Test(arguments: [(1.0, 2), (16, 3)])
  func doesNotDependOnTheUnits(_ share: Double, _ rank: Int) throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      for unit in [0x1p-60, 1, 0x1p60] {
        var a = Matrix<Scalar>.identity(3)
        a[2, 1] = Scalar(parts: unit, 0)
        a[2, 2] = Scalar(parts: unit * share * Scalar.epsilon, 0)
        #expect(try a.lq().independentRowCount == rank, "\(unit), \(type)")
        #expect(try a.transposed().qr().independentColumnCount == rank, "\(unit), \(type)")
      }
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  /// The scale of the matrix does not matter, up to the ends of the range.
  @Test(arguments: [-1000, -500, 0, 500, 1020, 1022])
  func doesNotDependOnTheScale(_ exponent: Int) throws {
    let scale = Double(sign: .plus, exponent: exponent, significand: 1)
    let a = Matrix<Double>.diagonal([scale, scale / 2, scale * 0x1p-20])
    #expect(try a.rank() == 3 && a.pivotedQR().rank() == 3)
    #expect(try a.qr().independentColumnCount == 3 && a.lq().independentRowCount == 3)
    let singular = Matrix<Double>.diagonal([scale, scale / 2, 0])
    #expect(try singular.rank() == 2 && singular.pivotedQR().rank() == 2)
    #expect(try singular.nullSpace().columns == 1)
  }
}
