import CAllocationCounter
import LinearAlgebra
import TestSupport
import Testing

/// What the value forms allocate: as many matrices as the article "Memory" says, and O(n) besides.
@Suite(.enabled(if: Allocations.canBeCounted)) struct ValueFormAllocationTests {
  /// One operation on A, n×n, and S, positive definite of the same size.
  struct Operation<Scalar: TestScalar> {
    let name: String
    /// How many matrices it makes, in units of n² scalars.
    let matrices: Int
    let run: (_ a: Matrix<Scalar>, _ s: Matrix<Scalar>) throws -> Void
  }

  private static func operations<Scalar: TestScalar>(
    of type: Scalar.Type
  ) -> [Operation<Scalar>] {
    [
      Operation(name: "product", matrices: 1) { a, s in _ = a * s },
      Operation(name: "lu", matrices: 1) { a, _ in _ = try a.lu() },
      Operation(name: "cholesky", matrices: 1) { _, s in _ = try s.cholesky() },
      Operation(name: "ldl", matrices: 1) { _, s in _ = try s.ldl() },
      Operation(name: "qr", matrices: 1) { a, _ in _ = try a.qr() },
      Operation(name: "pivoted QR", matrices: 1) { a, _ in _ = try a.pivotedQR() },
      Operation(name: "lq", matrices: 1) { a, _ in _ = try a.lq() },
      Operation(name: "svd", matrices: 3) { a, _ in _ = try a.svd() },
      Operation(name: "singular values", matrices: 1) { a, _ in _ = try a.singularValues() },
      Operation(name: "symmetric eigen", matrices: 1) { _, s in _ = try s.symmetricEigen() },
      Operation(name: "symmetric eigenvalues", matrices: 1) { _, s in
        _ = try s.symmetricEigenvalues()
      },
      Operation(name: "some symmetric eigenvalues", matrices: 1) { _, s in
        _ = try s.symmetricEigenvalues(.indices(0..<3))
      },
      // The vectors of a real matrix are complex, twice as large.
      Operation(name: "eigen", matrices: Scalar.isComplex ? 2 : 3) { a, _ in _ = try a.eigen() },
      Operation(name: "eigenvalues", matrices: 1) { a, _ in _ = try a.eigenvalues() },
      Operation(name: "generalized eigen", matrices: 2) { _, s in
        _ = try s.symmetricEigen(relativeTo: s)
      },
      Operation(name: "schur", matrices: 2) { a, _ in _ = try a.schur() },
      Operation(name: "hessenberg", matrices: 2) { a, _ in _ = try a.hessenberg() },
      Operation(name: "inverse", matrices: 2) { a, _ in _ = try a.inverse() },
      Operation(name: "determinant", matrices: 1) { a, _ in _ = try a.determinant() },
      Operation(name: "solve for a matrix", matrices: 2) { a, s in _ = try a.solve(s) },
      Operation(name: "solve for a vector", matrices: 1) { a, _ in
        _ = try a.solve(a[column: 0])
      },
      Operation(name: "solve, positive definite", matrices: 2) { a, s in _ = try s.solve(a) },
      Operation(name: "least squares", matrices: 3) { a, s in _ = try a.leastSquares(s) },
    ]
  }

  @Test func theValueFormsMakeNoHiddenCopies() throws {
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  private func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
    // All workspaces of this order fit the scratch memory of the thread.
    let n = 20
    var noise = NoiseGenerator(seed: 9)
    let a: Matrix<Scalar> = noise.matrix(n, n)
    let s = a.gramMatrix() + Matrix.identity(n)
    let unit = n * n * MemoryLayout<Scalar>.stride
    for operation in Self.operations(of: type) {
      // The first time the language's runtime makes its tables, and LAPACK is asked for sizes.
      try operation.run(a, s)
      let allocations = try Allocations.of { try operation.run(a, s) }
      // Each buffer has a header and is aligned; arrays of n numbers are smaller than this.
      let slack = 256 * allocations.count + 8 * n * MemoryLayout<Scalar>.stride
      let comment = Comment(rawValue: "\(operation.name) of \(type): \(allocations), n² = \(unit)")
      #expect(allocations.bytes >= operation.matrices * unit, comment)
      #expect(allocations.bytes < operation.matrices * unit + slack, comment)
      #expect(allocations.count <= 4 * operation.matrices + 8, comment)
    }
  }

  /// Given away, a matrix that nobody shares is not copied: less is allocated than it holds.
  @Test func aMatrixThatIsGivenAwayIsNotCopied() throws {
    var noise = NoiseGenerator(seed: 10)
    let a: Matrix<Double> = noise.matrix(20, 20)
    let s = a.gramMatrix() + Matrix.identity(20)
    let unit = 20 * 20 * 8
    // Once before, for the tables of the language's runtime.
    _ = (try a.lu(), try s.cholesky(), try a.qr(), try a.lq(), try s.symmetricEigen())
    var (first, second, third, fourth, fifth) = (a, s, a, a, s)
    // Ends sharing.
    first[0, 0] = 1
    second[0, 0] = s[0, 0]
    third[0, 0] = 1
    fourth[0, 0] = 1
    fifth[0, 0] = s[0, 0]
    var bytes = [allocated_byte_count()]
    bytes.reserveCapacity(8)
    bytes[0] = allocated_byte_count()
    let lu = try LUFactorization(consume first)
    bytes.append(allocated_byte_count())
    let cholesky = try CholeskyFactorization(consume second)
    bytes.append(allocated_byte_count())
    let qr = try QRFactorization(consume third)
    bytes.append(allocated_byte_count())
    let lq = try LQFactorization(consume fourth)
    bytes.append(allocated_byte_count())
    let eigen = try SymmetricEigendecomposition(consume fifth)
    bytes.append(allocated_byte_count())
    for (before, after) in zip(bytes, bytes.dropFirst()) { #expect(after - before < unit) }
    #expect(lu.order == 20 && cholesky.order == 20 && qr.rows == 20 && lq.rows == 20)
    #expect(eigen.size == 20)
  }
}
