internal import ElementwiseKernels

/// A part of a matrix, read where it lies: a block, a row, a column, every n-th row or column, or
/// the transpose of one of these.
///
/// A view costs a few words and copies no element. It cannot outlive the matrix, nor can the matrix
/// change while a view is in use; the compiler sees to both.
///
/// ```swift
/// let a: Matrix<Double> = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
/// let corner = a.view.block(rows: 0..<2, columns: 1...)
/// corner[1, 0]                            // 5
/// corner.sum()                            // 16
/// a.view.everyRow(by: 2).everyColumn(by: 2).description      // [[1, 3], [7, 9]]
/// Matrix(corner.transposed)               // [[2, 5], [3, 6]], the only copy made here
/// Matrix.multiply(corner, a.view.block(rows: 1..., columns: 0...), into: &c)     // read in place
/// ```
/// A view is read: by index, by ``map(_:)`` and ``reduce(_:_:)``, ``sum()``, comparison, products
/// and ``description``. Whatever else a ``Matrix`` can do, `Matrix(view)` can, for the price of one
/// copy.
///
/// To write, assign to a block of the matrix itself: ``Matrix/subscript(rows:columns:)``.
public struct MatrixView<Scalar: MatrixScalar>: ~Escapable, Sendable {
  /// What the view reads, from its first element to its last at least; none where it has none.
  @usableFromInline let elements: Span<Scalar>
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// How far an element is from the one below it.
  @usableFromInline let rowStride: Int
  /// How far an element is from the one to the right of it.
  @usableFromInline let columnStride: Int

  @_lifetime(copy elements)
  init(_ elements: Span<Scalar>, rows: Int, columns: Int, rowStride: Int, columnStride: Int) {
    self.elements = elements
    self.rows = rows
    self.columns = columns
    self.rowStride = rowStride
    self.columnStride = columnStride
  }

  /// The number of elements, `rows · columns`.
  public var count: Int { rows * columns }

  /// Whether the view has no elements.
  public var isEmpty: Bool { rows == 0 || columns == 0 }

  /// The element in a row and a column, both counted from zero.
  ///
  /// - Precondition: `0 ≤ row < rows` and `0 ≤ column < columns`.
  /// - Complexity: O(1).
  public subscript(row: Int, column: Int) -> Scalar {
    require(
      row >= 0 && row < rows && column >= 0 && column < columns,
      "element (\(row), \(column)) is outside a view of \(rows)×\(columns)")
    return elements[row * rowStride + column * columnStride]
  }
}

extension Matrix {
  /// The matrix to be read in place, in whole or in part.
  ///
  /// - Complexity: O(1).
  public var view: MatrixView<Scalar> {
    @_lifetime(borrow self)
    get { MatrixView(span, rows: rows, columns: columns, rowStride: columns, columnStride: 1) }
  }
}

// MARK: - Parts

extension MatrixView {
  /// The same elements with rows and columns exchanged.
  ///
  /// - Complexity: O(1).
  public var transposed: MatrixView {
    @_lifetime(copy self)
    get {
      MatrixView(
        elements, rows: columns, columns: rows, rowStride: columnStride, columnStride: rowStride)
    }
  }

  /// Returns a rectangle of the view.
  ///
  /// ```swift
  /// a.view.block(rows: 1..., columns: ..<2)     // without the first row, two columns
  /// ```
  /// - Precondition: The ranges lie in the view.
  /// - Complexity: O(1).
  @_lifetime(copy self)
  @inlinable public func block(
    rows rowRange: some RangeExpression<Int>, columns columnRange: some RangeExpression<Int>
  ) -> MatrixView {
    part(rowRange.amongAll, columnRange.amongAll)
  }

  @_lifetime(copy self)
  @usableFromInline func part(_ rowRange: Range<Int>, _ columnRange: Range<Int>) -> MatrixView {
    let block = MatrixBlock(rowRange, columnRange, rows: rows, columns: columns, of: "view")
    let (high, wide) = (block.rows, block.columns)
    let isEmpty = high.isEmpty || wide.isEmpty
    let start = isEmpty ? 0 : high.lowerBound * rowStride + wide.lowerBound * columnStride
    let last = (high.upperBound - 1) * rowStride + (wide.upperBound - 1) * columnStride
    return MatrixView(
      elements.extracting(start..<(isEmpty ? 0 : last + 1)), rows: high.count, columns: wide.count,
      rowStride: rowStride, columnStride: columnStride)
  }

  /// Returns one row, as a view of one row.
  ///
  /// - Precondition: `0 ≤ row < rows`.
  /// - Complexity: O(1).
  @_lifetime(copy self)
  public func row(_ row: Int) -> MatrixView {
    require(row >= 0 && row < rows, "row \(row) is outside 0..<\(rows)")
    return part(row..<row + 1, 0..<columns)
  }

  /// Returns one column, as a view of one column.
  ///
  /// - Precondition: `0 ≤ column < columns`.
  /// - Complexity: O(1).
  @_lifetime(copy self)
  public func column(_ column: Int) -> MatrixView {
    require(column >= 0 && column < columns, "column \(column) is outside 0..<\(columns)")
    return part(0..<rows, column..<column + 1)
  }

  /// Returns every `step`-th row from the first on, a strided view.
  ///
  /// - Precondition: `step ≥ 1`.
  /// - Complexity: O(1).
  @_lifetime(copy self)
  public func everyRow(by step: Int) -> MatrixView {
    require(step >= 1, "rows cannot be taken by steps of \(step)")
    let count = rows == 0 ? 0 : (rows - 1) / step + 1
    return MatrixView(
      elements, rows: count, columns: columns,
      // The stride of a single row is never walked, and must not overflow.
      rowStride: count <= 1 ? rowStride : rowStride * step, columnStride: columnStride)
  }

  /// Returns every `step`-th column from the first on, a strided view.
  ///
  /// ```swift
  /// a.view.block(rows: 0..., columns: 1...).everyColumn(by: 2)     // the second, the fourth, …
  /// ```
  /// - Precondition: `step ≥ 1`.
  /// - Complexity: O(1).
  @_lifetime(copy self)
  public func everyColumn(by step: Int) -> MatrixView {
    require(step >= 1, "columns cannot be taken by steps of \(step)")
    return transposed.everyRow(by: step).transposed
  }
}
