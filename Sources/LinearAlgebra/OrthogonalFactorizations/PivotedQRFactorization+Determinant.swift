internal import ElementwiseKernels

extension PivotedQRFactorization {
  /// The determinant, with its sign: those of Q and P times the product of the diagonal of R.
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
    var product = qr.diagonalProduct
    if !permutation.isEven { product.multiply(by: -1) }
    return product
  }

  /// An estimate of 1 / (‖R‖₁·‖R⁻¹‖₁), as ``QRFactorization/reciprocalCondition``.
  ///
  /// - Precondition: A has no more columns than rows.
  /// - Complexity: O(n²). LAPACK's `trcon`.
  public var reciprocalCondition: Scalar.RealPart { qr.reciprocalCondition }

  /// Returns A⁻¹ = P·R⁻¹·Qᴴ.
  ///
  /// - Throws: ``LinearAlgebraError/rankDeficient(rank:needed:)`` by ``rank(tolerance:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), three allocations besides the workspace.
  public func inverse() throws(LinearAlgebraError) -> Matrix<Scalar> {
    let (rows, columns) = (qr.rows, qr.columns)
    require(rows == columns, "a matrix of \(rows)×\(columns) is not square: no inverse")
    let rank = rank()
    if rank < columns { throw .rankDeficient(rank: rank, needed: columns) }
    return solve(Matrix.identity(rows))
  }
}
