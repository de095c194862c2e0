import LinearAlgebra
import TestSupport
import Testing

/// What works in memory that exists already: the results of the value forms, without allocations.
@Suite struct InPlaceAllocationTests {
  @Test func solvingAndInvertingInPlace() throws {
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  private func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
    var noise = NoiseGenerator(seed: 13)
    let a: Matrix<Scalar> = noise.matrix(16, 16)
    let tall: Matrix<Scalar> = noise.matrix(16, 6)
    let wide: Matrix<Scalar> = noise.matrix(6, 16)
    let b: Matrix<Scalar> = noise.matrix(16, 3)
    let short: Matrix<Scalar> = noise.matrix(6, 3)
    let (lu, cholesky) = (try a.lu(), try a.gramMatrix().cholesky())
    let (ldl, qr) = (try a.gramMatrix().ldl(), try a.qr())
    let (tallQR, lq, svd) = (try tall.qr(), try wide.lq(), try tall.svd())

    try expect("lu", equal: lu.solve(b), on: b) { try lu.solveInPlace(&$0) }
    try expect("lu of the adjoint", equal: lu.solve(b, operation: .adjoint), on: b) {
      try lu.solveInPlace(&$0, operation: .adjoint)
    }
    try expect("triangle", equal: a.solve(b, triangle: .upper, operation: .transpose), on: b) {
      try a.solveInPlace(&$0, triangle: .upper, operation: .transpose)
    }
    try expect("cholesky", equal: cholesky.solve(b), on: b) { try cholesky.solveInPlace(&$0) }
    try expect("qr", equal: qr.solve(b), on: b) { try qr.solveInPlace(&$0) }
    for structure in [MatrixStructure.general, .lowerTriangular, .positiveDefinite, .hermitian] {
      let solver = try a.gramMatrix().solver(for: structure)
      var x: [Scalar] = []
      let allocations = try Allocations.of({ b[column: 0] }) {
        try solver.solveInPlace(&$0)
        x = $0
      }
      #expect(try x == solver.solve(b[column: 0]), "\(structure) of \(type)")
      if Allocations.canBeCounted { #expect(allocations == .none, "\(structure) of \(type)") }
    }
    try expect("qr into", equal: qr.solve(b), on: a[rows: 0..<16, columns: 0..<3]) {
      try qr.solve(b, into: &$0)
    }
    try expect("lq into", equal: lq.solve(short), on: b) { try lq.solve(short, into: &$0) }
    try expect("lu inverse", equal: lu.inverse(), on: a) { try lu.inverse(into: &$0) }
    try expect("cholesky inverse", equal: cholesky.inverse(), on: a) {
      try cholesky.inverse(into: &$0)
    }
    try expect("product", equal: a * a, on: a) { Matrix.multiply(a, a, into: &$0) }
    try expect("sum", equal: a + a, on: a) { $0 += a }
    try expect("difference", equal: lu.inverse() - a, on: lu.inverse()) { $0 -= a }
    try expect("Hadamard product", equal: a.hadamard(a), on: a) { $0.multiplyElements(by: a) }
    try expect("quotient", equal: a.dividingElements(by: a), on: a) { $0.divideElements(by: a) }
    try expect("scalar sum", equal: a + 2, on: a) { $0 += 2 }
    try expect("scalar difference", equal: a - 2, on: a) { $0 -= 2 }
    try expect("scaled", equal: a * 2, on: a) { $0 *= 2 }
    try expect("divided", equal: a / 2, on: a) { $0 /= 2 }

    // These copy what the documentation says.
    try expect("ldl", equal: ldl.solve(b), on: b, copies: true) { try ldl.solveInPlace(&$0) }
    try expect("ldl inverse", equal: ldl.inverse(), on: a, copies: true) {
      try ldl.inverse(into: &$0)
    }
    try expect("tall qr into", equal: tallQR.solve(b), on: short, copies: true) {
      try tallQR.solve(b, into: &$0)
    }
    try expect("svd into", equal: svd.solve(b), on: short, copies: true) {
      svd.solve(b, into: &$0)
    }
    // The rows below the solution hold the residual in another basis.
    var transformed = b
    try tallQR.solveInPlace(&transformed)
    #expect(try transformed[rows: 0..<6, columns: 0..<3] == tallQR.solve(b))
    let rest = transformed[rows: 6..<16, columns: 0..<3]
    let residuals = try tall.leastSquares(b).residualSumsOfSquares
    for column in 0..<3 {
      let sum = rest[column: column].reduce(0) { $0 + Double($1.modulus * $1.modulus) }
      // Both are sums of at most 16·16 products (Higham, theorem 19.3).
      let bound = 256 * Scalar.epsilon * (sum + 16)
      #expect(abs(sum - Double(residuals[column])) <= bound)
    }
  }

  private func expect<Scalar: TestScalar>(
    _ name: String, equal expected: Matrix<Scalar>, on matrix: Matrix<Scalar>,
    copies: Bool = false, _ run: (inout Matrix<Scalar>) throws -> Void
  ) throws {
    var result = matrix
    try run(&result)
    #expect(result == expected, "\(name) of \(Scalar.self)")
    // Multiplied by 1 it is a matrix that nobody shares.
    let allocations = try Allocations.of({ matrix * 1 }, run)
    if Allocations.canBeCounted && !copies {
      #expect(allocations == .none, "\(name) of \(Scalar.self)")
    }
  }
}
