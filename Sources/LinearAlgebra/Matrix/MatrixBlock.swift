/// The rows and columns of a rectangle, none of whose ends is open.
struct MatrixBlock {
  let rows: Range<Int>
  let columns: Range<Int>

  /// Finds the open ends of ranges in a whole of `rows` × `columns`, and stops the program where the
  /// rectangle is not inside it.
  ///
  /// - Parameters:
  ///   - rowRange: The rows, `amongAll`.
  ///   - columnRange: The columns, likewise.
  ///   - rows: The rows that there are.
  ///   - columns: The columns that there are.
  ///   - whole: What the message calls it.
  init(
    _ rowRange: Range<Int>, _ columnRange: Range<Int>, rows: Int, columns: Int,
    of whole: StaticString
  ) {
    guard let high = rowRange.closed(by: rows), let wide = columnRange.closed(by: columns) else {
      fatalError(
        "rows \(rowRange.asWritten), columns \(columnRange.asWritten) are not inside a \(whole) of "
          + "\(rows)×\(columns)")
    }
    self.rows = high
    self.columns = wide
  }
}

extension RangeExpression<Int> {
  /// The range as part of all numbers: an open end is the least or the greatest one.
  ///
  /// Relative to a range of rows, the standard library would stop at what lies outside and not say
  /// which matrix it is.
  @inlinable var amongAll: Range<Int> { relative(to: Int.min..<Int.max) }
}

extension Range<Int> {
  /// This range with `0..<count` for open ends, or nil if it is not inside of that.
  fileprivate func closed(by count: Int) -> Range<Int>? {
    let lower = lowerBound == .min ? 0 : lowerBound
    let upper = upperBound == .max ? count : upperBound
    return lower >= 0 && lower <= upper && upper <= count ? lower..<upper : nil
  }

  fileprivate var asWritten: String {
    (lowerBound == .min ? "" : "\(lowerBound)")
      + (upperBound == .max ? "..." : "..<\(upperBound)")
  }
}
