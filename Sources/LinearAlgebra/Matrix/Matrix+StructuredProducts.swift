public import BLASKernels
internal import ElementwiseKernels

// Products that use, or make, a structure: half of the work of a general one, or less.
extension Matrix {
  /// Adds α·x·yᵀ, or α·x·yᴴ: α·x[i]·y[j] to every element (i, j).
  ///
  /// Runs `cblas_sger`, `cblas_cgeru`, `cblas_cgerc` or their like.
  ///
  /// - Parameters:
  ///   - x: One element per row.
  ///   - y: One element per column.
  ///   - alpha: α, the factor of the product.
  ///   - conjugating: Whether y[j] is conjugated.
  /// - Precondition: x has one element per row and y one per column.
  /// - Complexity: O(rows · columns), no allocation.
  public mutating func addOuterProduct(
    _ x: some ScalarBuffer<Scalar>, _ y: some ScalarBuffer<Scalar>, scaledBy alpha: Scalar = 1,
    conjugating: Bool = false
  ) {
    let (rows, columns) = (rows, columns)
    var elements = mutableSpan
    x.withSpan { x in
      y.withSpan { y in
        ger(
          rows: rows, columns: columns, alpha: alpha, x, y, conjugating: conjugating, &elements,
          leadingDimension: Swift.max(1, columns))
      }
    }
  }

  /// Returns the inner products of all columns, Aᴴ·A, or of all rows, A·Aᴴ.
  ///
  /// The result is exactly Hermitian. Runs `cblas_ssyrk`, `cblas_cherk` or their like, which
  /// compute one triangle, and mirrors it.
  ///
  /// - Parameter ofRows: Whether it is A·Aᴴ.
  /// - Returns: The Gram matrix, with a row and a column per column of A, or per row.
  /// - Precondition: Both dimensions fit 32 bits.
  /// - Complexity: O(n²·k), half of a general product; one allocation.
  public func gramMatrix(ofRows: Bool = false) -> Matrix {
    let (order, inner) = ofRows ? (rows, columns) : (columns, rows)
    var result = Matrix(rows: order, columns: order)
    var elements = result.mutableSpan
    syrk(
      .hermitian, transposed: !ofRows, order: order, inner: inner, alpha: 1, span, beta: 0,
      &elements)
    mirrorLowerTriangle(order: order, &elements, conjugating: true)
    return result
  }

  /// Adds α·A·Bᴴ + ᾱ·B·Aᴴ to a Hermitian matrix, or α·A·Bᵀ + α·B·Aᵀ to a symmetric one.
  ///
  /// Only the lower triangle of this matrix is read; all of it is overwritten. Runs `cblas_ssyr2k`,
  /// `cblas_cher2k` or their like.
  ///
  /// - Parameters:
  ///   - a: A.
  ///   - b: B.
  ///   - alpha: α, the factor of the products.
  ///   - symmetry: Which of the two products it is; for real numbers they are the same.
  /// - Precondition: A and B have the rows of this square matrix, and as many columns as each
  ///   other.
  /// - Complexity: O(n²·k), half of two general products; no allocation.
  public mutating func addSymmetricProduct(
    _ a: Matrix, _ b: Matrix, scaledBy alpha: Scalar = 1, symmetry: MirrorSymmetry = .hermitian
  ) {
    require(
      rows == columns && a.rows == rows && b.rows == rows && a.columns == b.columns,
      "A is \(a.rows)×\(a.columns), B is \(b.rows)×\(b.columns), the sum is \(rows)×\(columns)")
    let order = rows
    var elements = mutableSpan
    syr2k(
      symmetry, order: order, inner: a.columns, alpha: alpha, a.span, b.span, beta: 1, &elements)
    mirrorLowerTriangle(order: order, &elements, conjugating: symmetry == .hermitian)
  }

  /// Returns A·B, where A is this matrix, symmetric or Hermitian, and only its lower triangle is
  /// read.
  ///
  /// Runs `cblas_ssymm`, `cblas_chemm` or their like.
  ///
  /// - Parameters:
  ///   - other: B.
  ///   - symmetry: What the lower triangle of A says about the upper one.
  /// - Returns: The product.
  /// - Precondition: A is square and B has as many rows.
  /// - Complexity: O(n²·k), one allocation.
  public func multiplied(by other: Matrix, symmetry: MirrorSymmetry) -> Matrix {
    checkSquareProduct(with: other)
    var result = Matrix(rows: rows, columns: other.columns)
    var elements = result.mutableSpan
    symm(
      .left, symmetry, rows: rows, columns: other.columns, alpha: 1, span, other.span, beta: 0,
      &elements)
    return result
  }

  /// Returns T·B, where T is one triangle of this matrix, and the other one is not read.
  ///
  /// Runs `cblas_strmm` or its like.
  ///
  /// - Parameters:
  ///   - other: B.
  ///   - triangle: Which half of this matrix is T.
  /// - Returns: The product.
  /// - Precondition: This matrix is square and B has as many rows.
  /// - Complexity: O(n²·k), half of a general product; one allocation.
  public func multiplied(by other: Matrix, triangle: MatrixTriangle) -> Matrix {
    checkSquareProduct(with: other)
    var result = other
    var elements = result.mutableSpan
    multiplyTriangular(
      .left, TriangularOperand(triangle), rows: rows, columns: other.columns, span,
      leadingDimensionA: Swift.max(1, rows), &elements,
      leadingDimensionB: Swift.max(1, other.columns))
    return result
  }

  private func checkSquareProduct(with other: Matrix) {
    require(
      rows == columns && other.rows == rows,
      "A, which must be square, is \(rows)×\(columns), B is \(other.rows)×\(other.columns)")
  }
}
