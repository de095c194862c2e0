import CAllocationCounter
import LinearAlgebra
import TestSupport
import Testing

/// What solving allocates, counted on one thread and small matrices, which OpenBLAS does not split.
@Suite struct SolveAllocationTests {
  private let canCount = allocation_count() >= 0

  private func allocations(_ body: () throws -> Void) rethrows -> Int {
    let before = allocation_count()
    try body()
    return allocation_count() - before
  }

  @Test func solvingInPlaceAllocatesNothing() throws {
    guard canCount else { return }
    var noise = NoiseGenerator(seed: 5)
    let a: Matrix<Double> = noise.matrix(24, 24)
    var x = a[column: 0]
    var b: Matrix<Double> = noise.matrix(24, 5)
    let factors = try a.lu()
    let factor = try a.gramMatrix().cholesky()
    // At the first call the language's runtime makes its tables.
    try factors.solveInPlace(&x)
    try factors.solveInPlace(&b)
    try factor.solveInPlace(&x)
    try factor.solveInPlace(&b)
    let transposed: () throws -> Void = {
      try factors.solveInPlace(&x, operation: .adjoint)
      try factors.solveInPlace(&b, operation: .transpose)
    }
    let triangle: () throws -> Void = {
      try a.solveInPlace(&x, triangle: .upper, operation: .transpose)
      try a.solveInPlace(&b, triangle: .lower, hasUnitDiagonal: true)
    }
    try transposed()
    try triangle()
    let counts = (
      lu: try allocations { try factors.solveInPlace(&x) },
      luOfMany: try allocations { try factors.solveInPlace(&b) },
      cholesky: try allocations { try factor.solveInPlace(&x) },
      choleskyOfMany: try allocations { try factor.solveInPlace(&b) },
      transposed: try allocations(transposed), triangle: try allocations(triangle)
    )
    #expect(counts == (0, 0, 0, 0, 0, 0))
  }

  /// Given away, the matrix becomes the factor; kept, it is copied.
  @Test func choleskyOfAMatrixThatIsGivenAwayCopiesNothing() throws {
    guard canCount else { return }
    let a = Matrix<Double>.identity(24)
    var given = a
    given[0, 0] = 4
    _ = try CholeskyFactorization(a)
    let kept = try allocations { _ = try CholeskyFactorization(a) }
    let before = allocation_count()
    let factor = try CholeskyFactorization(consume given)
    let givenAway = allocation_count() - before
    #expect(factor.lower[0, 0] == 2 && a == .identity(24))
    #expect(givenAway < kept)
  }
}
