internal import CElementwise

/// Which end of the numbers is sought.
package enum Extremum: UInt32, CaseIterable, Sendable {
  case maximum, minimum

  fileprivate var cKind: descent_extremum_kind { descent_extremum_kind(rawValue) }
}

// The results do not depend on any order: NaN wins over every number, and a zero is +0.

/// The greatest or least element: NaN if any is NaN; −∞ or +∞ for no elements.
///
/// - Complexity: O(n), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func extremum<Scalar: RealScalar>(_ kind: Extremum, of values: Span<Scalar>) -> Scalar {
  var result = Scalar.zero
  let count = values.count
  unsafe values.withUnsafeBytes { values in
    unsafe descent_extremum(Scalar.cScalar, count, kind.cKind, &result, values.baseAddress)
  }
  return result
}

/// The greatest or least element of each row of a row-major matrix; NaN in rows that have one.
///
/// - Precondition: `values` has rows · columns elements, and `results` one per row.
/// - Complexity: O(rows · columns), one pass, no allocation.
package func extremumOfRows<Scalar: RealScalar>(
  _ kind: Extremum, rows: Int, columns: Int, _ values: Span<Scalar>,
  into results: inout MutableSpan<Scalar>
) {
  checkShape(rows: rows, columns: columns, values.count)
  require(results.count == rows, "\(rows) rows do not make \(results.count) extrema")
  unsafe values.withUnsafeBytes { values in
    unsafe results.withUnsafeMutableBytes { results in
      unsafe descent_extremum_rows(
        Scalar.cScalar, rows, columns, kind.cKind, results.baseAddress, values.baseAddress)
    }
  }
}

/// The greatest or least element of each column of a row-major matrix; NaN in columns that have
/// one.
///
/// - Precondition: `values` has rows · columns elements, and `results` one per column.
/// - Complexity: O(rows · columns), one pass, no allocation.
package func extremumOfColumns<Scalar: RealScalar>(
  _ kind: Extremum, rows: Int, columns: Int, _ values: Span<Scalar>,
  into results: inout MutableSpan<Scalar>
) {
  checkShape(rows: rows, columns: columns, values.count)
  require(results.count == columns, "\(columns) columns do not make \(results.count) extrema")
  unsafe values.withUnsafeBytes { values in
    unsafe results.withUnsafeMutableBytes { results in
      unsafe descent_extremum_columns(
        Scalar.cScalar, rows, columns, kind.cKind, results.baseAddress, values.baseAddress)
    }
  }
}

/// The first index of the greatest or least element, or of the first NaN; nil for no elements.
///
/// - Complexity: O(n), at most two passes, no allocation.
package func extremumIndex<Scalar: RealScalar>(
  _ kind: Extremum, of values: Span<Scalar>
) -> Int? {
  var result: Int64 = 0
  let count = values.count
  unsafe values.withUnsafeBytes { values in
    unsafe descent_extremum_index(Scalar.cScalar, count, kind.cKind, &result, values.baseAddress)
  }
  return result < 0 ? nil : Int(result)
}

/// The column of the greatest or least element, or of the first NaN, of each row.
///
/// - Precondition: `values` has rows · columns elements, `results` one per row; columns > 0 unless
///   there are no rows.
/// - Complexity: O(rows · columns), no allocation.
package func extremumIndexOfRows<Scalar: RealScalar>(
  _ kind: Extremum, rows: Int, columns: Int, _ values: Span<Scalar>,
  into results: inout MutableSpan<Int64>
) {
  checkShape(rows: rows, columns: columns, values.count)
  require(
    results.count == rows && (columns > 0 || rows == 0),
    "\(rows) rows of \(columns) elements do not make \(results.count) positions")
  unsafe values.withUnsafeBytes { values in
    unsafe results.withUnsafeMutableBufferPointer { results in
      unsafe descent_extremum_index_rows(
        Scalar.cScalar, rows, columns, kind.cKind, results.baseAddress, values.baseAddress)
    }
  }
}

/// The row of the greatest or least element, or of the first NaN, of each column.
///
/// - Precondition: `values` has rows · columns elements, `results` one per column; rows > 0 unless
///   there are no columns.
/// - Complexity: O(rows · columns), no allocation.
package func extremumIndexOfColumns<Scalar: RealScalar>(
  _ kind: Extremum, rows: Int, columns: Int, _ values: Span<Scalar>,
  into results: inout MutableSpan<Int64>
) {
  checkShape(rows: rows, columns: columns, values.count)
  require(
    results.count == columns && (rows > 0 || columns == 0),
    "\(columns) columns of \(rows) elements do not make \(results.count) positions")
  unsafe values.withUnsafeBytes { values in
    unsafe results.withUnsafeMutableBufferPointer { results in
      unsafe descent_extremum_index_columns(
        Scalar.cScalar, rows, columns, kind.cKind, results.baseAddress, values.baseAddress)
    }
  }
}
