import LinearAlgebra
import TestSupport

extension TrapTests {
  private static let notSquare = "a matrix of 2×3 is not square: cannot "

  static let eigenvalues: [Trap] = [
    // MARK: General

    Trap(notSquare + "find its eigenvalues") { _ = try Eigendecomposition(wide) },
    Trap(notSquare + "find its eigenvalues") {
      var eigen = try Eigendecomposition(square)
      try eigen.refactor(wide)
    },
    Trap(notSquare + "find its eigenvalues") {
      var (eigen, matrix) = (try Eigendecomposition(square), wide)
      try eigen.factorInPlace(&matrix)
    },
    Trap("of a matrix of 2×2 the computed eigenvectors are: left") {
      _ = try Eigendecomposition(square, vectors: .left).rightVectors
    },
    Trap("of a matrix of 2×2 the computed eigenvectors are: right") {
      _ = try Eigendecomposition(square).leftVectors
    },
    Trap("of a matrix of 2×2 the computed eigenvectors are: none") {
      _ = try Eigendecomposition(square, vectors: .none).reconstructed()
    },
    Trap(notSquare + "find its eigenvalues") { _ = try wide.eigen() },
    Trap(notSquare + "find its eigenvalues") { _ = try wide.eigenvalues() },

    // MARK: Schur and Hessenberg

    Trap(notSquare + "take its Schur form") { _ = try SchurDecomposition(wide) },
    Trap(notSquare + "take its Schur form") {
      var schur = try SchurDecomposition(square)
      try schur.refactor(wide)
    },
    Trap(notSquare + "take its Schur form") {
      var (schur, matrix) = (try SchurDecomposition(square), wide)
      try schur.factorInPlace(&matrix)
    },
    Trap(notSquare + "take its Schur form") { _ = try wide.schur() },
    Trap(notSquare + "take its Hessenberg form") { _ = try HessenbergDecomposition(wide) },
    Trap(notSquare + "take its Hessenberg form") {
      var hessenberg = try HessenbergDecomposition(square)
      try hessenberg.refactor(wide)
    },
    Trap(notSquare + "take its Hessenberg form") {
      var (hessenberg, matrix) = (try HessenbergDecomposition(square), wide)
      try hessenberg.factorInPlace(&matrix)
    },
    Trap(notSquare + "take its Hessenberg form") { _ = try wide.hessenberg() },
  ]

