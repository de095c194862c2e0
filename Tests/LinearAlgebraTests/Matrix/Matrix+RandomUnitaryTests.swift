import LinearAlgebra
import TestSupport
import Testing

@Suite struct MatrixRandomUnitaryTests {
  @Test(arguments: [(0, 0), (0, 3), (3, 0), (1, 1), (5, 5), (13, 7), (7, 13), (64, 10)])
  func unitaryMatricesAreUnitary(rows: Int, columns: Int) {
    func check<Real: TestScalar & RealScalar>(_ type: Real.Type) {
      var generator = SeededGenerator(seed: 4)
      let q = Matrix<Complex<Real>>.unitary(rows: rows, columns: columns, using: &generator)
      #expect(q.rows == rows && q.columns == columns)
      let bound = spectralBound(max(rows, columns), 1, type)
      #expect(deviationFromOrthonormal(rows >= columns ? q : q.adjoint()) <= bound)
    }
    check(Float.self)
    check(Double.self)
  }

  // By Haar's measure the trace of an n×n matrix has mean 0, and mean squared modulus 1, whatever n
  // is; an element has mean squared modulus 1/n and no preferred phase. Without R's phases LAPACK's
  // choice would show.
  @Test func allAreEquallyLikely() {
    var generator = SeededGenerator(seed: 5)
    let count = 2000
    var (trace, corner): (Complex<Double>, Complex<Double>) = (0, 0)
    var (squaredTrace, squaredCorner) = (0.0, 0.0)
    for _ in 0..<count {
      let q = Matrix<Complex<Double>>.unitary(rows: 3, columns: 3, using: &generator)
      trace += q.trace()
      corner += q[0, 0]
      squaredTrace += q.trace().lengthSquared
      squaredCorner += q[0, 0].lengthSquared
    }
    // Five standard deviations of a mean: those of the trace are 1, of its square 1 (E|t|⁴ = 2), of
    // the element 1/√3, and of its square √(1/6 − 1/9) = 0.24.
    let deviations = 5 / Double(count).squareRoot()
    #expect(trace.length / Double(count) <= deviations)
    #expect(corner.length / Double(count) <= deviations * 0.58)
    #expect(abs(squaredTrace / Double(count) - 1) <= deviations)
    #expect(abs(squaredCorner / Double(count) - 1.0 / 3) <= deviations * 0.24)
  }
}
