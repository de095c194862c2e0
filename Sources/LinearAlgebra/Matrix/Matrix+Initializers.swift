internal import ElementwiseKernels

extension Matrix: ExpressibleByArrayLiteral {
  /// Creates a matrix from its rows, such as `[[1, 2], [3, 4]]`; `[]` has neither rows nor columns.
  ///
  /// - Precondition: All rows have the same count.
  public init(arrayLiteral rows: [Scalar]...) {
    self.init(rows)
  }

  /// Creates a matrix from an array of rows; an empty array has no columns either.
  ///
  /// ```swift
  /// Matrix<Double>([[4, 1], [2, 3]])
  /// ```
  /// - Precondition: All rows have the same count.
  /// - Complexity: O(rows · columns), one allocation.
  public init(_ rows: [[Scalar]]) {
    let columns = rows.first?.count ?? 0
    self.init(rows: rows.count, columns: columns)
    for (index, row) in rows.enumerated() {
      require(
        row.count == columns,
        "row \(index) has \(row.count) elements, row 0 has \(columns): \(row)")
      self[row: index] = row
    }
  }
}

/// Which elements of a matrix follow each other in a flat list.
public enum ElementOrder: Sendable {
  /// Those of a row: C's order, and that of ``Matrix`` itself.
  case rowMajor
  /// Those of a column: Fortran's order, and that of LAPACK.
  case columnMajor
}

extension Matrix {
  /// Creates a matrix from its elements, row by row or column by column.
  ///
  /// ```swift
  /// Matrix<Float>(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6])   // [[1, 2, 3], [4, 5, 6]]
  /// Matrix<Float>(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6], order: .columnMajor)
  ///                                                                    // [[1, 3, 5], [2, 4, 6]]
  /// ```
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - elements: All elements.
  ///   - order: Whether rows or columns lie together in `elements`.
  /// - Precondition: There are rows · columns elements.
  /// - Complexity: O(rows · columns), one allocation; two for columns.
  public init(
    rows: Int, columns: Int, elements: [Scalar], order: ElementOrder = .rowMajor
  ) {
    switch order {
    case .rowMajor:
      self.init(rows: rows, columns: columns, buffer: AlignedBuffer(copying: elements.span))
    case .columnMajor:
      self = Matrix(rows: columns, columns: rows, elements: elements).transposed()
    }
  }

  /// Creates a matrix from an array of columns; an empty array has no rows either.
  ///
  /// - Precondition: All columns have the same count.
  /// - Complexity: O(rows · columns), two allocations.
  public init(columns: [[Scalar]]) {
    self = Matrix(columns).transposed()
  }

  /// Creates a matrix of one column.
  init(column elements: [Scalar]) {
    self.init(rows: elements.count, columns: 1, elements: elements)
  }

  /// Creates a matrix that holds one value everywhere.
  ///
  /// - Precondition: `rows ≥ 0` and `columns ≥ 0`.
  /// - Complexity: O(rows · columns), one allocation.
  public init(repeating value: Scalar, rows: Int, columns: Int) {
    self.init(unwrittenRows: rows, columns: columns)
    var elements = mutableSpan
    fill(&elements, with: value)
  }

  /// Returns a matrix of zeros, as ``init(rows:columns:)`` creates it.
  ///
  /// - Precondition: `rows ≥ 0` and `columns ≥ 0`.
  /// - Complexity: O(rows · columns), one allocation.
  public static func zeros(rows: Int, columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns)
  }

  /// Returns a matrix of ones.
  ///
  /// - Precondition: `rows ≥ 0` and `columns ≥ 0`.
  /// - Complexity: O(rows · columns), one allocation.
  public static func ones(rows: Int, columns: Int) -> Matrix {
    Matrix(repeating: 1, rows: rows, columns: columns)
  }

  /// Returns the square matrix with ones on its diagonal and zeros elsewhere.
  ///
  /// - Precondition: `size ≥ 0`.
  /// - Complexity: O(size²), one allocation.
  public static func identity(_ size: Int) -> Matrix {
    // Before the array of ones is made, which may not fit the memory.
    _ = elementCount(rows: size, columns: size)
    return diagonal([Scalar](repeating: 1, count: size))
  }
}

// Stops whose messages optimized builds print as well, unlike those of `precondition`.
extension Matrix {
  /// Returns rows · columns, and stops the program where that is no number of elements.
  static func elementCount(rows: Int, columns: Int) -> Int {
    require(rows >= 0 && columns >= 0, "a matrix cannot be \(rows)×\(columns)")
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    require(!overflow, "a matrix of \(rows)×\(columns) is too large")
    return count
  }

  /// Stops the program unless so many elements fill a matrix.
  static func requireElements(_ count: Int, rows: Int, columns: Int) {
    require(
      count == elementCount(rows: rows, columns: columns),
      "\(count) elements do not fill a matrix of \(rows)×\(columns)")
  }
}
