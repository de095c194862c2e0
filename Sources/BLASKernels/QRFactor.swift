internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

// A row-major matrix is the column-major transpose of itself. So A = Q·R in row-major order reads
// Aᵀ = Rᵀ·Qᵀ = L·Q̃ in column-major order: the LQ routines factor and form exactly what is wanted,
// in place, complex numbers included (Q = Q̃ᵀ, nothing is conjugated). LAPACKE's own row-major mode
// would transpose into a temporary, and back. The LQ factorization of a row-major matrix is, by the
// same token, the QR factorization of its column-major transpose.
//
// In place does not mean fastest: `gelqf` takes 1.2 to 1.6 times as long as `geqrf`.
//
// The `_work` forms leave the input as it is, where the plain ones scan it and report NaN as a
// wrong argument.

/// How the elements of a matrix follow each other in memory.
package enum StorageOrder: Sendable {
  /// Row by row.
  case rowMajor
  /// Column by column.
  case columnMajor

  /// The distance between rows, or between columns, of a matrix without gaps.
  func leadingDimension(rows: Int, columns: Int) -> Int {
    max(1, self == .rowMajor ? columns : rows)
  }
}

/// Replaces a matrix with its QR factorization, A = Q·R.
///
/// On and above the diagonal of `a` lies R; below it and in `factors` lie the reflections whose
/// product is Q, for ``formQ(_:rows:columns:reflections:_:factors:workspace:)`` and
/// ``applyQ(_:_:adjoint:rows:columns:reflections:_:stride:factors:to:workspace:)`` in the same
/// order. Runs `sgelqf` or its like on the transpose of a row-major matrix, `sgeqrf` or its like on
/// a column-major one.
///
/// - Parameters:
///   - order: How A lies in memory.
///   - m: The rows of A.
///   - n: The columns of A.
///   - a: A, without gaps; overwritten.
///   - factors: τ, one factor per reflection; overwritten.
///   - workspace: Memory that is kept for further calls, or nil.
/// - Returns: Success: no matrix is refused.
/// - Precondition: `a` holds m·n scalars and `factors` min(m, n).
/// - Complexity: O(m·n·min(m, n)); may allocate the workspace that LAPACK asks for.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func factorQR<Scalar: MatrixScalar>(
  _ order: StorageOrder = .rowMajor, rows m: Int, columns n: Int,
  _ a: inout MutableSpan<Scalar>, factors: inout MutableSpan<Scalar>,
  workspace: LAPACKWorkspace? = nil
) -> LAPACKStatus {
  checkReflections(order, rows: m, columns: n, a.count, factors: min(m, n), factors.count)
  if m == 0 || n == 0 { return .success }
  let (m, n) = (Int32(m), Int32(n))
  return unsafe a.withElementBytes { a in
    unsafe factors.withElementBytes { tau in
      switch order {
      case .rowMajor:
        unsafe withWorkspace(
          WorkspaceQuestion(.gelqf, Scalar.elementKind, n, m), in: workspace
        ) { work, size in
          switch Scalar.elementKind {
          case .float32:
            unsafe LAPACKE_sgelqf_work(
              LAPACK_COL_MAJOR, n, m, scalars(a), n, scalars(tau), scalars(work), size)
          case .float64:
            unsafe LAPACKE_dgelqf_work(
              LAPACK_COL_MAJOR, n, m, scalars(a), n, scalars(tau), scalars(work), size)
          case .complex64:
            unsafe LAPACKE_cgelqf_work(
              LAPACK_COL_MAJOR, n, m, scalars(a), n, scalars(tau), scalars(work), size)
          case .complex128:
            unsafe LAPACKE_zgelqf_work(
              LAPACK_COL_MAJOR, n, m, scalars(a), n, scalars(tau), scalars(work), size)
          }
        }
      case .columnMajor:
        unsafe withWorkspace(
          WorkspaceQuestion(.geqrf, Scalar.elementKind, m, n), in: workspace
        ) { work, size in
          switch Scalar.elementKind {
          case .float32:
            unsafe LAPACKE_sgeqrf_work(
              LAPACK_COL_MAJOR, m, n, scalars(a), m, scalars(tau), scalars(work), size)
          case .float64:
            unsafe LAPACKE_dgeqrf_work(
              LAPACK_COL_MAJOR, m, n, scalars(a), m, scalars(tau), scalars(work), size)
          case .complex64:
            unsafe LAPACKE_cgeqrf_work(
              LAPACK_COL_MAJOR, m, n, scalars(a), m, scalars(tau), scalars(work), size)
          case .complex128:
            unsafe LAPACKE_zgeqrf_work(
              LAPACK_COL_MAJOR, m, n, scalars(a), m, scalars(tau), scalars(work), size)
          }
        }
      }
    }
  }
}

