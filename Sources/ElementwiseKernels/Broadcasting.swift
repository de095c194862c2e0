internal import CElementwise

/// values[i][j] ← values[i][j] ∘ row[j], for a row-major matrix.
///
/// - Precondition: `values` has rows · columns elements, and `row` one per column.
/// - Complexity: O(rows · columns), one pass, no allocation.
package func combine<Scalar: MatrixScalar>(
  rows: Int, columns: Int, _ values: inout MutableSpan<Scalar>,
  _ operation: ArithmeticOperation, row: Span<Scalar>
) {
  checkShape(rows: rows, columns: columns, values.count)
  require(row.count == columns, "a row of \(row.count) elements meets \(columns) columns")
  let (parts, operation) = (Scalar.realParts, operation.cOperation)
  unsafe row.withElementBytes { row in
    unsafe values.withElementBytes { values in
      if parts.count == 1 {
        unsafe descent_combine_row(
          parts.scalar, rows, columns, operation, values.baseAddress, row.baseAddress)
      } else {
        unsafe descent_combine_pairs_row(
          parts.scalar, rows, columns, operation, values.baseAddress, row.baseAddress)
      }
    }
  }
}

/// values[i][j] ← values[i][j] ∘ column[i], for a row-major matrix.
///
/// - Precondition: `values` has rows · columns elements, and `column` one per row.
/// - Complexity: O(rows · columns), one pass, no allocation.
package func combine<Scalar: MatrixScalar>(
  rows: Int, columns: Int, _ values: inout MutableSpan<Scalar>,
  _ operation: ArithmeticOperation, column: Span<Scalar>
) {
  checkShape(rows: rows, columns: columns, values.count)
  require(column.count == rows, "a column of \(column.count) elements meets \(rows) rows")
  let (parts, operation) = (Scalar.realParts, operation.cOperation)
  unsafe column.withElementBytes { column in
    unsafe values.withElementBytes { values in
      if parts.count == 1 {
        unsafe descent_combine_column(
          parts.scalar, rows, columns, operation, values.baseAddress, column.baseAddress)
      } else {
        unsafe descent_combine_pairs_column(
          parts.scalar, rows, columns, operation, values.baseAddress, column.baseAddress)
      }
    }
  }
}

/// Stops the program unless a span holds exactly a matrix of this shape.
func checkShape(rows: Int, columns: Int, _ count: Int) {
  let (expected, overflow) = rows.multipliedReportingOverflow(by: columns)
  require(
    rows >= 0 && columns >= 0 && !overflow && count == expected,
    "\(count) elements do not make a matrix of \(rows)×\(columns)")
}
