internal import ElementwiseKernels

// Diagonals are numbered as in NumPy: 0 is the main one, 1 the one above it, −1 the one below.
extension Matrix {
  /// Returns the square matrix with the given values on one diagonal and zeros elsewhere.
  ///
  /// ```swift
  /// Matrix<Double>.diagonal([1, 2], offset: 1)      // [[0, 1, 0], [0, 0, 2], [0, 0, 0]]
  /// ```
  /// - Parameters:
  ///   - values: The elements of the diagonal, n of them.
  ///   - offset: Which diagonal: above the main one if positive, below it if negative.
  /// - Returns: A matrix with n + |`offset`| rows and columns.
  /// - Complexity: O((n + |`offset`|)²), one allocation.
  public static func diagonal(_ values: [Scalar], offset: Int = 0) -> Matrix {
    let size = values.count + abs(offset)
    var result = Matrix(rows: size, columns: size)
    let line = result.diagonalLine(offset)
    var elements = result.mutableSpan
    copyBlock(
      rows: line.count, columns: 1, from: values.span, at: BlockPlace(start: 0, stride: 1),
      to: &elements, at: line.place)
    return result
  }

  /// Returns the elements of one diagonal, from the top.
  ///
  /// - Parameter offset: Which diagonal: above the main one if positive, below it if negative.
  /// - Returns: The elements; none if the diagonal lies outside of the matrix.
  /// - Complexity: O(min(rows, columns)), one allocation.
  public func diagonal(offset: Int = 0) -> [Scalar] {
    let line = diagonalLine(offset)
    var result = [Scalar](repeating: 0, count: line.count)
    var target = result.mutableSpan
    copyBlock(
      rows: line.count, columns: 1, from: span, at: line.place, to: &target,
      at: BlockPlace(start: 0, stride: 1))
    return result
  }

  /// The sum of the elements of one diagonal, Σ a[i, i + `offset`].
  ///
  /// - Parameter offset: Which diagonal: above the main one if positive, below it if negative.
  /// - Returns: The sum; 0 if the diagonal lies outside of the matrix.
  /// - Complexity: O(min(rows, columns)), one allocation.
  public func trace(offset: Int = 0) -> Scalar {
    diagonal(offset: offset).reduce(0, +)
  }

  /// Returns the matrix with zeros above one diagonal.
  ///
  /// - Parameter offset: The highest diagonal that is kept.
  /// - Returns: A matrix of the same shape.
  /// - Complexity: O(rows · columns), one allocation.
  public func lowerTriangle(offset: Int = 0) -> Matrix {
    keepingColumns { 0..<Self.clamp($0 + 1, plus: offset, to: columns) }
  }

  /// Returns the matrix with zeros below one diagonal.
  ///
  /// - Parameter offset: The lowest diagonal that is kept.
  /// - Returns: A matrix of the same shape.
  /// - Complexity: O(rows · columns), one allocation.
  public func upperTriangle(offset: Int = 0) -> Matrix {
    keepingColumns { Self.clamp($0, plus: offset, to: columns)..<columns }
  }

  private func keepingColumns(_ range: (_ row: Int) -> Range<Int>) -> Matrix {
    var result = Matrix(rows: rows, columns: columns)
    var elements = result.mutableSpan
    for row in 0..<rows {
      let kept = range(row)
      let place = BlockPlace(start: row * columns + kept.lowerBound, stride: columns)
      copyBlock(
        rows: 1, columns: kept.count, from: span, at: place, to: &elements, at: place)
    }
    return result
  }

  // start + offset in 0...limit, for any offset.
  private static func clamp(_ start: Int, plus offset: Int, to limit: Int) -> Int {
    let (sum, overflow) = start.addingReportingOverflow(offset)
    return overflow ? (offset < 0 ? 0 : limit) : Swift.min(Swift.max(sum, 0), limit)
  }

  // Walking down a diagonal steps by one row and one column.
  private func diagonalLine(_ offset: Int) -> (count: Int, place: BlockPlace) {
    let top = offset < 0 ? rows - Self.clamp(rows, plus: offset, to: rows) : 0
    let left = offset > 0 ? Self.clamp(0, plus: offset, to: columns) : 0
    let count = Swift.min(rows - top, columns - left)
    return (count, BlockPlace(start: count == 0 ? 0 : top * columns + left, stride: columns + 1))
  }
}
