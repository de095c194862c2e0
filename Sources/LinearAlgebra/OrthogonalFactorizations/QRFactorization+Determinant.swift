internal import BLASKernels
internal import ElementwiseKernels
internal import RealModule

extension QRFactorization {
  /// The determinant, with its sign: that of Q times the product of the diagonal of R.
  ///
  /// Partial products never overflow. An empty matrix has the determinant 1.
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

  /// det(A) in a form that cannot overflow.
  var diagonalProduct: ScaledProduct<Scalar> {
    require(rows == columns, "a matrix of \(rows)×\(columns) is not square: no determinant")
    var product = ScaledProduct<Scalar>()
    // The factors are kept conjugated.
    for index in 0..<columns { product.multiply(by: factors[index, index]) }
    product.multiply(byReflections: Array(reflectionFactors).map(\.conjugated))
    return product
  }

  /// An estimate of 1 / (‖R‖₁·‖R⁻¹‖₁): 1 at best, 0 where columns of A depend on each other.
  ///
  /// R has the singular values of A, so its condition is that of A up to the choice of the norm: at
  /// most n times as great or as small.
  ///
  /// - Precondition: A has no more columns than rows.
  /// - Complexity: O(n²). LAPACK's `trcon`.
  public var reciprocalCondition: Scalar.RealPart {
    require(columns <= rows, "R of a matrix of \(rows)×\(columns) is not square: no condition")
    return reciprocalConditionTriangular(
      .upper, order: columns, factors.span.extracting(first: columns * columns))
  }

  /// Returns A⁻¹ = R⁻¹·Qᴴ.
  ///
  /// - Throws: What ``solve(_:)-(Matrix<Scalar>)`` throws.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), one allocation besides the workspace.
  public func inverse() throws(LinearAlgebraError) -> Matrix<Scalar> {
    require(rows == columns, "a matrix of \(rows)×\(columns) is not square: no inverse")
    return try solve(Matrix.identity(rows))
  }
}

extension ScaledProduct {
  /// Multiplies by the determinant of H₁·H₂·…, reflections Hᵢ = I − τᵢ·v·vᴴ.
  ///
  /// Hᵢ is unitary, so τ + τ̄ = |τ|²·vᴴv, and det Hᵢ = 1 − τ·vᴴv = −τ/τ̄; for real numbers −1.
  /// Where τ is 0, nothing is reflected.
  mutating func multiply(byReflections factors: [Scalar]) {
    for factor in factors where factor != 0 {
      multiply(by: -(factor / factor.conjugated))
    }
  }
}
