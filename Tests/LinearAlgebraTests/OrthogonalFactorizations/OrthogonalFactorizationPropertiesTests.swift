import LinearAlgebra
import TestSupport
import Testing

/// What the definitions promise, of seeded matrices of every shape, kind and precision.
///
/// The bounds are Higham's for Householder QR ("Accuracy and Stability of Numerical Algorithms",
/// theorem 19.4 and equation 19.13): the columns of A − Q·R are within γ̃(mn) of those of A in
/// norm, those of Q within √n·γ̃(mn) of orthonormal ones. γ̃(k) = c·k·u with c taken as 8: a single
/// complex reflection alone costs 5 u.
@Suite struct OrthogonalFactorizationPropertiesTests {
  static let shapes = [
    (0, 0), (0, 3), (3, 0), (1, 1), (1, 7), (7, 1), (2, 2), (3, 3), (7, 7), (13, 5), (5, 13),
    (31, 31), (64, 64), (64, 7), (7, 64), (97, 40),
  ]
  static let kinds = ["random", "graded", "scaled", "hilbert", "nearly", "deficient"]

  @Test(arguments: shapes)
  func qr(_ shape: (Int, Int)) throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      for kind in Self.kinds {
        let (m, n) = shape
        let a: Matrix<Scalar> = fixtureMatrix(kind, m, n, seed: 7)
        let k = min(m, n)
        let bound = Self.bound(m, n, Scalar.self)
        let qr = try a.qr()
        let (q, r, fullQ) = (qr.q(), qr.r(), qr.q(.full))
        #expect(q.rows == m && q.columns == k && r.rows == k && r.columns == n)
        #expect(fullQ.rows == m && fullQ.columns == m && qr.r(.full).rows == m)
        #expect(frobeniusDistance(q * r, a) <= bound * frobeniusNorm(a), "\(kind)")
        #expect(frobeniusDistance(fullQ * qr.r(.full), a) <= bound * frobeniusNorm(a))
        #expect(frobeniusDistance(qr.reconstructed(), a) <= bound * frobeniusNorm(a))
        #expect(frobeniusDistance(plainAdjoint(fullQ) * fullQ, .identity(m)) <= bound * Double(m))
        #expect(frobeniusDistance(plainAdjoint(q) * q, .identity(k)) <= bound * Double(k))
        for row in 0..<k {
          #expect(r[row, row].imaginaryPart == 0 || row == m - 1)
          for column in 0..<min(row, n) { #expect(r[row, column] == 0) }
        }
        for right in [false, true] {
          let c: Matrix<Scalar> = fixtureMatrix("random", right ? 4 : m, right ? m : 4, seed: 8)
          for adjoint in [false, true] {
            var product = c
            qr.applyQ(to: &product, adjoint: adjoint, onTheRight: right)
            let q = adjoint ? plainAdjoint(fullQ) : fullQ
            #expect(frobeniusDistance(product, right ? c * q : q * c) <= bound * frobeniusNorm(c))
          }
        }
        #expect(try QRFactorization(a) == qr)
      }
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  @Test(arguments: shapes)
  func lq(_ shape: (Int, Int)) throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      for kind in Self.kinds {
        let (m, n) = shape
        let a: Matrix<Scalar> = fixtureMatrix(kind, m, n, seed: 9)
        let k = min(m, n)
        let bound = Self.bound(m, n, Scalar.self)
        let lq = try a.lq()
        let (l, q, fullQ) = (lq.l(), lq.q(), lq.q(.full))
        #expect(l.rows == m && l.columns == k && q.rows == k && q.columns == n)
        #expect(fullQ.rows == n && fullQ.columns == n && lq.l(.full).columns == n)
        #expect(frobeniusDistance(l * q, a) <= bound * frobeniusNorm(a), "\(kind)")
        #expect(frobeniusDistance(lq.reconstructed(), a) <= bound * frobeniusNorm(a))
        #expect(frobeniusDistance(fullQ * plainAdjoint(fullQ), .identity(n)) <= bound * Double(n))
        for row in 0..<k {
          for column in row + 1..<max(k, row + 1) { #expect(l[row, column] == 0) }
        }
        for right in [false, true] {
          let c: Matrix<Scalar> = fixtureMatrix("random", right ? 4 : n, right ? n : 4, seed: 8)
          for adjoint in [false, true] {
            var product = c
            lq.applyQ(to: &product, adjoint: adjoint, onTheRight: right)
            let q = adjoint ? plainAdjoint(fullQ) : fullQ
            #expect(frobeniusDistance(product, right ? c * q : q * c) <= bound * frobeniusNorm(c))
          }
        }
      }
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  @Test(arguments: shapes)
  func pivotedQR(_ shape: (Int, Int)) throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      for kind in Self.kinds {
        let (m, n) = shape
        let a: Matrix<Scalar> = fixtureMatrix(kind, m, n, seed: 11)
        let k = min(m, n)
        let bound = Self.bound(m, n, Scalar.self)
        let pivoted = try a.pivotedQR()
        #expect(pivoted.permutation.indices.sorted() == Array(0..<n))
        #expect(
          frobeniusDistance(pivoted.reconstructed(), a) <= bound * frobeniusNorm(a), "\(kind)")
        let q = pivoted.qr.q()
        #expect(frobeniusDistance(plainAdjoint(q) * q, .identity(k)) <= bound * Double(k))
        // Each column is the longest that is left, up to what rounding does to its norm.
        let diagonal = (0..<k).map { Double(pivoted.qr.r()[$0, $0].modulus) }
        for (before, after) in zip(diagonal, diagonal.dropFirst()) {
          #expect(after <= before * 1.001 + bound * frobeniusNorm(a))
        }
        if kind == "deficient" && k > 0 { #expect(pivoted.rank() == max(1, k / 2)) }
        if kind == "random" { #expect(pivoted.rank() == k) }
      }
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  private static func bound<Scalar: MatrixScalar>(
    _ m: Int, _ n: Int, _ type: Scalar.Type
  ) -> Double {
    8 * Double(max(1, m * n)) * roundingUnit(Scalar.self)
  }

  @Test func aConsumedMatrixGivesUpItsMemory() throws {
    var a: Matrix<Double> = fixtureMatrix("random", 8, 4, seed: 1)
    let expected = try a.lq()
    a[0, 0] += 0  // Alone again.
    #expect(try LQFactorization(consume a) == expected)
  }

  @Test func whatIsNotFiniteIsNamed() {
    var a = Matrix<Complex<Float>>(rows: 3, columns: 4)
    a[1, 2] = Complex(0, .nan)
    let expected = LinearAlgebraError.notFinite(row: 1, column: 2)
    #expect(throws: expected) { try a.qr() }
    #expect(throws: expected) { try a.lq() }
    #expect(throws: expected) { try a.pivotedQR() }
  }
}
