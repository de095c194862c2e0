import LinearAlgebra
import TestSupport

extension TrapTests {
  private static let noVectors = "of a matrix of 2×2 only the singular values were computed"

  static let singularValues: [Trap] = [
    // MARK: A tolerance

    Trap("a tolerance cannot be -1.0") { _ = try square.rank(tolerance: -1) },
    Trap("a tolerance cannot be nan") { _ = try square.rank(tolerance: .nan) },
    Trap("a tolerance cannot be -1.0") { _ = try square.pseudoInverse(tolerance: -1) },
    Trap("a tolerance cannot be -1.0") { _ = try square.nullSpace(tolerance: -1) },
    Trap("a tolerance cannot be -1.0") { _ = try square.columnSpace(tolerance: -1) },
    Trap("a tolerance cannot be -1.0") { _ = try square.svd().rank(tolerance: -1) },

    // MARK: What the form holds

    Trap(noVectors) { _ = try square.svd(form: .valuesOnly).leftVectors },
    Trap(noVectors) { _ = try square.svd(form: .valuesOnly).rightVectorsAdjoint },
    Trap(noVectors) { _ = try square.svd(form: .valuesOnly).nullSpace() },
    Trap("the null space of a 2×3 matrix needs the full form, not the thin one") {
      _ = try wide.svd().nullSpace()
    },
    Trap(noVectors) { _ = try square.svd(form: .valuesOnly).columnSpace() },
    Trap(noVectors) { _ = try square.svd(form: .valuesOnly).reconstructed() },
    Trap(noVectors) { _ = try square.svd(form: .valuesOnly).pseudoInverse() },
    // Even where the singular values alone show that there is no inverse.
    Trap(noVectors) {
      _ = try Matrix<Double>(rows: 2, columns: 2).svd(form: .valuesOnly).inverse()
    },
    Trap(noVectors) { _ = try square.svd(form: .valuesOnly).solve(square) },
    Trap(noVectors) {
      var result = square
      try square.svd(form: .valuesOnly).solve(square, into: &result)
    },
    Trap(noVectors) { _ = try square.svd(form: .valuesOnly).solve([1, 2]) },

    // MARK: Shapes

    Trap("a matrix of 0×3 has no condition number") {
      _ = try Matrix<Double>(rows: 0, columns: 3).svd().conditionNumber
    },
    Trap("a matrix of 2×3 is not square: no inverse") { _ = try wide.svd().inverse() },
    Trap("A is 2×3, B is 3×2") { _ = try wide.svd().solve(high) },
    Trap("A is 2×3, B is 3×2, X is 3×2") {
      var result = high
      try wide.svd().solve(high, into: &result)
    },
    Trap("A is 2×3, B is 2×2, X is 2×2") {
      var result = square
      try wide.svd().solve(square, into: &result)
    },
    Trap("A is 2×3, b has 3 elements") { _ = try wide.svd().solve([1, 2, 3]) },

    // MARK: Condition numbers

    Trap("a matrix of 0×2 has no condition number") {
      _ = try Matrix<Double>(rows: 0, columns: 2).conditionNumber()
    },
    Trap("a matrix of 2×3 is not square: cannot take its condition number") {
      _ = try wide.conditionNumber(.nuclear)
    },
    Trap("a matrix of 0×0 has no condition number") {
      _ = try Matrix<Double>(rows: 0, columns: 0).conditionNumber(.one)
    },
    Trap("a matrix of 2×3 is not square: cannot take its condition number") {
      _ = try wide.conditionNumber(.one)
    },
    Trap("there is no condition number in the maximum norm") {
      _ = try square.conditionNumber(.max)
    },
  ]
}
