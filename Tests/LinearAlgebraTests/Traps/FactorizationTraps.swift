import LinearAlgebra
import TestSupport

extension TrapTests {
  private static let notSquare = "a matrix of 2×3 is not square: cannot "
  private static let noOrder =
    "a matrix of 2×3 is not square: no order, solution, inverse, determinant"

  static let factorizations: [Trap] = choleskyAndLDL + lu

  private static let choleskyAndLDL: [Trap] = [
    Trap(notSquare + "take its Cholesky factor") { _ = try CholeskyFactorization(wide) },
    Trap(notSquare + "take its Cholesky factor") {
      var cholesky = try CholeskyFactorization(square)
      try cholesky.refactor(wide)
    },
    Trap(notSquare + "take its Cholesky factor") {
      var (cholesky, matrix) = (try CholeskyFactorization(square), wide)
      try cholesky.factorInPlace(&matrix)
    },
    Trap("3 elements do not fill 2×1 of B") {
      var b = [1.0, 2, 3]
      var elements = b.mutableSpan
      try CholeskyFactorization(square).solveInPlace(&elements, columns: 1)
    },
    Trap("A is 2×2, its inverse goes into 2×3") {
      var result = wide
      try CholeskyFactorization(square).inverse(into: &result)
    },
    Trap(notSquare + "take its Cholesky factor") { _ = try wide.cholesky() },

    Trap(notSquare + "factor it as L·D·Lᴴ") { _ = try LDLFactorization(wide) },
    Trap(notSquare + "factor it as L·D·Lᴴ") {
      var ldl = try LDLFactorization(square)
      try ldl.refactor(wide)
    },
    Trap(notSquare + "factor it as L·D·Lᴴ") {
      var (ldl, matrix) = (try LDLFactorization(square), wide)
      try ldl.factorInPlace(&matrix)
    },
    Trap("3 elements do not fill 2×1 of B") {
      var b = [1.0, 2, 3]
      var elements = b.mutableSpan
      try LDLFactorization(square).solveInPlace(&elements, columns: 1)
    },
    Trap("A is 2×2, its inverse goes into 2×3") {
      var result = wide
      try LDLFactorization(square).inverse(into: &result)
    },
    Trap(notSquare + "factor it as L·D·Lᴴ") { _ = try wide.ldl() },
  ]

  private static let lu: [Trap] = [
    // MARK: Of a matrix that is not square

    Trap(noOrder) { _ = try wide.lu().order },
    Trap(noOrder) { _ = try wide.lu().determinant },
    Trap(noOrder) { _ = try wide.lu().logDeterminant },
    Trap(noOrder) { _ = try wide.lu().reciprocalCondition },
    Trap(noOrder) { _ = try wide.lu().inverse() },
    Trap(noOrder) {
      var result = square
      try wide.lu().inverse(into: &result)
    },
    Trap(noOrder) {
      var b = [1.0, 2]
      var elements = b.mutableSpan
      try wide.lu().solveInPlace(&elements, columns: 1)
    },
    Trap("A, which must be square, is 2×3, b has 2 elements") {
      _ = try wide.lu().solve([1, 2], operation: .transpose)
    },
    Trap("A, which must be square, is 2×3, B is 2×2") {
      _ = try wide.lu().solve(square, operation: .transpose)
    },
    Trap("A, which must be square, is 2×3, b has 2 elements") {
      var b = [1.0, 2]
      try wide.lu().solveInPlace(&b, operation: .transpose)
    },
    Trap("A, which must be square, is 2×3, B is 2×2") {
      var b = square
      try wide.lu().solveInPlace(&b, operation: .transpose)
    },
    Trap(notSquare + "take a determinant") { _ = try wide.determinant() },
    Trap(notSquare + "take a determinant") { _ = try wide.logDeterminant() },
    Trap(notSquare + "invert it") { _ = try wide.inverse() },

    // MARK: With what does not fit

    Trap("A is 2×2, its inverse goes into 2×3") {
      var result = wide
      try square.lu().inverse(into: &result)
    },
    Trap("3 elements do not fill 2×1 of B") {
      var b = [1.0, 2, 3]
      var elements = b.mutableSpan
      try square.lu().solveInPlace(&elements, columns: 1)
    },
    Trap("A, which must be square, is 2×2, b has 3 elements") {
      _ = try square.lu().solve([1, 2, 3], operation: .transpose)
    },
    Trap("A, which must be square, is 2×2, B is 3×2") {
      _ = try square.lu().solve(high, operation: .transpose)
    },
    Trap("A, which must be square, is 2×2, b has 3 elements") {
      var b = [1.0, 2, 3]
      try square.lu().solveInPlace(&b, operation: .transpose)
    },
    Trap("A, which must be square, is 2×2, B is 3×2") {
      var b = high
      try square.lu().solveInPlace(&b, operation: .transpose)
    },
  ]
}
