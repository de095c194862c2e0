internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

/// Overwrites the row-major A with α·x·yᵀ + A, or with α·x·yᴴ + A.
///
/// Runs `cblas_sger`, `cblas_cgeru`, `cblas_cgerc` or their like.
///
/// - Parameters:
///   - m: The rows of A and the count of x.
///   - n: The columns of A and the count of y.
///   - alpha: α, the factor of the product.
///   - x: The column, without gaps.
///   - y: The row, without gaps.
///   - conjugating: Whether y is conjugated.
///   - a: A, row-major; overwritten.
///   - leadingDimension: Scalars from one row of A to the next.
/// - Precondition: Dimensions fit 32 bits, the span holds A, and x and y have the counts of its
///   shape.
/// - Complexity: O(m·n), no allocation by the wrapper.
package func ger<Scalar: MatrixScalar>(
  rows m: Int, columns n: Int, alpha: Scalar, _ x: Span<Scalar>, _ y: Span<Scalar>,
  conjugating: Bool, _ a: inout MutableSpan<Scalar>, leadingDimension: Int
) {
  StoredMatrix(
    name: "A", rows: m, columns: n, leadingDimension: leadingDimension, available: a.count
  ).check()
  require(
    x.count == m && y.count == n,
    "A is \(m)×\(n), x has \(x.count) elements and y has \(y.count)")
  if m == 0 || n == 0 { return }
  let (m, n, lda) = (Int32(m), Int32(n), Int32(leadingDimension))
  unsafe x.withElementBytes { x in
    unsafe y.withElementBytes { y in
      unsafe a.withElementBytes { a in
        switch Scalar.elementKind {
        case .float32:
          unsafe cblas_sger(
            CblasRowMajor, m, n, reinterpret(alpha, as: Float.self), scalars(x), 1, scalars(y), 1,
            scalars(a), lda)
        case .float64:
          unsafe cblas_dger(
            CblasRowMajor, m, n, reinterpret(alpha, as: Double.self), scalars(x), 1, scalars(y), 1,
            scalars(a), lda)
        case .complex64:
          var alpha = reinterpret(alpha, as: Complex<Float>.self)
          if conjugating {
            unsafe cblas_cgerc(
              CblasRowMajor, m, n, &alpha, x.baseAddress, 1, y.baseAddress, 1, a.baseAddress, lda)
          } else {
            unsafe cblas_cgeru(
              CblasRowMajor, m, n, &alpha, x.baseAddress, 1, y.baseAddress, 1, a.baseAddress, lda)
          }
        case .complex128:
          var alpha = reinterpret(alpha, as: Complex<Double>.self)
          if conjugating {
            unsafe cblas_zgerc(
              CblasRowMajor, m, n, &alpha, x.baseAddress, 1, y.baseAddress, 1, a.baseAddress, lda)
          } else {
            unsafe cblas_zgeru(
              CblasRowMajor, m, n, &alpha, x.baseAddress, 1, y.baseAddress, 1, a.baseAddress, lda)
          }
        }
      }
    }
  }
}
