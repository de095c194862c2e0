internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

/// Overwrites y with α·op(A)·x + β·y, where A is row-major and op(A) is A, its transpose or its
/// adjoint.
///
/// A is m×n as stored, so x has n elements and y has m, or the other way round when it is
/// transposed.
/// With β = 0 the former contents of y do not matter, NaN included. Runs `cblas_sgemv`
/// or its like.
///
/// - Parameters:
///   - operation: What op(A) is.
///   - m: The rows of A as stored.
///   - n: The columns of A as stored.
///   - alpha: α, the factor of the product.
///   - a: A, row-major.
///   - leadingDimensionA: Scalars from one row of A to the next.
///   - x: The vector that is multiplied, without gaps.
///   - beta: β, the factor of y.
///   - y: The vector that is overwritten, without gaps.
/// - Precondition: Both dimensions fit 32 bits, the leading dimension is at least max(1, n), the
///   span of A holds the matrix, and x and y have exactly the counts of op(A).
/// - Complexity: O(m·n), no allocation by the wrapper.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func gemv<Scalar: MatrixScalar>(
  _ operation: MatrixOperation, rows m: Int, columns n: Int,
  alpha: Scalar, _ a: Span<Scalar>, leadingDimensionA: Int,
  _ x: Span<Scalar>, beta: Scalar, _ y: inout MutableSpan<Scalar>
) {
  StoredMatrix(
    name: "A", rows: m, columns: n, leadingDimension: leadingDimensionA, available: a.count
  ).check()
  let (inner, outer) = operation.isTransposed ? (m, n) : (n, m)
  require(
    x.count == inner && y.count == outer,
    "op(A) is \(outer)×\(inner), x has \(x.count) elements and y has \(y.count)")

  // Some versions of OpenBLAS scale y by 0 here, and NaN · 0 is NaN; and none touches y when x is
  // empty.
  if beta == 0 {
    for index in y.indices { y[index] = 0 }
  } else if inner == 0 {
    for index in y.indices { y[index] *= beta }
  }
  if m == 0 || n == 0 { return }

  let transpose = operation.cblas
  let (m, n, lda) = (Int32(m), Int32(n), Int32(leadingDimensionA))
  unsafe a.withElementBytes { a in
    unsafe x.withElementBytes { x in
      unsafe y.withElementBytes { y in
        switch Scalar.elementKind {
        case .float32:
          unsafe cblas_sgemv(
            CblasRowMajor, transpose, m, n, reinterpret(alpha, as: Float.self), scalars(a), lda,
            scalars(x), 1, reinterpret(beta, as: Float.self), scalars(y), 1)
        case .float64:
          unsafe cblas_dgemv(
            CblasRowMajor, transpose, m, n, reinterpret(alpha, as: Double.self), scalars(a), lda,
            scalars(x), 1, reinterpret(beta, as: Double.self), scalars(y), 1)
        case .complex64:
          var alpha = reinterpret(alpha, as: Complex<Float>.self)
          var beta = reinterpret(beta, as: Complex<Float>.self)
          unsafe cblas_cgemv(
            CblasRowMajor, transpose, m, n, &alpha, a.baseAddress, lda, x.baseAddress, 1, &beta,
            y.baseAddress, 1)
        case .complex128:
          var alpha = reinterpret(alpha, as: Complex<Double>.self)
          var beta = reinterpret(beta, as: Complex<Double>.self)
          unsafe cblas_zgemv(
            CblasRowMajor, transpose, m, n, &alpha, a.baseAddress, lda, x.baseAddress, 1, &beta,
            y.baseAddress, 1)
        }
      }
    }
  }
}
