internal import CElementwise
internal import ComplexModule

/// Which sums of moduli of a real matrix are compared.
package enum ModulusSums: Sendable {
  /// Of each row.
  case rows
  /// Of each column.
  case columns
  /// Of each row of a symmetric matrix of which only the lower triangle is read.
  case symmetricRows
}

/// The greatest of the sums of moduli, NaN if a modulus is, in the order that CElementwise/sums.inc
/// defines.
///
/// - Parameters:
///   - sums: Which sums.
///   - rows: The rows of the matrix.
///   - columns: The columns of the matrix.
///   - values: A real matrix, row-major and without gaps.
///   - scratch: A place for every sum, except those of all rows; overwritten.
/// - Returns: The greatest sum; 0 for a matrix without elements.
/// - Precondition: The scalars are real, `values` holds rows · columns of them, and a symmetric
///   matrix is square.
/// - Complexity: O(rows · columns), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func greatest<Scalar: MatrixScalar>(
  _ sums: ModulusSums, rows: Int, columns: Int, ofModuli values: Span<Scalar>,
  scratch: UnsafeMutableRawBufferPointer
) -> Scalar.RealPart {
  checkShape(rows: rows, columns: columns, values.count)
  let (parts, place) = (Scalar.realParts, MemoryLayout<Scalar.RealPart>.stride)
  require(parts.count == 1, "the modulus of \(Scalar.self) is no sum")
  if values.isEmpty { return 0 }
  let needed = sums == .rows ? 0 : columns
  require(
    scratch.count >= needed * place && (sums != .symmetricRows || rows == columns),
    "\(rows)×\(columns) moduli are not summed in \(scratch.count) bytes")
  var result = Scalar.RealPart.zero
  unsafe values.withElementBytes { values in
    switch sums {
    case .rows:
      unsafe descent_greatest_row_sum(parts.scalar, rows, columns, &result, values.baseAddress)
      return
    case .columns:
      unsafe descent_sum_columns(
        parts.scalar, rows, columns, DESCENT_MODULI, scratch.baseAddress, values.baseAddress, nil)
    case .symmetricRows:
      unsafe descent_symmetric_sums(
        parts.scalar, rows, scratch.baseAddress, values.baseAddress)
    }
    unsafe descent_extremum(
      parts.scalar, columns, DESCENT_MAXIMUM, &result, scratch.baseAddress)
  }
  return result
}
