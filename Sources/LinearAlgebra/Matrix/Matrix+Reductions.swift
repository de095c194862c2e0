internal import ElementwiseKernels

// In maxima and minima NaN wins, and a zero is +0.
extension Matrix where Scalar: RealScalar {
  // MARK: - Of the whole matrix

  /// The greatest element, NaN if any is, or nil for an empty matrix.
  ///
  /// - Complexity: O(rows · columns), no allocation.
  public func max() -> Scalar? { isEmpty ? nil : extremum(.maximum, of: span) }

  /// The least element, NaN if any is, or nil for an empty matrix.
  ///
  /// - Complexity: O(rows · columns), no allocation.
  public func min() -> Scalar? { isEmpty ? nil : extremum(.minimum, of: span) }

  /// The first place, in row-major order, of the greatest element or else of a NaN, or nil for an
  /// empty matrix.
  ///
  /// - Complexity: O(rows · columns), no allocation.
  public func argmax() -> (row: Int, column: Int)? {
    extremumIndex(.maximum, of: span).map { ($0 / columns, $0 % columns) }
  }

  /// The first place, in row-major order, of the least element or else of a NaN, or nil for an
  /// empty matrix.
  ///
  /// - Complexity: O(rows · columns), no allocation.
  public func argmin() -> (row: Int, column: Int)? {
    extremumIndex(.minimum, of: span).map { ($0 / columns, $0 % columns) }
  }

  /// The sum of the products of the elements in the same places, Σ a[i, j]·b[i, j].
  ///
  /// - Precondition: Both have the same shape.
  /// - Complexity: O(rows · columns), no allocation.
  public func innerProduct(_ other: Matrix) -> Scalar {
    require(
      rows == other.rows && columns == other.columns,
      "a matrix of \(rows)×\(columns) meets one of \(other.rows)×\(other.columns)")
    return dot(span, other.span)
  }

  /// The Frobenius norm, √Σ a[i, j]²; it overflows only where the norm itself does.
  ///
  /// - Complexity: O(rows · columns); no allocation unless the squares leave the range of the type.
  public func norm() -> Scalar {
    let squares = ElementwiseKernels.sum(of: span, .squares)
    if squares.isNormal { return squares.squareRoot() }
    let greatest = Swift.max(
      extremum(.maximum, of: span).magnitude, extremum(.minimum, of: span).magnitude)
    if isEmpty || greatest == 0 || !greatest.isFinite { return isEmpty ? 0 : greatest }
    return greatest * ElementwiseKernels.sum(of: (self / greatest).span, .squares).squareRoot()
  }

  // MARK: - Of each row

  /// The greatest element of each row, NaN where a row has one.
  ///
  /// - Precondition: There are columns, unless there are no rows.
  /// - Complexity: O(rows · columns), one allocation.
  public func rowMaxima() -> [Scalar] {
    checkNotEmpty(columns, "row", of: rows)
    return results(rows) {
      extremumOfRows(.maximum, rows: rows, columns: columns, span, into: &$0)
    }
  }

  /// The least element of each row, NaN where a row has one.
  ///
  /// - Precondition: There are columns, unless there are no rows.
  /// - Complexity: O(rows · columns), one allocation.
  public func rowMinima() -> [Scalar] {
    checkNotEmpty(columns, "row", of: rows)
    return results(rows) {
      extremumOfRows(.minimum, rows: rows, columns: columns, span, into: &$0)
    }
  }

  /// The column of the first greatest element of each row, or of its first NaN.
  ///
  /// - Precondition: There are columns, unless there are no rows.
  /// - Complexity: O(rows · columns), two allocations.
  public func rowArgmax() -> [Int] { rowPlaces(of: .maximum) }

  /// The column of the first least element of each row, or of its first NaN.
  ///
  /// - Precondition: There are columns, unless there are no rows.
  /// - Complexity: O(rows · columns), two allocations.
  public func rowArgmin() -> [Int] { rowPlaces(of: .minimum) }

  // MARK: - Of each column

  /// The greatest element of each column, NaN where a column has one.
  ///
  /// - Precondition: There are rows, unless there are no columns.
  /// - Complexity: O(rows · columns), one allocation.
  public func columnMaxima() -> [Scalar] {
    checkNotEmpty(rows, "column", of: columns)
    return results(columns) {
      extremumOfColumns(.maximum, rows: rows, columns: columns, span, into: &$0)
    }
  }

  /// The least element of each column, NaN where a column has one.
  ///
  /// - Precondition: There are rows, unless there are no columns.
  /// - Complexity: O(rows · columns), one allocation.
  public func columnMinima() -> [Scalar] {
    checkNotEmpty(rows, "column", of: columns)
    return results(columns) {
      extremumOfColumns(.minimum, rows: rows, columns: columns, span, into: &$0)
    }
  }

  /// The row of the first greatest element of each column, or of its first NaN.
  ///
  /// - Precondition: There are rows, unless there are no columns.
  /// - Complexity: O(rows · columns), two allocations.
  public func columnArgmax() -> [Int] { columnPlaces(of: .maximum) }

  /// The row of the first least element of each column, or of its first NaN.
  ///
  /// - Precondition: There are rows, unless there are no columns.
  /// - Complexity: O(rows · columns), two allocations.
  public func columnArgmin() -> [Int] { columnPlaces(of: .minimum) }

  // MARK: - Kernels

  private func rowPlaces(of kind: Extremum) -> [Int] {
    checkNotEmpty(columns, "row", of: rows)
    var places = [Int64](repeating: 0, count: rows)
    var target = places.mutableSpan
    extremumIndexOfRows(kind, rows: rows, columns: columns, span, into: &target)
    return places.map { Int($0) }
  }

  private func columnPlaces(of kind: Extremum) -> [Int] {
    checkNotEmpty(rows, "column", of: columns)
    var places = [Int64](repeating: 0, count: columns)
    var target = places.mutableSpan
    extremumIndexOfColumns(kind, rows: rows, columns: columns, span, into: &target)
    return places.map { Int($0) }
  }
}

extension Matrix {
  /// A list of real numbers or elements that a kernel fills.
  func results<Element: MatrixScalar>(
    _ count: Int, _ body: (inout MutableSpan<Element>) -> Void
  ) -> [Element] {
    var results = [Element](repeating: 0, count: count)
    var target = results.mutableSpan
    body(&target)
    return results
  }

  /// Stops the program where a row or a column without elements cannot have what is asked for.
  func checkNotEmpty(_ length: Int, _ line: StaticString, of lineCount: Int) {
    require(
      length > 0 || lineCount == 0, "a \(line) of a matrix of \(rows)×\(columns) has no elements")
  }
}

extension Matrix {
  /// The first place, in row-major order, of an infinity or a NaN, or nil if there is none.
  ///
  /// - Complexity: O(rows · columns), no allocation.
  public func firstNonFinite() -> (row: Int, column: Int)? {
    firstNonFiniteElement(of: span).map { ($0 / columns, $0 % columns) }
  }

  /// Throws where an element is infinite or NaN.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` with the first such place.
  /// - Complexity: O(rows · columns), no allocation.
  func requireFinite() throws(LinearAlgebraError) {
    if let (row, column) = firstNonFinite() { throw .notFinite(row: row, column: column) }
  }
}
