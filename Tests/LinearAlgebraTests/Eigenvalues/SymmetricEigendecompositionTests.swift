import LinearAlgebra
import TestSupport
import Testing

@Suite struct SymmetricEigendecompositionTests {
  private static let families = [
    "symmetric", "gradedSymmetric", "semidefinite", "repeated", "clustered",
  ]

  /// Weyl: the values of A + E are those of A up to ‖E‖₂.
  @Test func valuesAreThoseOfNumPy() throws {
    for expected in try SpectralFixture.shared.get().symmetric {
      try expected.forBothPrecisions { try check(expected, $0) }
    }
  }

  private func check<Scalar: TestScalar>(
    _ expected: SpectralCase, _ type: Scalar.Type
  ) throws {
    let n = expected.rows
    let a = SpectralMatrix.make(expected.family, rows: n, columns: n, as: type)
    let norm = expected.values.map { abs($0) }.max() ?? 0
    let bound = spectralBound(n, norm, type)
    let eigen = try a.symmetricEigen()
    #expect(isNear(eigen.values, expected.values, within: bound), "\(expected)")
    #expect(isNear(try a.symmetricEigenvalues(), expected.values, within: bound), "\(expected)")
    let part = n / 3..<n - n / 4
    #expect(
      isNear(
        try a.symmetricEigenvalues(.indices(part)), Array(expected.values[part]), within: bound),
      "\(expected)")
    #expect(zip(eigen.values, eigen.values.dropFirst()).allSatisfy { $0 <= $1 }, "\(expected)")
    guard let moduli = expected.moduli else { return }
    // A vector turns by ‖E‖₂ over the gap to the next value at most (Davis & Kahan).
    let gap = zip(expected.values, expected.values.dropFirst()).map { $1 - $0 }.min() ?? norm
    let actual = elements(eigen.vectors).map { $0.modulus }
    #expect(isNear(actual, moduli, within: 2 * bound / gap), "\(expected)")
  }

  /// ‖A·V − V·Λ‖ ≤ p·ε·‖A‖ and ‖Vᴴ·V − I‖ ≤ p·ε, for all and for some vectors.
  ///
  /// - SeeAlso: "LAPACK Users' Guide", 3rd edition, section 4.7.
  @Test(arguments: families, [1, 2, 3, 7, 31, 64])
  func vectorsAreOrthonormalAndSolveTheEquation(_ family: String, _ n: Int) throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      let a: Matrix<Scalar> = SpectralMatrix.make(family, rows: n, columns: n)
      let bound = spectralBound(n, Double(a.norm(.frobenius)), type)
      let all = try a.symmetricEigen()
      #expect(frobeniusDistance(all.reconstructed(), a) <= bound)
      for eigen in [
        all, try a.symmetricEigen(.indices(0..<(n + 1) / 2)),
        try a.symmetricEigen(.interval(above: all.values[0], through: all.values[n - 1] + 1)),
      ] {
        let v = eigen.vectors
        #expect(v.rows == n && v.columns == eigen.values.count)
        #expect(deviationFromOrthonormal(v) <= spectralBound(n, 1, type))
        #expect(frobeniusDistance(a * v, v * diagonal(eigen.values, as: type)) <= bound)
      }
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  @Test func selectsByIndexAndByInterval() throws {
    let a = Matrix<Double>.diagonal([5, 1, 4, 2, 3])
    #expect(try a.symmetricEigenvalues(.indices(1..<3)) == [2, 3])
    #expect(try a.symmetricEigenvalues(.indices(2..<2)).isEmpty)
    #expect(try a.symmetricEigenvalues(.interval(above: 1.5, through: 4.5)) == [2, 3, 4])
    #expect(try a.symmetricEigenvalues(.interval(above: 6, through: 7)).isEmpty)
    #expect(try a.symmetricEigenvalues(.interval(above: 2, through: 2)).isEmpty)
    let two = try a.symmetricEigen(.indices(3..<5))
    #expect(two.vectors.rows == 5 && two.vectors.columns == 2)
    #expect(two.vectors[column: 1].map { abs($0) } == [1, 0, 0, 0, 0])
    #expect(try a.symmetricEigen(.indices(1..<1)).vectors.columns == 0)
  }

  @Test func readsOnlyTheLowerTriangle() throws {
    let lower: Matrix<Double> = [[2, 99], [1, 2]]
    #expect(isNear(try lower.symmetricEigenvalues(), [1, 3], within: 1e-14))
    let a: Matrix<Complex<Double>> = [[2, Complex(9, 9)], [Complex(0, 1), 2]]
    #expect(isNear(try a.symmetricEigenvalues(), [1, 3], within: 1e-14))
    // The lower triangle says A = [[2, −i], [i, 2]], whose vector of value 3 is (1, i)/√2.
    let v = try a.symmetricEigen().vectors[column: 1]
    #expect((v[1] - .i * v[0]).length <= 1e-14)
  }

  @Test func appliesFunctions() throws {
    let a: Matrix<Double> = SpectralMatrix.make("definite", rows: 7, columns: 7)
    let root = try a.symmetricEigen().applying { $0.squareRoot() }
    #expect(
      frobeniusDistance(root * root, a) <= spectralBound(7, a.norm(.frobenius), Double.self))
  }

  @Test func emptyAndNotFinite() throws {
    let empty = try Matrix<Double>(rows: 0, columns: 0).symmetricEigen()
    #expect(empty.values.isEmpty && empty.vectors == Matrix(rows: 0, columns: 0))
    #expect(try Matrix<Double>(rows: 0, columns: 0).symmetricEigenvalues(.indices(0..<0)).isEmpty)
    var a = Matrix<Double>.identity(3)
    a[1, 0] = .infinity
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) { try a.symmetricEigen() }
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
      try a.symmetricEigenvalues(.indices(0..<1))
    }
  }
}
