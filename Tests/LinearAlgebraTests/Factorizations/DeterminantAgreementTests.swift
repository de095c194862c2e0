import LinearAlgebra
import TestSupport
import Testing

/// Every factorization of one square matrix has the same determinant, inverse and condition.
@Suite struct DeterminantAgreementTests {
  @Test(arguments: [0, 1, 2, 3, 8, 21])
  func factorizationsAgree(order: Int) throws {
    try check(order, as: Double.self)
    try check(order, as: Float.self)
    try check(order, as: Complex<Double>.self)
    try check(order, as: Complex<Float>.self)
  }

  private func check<Scalar: TestScalar>(_ n: Int, as type: Scalar.Type) throws {
    var noise = NoiseGenerator(seed: UInt64(n + 7))
    let a: Matrix<Scalar> = noise.matrix(n, n) + Matrix.identity(n) * 3
    let lu = try a.lu()
    let epsilon = Scalar.RealPart.ulpOfOne
    // Each determinant is that of a matrix off by a few n·ε in norm (Higham, theorems 9.3 and
    // 19.4), which moves it by n·κ of that, relatively; κ is below 20 here.
    let tolerance = 400 * Scalar.RealPart(Swift.max(1, n * n)) * epsilon
    func expectSame(_ found: Scalar, _ name: String) {
      let error = (found - lu.determinant).modulus
      #expect(error <= tolerance * lu.determinant.modulus, "\(name) of \(n), \(type)")
    }
    let (qr, lq, pivoted) = try (a.qr(), a.lq(), a.pivotedQR())
    expectSame(qr.determinant, "QR")
    expectSame(lq.determinant, "LQ")
    expectSame(pivoted.determinant, "pivoted QR")
    let logarithm = qr.logDeterminant
    #expect(
      (logarithm.logarithm - lu.logDeterminant.logarithm).magnitude <= tolerance
        && (logarithm.sign - lu.logDeterminant.sign).modulus <= tolerance)

    let expected = (lu.determinant.realPart, lu.determinant.imaginaryPart)
    for found in try [a.eigen().determinant, a.schur().determinant] {
      let bound = tolerance * lu.determinant.modulus
      #expect((found.real - expected.0).magnitude <= bound)
      #expect((found.imaginary - expected.1).magnitude <= bound)
    }

    let inverses = try [qr.inverse(), lq.inverse(), pivoted.inverse(), a.svd().inverse()]
    for inverse in inverses {
      let rest = a * inverse - Matrix.identity(n)
      #expect(rest.norm(.max) <= tolerance)
    }
    // Within a factor of n, and the estimates within 3 (Higham, section 15.3).
    let bound = 9 * Scalar.RealPart(Swift.max(1, n))
    for estimate in [qr.reciprocalCondition, lq.reciprocalCondition, pivoted.reciprocalCondition] {
      #expect(estimate <= bound * lu.reciprocalCondition)
      #expect(lu.reciprocalCondition <= bound * estimate)
    }
  }

  @Test func aSymmetricDecompositionSolvesAndInverts() throws {
    let a: Matrix<Double> = [[4, 1, 0], [1, -3, 1], [0, 1, 2]]
    let modes = try a.symmetricEigen()
    #expect((modes.determinant - -30).magnitude <= 1e-13)
    #expect(
      (modes.conditionNumber - (try a.conditionNumber())).magnitude <= 1e-13)
    let inverse = try modes.inverse()
    #expect((a * inverse).isApproximatelyEqual(to: .identity(3), absoluteTolerance: 1e-14))
    let x = try modes.solve([[5], [-1], [3]])
    #expect((a * x).isApproximatelyEqual(to: [[5], [-1], [3]], absoluteTolerance: 1e-14))
    #expect(throws: LinearAlgebraError.singular(pivot: 0)) {
      try Matrix<Double>.diagonal([0, 1]).symmetricEigen().inverse()
    }
  }

  @Test func aGeneralDecompositionGivesItsMatrixBack() throws {
    let a: Matrix<Double> = [[1, 2, 0], [-3, 1, 4], [0, 5, 2]]
    let back = try a.eigen().reconstructed()
    #expect(back.isApproximatelyEqual(to: Matrix(a), absoluteTolerance: 1e-13))
  }
}
