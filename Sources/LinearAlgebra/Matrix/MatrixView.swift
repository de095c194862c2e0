internal import BLASKernels
internal import ElementwiseKernels

/// A part of a matrix, read where it lies: a block, a row, a column, every n-th row, or the
/// transpose of one of these.
///
/// A view costs a few words and copies no element. It cannot outlive the matrix, nor can the matrix
/// change while a view is in use; the compiler sees to both.
///
/// ```swift
/// let a: Matrix<Double> = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
/// let corner = a.view.block(rows: 0..<2, columns: 1..<3)
/// corner[1, 0]                            // 5
/// Matrix(corner.transposed)               // [[2, 5], [3, 6]], the only copy made here
/// Matrix.multiply(corner, a.view.everyRow(by: 2), into: &c)    // BLAS reads both in place
/// ```
public struct MatrixView<Scalar: MatrixScalar>: ~Escapable {
  // As stored: rows lie `stride` elements apart, and the first begins at the span's start.
  let elements: Span<Scalar>
  let storedRows: Int
  let storedColumns: Int
  let stride: Int
  let isTransposed: Bool

  @_lifetime(copy elements)
  init(
    _ elements: Span<Scalar>, storedRows: Int, storedColumns: Int, stride: Int, isTransposed: Bool
  ) {
    self.elements = elements
    self.storedRows = storedRows
    self.storedColumns = storedColumns
    self.stride = stride
    self.isTransposed = isTransposed
  }

  /// The number of rows.
  public var rows: Int { isTransposed ? storedColumns : storedRows }

  /// The number of columns.
  public var columns: Int { isTransposed ? storedRows : storedColumns }

  /// The element in a row and a column, both counted from zero.
  ///
  /// - Precondition: `0 ≤ row < rows` and `0 ≤ column < columns`.
  /// - Complexity: O(1).
  public subscript(row: Int, column: Int) -> Scalar {
    require(
      row >= 0 && row < rows && column >= 0 && column < columns,
      "element (\(row), \(column)) is outside a view of \(rows)×\(columns)")
    return elements[isTransposed ? column * stride + row : row * stride + column]
  }
}

extension MatrixView {
  /// The same elements with rows and columns exchanged.
  ///
  /// - Complexity: O(1).
  public var transposed: MatrixView {
    @_lifetime(copy self)
    get {
      MatrixView(
        elements, storedRows: storedRows, storedColumns: storedColumns, stride: stride,
        isTransposed: !isTransposed)
    }
  }

  /// Returns a rectangle of the view.
  ///
  /// - Precondition: The ranges lie in the view.
  /// - Complexity: O(1).
  @_lifetime(copy self)
  public func block(rows rowRange: Range<Int>, columns columnRange: Range<Int>) -> MatrixView {
    require(
      rowRange.lowerBound >= 0 && rowRange.upperBound <= rows
        && columnRange.lowerBound >= 0 && columnRange.upperBound <= columns,
      "rows \(rowRange), columns \(columnRange) are not inside a view of \(rows)×\(columns)")
    let (high, wide) = isTransposed ? (columnRange, rowRange) : (rowRange, columnRange)
    let isEmpty = high.isEmpty || wide.isEmpty
    let start = isEmpty ? 0 : high.lowerBound * stride + wide.lowerBound
    let end = isEmpty ? 0 : (high.upperBound - 1) * stride + wide.upperBound
    return MatrixView(
      elements.extracting(start..<end), storedRows: high.count, storedColumns: wide.count,
      stride: stride, isTransposed: isTransposed)
  }

  /// Returns one row, as a view of one row.
  ///
  /// - Precondition: `0 ≤ row < rows`.
  /// - Complexity: O(1).
  @_lifetime(copy self)
  public func row(_ row: Int) -> MatrixView {
    require(row >= 0 && row < rows, "row \(row) is outside 0..<\(rows)")
    return block(rows: row..<row + 1, columns: 0..<columns)
  }

