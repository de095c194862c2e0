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
    // With its header, and rounded up for its alignment.
    let single = Allocations.of(largeSize: unit) { _ = Matrix<Scalar>(rows: n, columns: n) }
      .largeBytes
    let all: [MatrixWork<Scalar>] =
      MatrixWork.factoring + MatrixWork.solving + MatrixWork.functions
    for work in all {
      let allocations = try Allocations.of(largeSize: unit / 2) { try work.run(a, s) }
      let comment = Comment(rawValue: "\(work.name) of \(type): \(allocations), n² = \(unit)")
      #expect(allocations.largeBytes >= work.matrices * unit, comment)
      #expect(allocations.largeBytes <= work.matrices * single, comment)
      // Arrays of n numbers, and boxes around numbers where code is not specialised.
      #expect(allocations.bytes - allocations.largeBytes <= 512 * n, comment)
    }
  }

  /// Given away, a matrix that nobody shares is not copied: less is allocated than it holds.
  @Test func aMatrixThatIsGivenAwayIsNotCopied() throws {
    var noise = NoiseGenerator(seed: 10)
    let a: Matrix<Double> = noise.matrix(20, 20)
    let s = a.gramMatrix() + Matrix.identity(20)
    try expectNoCopy("lu", of: a) { _ = try LUFactorization(Self.taken(&$0)) }
    try expectNoCopy("cholesky", of: s) { _ = try CholeskyFactorization(Self.taken(&$0)) }
    try expectNoCopy("ldl", of: s) { _ = try LDLFactorization(Self.taken(&$0)) }
    try expectNoCopy("qr", of: a) { _ = try QRFactorization(Self.taken(&$0)) }
    try expectNoCopy("pivoted QR", of: a) { _ = try PivotedQRFactorization(Self.taken(&$0)) }
    try expectNoCopy("lq", of: a) { _ = try LQFactorization(Self.taken(&$0)) }
    try expectNoCopy("symmetric eigen", of: s) {
      _ = try SymmetricEigendecomposition(Self.taken(&$0))
    }
    try expectNoCopy("singular values", of: a) {
      _ = try SingularValueDecomposition(Self.taken(&$0), form: .valuesOnly)
    }
    try expectNoCopy("eigenvalues", of: a) {
      _ = try Eigendecomposition(Self.taken(&$0), vectors: .none)
    }
  }

  /// The matrix, whose only owner is now the caller.
  private static func taken(_ matrix: inout Matrix<Double>) -> Matrix<Double> {
    var other = Matrix<Double>(rows: 0, columns: 0)
    swap(&other, &matrix)
    return other
  }

  private func expectNoCopy(
    _ name: String, of matrix: Matrix<Double>, _ factor: (inout Matrix<Double>) throws -> Void
  ) throws {
    let size = matrix.count * MemoryLayout<Double>.stride
    // Multiplied by 1 it is a matrix that nobody shares.
    let allocations = try Allocations.of({ matrix * 1 }, largeSize: size, factor)
    #expect(allocations.largeBytes == 0, "\(name) allocates \(allocations)")
  }

  /// More halvings or roots take more time, but no more memory.
  @Test func functionsWorkInTheSameMemoryHoweverManyStepsTheyTake() throws {
    var noise = NoiseGenerator(seed: 14)
    let a: Matrix<Double> = noise.matrix(24, 24)
    // Both norms are beyond the reach of the approximants.
    let (few, many) = (a / 2, a * 4)
    func matrixBytes(_ body: () throws -> Void) rethrows -> Int {
      try Allocations.of(largeSize: 24 * 24 * 8 / 2, body).largeBytes
    }
    let fewer = try matrixBytes { _ = try few.exponential() }
    let more = try matrixBytes { _ = try many.exponential() }
    #expect(fewer == more)
    let near = Matrix.identity(24) + a / 1e4
    let far = Matrix.diagonal((0..<24).map { Double(1 << $0) }) + a / 1e4
    #expect(
      try matrixBytes { _ = try near.logarithm() } == matrixBytes { _ = try far.logarithm() })
  }
}
