internal import ElementwiseKernels

// A row meets every row of the matrix, and a column every column.
extension Matrix {
  // MARK: - With a row

  /// Adds row[j] to every element [i, j].
  ///
  /// - Precondition: `row` has one element per column.
  /// - Complexity: O(rows · columns), no allocation.
  public mutating func add(row: some ScalarBuffer<Scalar>) {
    broadcast(.add, row: row)
  }

  /// Returns the matrix with row[j] added to every element [i, j].
  ///
  /// - Precondition: `row` has one element per column.
  /// - Complexity: O(rows · columns), one allocation.
  public func adding(row: some ScalarBuffer<Scalar>) -> Matrix {
    var result = self
    result.broadcast(.add, row: row)
    return result
  }

  /// Subtracts row[j] from every element [i, j].
  ///
  /// - Precondition: `row` has one element per column.
  /// - Complexity: O(rows · columns), no allocation.
  public mutating func subtract(row: some ScalarBuffer<Scalar>) {
    broadcast(.subtract, row: row)
  }

  /// Returns the matrix with row[j] subtracted from every element [i, j].
  ///
  /// - Precondition: `row` has one element per column.
  /// - Complexity: O(rows · columns), one allocation.
  public func subtracting(row: some ScalarBuffer<Scalar>) -> Matrix {
    var result = self
    result.broadcast(.subtract, row: row)
    return result
  }

  /// Multiplies every element [i, j] by row[j].
  ///
  /// - Precondition: `row` has one element per column.
  /// - Complexity: O(rows · columns), no allocation.
  public mutating func multiplyElements(byRow row: some ScalarBuffer<Scalar>) {
    broadcast(.multiply, row: row)
  }

  /// Returns the matrix with every element [i, j] multiplied by row[j].
  ///
  /// - Precondition: `row` has one element per column.
  /// - Complexity: O(rows · columns), one allocation.
  public func multiplyingElements(byRow row: some ScalarBuffer<Scalar>) -> Matrix {
    var result = self
    result.broadcast(.multiply, row: row)
    return result
  }

  /// Divides every element [i, j] by row[j].
  ///
  /// - Precondition: `row` has one element per column.
  /// - Complexity: O(rows · columns), no allocation.
  public mutating func divideElements(byRow row: some ScalarBuffer<Scalar>) {
    broadcast(.divide, row: row)
  }

  /// Returns the matrix with every element [i, j] divided by row[j].
  ///
  /// - Precondition: `row` has one element per column.
  /// - Complexity: O(rows · columns), one allocation.
  public func dividingElements(byRow row: some ScalarBuffer<Scalar>) -> Matrix {
    var result = self
    result.broadcast(.divide, row: row)
    return result
  }

  // MARK: - With a column

  /// Adds column[i] to every element [i, j].
  ///
  /// - Precondition: `column` has one element per row.
  /// - Complexity: O(rows · columns), no allocation.
  public mutating func add(column: some ScalarBuffer<Scalar>) {
    broadcast(.add, column: column)
  }

  /// Returns the matrix with column[i] added to every element [i, j].
  ///
  /// - Precondition: `column` has one element per row.
  /// - Complexity: O(rows · columns), one allocation.
  public func adding(column: some ScalarBuffer<Scalar>) -> Matrix {
    var result = self
    result.broadcast(.add, column: column)
    return result
  }

  /// Subtracts column[i] from every element [i, j].
  ///
  /// - Precondition: `column` has one element per row.
  /// - Complexity: O(rows · columns), no allocation.
  public mutating func subtract(column: some ScalarBuffer<Scalar>) {
    broadcast(.subtract, column: column)
  }

  /// Returns the matrix with column[i] subtracted from every element [i, j].
  ///
  /// - Precondition: `column` has one element per row.
  /// - Complexity: O(rows · columns), one allocation.
  public func subtracting(column: some ScalarBuffer<Scalar>) -> Matrix {
    var result = self
    result.broadcast(.subtract, column: column)
    return result
  }

  /// Multiplies every element [i, j] by column[i].
  ///
  /// - Precondition: `column` has one element per row.
  /// - Complexity: O(rows · columns), no allocation.
  public mutating func multiplyElements(byColumn column: some ScalarBuffer<Scalar>) {
    broadcast(.multiply, column: column)
  }

  /// Returns the matrix with every element [i, j] multiplied by column[i].
  ///
  /// - Precondition: `column` has one element per row.
  /// - Complexity: O(rows · columns), one allocation.
  public func multiplyingElements(byColumn column: some ScalarBuffer<Scalar>) -> Matrix {
    var result = self
    result.broadcast(.multiply, column: column)
    return result
  }

  /// Divides every element [i, j] by column[i].
  ///
  /// - Precondition: `column` has one element per row.
  /// - Complexity: O(rows · columns), no allocation.
  public mutating func divideElements(byColumn column: some ScalarBuffer<Scalar>) {
    broadcast(.divide, column: column)
  }

  /// Returns the matrix with every element [i, j] divided by column[i].
  ///
  /// - Precondition: `column` has one element per row.
  /// - Complexity: O(rows · columns), one allocation.
  public func dividingElements(byColumn column: some ScalarBuffer<Scalar>) -> Matrix {
    var result = self
    result.broadcast(.divide, column: column)
    return result
  }

  // MARK: - Kernels

  private mutating func broadcast(
    _ operation: ArithmeticOperation, row: some ScalarBuffer<Scalar>
  ) {
    let (rows, columns) = (rows, columns)
    var elements = mutableSpan
    row.withSpan { row in
      require(
        row.count == columns,
        "a row of \(row.count) elements meets a matrix of \(rows)×\(columns)")
      combine(rows: rows, columns: columns, &elements, operation, row: row)
    }
  }

  private mutating func broadcast(
    _ operation: ArithmeticOperation, column: some ScalarBuffer<Scalar>
  ) {
    let (rows, columns) = (rows, columns)
    var elements = mutableSpan
    column.withSpan { column in
      require(
        column.count == rows,
        "a column of \(column.count) elements meets a matrix of \(rows)×\(columns)")
      combine(rows: rows, columns: columns, &elements, operation, column: column)
    }
  }
}
