import LinearAlgebra
import Testing

/// What a matrix of complex numbers does as one of real numbers does.
@Suite struct MatrixComplexTests {
  private typealias C = Complex<Double>

  /// An element that no other position has.
  private func filled<Real: RealScalar>(_ rows: Int, _ columns: Int) -> Matrix<Complex<Real>> {
    var result = Matrix<Complex<Real>>(rows: rows, columns: columns)
    for i in 0..<rows {
      for j in 0..<columns { result[i, j] = Complex(Real(i + 1), Real(j) - 2.5) }
    }
    return result
  }

  @Test(arguments: [(0, 0), (1, 1), (2, 3), (17, 5), (33, 40)])
  func transposesAndMovesBlocks(_ rows: Int, _ columns: Int) {
    func check<Real: RealScalar>(_ real: Real.Type) {
      let a: Matrix<Complex<Real>> = filled(rows, columns)
      let t = a.transposed()
      #expect(t.rows == columns && t.columns == rows && t.transposed() == a)
      for i in 0..<rows {
        #expect(a[row: i] == t[column: i])
        for j in 0..<columns { #expect(t[j, i] == a[i, j]) }
      }
      guard rows > 1 else { return }
      var b = a
      b[rows: 1..<rows, columns: 0..<columns] = a[rows: 0..<rows - 1, columns: 0..<columns]
      #expect(b[row: rows - 1] == a[row: rows - 2])
      #expect(a.rows(at: [1, 0, 1])[row: 2] == a[row: 1])
    }
    check(Float.self)
    check(Double.self)
  }

  /// Small whole numbers multiply exactly: the sums must be the plain ones.
  @Test(arguments: [1, 2, 5, 16, 31])
  func multipliesAsTheDefinitionSays(_ n: Int) {
    func check<Real: RealScalar>(_ real: Real.Type) {
      let (a, b): (Matrix<Complex<Real>>, Matrix<Complex<Real>>) = (
        filled(n, n + 1), filled(n + 1, 3)
      )
      let product = a * b
      for i in 0..<n {
        for j in 0..<3 {
          var sum = Complex<Real>(0)
          for k in 0...n { sum += a[i, k] * b[k, j] }
          #expect(product[i, j] == sum)
        }
      }
      #expect(a.multiplied(by: b.transposed(), transposeRight: true) == product)
      #expect(a * b[column: 1] == product[column: 1])
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func printsBothParts() {
    let a: Matrix<Complex<Double>> = [[C(1, -2), C(0.5, 3)], [C(-10, 0), C(0, -0.25)]]
    #expect(a.description == "[[  1 - 2i, 0.5 + 3i   ],\n [-10 + 0i, 0   - 0.25i]]")
  }

  @Test func comparesWithinATolerance() {
    let a: Matrix<Complex<Double>> = [[C(3, 4)]]
    #expect(a.isApproximatelyEqual(to: [[C(3, 4 + 1e-9)]]))
    #expect(!a.isApproximatelyEqual(to: [[C(3, 4.1)]]))
    #expect(!a.isApproximatelyEqual(to: [[C(.nan, 4)]]))
    #expect(Matrix<Complex<Float>>.identity(2)[1, 1] == 1)
  }

  @Test func findsWhatIsNotFinite() {
    var a: Matrix<Complex<Float>> = filled(3, 5)
    #expect(a.firstNonFinite() == nil)
    a[1, 3] = Complex(0, .infinity)
    #expect(a.firstNonFinite().map { [$0.row, $0.column] } == [1, 3])
  }

  /// Two reals side by side, as BLAS and LAPACK see them.
  @Test func hasTheLayoutOfC() {
    #expect(MemoryLayout<Complex<Float>>.size == 8 && MemoryLayout<Complex<Double>>.stride == 16)
    #expect(Complex<Float>.elementKind == .complex64 && C.elementKind == .complex128)
    #expect(C(3, -4).modulus == 5 && C(3, -4).conjugated == C(3, 4) && C(real: 2) == 2)
    #expect(Float(-2).modulus == 2 && Float(-2).conjugated == -2 && Float(-2).imaginaryPart == 0)
  }
}
