internal import BLASKernels
internal import ElementwiseKernels

extension LQFactorization {
  /// The determinant, with its sign: that of Q times the product of the diagonal of L.
  ///
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n).
  public var determinant: Scalar { diagonalProduct.value }

  /// The determinant as `sign` · exp(`logarithm`), as ``LUFactorization/logDeterminant``.
  ///
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n).
  public var logDeterminant: (sign: Scalar, logarithm: Scalar.RealPart) {
    diagonalProduct.logarithm
  }

  private var diagonalProduct: ScaledProduct<Scalar> {
    require(rows == columns, "a matrix of \(rows)×\(columns) is not square: no determinant")
    var product = ScaledProduct<Scalar>()
    for index in 0..<rows { product.multiply(by: factors[index, index]) }
    product.multiply(byReflections: Array(reflectionFactors))
    return product
  }

  /// An estimate of 1 / (‖L‖₁·‖L⁻¹‖₁): 1 at best, 0 where rows of A depend on each other.
  ///
  /// As ``QRFactorization/reciprocalCondition``.
  ///
  /// - Precondition: A has no more rows than columns.
  /// - Complexity: O(n²), a copy of L. LAPACK's `trcon`.
  public var reciprocalCondition: Scalar.RealPart {
    require(rows <= columns, "L of a matrix of \(rows)×\(columns) is not square: no condition")
    let lower = l()
    return reciprocalConditionTriangular(.lower, order: rows, lower.span)
  }

  /// Returns A⁻¹ = Qᴴ·L⁻¹.
  ///
  /// - Throws: What ``solve(_:)-(Matrix<Scalar>)`` throws.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), two allocations besides the workspace.
  public func inverse() throws(LinearAlgebraError) -> Matrix<Scalar> {
    require(rows == columns, "a matrix of \(rows)×\(columns) is not square: no inverse")
    return try solve(Matrix.identity(rows))
  }
}
