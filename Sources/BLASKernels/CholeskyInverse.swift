internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

// What a Cholesky factor is good for besides solving.

/// Replaces the Cholesky factor in the lower triangle with the lower triangle of the inverse.
///
/// Runs `potri`.
///
/// - Returns: A failure with the place of the first zero on the diagonal of L, if it has one.
/// - Precondition: `a` holds n² scalars.
/// - Complexity: O(n³), no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func invertCholesky<Scalar: MatrixScalar>(
  order n: Int, _ a: inout MutableSpan<Scalar>
) -> LAPACKStatus {
  checkColumnMajor(rows: n, columns: n, a.count)
  if n == 0 { return .success }
  let (n, half) = (Int32(n), MatrixTriangle.lower.transposedLetter)
  let info = unsafe a.withElementBytes { a in
    switch Scalar.elementKind {
    case .float32:
      unsafe LAPACKE_spotri_work(LAPACK_COL_MAJOR, half, n, scalars(a), n)
    case .float64:
      unsafe LAPACKE_dpotri_work(LAPACK_COL_MAJOR, half, n, scalars(a), n)
    case .complex64:
      unsafe LAPACKE_cpotri_work(LAPACK_COL_MAJOR, half, n, scalars(a), n)
    case .complex128:
      unsafe LAPACKE_zpotri_work(LAPACK_COL_MAJOR, half, n, scalars(a), n)
    }
  }
  return LAPACKStatus(info: info, from: "potri")
}

/// Estimates 1 / (‖A‖₁·‖A⁻¹‖₁) from the Cholesky factor in the lower triangle.
///
/// Runs `pocon`.
///
/// - Parameters:
///   - n: The order of A.
///   - a: What ``factorCholesky(order:_:)`` left.
///   - norm: ‖A‖₁ of the matrix that was factored.
/// - Returns: A number from 0 (singular) to 1.
/// - Precondition: `a` holds n² scalars.
/// - Complexity: O(n²); may allocate O(n).
package func reciprocalConditionCholesky<Scalar: MatrixScalar>(
  order n: Int, _ a: Span<Scalar>, norm: Scalar.RealPart
) -> Scalar.RealPart {
  checkColumnMajor(rows: n, columns: n, a.count)
  let (size, half) = (Int32(n), MatrixTriangle.lower.transposedLetter)
  return unsafe a.withElementBytes { a in
    unsafe estimateCondition(order: n, of: Scalar.self, by: "pocon") { work, extra, answer in
      switch Scalar.elementKind {
      case .float32:
        unsafe LAPACKE_spocon_work(
          LAPACK_COL_MAJOR, half, size, scalars(a), size, reinterpret(norm, as: Float.self),
          scalars(answer), scalars(work), scalars(extra))
      case .float64:
        unsafe LAPACKE_dpocon_work(
          LAPACK_COL_MAJOR, half, size, scalars(a), size, reinterpret(norm, as: Double.self),
          scalars(answer), scalars(work), scalars(extra))
      case .complex64:
        unsafe LAPACKE_cpocon_work(
          LAPACK_COL_MAJOR, half, size, scalars(a), size, reinterpret(norm, as: Float.self),
          scalars(answer), scalars(work), scalars(extra))
      case .complex128:
        unsafe LAPACKE_zpocon_work(
          LAPACK_COL_MAJOR, half, size, scalars(a), size, reinterpret(norm, as: Double.self),
          scalars(answer), scalars(work), scalars(extra))
      }
    }
  }
}
