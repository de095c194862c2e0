import LinearAlgebra
import TestSupport
import Testing

@Suite struct SingularValueDecompositionTests {
  /// Weyl: the values of A + E are those of A up to ‖E‖₂.
  @Test func valuesAreThoseOfNumPy() throws {
    for expected in try SpectralFixture.shared.get().singular {
      try expected.forBothPrecisions { try checkValues(expected, $0) }
    }
  }

  private func checkValues<Scalar: TestScalar>(
    _ expected: SpectralCase, _ type: Scalar.Type
  ) throws {
    let a = SpectralMatrix.make(
      expected.family, rows: expected.rows, columns: expected.columns, as: type)
    let size = max(a.rows, a.columns)
    let bound = spectralBound(size, expected.values.first ?? 0, type)
    for method in [SingularValueDecomposition<Scalar>.Method.divideAndConquer, .plain] {
      for form in [SingularValueDecomposition<Scalar>.Form.valuesOnly, .thin, .full] {
        let values = try a.svd(form: form, method: method).singularValues
        #expect(isNear(values, expected.values, within: bound), "\(expected), \(form), \(method)")
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 }, "\(expected)")
        #expect(values.allSatisfy { $0 >= 0 })
      }
    }
  }

  /// Rank, pseudo-inverse and least squares, where the singular values leave no doubt of the rank.
  @Test func solvesAsNumPyAndSciPyDo() throws {
    for expected in try SpectralFixture.shared.get().singular
    where expected.pseudoInverse != nil {
      try expected.forBothPrecisions { try checkSolutions(expected, $0) }
    }
  }

  private func checkSolutions<Scalar: TestScalar>(
    _ expected: SpectralCase, _ type: Scalar.Type
  ) throws {
    let a = SpectralMatrix.make(
      expected.family, rows: expected.rows, columns: expected.columns, as: type)
    let rank = try #require(expected.rank)
    #expect(try a.rank() == rank, "\(expected)")
    #expect(try a.nullSpace().columns == expected.nullity, "\(expected)")
    #expect(try a.columnSpace().columns == rank, "\(expected)")
    // Wedin: ‖(A + E)⁺ − A⁺‖₂ ≤ 2·‖A⁺‖₂²·‖E‖₂ for an E that leaves the rank (Higham, 20.1).
    let least = rank == 0 ? 1 : expected.values[rank - 1]
    let norm = expected.values.first ?? 0
    let bound = 2 * spectralBound(max(a.rows, a.columns), norm, type) / (least * least)
    let inverse = listed(elements(try a.pseudoInverse()))
    #expect(isNear(inverse, try #require(expected.pseudoInverse), within: bound), "\(expected)")
    let b = (0..<a.rows).map { Scalar(parts: Double($0 + 1), 0) }
    let length = b.reduce(0) { $0 + Double($1.modulus * $1.modulus) }.squareRoot()
    let x = try a.svd().solve(b)
    #expect(
      isNear(listed(x), try #require(expected.solution), within: bound * length), "\(expected)")
  }

  /// A = U·Σ·Vᴴ with ‖A − U·Σ·Vᴴ‖ ≤ p·ε·‖A‖, and U and V orthonormal within p·ε.
  ///
  /// - SeeAlso: Higham, "Accuracy and Stability of Numerical Algorithms", 2nd edition, section
  ///   21.1; "LAPACK Users' Guide", 3rd edition, section 4.9.
  @Test(arguments: [
    (1, 1), (2, 2), (3, 3), (7, 7), (31, 31), (64, 64), (64, 3), (3, 64), (31, 7), (7, 31),
  ])
  func reconstructs(_ rows: Int, _ columns: Int) throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      for family in ["random", "graded", "hilbert", "rankDeficient", "nearlySingular"] {
        let a: Matrix<Scalar> = SpectralMatrix.make(family, rows: rows, columns: columns)
        let norm = Double(a.norm(.frobenius))
        let size = max(rows, columns)
        for method in [SingularValueDecomposition<Scalar>.Method.divideAndConquer, .plain] {
          for form in [SingularValueDecomposition<Scalar>.Form.full, .thin] {
            let svd = try a.svd(form: form, method: method)
            let least = min(rows, columns)
            #expect(svd.leftVectors.rows == rows && svd.rightVectorsAdjoint.columns == columns)
            #expect(svd.leftVectors.columns == (form == .full ? rows : least))
            #expect(svd.rightVectorsAdjoint.rows == (form == .full ? columns : least))
            #expect(frobeniusDistance(svd.reconstructed(), a) <= spectralBound(size, norm, type))
            let one = spectralBound(size, 1, type)
            #expect(deviationFromOrthonormal(svd.leftVectors) <= one)
            #expect(deviationFromOrthonormal(svd.rightVectorsAdjoint.adjoint()) <= one)
          }
        }
      }
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  /// The four equations that define the pseudo-inverse, and the two subspaces.
  @Test(arguments: [(7, 7), (7, 3), (3, 7), (31, 7)])
  func subspacesAreWhatTheyAreCalled(_ rows: Int, _ columns: Int) throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      let a: Matrix<Scalar> = SpectralMatrix.make("rankDeficient", rows: rows, columns: columns)
      let svd = try a.svd()
      let inverse = try a.pseudoInverse()
      let (norm, size) = (Double(a.norm(.frobenius)), max(rows, columns))
      let condition = Double(svd.norm / svd.singularValues[svd.rank() - 1])
      let bound = spectralBound(size, condition, type)
      #expect(frobeniusDistance(a * inverse * a, a) <= bound * norm)
      #expect(
        frobeniusDistance(inverse * a * inverse, inverse) <= bound
          * Double(inverse.norm(.frobenius)))
      #expect(frobeniusDistance((a * inverse).adjoint(), a * inverse) <= bound)
      #expect(frobeniusDistance((inverse * a).adjoint(), inverse * a) <= bound)
      let null = try a.nullSpace()
      #expect(null.columns == columns - svd.rank())
      #expect(
        frobeniusDistance(a * null, Matrix(rows: rows, columns: null.columns))
          <= spectralBound(size, norm, type))
      #expect(deviationFromOrthonormal(null) <= spectralBound(size, 1, type))
      // What a projection onto the column space leaves of A is A.
      let space = try a.columnSpace()
      #expect(
        frobeniusDistance(space * (space.adjoint() * a), a) <= spectralBound(size, norm, type))
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  @Test(arguments: [(0, 0), (0, 3), (3, 0)])
  func emptyMatrices(_ rows: Int, _ columns: Int) throws {
    let a = Matrix<Double>(rows: rows, columns: columns)
    let full = try a.svd(form: .full)
    #expect(full.singularValues.isEmpty && full.norm == 0 && full.rank() == 0)
    #expect(full.leftVectors == .identity(rows) && full.rightVectorsAdjoint == .identity(columns))
    #expect(full.reconstructed() == a)
    #expect(try a.pseudoInverse() == Matrix(rows: columns, columns: rows))
    #expect(try a.nullSpace() == .identity(columns))
    #expect(try a.columnSpace() == Matrix(rows: rows, columns: 0))
    #expect(
      try a.svd().solve([Double](repeating: 1, count: rows))
        == [Double](repeating: 0, count: columns))
  }

  @Test func refusesWhatIsNotFinite() {
    var a = Matrix<Complex<Double>>(repeating: 1, rows: 3, columns: 4)
    a[2, 1] = Complex(0, .nan)
    for method in [SingularValueDecomposition<Complex<Double>>.Method.divideAndConquer, .plain] {
      #expect(throws: LinearAlgebraError.notFinite(row: 2, column: 1)) {
        try a.svd(method: method)
      }
    }
  }

  /// Neither end of the exponents overflows or vanishes on the way.
  @Test(arguments: [1e300, 1e-300])
  func extremeScales(_ scale: Double) throws {
    let a: Matrix<Double> = [[3 * scale, 0], [4 * scale, 5 * scale]]
    let svd = try a.svd()
    let values = svd.singularValues.map { $0 / scale }
    #expect(isNear(values, [45.squareRoot(), 5.squareRoot()], within: 1e-14))
    #expect(abs(svd.conditionNumber - 3) <= 1e-14)
  }

  @Test func toleranceDecidesTheRank() throws {
    let a = Matrix<Double>.diagonal([4, 1e-3, 1e-18])
    #expect(try a.rank() == 2)
    #expect(try a.rank(tolerance: 0) == 3)
    #expect(try a.rank(tolerance: 1e-3) == 1)
    #expect(abs(try a.svd().conditionNumber / 4e18 - 1) <= 1e-15)
    #expect(try Matrix<Double>.diagonal([1, 0]).conditionNumber() == .infinity)
  }
}
