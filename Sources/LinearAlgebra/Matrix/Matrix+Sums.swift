internal import ElementwiseKernels

// Sums have the same bits on every machine: their order is fixed (see ElementwiseKernels).
extension Matrix {
  // MARK: - Of the whole matrix

  /// The sum of all elements; 0 for an empty matrix.
  ///
  /// - Complexity: O(rows · columns), no allocation.
  public func sum() -> Scalar { addUp(span) }

  /// The mean of all elements, or nil for an empty matrix.
  ///
  /// - Complexity: O(rows · columns).
  public func mean() -> Scalar? { isEmpty ? nil : Self.quotients([sum()], by: count)[0] }

  // MARK: - Of each row

  /// The sum of each row.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public func rowSums() -> [Scalar] {
    results(rows) { addUpRows(rows: rows, columns: columns, span, into: &$0) }
  }

  /// The mean of each row.
  ///
  /// - Precondition: There are columns, unless there are no rows.
  /// - Complexity: O(rows · columns), one allocation.
  public func rowMeans() -> [Scalar] {
    checkNotEmpty(columns, "row", of: rows)
    return Self.quotients(rowSums(), by: columns)
  }

  /// Returns the running sums along each row: element [i, j] is a[i, 0] + … + a[i, j].
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public func cumulativeRowSums() -> Matrix {
    var result = Matrix(unwrittenRows: rows, columns: columns)
    var elements = result.mutableSpan
    cumulativeRows(rows: rows, columns: columns, span, into: &elements)
    return result
  }

  // MARK: - Of each column

  /// The sum of each column.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public func columnSums() -> [Scalar] {
    results(columns) { addUpColumns(rows: rows, columns: columns, span, into: &$0) }
  }

  /// The mean of each column.
  ///
  /// - Precondition: There are rows, unless there are no columns.
  /// - Complexity: O(rows · columns), one allocation.
  public func columnMeans() -> [Scalar] {
    checkNotEmpty(rows, "column", of: columns)
    return Self.quotients(columnSums(), by: rows)
  }

  /// Returns the running sums down each column: element [i, j] is a[0, j] + … + a[i, j].
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public func cumulativeColumnSums() -> Matrix {
    var result = Matrix(unwrittenRows: rows, columns: columns)
    var elements = result.mutableSpan
    cumulativeColumns(rows: rows, columns: columns, span, into: &elements)
    return result
  }

  private static func quotients(_ sums: [Scalar], by count: Int) -> [Scalar] {
    var result = sums
    var elements = result.mutableSpan
    divide(&elements, by: count)
    return result
  }
}
