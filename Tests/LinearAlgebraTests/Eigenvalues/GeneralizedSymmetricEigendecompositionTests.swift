import LinearAlgebra
import TestSupport
import Testing

@Suite struct GeneralizedSymmetricEigendecompositionTests {
  /// The values have the error of B⁻¹·A: p·ε·κ₂(B) of the greatest one.
  @Test func valuesAreThoseOfSciPy() throws {
    for expected in try SpectralFixture.shared.get().generalized {
      try expected.forBothPrecisions { try check(expected, $0) }
    }
  }

  private func check<Scalar: TestScalar>(
    _ expected: SpectralCase, _ type: Scalar.Type
  ) throws {
    let n = expected.rows
    let a: Matrix<Scalar> = SpectralMatrix.make("symmetric", rows: n, columns: n)
    let b: Matrix<Scalar> = SpectralMatrix.make("definite", rows: n, columns: n)
    let condition = try #require(expected.condition)
    let greatest = expected.values.map { abs($0) }.max() ?? 0
    let eigen = try a.symmetricEigen(relativeTo: b)
    let bound = spectralBound(n, greatest * condition, type)
    #expect(isNear(eigen.values, expected.values, within: bound), "\(expected)")
    let valuesOnly = try a.symmetricEigenvalues(relativeTo: b)
    #expect(isNear(valuesOnly, expected.values, within: bound), "\(expected)")
    #expect(zip(eigen.values, eigen.values.dropFirst()).allSatisfy { $0 <= $1 })
    // Xᴴ·B·X = I and A·X = B·X·Λ, both with κ(B) ("LAPACK Users' Guide", 3rd edition, 4.10).
    let x = eigen.vectors
    #expect(
      frobeniusDistance(x.adjoint() * b * x, .identity(n)) <= spectralBound(n, condition, type),
      "\(expected)")
    let size = Double(a.norm(.frobenius)) * Double(x.norm(.frobenius)) * condition
    #expect(
      frobeniusDistance(a * x, b * x * diagonal(eigen.values, as: type))
        <= spectralBound(n, size, type),
      "\(expected)")
  }

  @Test func namesTheMinorThatIsNotPositive() {
    let a = Matrix<Double>.identity(4)
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 3)) {
      try a.symmetricEigen(relativeTo: .diagonal([1, 2, -3, 4]))
    }
    let b = Matrix<Complex<Float>>.diagonal([1, 0])
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) {
      try Matrix<Complex<Float>>.identity(2).symmetricEigen(relativeTo: b)
    }
    var c = a
    c[3, 0] = .nan
    #expect(throws: LinearAlgebraError.notFinite(row: 3, column: 0)) {
      try a.symmetricEigen(relativeTo: c)
    }
  }
}
