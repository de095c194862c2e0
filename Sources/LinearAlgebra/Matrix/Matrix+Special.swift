internal import ElementwiseKernels

// Matrices with a name.
extension Matrix {
  /// Returns the Hilbert matrix, h[i, j] = 1 / (i + j + 1), counted from zero.
  ///
  /// Its condition grows like e^{3.5 n}: a classical test of what solves linear systems.
  ///
  /// - Precondition: `size ≥ 0`.
  /// - Complexity: O(size²), two allocations.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func hilbert(_ size: Int) -> Matrix {
    require(size >= 0, "a matrix cannot be \(size)×\(size)")
    let line = (0..<2 * size).map { Scalar(real: 1 / Scalar.RealPart($0 + 1)) }
    var result = Matrix(unwrittenRows: size, columns: size)
    var elements = result.mutableSpan
    for row in 0..<size {
      copyBlock(
        rows: 1, columns: size, from: line.span, at: BlockPlace(start: row, stride: size),
        to: &elements, at: BlockPlace(start: row * size, stride: size))
    }
    return result
  }

  /// Returns the Vandermonde matrix of some points: each row holds the powers of one point.
  ///
  /// ```swift
  /// Matrix<Double>.vandermonde([2, 3])                       // [[2, 1], [3, 1]]
  /// Matrix<Double>.vandermonde([2, 3], columns: 3)           // [[4, 2, 1], [9, 3, 1]]
  /// Matrix<Double>.vandermonde([2, 3], columns: 3, increasing: true)   // [[1, 2, 4], [1, 3, 9]]
  /// ```
  /// - Parameters:
  ///   - points: The points, one per row.
  ///   - columns: How many powers there are; as many as points unless given.
  ///   - increasing: Whether the powers grow from left to right.
  /// - Returns: The matrix; each power is the one below it times the point, rounded once.
  /// - Precondition: `columns ≥ 0`.
  /// - Complexity: O(points · columns), one allocation.
  @inlinable public static func vandermonde(
    _ points: [Scalar], columns: Int? = nil, increasing: Bool = false
  ) -> Matrix {
    let columns = columns ?? points.count
    var result = Matrix(rows: points.count, columns: columns)
    var elements = result.mutableSpan
    for (row, point) in points.enumerated() {
      var power: Scalar = 1
      for exponent in 0..<columns {
        elements[row * columns + (increasing ? exponent : columns - 1 - exponent)] = power
        power *= point
      }
    }
    return result
  }

  /// Returns the Toeplitz matrix, whose diagonals are constant: t[i, j] depends on i − j.
  ///
  /// ```swift
  /// Matrix<Double>.toeplitz(column: [1, 2, 3], row: [1, 7])       // [[1, 7], [2, 1], [3, 2]]
  /// ```
  /// - Parameters:
  ///   - column: The first column.
  ///   - row: The first row, whose first element is ignored; the conjugated column unless given,
  ///     which makes the matrix symmetric or Hermitian.
  /// - Returns: The matrix, as `scipy.linalg.toeplitz` gives it.
  /// - Complexity: O(rows · columns), two allocations.
  public static func toeplitz(column: [Scalar], row: [Scalar]? = nil) -> Matrix {
    let row = row ?? column.map(\.conjugated)
    let (rows, columns) = (column.count, row.count)
    var result = Matrix(unwrittenRows: rows, columns: columns)
    // Every row is a window on the column, read upwards, and the rest of the row.
    let line = column.reversed() + row.dropFirst()
    var elements = result.mutableSpan
    for index in 0..<rows {
      copyBlock(
        rows: 1, columns: columns, from: line.span,
        at: BlockPlace(start: rows - 1 - index, stride: columns), to: &elements,
        at: BlockPlace(start: index * columns, stride: columns))
    }
    return result
  }
}
