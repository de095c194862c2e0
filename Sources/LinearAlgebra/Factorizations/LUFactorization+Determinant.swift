internal import BLASKernels
internal import ElementwiseKernels

extension LUFactorization {
  /// The determinant, with its sign: the product of the diagonal of U and of −1 per row exchange.
  ///
  /// Partial products never overflow. An empty matrix has the determinant 1.
  ///
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n).
  public var determinant: Scalar { diagonalProduct.value }

  /// The determinant as `sign` · exp(`logarithm`), where the determinant itself is out of range.
  ///
  /// The sign is 1 or −1, or a complex number of modulus 1; the logarithm is ln |det A|. A singular
  /// matrix has the sign 0 and the logarithm −∞. The same as NumPy's `slogdet`.
  ///
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n).
  public var logDeterminant: (sign: Scalar, logarithm: Scalar.RealPart) {
    diagonalProduct.logarithm
  }

  private var diagonalProduct: ScaledProduct<Scalar> {
    var product = ScaledProduct<Scalar>()
    for index in 0..<order {
      product.multiply(by: factors[index, index])
      if Int(pivots[index]) - 1 != index { product.multiply(by: -1) }
    }
    return product
  }

  /// Returns A⁻¹.
  ///
  /// Runs `getri`, and transposes its column-major result. To solve A·x = b,
  /// ``LinearSolver/solve(_:)-([Self.Scalar])`` is both faster and more accurate than a product with the
  /// inverse.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` at a zero pivot.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³); one copy of the matrix, and workspace.
  public func inverse() throws(LinearAlgebraError) -> Matrix<Scalar> {
    var result = Matrix<Scalar>(unwrittenRows: order, columns: order)
    try inverse(into: &result)
    return result
  }

  /// Overwrites a matrix with A⁻¹.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` at a zero pivot; the matrix is then
  ///   unchanged.
  /// - Precondition: A is square, and the matrix has its shape.
  /// - Complexity: O(n³); no allocation but, from an order of about 100 on, LAPACK's workspace of
  ///   32 to 64 rows.
  public func inverse(into result: inout Matrix<Scalar>) throws(LinearAlgebraError) {
    let order = order
    requireShapeOfInverse(result)
    if let firstZeroPivot { throw .singular(pivot: firstZeroPivot) }
    result.copyElements(of: factors)
    do {
      var elements = result.mutableSpan
      let status = invertLU(order: order, &elements, pivots: pivots.span)
      if case .failure(let index) = status {
        throw LinearAlgebraError.singular(pivot: index - 1)
      }
    }
    result.formTranspose()
  }
}

extension Matrix {
  /// Returns the determinant, with its sign, by LU factorization.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` at a NaN or an infinity, or
  ///   ``LinearAlgebraError/outOfRange(index:)`` at a pivot that overflows or is subnormal.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), one copy of the matrix.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func determinant() throws(LinearAlgebraError) -> Scalar {
    requireSquare(to: "take a determinant")
    return try LUFactorization(self, measured: false).determinant
  }

  /// Returns the determinant as `sign` · exp(`logarithm`), where the determinant itself is out of
  /// range.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` at a NaN or an infinity, or
  ///   ``LinearAlgebraError/outOfRange(index:)`` at a pivot that overflows or is subnormal.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), one copy of the matrix.
  /// - SeeAlso: ``LUFactorization/logDeterminant``
  public func logDeterminant() throws(LinearAlgebraError) -> (
    sign: Scalar, logarithm: Scalar.RealPart
  ) {
    requireSquare(to: "take a determinant")
    return try LUFactorization(self, measured: false).logDeterminant
  }

  /// Returns A⁻¹ by LU factorization.
  ///
  /// To solve A·x = b, ``solve(_:structure:)-([Scalar],_)`` is both faster and more accurate than a
  /// product with the inverse.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` at a NaN or an infinity,
  ///   ``LinearAlgebraError/singular(pivot:)`` at a zero pivot, or
  ///   ``LinearAlgebraError/outOfRange(index:)`` at one that overflows or is subnormal.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³); two copies of the matrix, and workspace.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func inverse() throws(LinearAlgebraError) -> Matrix {
    requireSquare(to: "invert it")
    return try LUFactorization(self, measured: false).inverse()
  }
}
