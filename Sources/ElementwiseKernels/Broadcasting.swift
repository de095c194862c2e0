internal import CElementwise

/// values[i][j] ← values[i][j] ∘ row[j], for a row-major matrix.
///
/// - Precondition: `values` has rows · columns elements, and `row` one per column.
/// - Complexity: O(rows · columns), one pass, no allocation.
package func combine<Scalar: RealScalar>(
  rows: Int, columns: Int, _ values: inout MutableSpan<Scalar>,
  _ operation: ArithmeticOperation, row: Span<Scalar>
) {
  checkShape(rows: rows, columns: columns, values.count)
  require(row.count == columns, "a row of \(row.count) elements meets \(columns) columns")
  unsafe row.withUnsafeBytes { row in
    unsafe values.withUnsafeMutableBytes { values in
      unsafe descent_combine_row(
        Scalar.cScalar, rows, columns, descent_operation(operation.rawValue), values.baseAddress,
        row.baseAddress)
    }
  }
}

/// values[i][j] ← values[i][j] ∘ column[i], for a row-major matrix.
///
/// - Precondition: `values` has rows · columns elements, and `column` one per row.
/// - Complexity: O(rows · columns), one pass, no allocation.
package func combine<Scalar: RealScalar>(
  rows: Int, columns: Int, _ values: inout MutableSpan<Scalar>,
  _ operation: ArithmeticOperation, column: Span<Scalar>
) {
  checkShape(rows: rows, columns: columns, values.count)
  require(column.count == rows, "a column of \(column.count) elements meets \(rows) rows")
  unsafe column.withUnsafeBytes { column in
    unsafe values.withUnsafeMutableBytes { values in
      unsafe descent_combine_column(
        Scalar.cScalar, rows, columns, descent_operation(operation.rawValue), values.baseAddress,
        column.baseAddress)
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
