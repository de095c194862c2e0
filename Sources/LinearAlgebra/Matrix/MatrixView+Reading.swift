public import ElementwiseKernels

// What reads the elements of a view one by one, where they lie.
extension MatrixView {
  /// The elements as ``Matrix/description`` shows those of a matrix.
  ///
  /// A property only: what is not escapable cannot be passed to `print`.
  ///
  /// - Complexity: O(rows · columns), one copy.
  public var description: String { Matrix(self).description }

  /// Returns a matrix of what a closure makes of each element.
  ///
  /// - Parameter transform: Takes an element; it is called in row-major order.
  /// - Returns: The results, in the same places.
  /// - Throws: What `transform` throws.
  /// - Complexity: O(rows · columns), one allocation: that of the result.
  @inlinable public func map<Result: MatrixScalar, Failure: Error>(
    _ transform: (Scalar) throws(Failure) -> Result
  ) throws(Failure) -> Matrix<Result> {
    var result = Matrix<Result>(unwrittenRows: rows, columns: columns)
    var target = result.mutableSpan
    for row in 0..<rows {
      for column in 0..<columns {
        target[row * columns + column] = try transform(
          elements[row * rowStride + column * columnStride])
      }
    }
    return result
  }

  /// Returns what a closure makes of all elements, one after the other.
  ///
  /// ```swift
  /// a.view.everyColumn(by: 2).reduce(-.infinity) { max($0, $1) }     // the greatest of them
  /// ```
  /// - Parameters:
  ///   - initialResult: What there is before the first element.
  ///   - nextResult: Takes what there is so far and an element; it is called in row-major order.
  /// - Returns: The last result, or `initialResult` for an empty view.
  /// - Throws: What `nextResult` throws.
  /// - Complexity: O(rows · columns), no allocation.
  @inlinable public func reduce<Result, Failure: Error>(
    _ initialResult: Result, _ nextResult: (Result, Scalar) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var result = initialResult
    for row in 0..<rows {
      for column in 0..<columns {
        result = try nextResult(result, elements[row * rowStride + column * columnStride])
      }
    }
    return result
  }

  /// The sum of all elements, bit by bit that of `Matrix(self)`; 0 for an empty view.
  ///
  /// - Complexity: O(rows · columns), no allocation where the elements lie without gaps, row by
  ///   row; else a copy.
  public func sum() -> Scalar {
    if isContiguous { return addUp(elements.extracting(first: count)) }
    return Matrix(self).sum()
  }

  /// Whether two views have the same shape and equal elements, by IEEE 754 (NaN ≠ NaN, −0 = 0).
  ///
  /// - Complexity: O(rows · columns), no allocation.
  @inlinable public static func == (left: MatrixView, right: MatrixView) -> Bool {
    left.agrees(with: right) { $0 == $1 }
  }

  /// Whether two views have different shapes or an element that is not equal to its counterpart.
  ///
  /// - Complexity: O(rows · columns), no allocation.
  @inlinable public static func != (left: MatrixView, right: MatrixView) -> Bool {
    !(left == right)
  }

  /// Whether two views have the same shape and differ little in every element.
  ///
  /// How little is what
  /// ``Matrix/isApproximatelyEqual(to:absoluteTolerance:relativeTolerance:)`` says.
  ///
  /// - Parameters:
  ///   - other: The view to compare with.
  ///   - absoluteTolerance: The difference allowed whatever the size of the elements.
  ///   - relativeTolerance: The difference allowed as a part of the larger element; by default the
  ///     square root of the type's `ulpOfOne`.
  /// - Returns: Whether all elements are approximately equal; two empty views of one shape are.
  /// - Precondition: Neither tolerance is negative or NaN.
  /// - Complexity: O(rows · columns), no allocation.
  @inlinable public func isApproximatelyEqual(
    to other: MatrixView, absoluteTolerance: Scalar.RealPart = 0,
    relativeTolerance: Scalar.RealPart = Scalar.RealPart.ulpOfOne.squareRoot()
  ) -> Bool {
    let tolerance = Tolerance<Scalar>(absolute: absoluteTolerance, relative: relativeTolerance)
    return agrees(with: other) { tolerance.allows($0, $1) }
  }

  /// Whether both have the same shape and a condition holds for the elements of every place.
  @inlinable func agrees(with other: MatrixView, _ isFine: (Scalar, Scalar) -> Bool) -> Bool {
    guard rows == other.rows, columns == other.columns else { return false }
    for row in 0..<rows {
      for column in 0..<columns {
        let place = row * rowStride + column * columnStride
        let otherPlace = row * other.rowStride + column * other.columnStride
        guard isFine(elements[place], other.elements[otherPlace]) else { return false }
      }
    }
    return true
  }

  /// Whether the elements lie without gaps, row by row.
  private var isContiguous: Bool {
    isEmpty || ((columns == 1 || columnStride == 1) && (rows == 1 || rowStride == columns))
  }
}
