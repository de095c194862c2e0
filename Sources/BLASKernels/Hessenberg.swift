internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

/// Reduces a square matrix to Hessenberg form, A = Q·H·Qᴴ.
///
/// Runs `sgehrd`, `dgehrd`, `cgehrd` or `zgehrd`.
///
/// - Parameters:
///   - n: The rows and columns of A.
///   - a: A, **column-major** and without gaps; overwritten with H on, above and right below the
///     diagonal, and with the reflections whose product is Q further below.
///   - factors: τ, one factor for each of the n − 1 reflections; overwritten.
///   - workspace: Memory that is kept for further calls, or nil.
/// - Returns: Success: no matrix is refused.
/// - Precondition: `a` holds n² scalars and `factors` max(0, n − 1).
/// - Complexity: O(n³); may allocate the workspace that LAPACK asks for.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func reduceToHessenberg<Scalar: MatrixScalar>(
  size n: Int, _ a: inout MutableSpan<Scalar>, factors: inout MutableSpan<Scalar>,
  workspace: LAPACKWorkspace? = nil
) -> LAPACKStatus {
  checkReflections(size: n, a.count, factors.count)
  // LAPACK leaves a 1×1 matrix as it is, and so do we.
  if n < 2 { return .success }
  let n = Int32(n)
  return unsafe a.withElementBytes { a in
    unsafe factors.withElementBytes { factors in
      unsafe withWorkspace(WorkspaceQuestion(.gehrd, Scalar.elementKind, n), in: workspace) {
        work, size in
        switch Scalar.elementKind {
        case .float32:
          unsafe LAPACKE_sgehrd_work(
            LAPACK_COL_MAJOR, n, 1, n, scalars(a), n, scalars(factors), scalars(work), size)
        case .float64:
          unsafe LAPACKE_dgehrd_work(
            LAPACK_COL_MAJOR, n, 1, n, scalars(a), n, scalars(factors), scalars(work), size)
        case .complex64:
          unsafe LAPACKE_cgehrd_work(
            LAPACK_COL_MAJOR, n, 1, n, scalars(a), n, scalars(factors), scalars(work), size)
        case .complex128:
          unsafe LAPACKE_zgehrd_work(
            LAPACK_COL_MAJOR, n, 1, n, scalars(a), n, scalars(factors), scalars(work), size)
        }
      }
    }
  }
}

/// Replaces the result of ``reduceToHessenberg(size:_:factors:workspace:)`` with Q itself.
///
/// Runs `sorghr`, `dorghr`, `cunghr` or `zunghr`.
///
/// - Parameters:
///   - n: The rows and columns of A and Q.
///   - a: What the reduction left, column-major; overwritten with Q, column-major.
///   - factors: τ as the reduction left it.
///   - workspace: Memory that is kept for further calls, or nil.
/// - Returns: Success: no matrix is refused.
/// - Precondition: `a` holds n² scalars and `factors` max(0, n − 1).
/// - Complexity: O(n³); may allocate the workspace that LAPACK asks for.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func formHessenbergQ<Scalar: MatrixScalar>(
  size n: Int, _ a: inout MutableSpan<Scalar>, factors: Span<Scalar>,
  workspace: LAPACKWorkspace? = nil
) -> LAPACKStatus {
  checkReflections(size: n, a.count, factors.count)
  if n == 0 { return .success }
  if n == 1 {
    a[0] = 1
    return .success
  }
  let n = Int32(n)
  return unsafe a.withElementBytes { a in
    unsafe factors.withElementBytes { factors in
      unsafe withWorkspace(WorkspaceQuestion(.orghr, Scalar.elementKind, n), in: workspace) {
        work, size in
        switch Scalar.elementKind {
        case .float32:
          unsafe LAPACKE_sorghr_work(
            LAPACK_COL_MAJOR, n, 1, n, scalars(a), n, scalars(factors), scalars(work), size)
        case .float64:
          unsafe LAPACKE_dorghr_work(
            LAPACK_COL_MAJOR, n, 1, n, scalars(a), n, scalars(factors), scalars(work), size)
        case .complex64:
          unsafe LAPACKE_cunghr_work(
            LAPACK_COL_MAJOR, n, 1, n, scalars(a), n, scalars(factors), scalars(work), size)
        case .complex128:
          unsafe LAPACKE_zunghr_work(
            LAPACK_COL_MAJOR, n, 1, n, scalars(a), n, scalars(factors), scalars(work), size)
        }
      }
    }
  }
}

private func checkReflections(size n: Int, _ available: Int, _ factors: Int) {
  checkDense("A", rows: n, columns: n, available)
  require(
    factors == max(0, n - 1), "\(factors) factors are not those of a \(n)×\(n) matrix")
}
