import LinearAlgebra
import TestSupport
import Testing

/// What the value forms allocate: as many matrices as the article "Memory" says, and O(n) besides.
@Suite(.enabled(if: Allocations.canBeCounted)) struct ValueFormAllocationTests {
  @Test func theValueFormsMakeNoHiddenCopies() throws {
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  private func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
    // All workspaces of this order fit the scratch memory of the thread.
    let n = 32
    var noise = NoiseGenerator(seed: 9)
    let a: Matrix<Scalar> = noise.matrix(n, n) / 256 + Matrix.identity(n)
    let s = a.gramMatrix() + Matrix.identity(n)
    let unit = n * n * MemoryLayout<Scalar>.stride
    let all: [MatrixWork<Scalar>] =
      MatrixWork.factoring + MatrixWork.solving + MatrixWork.functions
    for work in all {
      let allocations = try Allocations.of { try work.run(a, s) }
      // Each buffer has a header and is aligned; arrays of n numbers are smaller than this.
      let slack = 256 * allocations.count + 8 * n * MemoryLayout<Scalar>.stride
      let comment = Comment(rawValue: "\(work.name) of \(type): \(allocations), n² = \(unit)")
      print("MEASURED", work.name, type, Double(allocations.bytes) / Double(unit), work.matrices, allocations.count)
      #expect(allocations.bytes >= work.matrices * unit, comment)
      #expect(allocations.bytes < work.matrices * unit + slack, comment)
      #expect(allocations.count <= 4 * work.matrices + 8, comment)
    }
  }

  /// Given away, a matrix that nobody shares is not copied: less is allocated than it holds.
  @Test func aMatrixThatIsGivenAwayIsNotCopied() throws {
    var noise = NoiseGenerator(seed: 10)
    let a: Matrix<Double> = noise.matrix(20, 20)
    let s = a.gramMatrix() + Matrix.identity(20)
    try expectNoCopy("lu", of: a) { try LUFactorization($0) }
    try expectNoCopy("cholesky", of: s) { try CholeskyFactorization($0) }
    try expectNoCopy("ldl", of: s) { try LDLFactorization($0) }
    try expectNoCopy("qr", of: a) { try QRFactorization($0) }
    try expectNoCopy("pivoted QR", of: a) { try PivotedQRFactorization($0) }
    try expectNoCopy("lq", of: a) { try LQFactorization($0) }
    try expectNoCopy("singular values", of: a) {
      try SingularValueDecomposition($0, form: .valuesOnly)
    }
    try expectNoCopy("symmetric eigen", of: s) { try SymmetricEigendecomposition($0) }
    try expectNoCopy("eigenvalues", of: a) { try Eigendecomposition($0, vectors: .none) }
  }

  private func expectNoCopy<Factors: Factorization<Double>>(
    _ name: String, of matrix: Matrix<Double>,
    _ factor: (consuming Matrix<Double>) throws -> Factors
  ) throws {
    // Multiplied by 1 it is a matrix that nobody shares.
    let allocations = try Allocations.of({ Optional(matrix * 1) }) { state in
      guard let given = state.take() else { return }
      _ = try factor(given)
    }
    let bytes = matrix.count * MemoryLayout<Double>.stride
    #expect(allocations.bytes < bytes, "\(name) allocates \(allocations)")
  }

  /// More halvings or roots take more time, but no more memory.
  @Test func functionsWorkInTheSameMemoryHoweverManyStepsTheyTake() throws {
    var noise = NoiseGenerator(seed: 14)
    let a: Matrix<Double> = noise.matrix(24, 24)
    let (few, many) = (a / 16, a * 1)
    #expect(
      try Allocations.of { _ = try few.exponential() }.bytes
        == Allocations.of { _ = try many.exponential() }.bytes)
    let near = Matrix.identity(24) + a / 1e4
    let far = Matrix.diagonal((0..<24).map { Double(1 << $0) }) + a / 1e4
    let (first, second) = (
      try Allocations.of { _ = try near.logarithm() },
      try Allocations.of { _ = try far.logarithm() }
    )
    print("LOGS", first, second, 24 * 24 * 8)
    #expect(second.bytes <= first.bytes)
  }
}
