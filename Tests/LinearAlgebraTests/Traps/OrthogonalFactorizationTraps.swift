import LinearAlgebra
import TestSupport

extension TrapTests {
  static let orthogonalFactorizations: [Trap] = qr + pivotedQR + lq

  private static let qr: [Trap] = [
    Trap("a matrix of 3×2 is not square: no determinant") { _ = try high.qr().determinant },
    Trap("a matrix of 3×2 is not square: no determinant") { _ = try high.qr().logDeterminant },
    Trap("R of a matrix of 2×3 is not square") { _ = try wide.qr().reciprocalCondition },
    Trap("a matrix of 3×2 is not square: no inverse") { _ = try high.qr().inverse() },
    Trap("A, which must not be wider than high, is 3×2, B is 2×2") {
      _ = try high.qr().solve(square)
    },
    Trap("A, which must not be wider than high, is 2×3, B is 2×2") {
      _ = try wide.qr().solve(square)
    },
    Trap("A, which must not be wider than high, is 3×2, B is 2×2") {
      var b = square
      try high.qr().solveInPlace(&b)
    },
    Trap("A, which must not be wider than high, is 2×3, B is 2×2") {
      var b = square
      try wide.qr().solveInPlace(&b)
    },
    Trap("A, which must not be wider than high, is 3×2, B is 2×2, X is 2×2") {
      var result = square
      try high.qr().solve(square, into: &result)
    },
    Trap("A, which must not be wider than high, is 2×3, B is 2×2, X is 3×2") {
      var result = high
      try wide.qr().solve(square, into: &result)
    },
    Trap("A, which must not be wider than high, is 3×2, B is 3×2, X is 3×2") {
      var result = high
      try high.qr().solve(high, into: &result)
    },
    Trap("A, which must not be wider than high, is 3×2, B is 2×1") {
      _ = try high.qr().solve([1, 2])
    },
    Trap("A, which must not be wider than high, is 2×3, B is 2×1") {
      _ = try wide.qr().solve([1, 2])
    },
    Trap("Q is 3×3, the matrix on its right is 2×3") {
      var matrix = wide
      try high.qr().applyQ(to: &matrix)
    },
    Trap("Q is 3×3, the matrix on its left is 3×2") {
      var matrix = high
      try high.qr().applyQ(to: &matrix, onTheRight: true)
    },
  ]

  private static let pivotedQR: [Trap] = [
    Trap("a matrix of 3×2 is not square: no determinant") { _ = try high.pivotedQR().determinant },
    Trap("a matrix of 3×2 is not square: no determinant") {
      _ = try high.pivotedQR().logDeterminant
    },
    Trap("R of a matrix of 2×3 is not square") { _ = try wide.pivotedQR().reciprocalCondition },
    Trap("a matrix of 3×2 is not square: no inverse") { _ = try high.pivotedQR().inverse() },
    Trap("a rank with a tolerance of -1.0") { _ = try square.pivotedQR().rank(tolerance: -1) },
    Trap("a rank with a tolerance of nan") { _ = try square.pivotedQR().rank(tolerance: .nan) },
    Trap("A is 3×2, B is 2×2") { _ = try high.pivotedQR().solve(square) },
    Trap("A is 3×2, B is 2×1") { _ = try high.pivotedQR().solve([1, 2]) },
  ]

  private static let lq: [Trap] = [
    Trap("a matrix of 3×2 is not square: no determinant") { _ = try high.lq().determinant },
    Trap("a matrix of 3×2 is not square: no determinant") { _ = try high.lq().logDeterminant },
    Trap("L of a matrix of 3×2 is not square") { _ = try high.lq().reciprocalCondition },
    Trap("a matrix of 3×2 is not square: no inverse") { _ = try high.lq().inverse() },
    Trap("A, which must not be higher than wide, is 2×3, B is 3×2") {
      _ = try wide.lq().solve(high)
    },
    Trap("A, which must not be higher than wide, is 3×2, B is 3×2") {
      _ = try high.lq().solve(high)
    },
    Trap("A is 2×3, B is 3×2, X is 3×2") {
      var result = high
      try wide.lq().solve(high, into: &result)
    },
    Trap("A is 3×2, B is 3×2, X is 2×2") {
      var result = square
      try high.lq().solve(high, into: &result)
    },
    Trap("A is 2×3, B is 2×2, X is 2×2") {
      var result = square
      try wide.lq().solve(square, into: &result)
    },
    Trap("A, which must not be higher than wide, is 2×3, B is 3×1") {
      _ = try wide.lq().solve([1, 2, 3])
    },
    Trap("A, which must not be higher than wide, is 3×2, B is 3×1") {
      _ = try high.lq().solve([1, 2, 3])
    },
    Trap("Q is 3×3, the matrix on its right is 2×3") {
      var matrix = wide
      try wide.lq().applyQ(to: &matrix)
    },
    Trap("Q is 3×3, the matrix on its left is 3×2") {
      var matrix = high
      try wide.lq().applyQ(to: &matrix, onTheRight: true)
    },
  ]
}
