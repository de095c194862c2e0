import Foundation
import LinearAlgebra
import TestSupport
import Testing

/// The general eigenvalues, and Schur's form, which finds the same ones.
@Suite struct EigendecompositionTests {
  private static let families = [
    "random", "graded", "rankDeficient", "permutation", "jordan", "rotatedJordan", "repeated",
    "nearlySingular",
  ]

  /// Bauer–Fike: a value moves by κ(V)·‖E‖₂ at most.
  ///
  /// For defective matrices Elsner's theorem holds: (‖A‖ + ‖A + E‖)^(1 − 1/n)·‖E‖^(1/n) (Stewart &
  /// Sun, "Matrix Perturbation Theory", IV.1.1).
  @Test func valuesAreThoseOfNumPy() throws {
    for expected in try SpectralFixture.shared.get().general {
      try expected.forBothPrecisions { try check(expected, $0) }
    }
  }

  private func check<Scalar: TestScalar>(
    _ expected: SpectralCase, _ type: Scalar.Type
  ) throws {
    let n = expected.rows
    let a = SpectralMatrix.make(expected.family, rows: n, columns: n, as: type)
    let norm = Double(try a.norm(.two))
    let change = spectralBound(n, norm, type)
    let bound = min(
      change * (expected.vectorCondition ?? 1),
      pow(2 * norm + change, 1 - 1 / Double(max(1, n))) * pow(change, 1 / Double(max(1, n))))
    for values in [
      try a.eigen().values, try a.eigenvalues(), try a.schur().eigenvalues,
    ] {
      #expect(values.count == n)
      var left = stride(from: 0, to: expected.values.count, by: 2).map {
        Complex(expected.values[$0], expected.values[$0 + 1])
      }
      #expect(left.count == n)
      for value in values {
        let wide = Complex(Double(value.real), Double(value.imaginary))
        let nearest = try #require(
          left.indices.min { (left[$0] - wide).length < (left[$1] - wide).length })
        #expect((left[nearest] - wide).length <= bound, "\(expected): \(value)")
        left.remove(at: nearest)
      }
    }
    guard let moduli = expected.moduli else { return }
    let hessenberg = elements(try a.hessenberg().hessenbergFactor).map { $0.modulus }
    #expect(isNear(hessenberg, moduli, within: change), "\(expected)")
  }

  /// ‖A·V − V·Λ‖ and ‖Uᴴ·A − Λ·Uᴴ‖ ≤ p·ε·‖A‖, with columns of norm 1.
  ///
  /// - SeeAlso: "LAPACK Users' Guide", 3rd edition, section 4.8.
  @Test(arguments: families, [1, 2, 3, 7, 31, 64])
  func vectorsSolveTheEquation(_ family: String, _ n: Int) throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      let a: Matrix<Scalar> = SpectralMatrix.make(family, rows: n, columns: n)
      let bound = spectralBound(n, Double(a.norm(.frobenius)), type)
      let wide = complexified(a)
      let eigen = try a.eigen(vectors: .both)
      let (v, u) = (eigen.rightVectors, eigen.leftVectors)
      let lambda = Matrix.diagonal(eigen.values)
      #expect(frobeniusDistance(wide * v, v * lambda) <= bound)
      #expect(frobeniusDistance(u.adjoint() * wide, lambda * u.adjoint()) <= bound)
      #expect(try a.eigen(vectors: .left).leftVectors.columns == n)
      for column in 0..<n {
        for vector in [v[column: column], u[column: column]] {
          let square = vector.reduce(0) { $0 + Double($1.modulus * $1.modulus) }
          #expect(abs(square - 1) <= spectralBound(n, 1, type))
        }
      }
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  @Test func pairsOfARealMatrixAreConjugate() throws {
    let rotation: Matrix<Double> = [[0, -1], [1, 0]]
    let eigen = try rotation.eigen(vectors: .both)
    #expect(eigen.values == [.i, -.i])
    for index in 0..<2 {
      #expect(eigen.rightVectors[index, 1] == eigen.rightVectors[index, 0].conjugate)
    }
    // The component of greatest modulus is real, here the first of two equal ones.
    #expect(eigen.rightVectors[0, 0].imaginary == 0)
  }

  @Test func emptyAndNotFinite() throws {
    let empty = Matrix<Float>(rows: 0, columns: 0)
    #expect(try empty.eigen(vectors: .both).values.isEmpty)
    #expect(try empty.eigen(vectors: .both).rightVectors.rows == 0)
    var a = Matrix<Float>.identity(3)
    a[0, 2] = .nan
    let error = LinearAlgebraError.notFinite(row: 0, column: 2)
    #expect(throws: error) { try a.eigen() }
    #expect(throws: error) { try a.schur() }
    #expect(throws: error) { try a.hessenberg() }
  }
}
