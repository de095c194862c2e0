internal import COpenBLAS
package import ElementwiseKernels

/// Multiplies lines of a row-major matrix, rows or columns, by one real number each.
///
/// Runs `cblas_sscal`, `cblas_dscal`, `cblas_csscal` or `cblas_zdscal` per line.
///
/// - Parameters:
///   - m: The rows of A.
///   - n: The columns of A.
///   - a: A, row-major and without gaps; overwritten.
///   - factors: One number per row, or one per column.
///   - byColumn: Whether the numbers belong to the columns.
/// - Precondition: The spans have the counts above.
/// - Complexity: O(m·n), no allocation.
package func scaleLines<Scalar: MatrixScalar>(
  rows m: Int, columns n: Int, _ a: inout MutableSpan<Scalar>, by factors: Span<Scalar.RealPart>,
  byColumn: Bool
) {
  checkDense("A", rows: m, columns: n, a.count)
  let lines = byColumn ? n : m
  require(
    factors.count == lines,
    "\(factors.count) factors do not belong to \(lines) lines of a matrix of \(m)×\(n)")
  if m == 0 || n == 0 { return }
  let (length, stride) = byColumn ? (Int32(m), Int32(n)) : (Int32(n), Int32(1))
  for line in 0..<lines {
    let factor = factors[line]
    let start = (byColumn ? line : line * n) * MemoryLayout<Scalar>.stride
    unsafe a.withElementBytes { a in
      let line = unsafe UnsafeMutableRawBufferPointer(rebasing: a[start...])
      switch Scalar.elementKind {
      case .float32:
        unsafe cblas_sscal(length, reinterpret(factor, as: Float.self), scalars(line), stride)
      case .float64:
        unsafe cblas_dscal(length, reinterpret(factor, as: Double.self), scalars(line), stride)
      case .complex64:
        unsafe cblas_csscal(
          length, reinterpret(factor, as: Float.self), line.baseAddress, stride)
      case .complex128:
        unsafe cblas_zdscal(
          length, reinterpret(factor, as: Double.self), line.baseAddress, stride)
      }
    }
  }
}

extension ElementKind {
  /// Whether the elements have no imaginary part.
  package var isReal: Bool { self == .float32 || self == .float64 }
}
