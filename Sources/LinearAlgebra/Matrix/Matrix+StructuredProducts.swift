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

  /// Adds α·AᴴA, or α·A·Aᴴ, to a Hermitian matrix; or α·AᵀA, or α·A·Aᵀ, to a symmetric one.
  ///
  /// ```swift
  /// var sum = Matrix<Double>.identity(2)
  /// sum.addGramMatrix(of: [[1, 2], [3, 4]])      // [[11, 14], [14, 21]]
  /// ```
  /// Only the lower triangle of this matrix is read; all of it is overwritten. Runs `cblas_ssyrk`,
  /// `cblas_cherk` or their like.
  ///
  /// - Parameters:
  ///   - a: A.
  ///   - ofRows: Whether it is A times its adjoint, or its transpose, and not the other way round.
  ///   - alpha: α, the factor of the product.
  ///   - symmetry: Which of the two products it is; for real numbers they are the same.
  /// - Precondition: This matrix is square, with as many columns as A; or as many rows.
  /// - Complexity: O(n²·k), half of a general product; no allocation.
  public mutating func addGramMatrix(
    of a: Matrix, ofRows: Bool = false, scaledBy alpha: Scalar.RealPart = 1,
    symmetry: MirrorSymmetry = .hermitian
  ) {
    let (order, inner) = ofRows ? (a.rows, a.columns) : (a.columns, a.rows)
    require(
      rows == order && columns == order,
      "A is \(a.rows)×\(a.columns), its Gram matrix \(order)×\(order), the sum \(rows)×\(columns)")
    var elements = mutableSpan
    syrk(
      symmetry, transposed: !ofRows, order: order, inner: inner, alpha: alpha, a.span, beta: 1,
      &elements)
    mirrorLowerTriangle(order: order, &elements, conjugating: symmetry == .hermitian)
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
}
