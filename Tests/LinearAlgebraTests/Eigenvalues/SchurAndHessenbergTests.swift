import LinearAlgebra
import TestSupport
import Testing

@Suite struct SchurAndHessenbergTests {
  private static let families = [
    "random", "graded", "rankDeficient", "permutation", "jordan", "rotatedJordan", "nearlySingular",
  ]

  /// ‖A − Z·T·Zᴴ‖ ≤ p·ε·‖A‖ with unitary Z.
  ///
  /// - SeeAlso: Golub & Van Loan, "Matrix Computations", 4th edition, section 7.5.6.
  @Test(arguments: families, [0, 1, 2, 3, 7, 31, 64])
  func schurFactorsMakeTheMatrix(_ family: String, _ n: Int) throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      let a: Matrix<Scalar> = SpectralMatrix.make(family, rows: n, columns: n)
      let schur = try a.schur()
      let (t, z) = (schur.triangularFactor, schur.unitaryFactor)
      #expect(
        frobeniusDistance(schur.reconstructed(), a)
          <= spectralBound(n, Double(a.norm(.frobenius)), type))
      #expect(deviationFromOrthonormal(z) <= spectralBound(n, 1, type))
      for row in 0..<n {
        let hasBlock = row > 0 && t[row, row - 1] != 0
        for column in 0..<row where column < row - 1 { #expect(t[row, column] == 0) }
        #expect(!(hasBlock && Scalar.isComplex))
        if hasBlock {
          // LAPACK's normal form of a block: equal diagonal, off-diagonal of opposite signs.
          #expect(t[row, row] == t[row - 1, row - 1])
          #expect((t[row, row - 1].realPart < 0) == (t[row - 1, row].realPart > 0))
          #expect(row < 2 || t[row - 1, row - 2] == 0)
        }
        #expect(schur.eigenvalues[row].realPart == t[row, row].realPart)
      }
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  /// ‖A − Q·H·Qᴴ‖ ≤ p·ε·‖A‖ with unitary Q.
  ///
  /// - SeeAlso: Golub & Van Loan, "Matrix Computations", 4th edition, section 7.4.3.
  @Test(arguments: families, [0, 1, 2, 3, 7, 31, 64])
  func hessenbergFactorsMakeTheMatrix(_ family: String, _ n: Int) throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      let a: Matrix<Scalar> = SpectralMatrix.make(family, rows: n, columns: n)
      let decomposition = try a.hessenberg()
      let (h, q) = (decomposition.hessenbergFactor, decomposition.unitaryFactor)
      #expect(
        frobeniusDistance(decomposition.reconstructed(), a)
          <= spectralBound(n, Double(a.norm(.frobenius)), type))
      #expect(deviationFromOrthonormal(q) <= spectralBound(n, 1, type))
      for row in 0..<n {
        for column in 0..<max(0, row - 1) { #expect(h[row, column] == 0) }
        #expect(q[row, 0] == (row == 0 ? 1 : 0) && q[0, row] == (row == 0 ? 1 : 0))
      }
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }
}
