internal import COpenBLAS
package import ElementwiseKernels

/// Replaces a column-major matrix with its QR factorization with column pivoting, A·P = Q·R.
///
/// The diagonal of R falls in modulus. Columns of A are chosen by what is left of their norms. What
/// lies in `a` and `factors` is as ``factorQR(_:rows:columns:_:factors:workspace:)`` leaves it in
/// column-major order: LAPACK has no routine that pivots rows, so the transpose identity does not
/// help here. Runs `sgeqp3` or its like.
///
/// - Parameters:
///   - m: The rows of A.
///   - n: The columns of A.
///   - a: A, column-major and without gaps; overwritten.
///   - pivots: Which column of A, counted from zero, became each column of A·P; overwritten.
///   - factors: τ, one factor per reflection; overwritten.
///   - workspace: Memory that is kept for further calls, or nil.
/// - Returns: Success: no matrix is refused.
/// - Precondition: `a` holds m·n scalars, `pivots` n and `factors` min(m, n).
/// - Complexity: O(m·n·min(m, n)); may allocate the workspace that LAPACK asks for.
package func factorPivotedQR<Scalar: MatrixScalar>(
  rows m: Int, columns n: Int, _ a: inout MutableSpan<Scalar>, pivots: inout [Int],
  factors: inout MutableSpan<Scalar>, workspace: LAPACKWorkspace? = nil
) -> LAPACKStatus {
  checkReflections(.columnMajor, rows: m, columns: n, a.count, factors: min(m, n), factors.count)
  require(pivots.count == n, "\(pivots.count) pivots for \(n) columns")
  if m == 0 || n == 0 {
    for index in pivots.indices { pivots[index] = index }
    return .success
  }
  let (m, n) = (Int32(m), Int32(n))
  return unsafe a.withElementBytes { a in
    unsafe factors.withElementBytes { tau in
      unsafe withWorkspaces(
        WorkspaceQuestion(.geqp3, Scalar.elementKind, m, n),
        WorkspaceSizes(reals: 2 * Int(n), integers: Int(n)), in: workspace
      ) { w in
        if unsafe !w.asks {
          // A zero leaves a column free to move.
          for column in pivots.indices { unsafe w.integers[column] = 0 }
        }
        let info =
          switch Scalar.elementKind {
          case .float32:
            unsafe LAPACKE_sgeqp3_work(
              LAPACK_COL_MAJOR, m, n, scalars(a), m, w.integers, scalars(tau), scalars(w.scalars),
              w.scalarCount)
          case .float64:
            unsafe LAPACKE_dgeqp3_work(
              LAPACK_COL_MAJOR, m, n, scalars(a), m, w.integers, scalars(tau), scalars(w.scalars),
              w.scalarCount)
          case .complex64:
            unsafe LAPACKE_cgeqp3_work(
              LAPACK_COL_MAJOR, m, n, scalars(a), m, w.integers, scalars(tau), scalars(w.scalars),
              w.scalarCount,
              scalars(w.reals))
          case .complex128:
            unsafe LAPACKE_zgeqp3_work(
              LAPACK_COL_MAJOR, m, n, scalars(a), m, w.integers, scalars(tau), scalars(w.scalars),
              w.scalarCount,
              scalars(w.reals))
          }
        if unsafe !w.asks {
          for index in pivots.indices { pivots[index] = unsafe Int(w.integers[index]) - 1 }
        }
        return info
      }
    }
  }
}
