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

extension Matrix {
  /// Creates a matrix from its elements, row by row.
  ///
  /// ```swift
  /// Matrix<Float>(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6])   // [[1, 2, 3], [4, 5, 6]]
  /// ```
  /// - Precondition: There are rows · columns elements.
  /// - Complexity: O(rows · columns), one allocation.
  public init(rows: Int, columns: Int, elements: [Scalar]) {
    self.init(rows: rows, columns: columns, buffer: AlignedBuffer(copying: elements.span))
  }

  /// Creates a matrix that holds one value everywhere.
  ///
  /// - Precondition: `rows ≥ 0` and `columns ≥ 0`.
  /// - Complexity: O(rows · columns), one allocation.
  public init(repeating value: Scalar, rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns)
    var elements = mutableSpan
    for index in elements.indices { elements[index] = value }
  }

  /// Returns the square matrix with ones on its diagonal and zeros elsewhere.
  ///
  /// - Precondition: `size ≥ 0`.
  /// - Complexity: O(size²), one allocation.
  public static func identity(_ size: Int) -> Matrix {
    var result = Matrix(rows: size, columns: size)
    for index in 0..<size { result[index, index] = 1 }
    return result
  }

  /// Returns the square matrix with the given values on its diagonal and zeros elsewhere.
  ///
  /// - Complexity: O(n²), one allocation.
  public static func diagonal(_ values: [Scalar]) -> Matrix {
    var result = Matrix(rows: values.count, columns: values.count)
    for (index, value) in values.enumerated() { result[index, index] = value }
    return result
  }
}
