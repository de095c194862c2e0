internal import BLASKernels
public import ElementwiseKernels

/// A = Z·T·Zᴴ with unitary Z and upper triangular T: what every square matrix has.
///
/// The eigenvalues stand on the diagonal of T. Real matrices stay real: a conjugate pair of
/// eigenvalues makes a block of 2×2 on the diagonal, with equal diagonal elements and off-diagonal
/// ones of opposite signs. For a triangular T convert the matrix to complex numbers first.
///
/// **Order, signs and phases** are LAPACK's choice: the eigenvalues come in no particular order, and
/// every column of Z may be multiplied by a number of modulus 1.
///
/// **Accuracy.** Z·T·Zᴴ is A + E with ‖E‖₂ ≤ p(n)·ε·‖A‖₂, p a modest function, for any matrix.
///
/// - SeeAlso: Golub & Van Loan, "Matrix Computations", 4th edition, sections 7.1 and 7.5.
public struct SchurDecomposition<Scalar: MatrixScalar>: Sendable, Equatable {
  /// n, the rows and columns of the matrix.
  public let size: Int
  /// T, n×n: triangular, or for real numbers with blocks of 2×2 on the diagonal.
  public let triangularFactor: Matrix<Scalar>
  /// Z, n×n and unitary.
  public let unitaryFactor: Matrix<Scalar>
  /// The n eigenvalues in the order of T's diagonal.
  public let eigenvalues: [Complex<Scalar.RealPart>]

  /// Decomposes a square matrix.
  ///
  /// LAPACK gets the matrix column by column, so the copy that it overwrites is a transposition, and
  /// both factors are transposed back: three O(n²) passes beside O(n³) work.
  ///
  /// - Parameter matrix: A.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` or
  ///   ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: A is square.
  /// - Complexity: O(n³). LAPACK's `gees`.
  public init(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "take its Schur form")
    try matrix.requireFinite()
    let n = matrix.rows
    var values = [Complex<Scalar.RealPart>](repeating: 0, count: n)
    var triangular = matrix.transposed()
    var unitary = Matrix<Scalar>(rows: n, columns: n)
    do {
      var elements = triangular.mutableSpan
      var valueSpan = values.mutableSpan
      var vectors = unitary.mutableSpan
      try decomposeSchur(size: n, &elements, values: &valueSpan, vectors: &vectors)
        .requireConvergence()
    }
    (size, eigenvalues) = (n, values)
    (triangularFactor, unitaryFactor) = (triangular.transposed(), unitary.transposed())
  }

  /// Returns Z·T·Zᴴ: A, up to rounding.
  ///
  /// - Complexity: O(n³).
  public func reconstructed() -> Matrix<Scalar> {
    (unitaryFactor * triangularFactor).product(
      .none, .adjoint, unitaryFactor, shape: (rows: size, columns: size, inner: size))
  }
}
