internal import ElementwiseKernels

extension Matrix {
  /// The elements of one row, as a copy; assigning replaces them.
  ///
  /// - Precondition: `0 ≤ row < rows`, and an assigned array has one element per column.
  /// - Complexity: O(columns), one allocation to read, none to write.
  public subscript(row row: Int) -> [Scalar] {
    get {
      checkRow(row)
      return [Scalar](span.extracting(row * columns..<(row + 1) * columns))
    }
    set {
      checkRow(row)
      require(
        newValue.count == columns,
        "\(newValue.count) elements do not make a row of \(columns)")
      let columns = columns
      var elements = mutableSpan
      copyBlock(
        rows: 1, columns: columns, from: newValue.span,
        at: BlockPlace(start: 0, stride: columns), to: &elements,
        at: BlockPlace(start: row * columns, stride: columns))
    }
  }

  /// The elements of one column, as a copy; assigning replaces them.
  ///
  /// - Precondition: `0 ≤ column < columns`, and an assigned array has one element per row.
  /// - Complexity: O(rows), one allocation to read, none to write.
  public subscript(column column: Int) -> [Scalar] {
    get {
      checkColumn(column)
      var result = [Scalar](repeating: 0, count: rows)
      var target = result.mutableSpan
      copyBlock(
        rows: rows, columns: 1, from: span, at: BlockPlace(start: column, stride: columns),
        to: &target, at: BlockPlace(start: 0, stride: 1))
      return result
    }
    set {
      checkColumn(column)
      require(
        newValue.count == rows, "\(newValue.count) elements do not make a column of \(rows)")
      let (rows, columns) = (rows, columns)
      var elements = mutableSpan
      copyBlock(
        rows: rows, columns: 1, from: newValue.span, at: BlockPlace(start: 0, stride: 1),
        to: &elements, at: BlockPlace(start: column, stride: columns))
    }
  }

  /// Returns chosen rows, one below the other, in the given order; a row may come more than once.
  ///
  /// - Precondition: Every index lies in `0..<rows`.
  /// - Complexity: O(indices · columns), one allocation.
  public func rows(at indices: [Int]) -> Matrix {
    var result = Matrix(unwrittenRows: indices.count, columns: columns)
    gatherRows(at: indices.span, into: &result)
    return result
  }

  /// Returns chosen rows, one below the other, in the order of a range or another collection.
  ///
  /// ```swift
  /// a.rows(at: 0..<2)                             // the first two
  /// a.rows(at: (0..<a.rows).filter { a[$0, 0] > 0 })
  /// a[rows: 2...]                                 // without an end: a block
  /// ```
  /// - Precondition: Every index lies in `0..<rows`.
  /// - Complexity: O(indices · columns), two allocations.
  public func rows(at indices: some Collection<Int>) -> Matrix { rows(at: Array(indices)) }

  /// Writes chosen rows into a matrix that exists, one below the other, in the given order.
  ///
  /// - Parameters:
  ///   - indices: The rows wanted; one may come more than once.
  ///   - result: The matrix that is overwritten.
  /// - Precondition: Every index lies in `0..<rows`, and `result` has one row per index and the
  ///   columns of this matrix.
  /// - Complexity: O(indices · columns), no allocation.
  public func gatherRows(at indices: Span<Int>, into result: inout Matrix) {
    require(
      result.rows == indices.count && result.columns == columns,
      "\(indices.count) rows of \(columns) elements do not fill \(result.rows)×\(result.columns)")
    var target = result.mutableSpan
    ElementwiseKernels.gatherRows(
      rows: rows, columns: columns, span, at: indices, into: &target)
  }

  private func checkRow(_ row: Int) {
    require(row >= 0 && row < rows, "row \(row) is outside 0..<\(rows)")
  }

  private func checkColumn(_ column: Int) {
    require(column >= 0 && column < columns, "column \(column) is outside 0..<\(columns)")
  }
}
