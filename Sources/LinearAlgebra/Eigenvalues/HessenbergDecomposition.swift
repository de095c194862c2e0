internal import BLASKernels
public import ElementwiseKernels

/// A = Q·H·Qᴴ with unitary Q and an H that is zero below the first subdiagonal.
///
/// It takes a fixed number of steps, unlike the eigenvalues, which H shares with A. A system
/// (A − s·I)·x = b then costs O(n²) for each further s.
///
/// **Signs and phases.** Q is a product of Householder reflections; its first column and row are
/// those of the identity, and the phases of the others are LAPACK's choice.
///
/// **Accuracy.** Q·H·Qᴴ is A + E with ‖E‖F ≤ c·n²·ε·‖A‖F, c a small constant.
///
/// - SeeAlso: Golub & Van Loan, "Matrix Computations", 4th edition, section 7.4.
public struct HessenbergDecomposition<Scalar: MatrixScalar>: Sendable, Equatable {
  /// n, the rows and columns of the matrix.
  public let size: Int
  /// H, n×n, zero below the first subdiagonal.
  public let hessenbergFactor: Matrix<Scalar>
  /// Q, n×n and unitary.
  public let unitaryFactor: Matrix<Scalar>

  /// Reduces a square matrix.
  ///
  /// LAPACK gets the matrix column by column, so the copy that it overwrites is a transposition, and
  /// both factors are transposed back.
  ///
  /// - Parameter matrix: A.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``.
  /// - Precondition: A is square.
  /// - Complexity: O(n³). LAPACK's `gehrd`, and `orghr` or `unghr`.
  public init(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "take its Hessenberg form")
    try matrix.requireFinite()
    let n = matrix.rows
    var reduced = matrix.transposed()
    var factors = [Scalar](repeating: 0, count: max(0, n - 1))
    do {
      var elements = reduced.mutableSpan
      var factorSpan = factors.mutableSpan
      let status = reduceToHessenberg(size: n, &elements, factors: &factorSpan)
      require(status == .success, "the reduction to Hessenberg form reports \(status)")
    }
    var hessenberg = reduced.transposed()
    // Below the first subdiagonal LAPACK leaves the reflections.
    for row in 0..<n {
      for column in 0..<max(0, row - 1) { hessenberg[row, column] = 0 }
    }
    do {
      var elements = reduced.mutableSpan
      let status = formHessenbergQ(size: n, &elements, factors: factors.span)
      require(status == .success, "forming Q reports \(status)")
    }
    (size, hessenbergFactor, unitaryFactor) = (n, hessenberg, reduced.transposed())
  }

  /// Returns Q·H·Qᴴ: A, up to rounding.
  ///
  /// - Complexity: O(n³).
  public func reconstructed() -> Matrix<Scalar> {
    (unitaryFactor * hessenbergFactor).product(
      .none, .adjoint, unitaryFactor, shape: (rows: size, columns: size, inner: size))
  }
}
