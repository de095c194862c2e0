internal import ElementwiseKernels

extension Matrix {
  /// Returns matrices below each other, the first on top.
  ///
  /// - Parameter parts: The matrices.
  /// - Returns: All of their rows; no parts make a matrix of 0×0.
  /// - Precondition: All have the same number of columns.
  /// - Complexity: O(elements), one allocation.
  public static func stackedVertically(_ parts: [Matrix]) -> Matrix {
    let columns = parts.first?.columns ?? 0
    for (index, part) in parts.enumerated() {
      require(
        part.columns == columns,
        "part \(index) is \(part.rows)×\(part.columns), part 0 is \(parts[0].rows)×\(columns)")
    }
    var result = Matrix(unwrittenRows: parts.reduce(0) { $0 + $1.rows }, columns: columns)
    var elements = result.mutableSpan
    var start = 0
    for part in parts {
      var target = elements.slice(start..<start + part.count)
      copyScalars(from: part.span, to: &target)
      start += part.count
    }
    return result
  }

  /// Returns matrices beside each other, the first on the left.
  ///
  /// - Parameter parts: The matrices.
  /// - Returns: All of their columns; no parts make a matrix of 0×0.
  /// - Precondition: All have the same number of rows.
  /// - Complexity: O(elements), one allocation.
  public static func stackedHorizontally(_ parts: [Matrix]) -> Matrix {
    let rows = parts.first?.rows ?? 0
    for (index, part) in parts.enumerated() {
      require(
        part.rows == rows,
        "part \(index) is \(part.rows)×\(part.columns), part 0 is \(rows)×\(parts[0].columns)")
    }
    let columns = parts.reduce(0) { $0 + $1.columns }
    var result = Matrix(unwrittenRows: rows, columns: columns)
    var elements = result.mutableSpan
    var start = 0
    for part in parts {
      copyBlock(
        rows: rows, columns: part.columns, from: part.span,
        at: BlockPlace(start: 0, stride: part.columns), to: &elements,
        at: BlockPlace(start: start, stride: columns))
      start += part.columns
    }
    return result
  }

  /// Returns matrices along a diagonal, each below and to the right of the one before, with zeros
  /// elsewhere.
  ///
  /// ```swift
  /// Matrix<Double>.blockDiagonal([[[1, 2]], [[3], [4]]])      // [[1, 2, 0], [0, 0, 3], [0, 0, 4]]
  /// ```
  /// - Parameter parts: The blocks, of any shapes.
  /// - Returns: A matrix with all their rows and all their columns; no parts make one of 0×0.
  /// - Complexity: O(elements of the result), one allocation.
  public static func blockDiagonal(_ parts: [Matrix]) -> Matrix {
    let columns = parts.reduce(0) { $0 + $1.columns }
    var result = Matrix(rows: parts.reduce(0) { $0 + $1.rows }, columns: columns)
    var elements = result.mutableSpan
    var start = 0
    for part in parts {
      if !part.isEmpty {
        copyBlock(
          rows: part.rows, columns: part.columns, from: part.span,
          at: BlockPlace(start: 0, stride: part.columns), to: &elements,
          at: BlockPlace(start: start, stride: columns))
      }
      start += part.rows * columns + part.columns
    }
    return result
  }

  /// Returns the matrix repeated in a grid of `rows` × `columns` copies.
  ///
  /// - Precondition: `rows ≥ 0` and `columns ≥ 0`.
  /// - Complexity: O(elements of the result), two allocations.
  public func tiled(rows: Int, columns: Int) -> Matrix {
    require(rows >= 0 && columns >= 0, "a matrix cannot be repeated \(rows)×\(columns) times")
    let (height, width) = repeatedShape(rows, columns)
    // Not even one copy keeps its other side; and no element needs no copies.
    if Self.elementCount(rows: height, columns: width) == 0 {
      return Matrix(rows: height, columns: width)
    }
    let band = Matrix.stackedHorizontally([Matrix](repeating: self, count: columns))
    return rows == 1 ? band : .stackedVertically([Matrix](repeating: band, count: rows))
  }

  /// The shape with so many times the rows and columns; stops the program where it overflows.
  func repeatedShape(_ rows: Int, _ columns: Int) -> (rows: Int, columns: Int) {
    let (height, isTooHigh) = self.rows.multipliedReportingOverflow(by: rows)
    let (width, isTooWide) = self.columns.multipliedReportingOverflow(by: columns)
    require(
      !isTooHigh && !isTooWide,
      "\(rows)×\(columns) times a matrix of \(self.rows)×\(self.columns) is too large")
    return (height, width)
  }

  /// Returns the elements, in row-major order, as a matrix of another shape.
  ///
  /// - Precondition: The new shape has as many elements.
  /// - Complexity: O(1); shares memory until one of the two is written to.
  public func reshaped(rows: Int, columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, buffer: buffer)
  }

  /// Returns chosen columns, side by side, in the given order; a column may come more than once.
  ///
  /// - Precondition: Every index lies in `0..<columns`.
  /// - Complexity: O(rows · indices), one allocation.
  public func columns(at indices: [Int]) -> Matrix {
    var result = Matrix(unwrittenRows: rows, columns: indices.count)
    var target = result.mutableSpan
    gatherColumns(rows: rows, columns: columns, span, at: indices.span, into: &target)
    return result
  }

  /// Returns chosen columns, side by side, in the order of a range or another collection.
  ///
  /// - Precondition: Every index lies in `0..<columns`.
  /// - Complexity: O(rows · indices), two allocations.
  public func columns(at indices: some Collection<Int>) -> Matrix { columns(at: Array(indices)) }

  /// Returns the rows in reverse order: the matrix upside down.
  ///
  /// - Complexity: O(rows · columns), two allocations.
  public func reversedRows() -> Matrix { rows(at: (0..<rows).reversed()) }

  /// Returns the columns in reverse order: the matrix seen in a mirror.
  ///
  /// - Complexity: O(rows · columns), two allocations.
  public func reversedColumns() -> Matrix { columns(at: (0..<columns).reversed()) }

  /// Returns the rows in another order: row i of the result is row p[i].
  ///
  /// - Precondition: The permutation has one index per row.
  /// - Complexity: O(rows · columns), one allocation.
  public func permutedRows(by permutation: Permutation) -> Matrix {
    require(
      permutation.count == rows, "a permutation of \(permutation.count) meets \(rows) rows")
    return rows(at: permutation.indices)
  }

  /// Returns the columns in another order: column j of the result is column p[j].
  ///
  /// - Precondition: The permutation has one index per column.
  /// - Complexity: O(rows · columns), one allocation.
  public func permutedColumns(by permutation: Permutation) -> Matrix {
    require(
      permutation.count == columns,
      "a permutation of \(permutation.count) meets \(columns) columns")
    return columns(at: permutation.indices)
  }
}