  /// Returns one column, as a view of one column.
  ///
  /// - Precondition: `0 ≤ column < columns`.
  /// - Complexity: O(1).
  @_lifetime(copy self)
  public func column(_ column: Int) -> MatrixView {
    require(column >= 0 && column < columns, "column \(column) is outside 0..<\(columns)")
    return block(rows: 0..<rows, columns: column..<column + 1)
  }

  /// Returns every `step`-th row from the first on, a strided view.
  ///
  /// - Precondition: `step ≥ 1`, and the view is no transpose: its rows would be strided columns of
  ///   the matrix, which products cannot read in place.
  /// - Complexity: O(1).
  @_lifetime(copy self)
  public func everyRow(by step: Int) -> MatrixView {
    require(step >= 1, "rows cannot be taken by steps of \(step)")
    require(!isTransposed, "a transposed view of \(rows)×\(columns) has no strided rows")
    let count = rows == 0 ? 0 : (rows - 1) / step + 1
    return MatrixView(
      elements, storedRows: count, storedColumns: storedColumns,
      // The stride of a single row is never walked, and must not overflow.
      stride: count <= 1 ? stride : stride * step, isTransposed: false)
  }
}

extension Matrix {
  /// The matrix to be read in place, in whole or in part.
  ///
  /// - Complexity: O(1).
  public var view: MatrixView<Scalar> {
    @_lifetime(borrow self)
    get {
      MatrixView(
        span, storedRows: rows, storedColumns: columns, stride: columns, isTransposed: false)
    }
  }

  /// Creates a matrix with the elements of a view.
  ///
  /// - Complexity: O(rows · columns), one allocation; two for a transposed part of a matrix.
  public init(_ view: MatrixView<Scalar>) {
    var stored = Matrix(unwrittenRows: view.storedRows, columns: view.storedColumns)
    var elements = stored.mutableSpan
    copyBlock(
      rows: view.storedRows, columns: view.storedColumns, from: view.elements,
      at: BlockPlace(start: 0, stride: view.stride), to: &elements,
      at: BlockPlace(start: 0, stride: view.storedColumns))
    self = view.isTransposed ? stored.transposed() : stored
  }

  /// Overwrites C with α·A·B + β·C, where A and B are parts of matrices, read in place.
  ///
  /// ```swift
  /// Matrix.multiply(a.view.block(rows: 0..<8, columns: 0..<4), b.view.transposed, into: &c)
  /// ```
  /// - Parameters:
  ///   - left: A.
  ///   - right: B.
  ///   - alpha: α, the factor of the product.
  ///   - beta: β, the factor of C; with 0 the former elements do not matter, NaN included.
  ///   - result: C; overwritten.
  /// - Precondition: A has as many columns as B has rows, and C has the rows of A and the columns
  ///   of B. All dimensions fit 32 bits.
  /// - Complexity: O(m·n·k), no allocation: BLAS reads the parts with their strides.
  public static func multiply(
    _ left: MatrixView<Scalar>, _ right: MatrixView<Scalar>, alpha: Scalar = 1, beta: Scalar = 0,
    into result: inout Matrix
  ) {
    require(
      left.columns == right.rows && result.rows == left.rows && result.columns == right.columns,
      "A is \(left.rows)×\(left.columns), B is \(right.rows)×\(right.columns), "
        + "C is \(result.rows)×\(result.columns)")
    let resultStride = Swift.max(1, result.columns)
    var elements = result.mutableSpan
    gemm(
      MatrixOperation(transposed: left.isTransposed),
      MatrixOperation(transposed: right.isTransposed),
      rows: left.rows, columns: right.columns, inner: left.columns,
      alpha: alpha, left.elements, leadingDimensionA: Swift.max(1, left.stride),
      right.elements, leadingDimensionB: Swift.max(1, right.stride),
      beta: beta, &elements, leadingDimensionC: resultStride)
  }
}