/// Replaces the result of ``factorQR(_:rows:columns:_:factors:workspace:)`` with Q itself, or with
/// its first columns.
///
/// Runs `sorglq` or its like on the transpose of a row-major matrix, `sorgqr` or its like on a
/// column-major one; `ung…` where the numbers are complex.
///
/// - Parameters:
///   - order: How A lay in memory, and Q will.
///   - m: The rows of A and Q.
///   - n: The columns of Q.
///   - reflections: How many reflections there are; by default n.
///   - a: What the factorization left in its first columns, without gaps; overwritten with Q.
///   - factors: τ as the factorization left it.
///   - workspace: Memory that is kept for further calls, or nil.
/// - Returns: Success: no matrix is refused.
/// - Precondition: m ≥ n ≥ `reflections`, `a` holds m·n scalars and `factors` has `reflections`.
/// - Complexity: O(m·n·reflections); may allocate the workspace that LAPACK asks for.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func formQ<Scalar: MatrixScalar>(
  _ order: StorageOrder = .rowMajor, rows m: Int, columns n: Int, reflections: Int? = nil,
  _ a: inout MutableSpan<Scalar>, factors: Span<Scalar>,
  workspace: LAPACKWorkspace? = nil
) -> LAPACKStatus {
  let k = reflections ?? n
  require(
    m >= n && n >= k && k >= 0,
    "\(k) reflections do not give \(n) orthonormal columns of \(m) rows")
  checkReflections(order, rows: m, columns: n, a.count, factors: k, factors.count)
  if n == 0 { return .success }
  let (m, n, count) = (Int32(m), Int32(n), Int32(k))
  return unsafe a.withElementBytes { a in
    unsafe factors.withElementBytes { tau in
      switch order {
      case .rowMajor:
        unsafe withWorkspace(
          WorkspaceQuestion(.orglq, Scalar.elementKind, n, m, count), in: workspace
        ) { work, size in
          switch Scalar.elementKind {
          case .float32:
            unsafe LAPACKE_sorglq_work(
              LAPACK_COL_MAJOR, n, m, count, scalars(a), n, scalars(tau), scalars(work), size)
          case .float64:
            unsafe LAPACKE_dorglq_work(
              LAPACK_COL_MAJOR, n, m, count, scalars(a), n, scalars(tau), scalars(work), size)
          case .complex64:
            unsafe LAPACKE_cunglq_work(
              LAPACK_COL_MAJOR, n, m, count, scalars(a), n, scalars(tau), scalars(work), size)
          case .complex128:
            unsafe LAPACKE_zunglq_work(
              LAPACK_COL_MAJOR, n, m, count, scalars(a), n, scalars(tau), scalars(work), size)
          }
        }
      case .columnMajor:
        unsafe withWorkspace(
          WorkspaceQuestion(.orgqr, Scalar.elementKind, m, n, count), in: workspace
        ) { work, size in
          switch Scalar.elementKind {
          case .float32:
            unsafe LAPACKE_sorgqr_work(
              LAPACK_COL_MAJOR, m, n, count, scalars(a), m, scalars(tau), scalars(work), size)
          case .float64:
            unsafe LAPACKE_dorgqr_work(
              LAPACK_COL_MAJOR, m, n, count, scalars(a), m, scalars(tau), scalars(work), size)
          case .complex64:
            unsafe LAPACKE_cungqr_work(
              LAPACK_COL_MAJOR, m, n, count, scalars(a), m, scalars(tau), scalars(work), size)
          case .complex128:
            unsafe LAPACKE_zungqr_work(
              LAPACK_COL_MAJOR, m, n, count, scalars(a), m, scalars(tau), scalars(work), size)
          }
        }
      }
    }
  }
}

/// Stops the program unless the spans hold a matrix without gaps and its factors.
func checkReflections(
  _ order: StorageOrder, rows: Int, columns: Int, _ available: Int, factors: Int,
  _ availableFactors: Int
) {
  let isRowMajor = order == .rowMajor
  StoredMatrix(
    name: "A", rows: isRowMajor ? rows : columns, columns: isRowMajor ? columns : rows,
    leadingDimension: order.leadingDimension(rows: rows, columns: columns), available: available
  ).check()
  require(
    available == rows * columns && availableFactors == factors,
    "A is \(rows)×\(columns) in a span of \(available) scalars, with \(availableFactors) factors")
}
