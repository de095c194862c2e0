import LinearAlgebra
import TestSupport

extension TrapTests {
  private static let notSquare = "a matrix of 2×3 is not square: cannot "
  private static let system = "A, which must be square, is "

  static let solving: [Trap] = systems + solvers + triangles + functions

  private static let systems: [Trap] = [
    Trap(system + "2×3, b has 2 elements") { _ = try wide.solve([1, 2]) },
    Trap(system + "2×2, b has 3 elements") { _ = try square.solve([1, 2, 3]) },
    Trap(system + "2×3, B is 2×2") { _ = try wide.solve(square) },
    Trap(system + "2×2, B is 3×2") { _ = try square.solve(high) },
    Trap(system + "2×3, b has 2 elements") {
      var b = [1.0, 2]
      try wide.solveInPlace(&b)
    },
    Trap(system + "2×2, b has 3 elements") {
      var b = [1.0, 2, 3]
      try square.solveInPlace(&b)
    },
    Trap(system + "2×3, B is 2×2") {
      var b = square
      try wide.solveInPlace(&b)
    },
    Trap(system + "2×2, B is 3×2") {
      var b = high
      try square.solveInPlace(&b)
    },
    Trap(system + "2×3, B is 2×2") { _ = try wide.solveWithRefinement(square) },
    Trap(system + "2×2, B is 3×2") { _ = try square.solveWithRefinement(high) },
    Trap(system + "2×3, b has 2 elements") { _ = try wide.solveWithRefinement([1, 2]) },
    Trap(system + "2×2, b has 3 elements") { _ = try square.solveWithRefinement([1, 2, 3]) },
    Trap("a tolerance cannot be -1.0") { _ = square.isHermitian(tolerance: -1) },
    Trap("a tolerance cannot be nan") { _ = square.isSymmetric(tolerance: .nan) },
  ]

  private static let solvers: [Trap] = [
    Trap(notSquare + "solve with it") { _ = try wide.solver() },
    Trap("a band cannot have -1 and 0 diagonals") {
      _ = try square.solver(for: .banded(lower: -1, upper: 0))
    },
    Trap("A is 2×2, b has 3 elements") { _ = try square.solver().solve([1, 2, 3]) },
    Trap("A is 2×2, B is 3×2") { _ = try square.solver().solve(high) },
    Trap("A is 2×2, b has 3 elements") {
      var b = [1.0, 2, 3]
      try square.solver().solveInPlace(&b)
    },
    Trap("A is 2×2, B is 3×2") {
      var b = high
      try square.solver().solveInPlace(&b)
    },
    Trap("3 elements do not fill 2×1 of B") { try solveTooMany(.general) },
    Trap("3 elements do not fill 2×1 of B") { try solveTooMany(.positiveDefinite) },
    Trap("3 elements do not fill 2×1 of B") { try solveTooMany(.symmetric) },
    Trap("3 elements do not fill 2×1 of B") { try solveTooMany(.banded(lower: 1, upper: 0)) },
    Trap("3 elements do not fill 2×1 of B") { try solveTooMany(.tridiagonal) },
    Trap("3 elements do not fill 2×1 of B") { try solveTooMany(.upperTriangular) },
    Trap("5 elements do not fill 2×2 of B") {
      var b = [1.0, 2, 3, 4, 5]
      var elements = b.mutableSpan
      try square.solver(for: .upperTriangular).solveInPlace(&elements, columns: 2)
    },
  ]

  private static func solveTooMany(_ structure: MatrixStructure) throws {
    var b = [1.0, 2, 3]
    var elements = b.mutableSpan
    try square.solver(for: structure).solveInPlace(&elements, columns: 1)
  }

  private static let triangles: [Trap] = [
    Trap(notSquare + "solve with its triangle") { _ = try wide.solve([1, 2], triangle: .lower) },
    Trap("A is 2×2, b has 3 elements") { _ = try square.solve([1, 2, 3], triangle: .lower) },
    Trap(notSquare + "solve with its triangle") { _ = try wide.solve(square, triangle: .lower) },
    Trap("A is 2×2, B is 3×2") { _ = try square.solve(high, triangle: .lower) },
    Trap(notSquare + "solve with its triangle") {
      var b = [1.0, 2]
      try wide.solveInPlace(&b, triangle: .lower)
    },
    Trap("A is 2×2, b has 3 elements") {
      var b = [1.0, 2, 3]
      try square.solveInPlace(&b, triangle: .lower)
    },
    Trap(notSquare + "solve with its triangle") {
      var b = square
      try wide.solveInPlace(&b, triangle: .lower)
    },
    Trap("A is 2×2, B is 3×2") {
      var b = high
      try square.solveInPlace(&b, triangle: .lower)
    },
  ]

  private static let functions: [Trap] = [
    Trap(notSquare + "take its exponential") { _ = try wide.exponential() },
    Trap(notSquare + "take its logarithm") { _ = try wide.logarithm() },
    Trap(notSquare + "take its square root") { _ = try wide.squareRoot() },
  ]

  static let leastSquares: [Trap] = [
    Trap("A is 3×2, B is 2×2") { _ = try high.leastSquares(square) },
    Trap("the tolerance is -1.0") { _ = try high.leastSquares(high, tolerance: -1) },
    Trap("A is 3×2, B is 2×1") { _ = try high.leastSquares([1, 2]) },
    Trap("the tolerance is nan") { _ = try high.leastSquares([1, 2, 3], tolerance: .nan) },
    Trap("A is 3×2, B is 2×2") { _ = try high.ridge(square, lambda: 1) },
    Trap("λ is -1.0") { _ = try high.ridge(high, lambda: -1) },
    Trap("A is 3×2, B is 2×1") { _ = try high.ridge([1, 2], lambda: 1) },
    Trap("λ is inf") { _ = try high.ridge([1, 2, 3], lambda: .infinity) },
    Trap("A, which must not be wider than high, is 2×3, b has 2 elements") {
      _ = try wide.refinedLeastSquares([1, 2])
    },
    Trap("A, which must not be wider than high, is 3×2, b has 2 elements") {
      _ = try high.refinedLeastSquares([1, 2])
    },
    Trap("column 0 is outside 0..<0") {
      _ = try square.leastSquares(Matrix(rows: 2, columns: 0)).coefficients
    },
    Trap("3 x and 2 y do not determine a polynomial of degree 1") {
      _ = try Polynomial.fit(x: [1, 2, 3], y: [1.0, 2], degree: 1)
    },
    Trap("2 x and 2 y do not determine a polynomial of degree 2") {
      _ = try Polynomial.fit(x: [1, 2], y: [1.0, 2], degree: 2)
    },
    Trap("2 x and 2 y do not determine a polynomial of degree -1") {
      _ = try Polynomial.fit(x: [1, 2], y: [1.0, 2], degree: -1)
    },
  ]
}