  static let symmetricEigenvalues: [Trap] = [
    // MARK: One matrix

    Trap(notSquare + "find its eigenvalues") { _ = try SymmetricEigendecomposition(wide) },
    Trap("eigenvalues 1..<4 of a 3×3 matrix") {
      _ = try SymmetricEigendecomposition(larger, .indices(1..<4))
    },
    Trap("eigenvalues -1..<1 of a 3×3 matrix") {
      _ = try SymmetricEigendecomposition(larger, .indices(-1..<1))
    },
    Trap("eigenvalues above nan up to 1.0") {
      _ = try SymmetricEigendecomposition(larger, .interval(above: .nan, through: 1))
    },
    Trap(notSquare + "find its eigenvalues") {
      var eigen = try SymmetricEigendecomposition(square)
      try eigen.refactor(wide)
    },
    Trap("eigenvalues 2..<3 of a 2×2 matrix") {
      var eigen = try SymmetricEigendecomposition(larger, .indices(2..<3))
      try eigen.refactor(square)
    },
    Trap(notSquare + "find its eigenvalues") {
      var (eigen, matrix) = (try SymmetricEigendecomposition(square), wide)
      try eigen.factorInPlace(&matrix)
    },
    Trap("eigenvalues 2..<3 of a 2×2 matrix") {
      var eigen = try SymmetricEigendecomposition(larger, .indices(2..<3))
      var matrix = square
      try eigen.factorInPlace(&matrix)
    },
    Trap("of a matrix of 2×2 only the eigenvalues were computed") {
      _ = try SymmetricEigendecomposition(square, vectors: false).vectors
    },
    Trap("1 eigenvalues of a 3×3 matrix do not make the matrix") {
      _ = try SymmetricEigendecomposition(larger, .indices(0..<1)).reconstructed()
    },
    Trap("of a matrix of 2×2 only the eigenvalues were computed") {
      _ = try SymmetricEigendecomposition(square, vectors: false).reconstructed()
    },
    Trap("1 eigenvalues of a 3×3 matrix do not make the matrix") {
      _ = try SymmetricEigendecomposition(larger, .indices(0..<1)).applying { $0 }
    },
    Trap("of a matrix of 2×2 only the eigenvalues were computed") {
      _ = try SymmetricEigendecomposition(square, vectors: false).applying { $0 }
    },
    Trap(notSquare + "find its eigenvalues") { _ = try wide.symmetricEigen() },
    Trap(notSquare + "find its eigenvalues") { _ = try wide.symmetricEigenvalues() },

    // MARK: What takes all eigenvalues, or the eigenvectors too

    Trap("2 eigenvalues of a 3×3 matrix have no determinant") {
      _ = try larger.symmetricEigen(.indices(0..<2)).determinant
    },
    Trap("2 eigenvalues of a 3×3 matrix have no condition number") {
      _ = try larger.symmetricEigen(.indices(0..<2)).conditionNumber
    },
    Trap("a matrix of 0×0 has no condition number") {
      _ = try Matrix<Double>.identity(0).symmetricEigen().conditionNumber
    },
    Trap("2 eigenvalues of a 3×3 matrix solve nothing") {
      _ = try larger.symmetricEigen(.indices(0..<2)).solve(larger)
    },
    // Even where the eigenvalues alone show that there is no solution.
    Trap("of a matrix of 2×2 only the eigenvalues were computed") {
      let singular = Matrix<Double>(rows: 2, columns: 2)
      _ = try SymmetricEigendecomposition(singular, vectors: false).solve(square)
    },
    Trap("A is 2×2, B is 3×2") { _ = try square.symmetricEigen().solve(high) },
    Trap("2 eigenvalues of a 3×3 matrix solve nothing") {
      _ = try larger.symmetricEigen(.indices(0..<2)).solve([1, 2, 3])
    },
    Trap("of a matrix of 2×2 only the eigenvalues were computed") {
      _ = try SymmetricEigendecomposition(square, vectors: false).solve([1, 2])
    },
    Trap("A is 2×2, b has 3 elements") { _ = try square.symmetricEigen().solve([1, 2, 3]) },
    Trap("2 eigenvalues of a 3×3 matrix have no inverse") {
      _ = try larger.symmetricEigen(.indices(0..<2)).inverse()
    },
    Trap("of a matrix of 2×2 only the eigenvalues were computed") {
      let singular = Matrix<Double>(rows: 2, columns: 2)
      _ = try SymmetricEigendecomposition(singular, vectors: false).inverse()
    },

    // MARK: Two matrices

    Trap("A is 2×2, B is 3×3") {
      _ = try GeneralizedSymmetricEigendecomposition(square, relativeTo: larger)
    },
    Trap("A is 2×3, B is 2×2") {
      _ = try GeneralizedSymmetricEigendecomposition(wide, relativeTo: square)
    },
    Trap("A is 2×2, B is 2×3") {
      _ = try GeneralizedSymmetricEigendecomposition(square, relativeTo: wide)
    },
    Trap("A is 2×2, B is 3×3") {
      var eigen = try GeneralizedSymmetricEigendecomposition(square, relativeTo: square)
      try eigen.refactor(square, relativeTo: larger)
    },
    Trap("A is 2×2, B is 3×3") {
      var eigen = try GeneralizedSymmetricEigendecomposition(square, relativeTo: square)
      var (matrix, metric) = (square, larger)
      try eigen.factorInPlace(&matrix, relativeTo: &metric)
    },
    Trap("of a problem of 2×2 only the eigenvalues were computed") {
      _ = try GeneralizedSymmetricEigendecomposition(
        square, relativeTo: square, vectors: false
      ).vectors
    },
    Trap("A is 2×2, B is 3×3") { _ = try square.symmetricEigen(relativeTo: larger) },
    Trap("A is 2×2, B is 3×3") { _ = try square.symmetricEigenvalues(relativeTo: larger) },
  ]
}
