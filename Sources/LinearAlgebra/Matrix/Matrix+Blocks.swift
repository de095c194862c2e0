internal import ElementwiseKernels

extension Matrix {
  /// A rectangle of the matrix, as a copy; assigning replaces its elements.
  ///
  /// ```swift
  /// let a: Matrix<Float> = [[1, 2, 3], [4, 5, 6]]
  /// a[rows: 0..<2, columns: 1...]      // [[2, 3], [5, 6]]
  /// ```
  /// - Precondition: The ranges lie in the matrix, and an assigned matrix has their shape.
  /// - Complexity: O(elements of the rectangle), one allocation to read, none to write.
  @inlinable
  public subscript(
    rows rowRange: some RangeExpression<Int>, columns columnRange: some RangeExpression<Int>
  ) -> Matrix {
    get { block(rowRange.amongAll, columnRange.amongAll) }
    set { setBlock(rowRange.amongAll, columnRange.amongAll, to: newValue) }
  }

  /// Some rows of the matrix, one after the other, as a copy; assigning replaces them.
  ///
  /// ```swift
  /// a[rows: 2...]      // without the first two; rows(at:) takes them in any order
  /// ```
  /// - Precondition: The range lies in `0..<rows`, and an assigned matrix has that many rows and the
  ///   columns of this one.
  /// - Complexity: O(elements of the rows), one allocation to read, none to write.
  @inlinable public subscript(rows rowRange: some RangeExpression<Int>) -> Matrix {
    get { block(rowRange.amongAll, 0..<columns) }
    set { setBlock(rowRange.amongAll, 0..<columns, to: newValue) }
  }

  /// Some columns of the matrix, side by side, as a copy; assigning replaces them.
  ///
  /// - Precondition: The range lies in `0..<columns`, and an assigned matrix has that many columns
  ///   and the rows of this one.
  /// - Complexity: O(elements of the columns), one allocation to read, none to write.
  @inlinable public subscript(columns columnRange: some RangeExpression<Int>) -> Matrix {
    get { block(0..<rows, columnRange.amongAll) }
    set { setBlock(0..<rows, columnRange.amongAll, to: newValue) }
  }

  @usableFromInline func block(_ rowRange: Range<Int>, _ columnRange: Range<Int>) -> Matrix {
    let block = MatrixBlock(rowRange, columnRange, rows: rows, columns: columns, of: "matrix")
    var result = Matrix(unwrittenRows: block.rows.count, columns: block.columns.count)
    var target = result.mutableSpan
    copyBlock(
      rows: block.rows.count, columns: block.columns.count, from: span, at: place(of: block),
      to: &target, at: BlockPlace(start: 0, stride: block.columns.count))
    return result
  }

  @usableFromInline mutating func setBlock(
    _ rowRange: Range<Int>, _ columnRange: Range<Int>, to other: Matrix
  ) {
    let block = MatrixBlock(rowRange, columnRange, rows: rows, columns: columns, of: "matrix")
    require(
      other.rows == block.rows.count && other.columns == block.columns.count,
      "a matrix of \(other.rows)×\(other.columns) does not fit a block of "
        + "\(block.rows.count)×\(block.columns.count)")
    let place = place(of: block)
    var elements = mutableSpan
    copyBlock(
      rows: block.rows.count, columns: block.columns.count, from: other.span,
      at: BlockPlace(start: 0, stride: block.columns.count), to: &elements, at: place)
  }

  private func place(of block: MatrixBlock) -> BlockPlace {
    BlockPlace(start: block.rows.lowerBound * columns + block.columns.lowerBound, stride: columns)
  }
}
