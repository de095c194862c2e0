internal import CElementwise

// Sums over matrices of any scalar, in the order that CElementwise/sums.inc defines: the parts of
// complex numbers are added up side by side.

/// Σ x[i]; 0 for no elements.
///
/// - Complexity: O(n), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func addUp<Scalar: MatrixScalar>(_ values: Span<Scalar>) -> Scalar {
  var sum = Scalar.zero
  let (parts, count) = (Scalar.realParts, values.count)
  unsafe values.withElementBytes { values in
    unsafe withUnsafeMutablePointer(to: &sum) { sum in
      if parts.count == 1 {
        unsafe descent_sum(parts.scalar, count, DESCENT_VALUES, sum, values.baseAddress, nil)
      } else {
        unsafe descent_sum_pairs(parts.scalar, 1, count, sum, values.baseAddress)
      }
    }
  }
  return sum
}

/// The sum of each row of a row-major matrix.
///
/// - Precondition: `values` has rows · columns elements, and `results` one per row.
/// - Complexity: O(rows · columns), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func addUpRows<Scalar: MatrixScalar>(
  rows: Int, columns: Int, _ values: Span<Scalar>, into results: inout MutableSpan<Scalar>
) {
  checkShape(rows: rows, columns: columns, values.count)
  require(results.count == rows, "\(rows) rows do not make \(results.count) sums")
  let parts = Scalar.realParts
  unsafe values.withElementBytes { values in
    unsafe results.withElementBytes { results in
      if parts.count == 1 {
        unsafe descent_sum_rows(
          parts.scalar, rows, columns, DESCENT_VALUES, results.baseAddress, values.baseAddress,
          nil)
      } else {
        unsafe descent_sum_pairs(
          parts.scalar, rows, columns, results.baseAddress, values.baseAddress)
      }
    }
  }
}

/// The sum of each column of a row-major matrix.
///
/// - Precondition: `values` has rows · columns elements, and `results` one per column.
/// - Complexity: O(rows · columns), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func addUpColumns<Scalar: MatrixScalar>(
  rows: Int, columns: Int, _ values: Span<Scalar>, into results: inout MutableSpan<Scalar>
) {
  checkShape(rows: rows, columns: columns, values.count)
  require(results.count == columns, "\(columns) columns do not make \(results.count) sums")
  let parts = Scalar.realParts
  unsafe values.withElementBytes { values in
    unsafe results.withElementBytes { results in
      unsafe descent_sum_columns(
        parts.scalar, rows, parts.count * columns, DESCENT_VALUES, results.baseAddress,
        values.baseAddress, nil)
    }
  }
}

/// Σ (x − c)² of each row, where c is the row's center.
///
/// - Precondition: `values` has rows · columns elements, `centers` and `results` one per row.
/// - Complexity: O(rows · columns), one pass, no allocation.
package func squaredDeviationsOfRows<Scalar: RealScalar>(
  rows: Int, columns: Int, _ values: Span<Scalar>, from centers: Span<Scalar>,
  into results: inout MutableSpan<Scalar>
) {
  checkShape(rows: rows, columns: columns, values.count)
  require(
    results.count == rows && centers.count == rows,
    "\(rows) rows do not make \(results.count) sums around \(centers.count) centers")
  unsafe values.withElementBytes { values in
    unsafe centers.withElementBytes { centers in
      unsafe results.withElementBytes { results in
        unsafe descent_sum_rows(
          Scalar.cScalar, rows, columns, DESCENT_SQUARED_DEVIATIONS, results.baseAddress,
          values.baseAddress, centers.baseAddress)
      }
    }
  }
}

/// Σ (x − c)² of each column, where c is the column's center.
///
/// - Precondition: `values` has rows · columns elements, `centers` and `results` one per column.
/// - Complexity: O(rows · columns), one pass, no allocation.
package func squaredDeviationsOfColumns<Scalar: RealScalar>(
  rows: Int, columns: Int, _ values: Span<Scalar>, from centers: Span<Scalar>,
  into results: inout MutableSpan<Scalar>
) {
  checkShape(rows: rows, columns: columns, values.count)
  require(
    results.count == columns && centers.count == columns,
    "\(columns) columns do not make \(results.count) sums around \(centers.count) centers")
  unsafe values.withElementBytes { values in
    unsafe centers.withElementBytes { centers in
      unsafe results.withElementBytes { results in
        unsafe descent_sum_columns(
          Scalar.cScalar, rows, columns, DESCENT_SQUARED_DEVIATIONS, results.baseAddress,
          values.baseAddress, centers.baseAddress)
      }
    }
  }
}

/// result[i][j] ← values[i][0] + … + values[i][j], in this order.
///
/// - Precondition: Both spans have rows · columns elements.
/// - Complexity: O(rows · columns), one pass, no allocation.
package func cumulativeRows<Scalar: MatrixScalar>(
  rows: Int, columns: Int, _ values: Span<Scalar>, into result: inout MutableSpan<Scalar>
) {
  checkShape(rows: rows, columns: columns, values.count)
  checkShape(rows: rows, columns: columns, result.count)
  let parts = Scalar.realParts
  unsafe values.withElementBytes { values in
    unsafe result.withElementBytes { result in
      unsafe descent_cumulative_rows(
        parts.scalar, rows, columns, parts.count, result.baseAddress, values.baseAddress)
    }
  }
}

/// result[i][j] ← values[0][j] + … + values[i][j], in this order.
///
/// - Precondition: Both spans have rows · columns elements.
/// - Complexity: O(rows · columns), one pass, no allocation.
package func cumulativeColumns<Scalar: MatrixScalar>(
  rows: Int, columns: Int, _ values: Span<Scalar>, into result: inout MutableSpan<Scalar>
) {
  checkShape(rows: rows, columns: columns, values.count)
  checkShape(rows: rows, columns: columns, result.count)
  let parts = Scalar.realParts
  unsafe values.withElementBytes { values in
    unsafe result.withElementBytes { result in
      unsafe descent_cumulative_columns(
        parts.scalar, rows, parts.count * columns, result.baseAddress, values.baseAddress)
    }
  }
}
