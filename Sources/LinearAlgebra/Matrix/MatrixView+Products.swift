internal import BLASKernels
internal import ElementwiseKernels

extension Matrix {
  /// Creates a matrix with the elements of a view.
  ///
  /// - Complexity: O(rows · columns), one allocation; two for a transposed part of a matrix.
  public init(_ view: MatrixView<Scalar>) {
    if view.rows > 1 && view.columns > 1 && view.columnStride > view.rowStride {
      // What lies closest together is read first.
      self = Matrix(view.transposed).transposed()
      return
    }
    self.init(unwrittenRows: view.rows, columns: view.columns)
    if view.isEmpty { return }
    let (rows, columns) = (rows, columns)
    var target = mutableSpan
    if columns == 1 || view.columnStride == 1 {
      copyBlock(
        rows: rows, columns: columns, from: view.elements,
        // The distance to the next of a single row does not matter, and may be anything.
        at: BlockPlace(start: 0, stride: Swift.max(columns, view.rowStride)), to: &target,
        at: BlockPlace(start: 0, stride: columns))
    } else {
      // To the copying routine, a strided row is a column.
      for row in 0..<rows {
        copyBlock(
          rows: columns, columns: 1, from: view.elements,
          at: BlockPlace(start: row * view.rowStride, stride: view.columnStride), to: &target,
          at: BlockPlace(start: row * columns, stride: 1))
      }
    }
  }

  /// Overwrites C with α·A·B + β·C, where A and B are parts of matrices, read in place.
  ///
  /// ```swift
  /// Matrix.multiply(a.view.block(rows: 0..<8, columns: 0..<4), b.view.transposed, into: &c)
  /// ```
  /// BLAS wants the elements of each row, or of each column, next to each other. What
  /// ``MatrixView/everyColumn(by:)`` makes of a matrix, or ``MatrixView/everyRow(by:)`` of its
  /// transpose, is copied first, unless only one row or column is left.
  ///
  /// - Parameters:
  ///   - left: A.
  ///   - right: B.
  ///   - alpha: α, the factor of the product.
  ///   - beta: β, the factor of C; with 0 the former elements do not matter, NaN included.
  ///   - result: C; overwritten.
  /// - Precondition: A has as many columns as B has rows, and C has the rows of A and the columns
  ///   of B. All dimensions fit 32 bits.
  /// - Complexity: O(m·n·k), no allocation but that of the copy just named.
  public static func multiply(
    _ left: MatrixView<Scalar>, _ right: MatrixView<Scalar>, alpha: Scalar = 1, beta: Scalar = 0,
    into result: inout Matrix
  ) {
    require(
      left.columns == right.rows && result.rows == left.rows && result.columns == right.columns,
      "A is \(left.rows)×\(left.columns), B is \(right.rows)×\(right.columns), "
        + "C is \(result.rows)×\(result.columns)")
    guard let a = left.storage else {
      let copy = Matrix(left)
      return multiply(copy.view, right, alpha: alpha, beta: beta, into: &result)
    }
    guard let b = right.storage else {
      let copy = Matrix(right)
      return multiply(left, copy.view, alpha: alpha, beta: beta, into: &result)
    }
    let resultStride = Swift.max(1, result.columns)
    var elements = result.mutableSpan
    gemm(
      a.operation, b.operation, rows: left.rows, columns: right.columns, inner: left.columns,
      alpha: alpha, left.elements, leadingDimensionA: a.leadingDimension,
      right.elements, leadingDimensionB: b.leadingDimension,
      beta: beta, &elements, leadingDimensionC: resultStride)
  }
}

extension MatrixView {
  /// Returns the matrix product A·B, A being this view.
  ///
  /// ```swift
  /// a.view.everyRow(by: 2).multiplied(by: b.view.transposed)
  /// ```
  /// - Parameter other: B.
  /// - Returns: The product, with the rows of A and the columns of B.
  /// - Precondition: A has as many columns as B has rows. All dimensions fit 32 bits.
  /// - Complexity: O(m·n·k), one allocation, and the copies of
  ///   ``Matrix/multiply(_:_:alpha:beta:into:)``.
  public func multiplied(by other: MatrixView) -> Matrix<Scalar> {
    require(
      columns == other.rows,
      "A is \(rows)×\(columns), B is \(other.rows)×\(other.columns): there is no product of the two"
    )
    var result = Matrix<Scalar>(unwrittenRows: rows, columns: other.columns)
    Matrix.multiply(self, other, into: &result)
    return result
  }

  /// How BLAS reads the elements where they lie, or nil if it cannot.
  fileprivate var storage: (operation: MatrixOperation, leadingDimension: Int)? {
    // A stride that is never walked may be anything.
    if isEmpty || columns == 1 || columnStride == 1 {
      return (.none, Swift.max(1, columns, rows <= 1 ? 1 : rowStride))
    }
    if rows == 1 || rowStride == 1 {
      return (.transpose, Swift.max(1, rows, columnStride))
    }
    return nil
  }
}
