internal import COpenBLAS
package import ElementwiseKernels

// A row-major matrix is the column-major transpose of itself. So A = Q·R in row-major order reads
// Aᵀ = Rᵀ·Qᵀ = L·Q̃ in column-major order: the LQ routines factor and form exactly what is wanted,
// in place. LAPACKE's own row-major mode would transpose into a temporary, and back.
//
// The `_work` forms leave the input as it is, where the plain ones scan it and report NaN as a
// wrong argument.

/// Replaces a row-major matrix with its QR factorization, A = Q·R.
///
/// On and above the diagonal of `a` lies R; below it and in `factors` lie the reflections whose
/// product is Q. Runs `sgelqf` or `dgelqf` on the transpose.
///
/// - Parameters:
///   - m: The rows of A.
///   - n: The columns of A.
///   - a: A, row-major and without gaps; overwritten.
///   - factors: τ, one factor per reflection; overwritten.
/// - Returns: Success: no matrix is refused.
/// - Precondition: `a` holds m·n scalars and `factors` min(m, n).
/// - Complexity: O(m·n·min(m, n)); allocates the workspace that LAPACK asks for.
package func factorQR<Scalar: RealScalar>(
  rows m: Int, columns n: Int, _ a: inout MutableSpan<Scalar>, factors: inout MutableSpan<Scalar>
) -> LAPACKStatus {
  checkQR(rows: m, columns: n, a.count, factors: min(m, n), factors.count)
  if m == 0 || n == 0 { return .success }
  let (m, n) = (Int32(m), Int32(n))
  return unsafe a.withElementBytes { a in
    unsafe factors.withElementBytes { factors in
      unsafe withWorkspace(of: Scalar.self, for: "gelqf") { work, size in
        switch Scalar.scalarKind {
        case .float32:
          unsafe LAPACKE_sgelqf_work(
            LAPACK_COL_MAJOR, n, m, scalars(a), n, scalars(factors), scalars(work), size)
        case .float64:
          unsafe LAPACKE_dgelqf_work(
            LAPACK_COL_MAJOR, n, m, scalars(a), n, scalars(factors), scalars(work), size)
        }
      }
    }
  }
}

/// Replaces the result of ``factorQR(rows:columns:_:factors:)`` with Q itself.
///
/// Q is m×n with orthonormal columns. Runs `sorglq` or `dorglq` on the transpose.
///
/// - Parameters:
///   - m: The rows of A and Q.
///   - n: The columns of A and Q.
///   - a: What the factorization left, row-major and without gaps; overwritten with Q.
///   - factors: τ as the factorization left it.
/// - Returns: Success: no matrix is refused.
/// - Precondition: m ≥ n, `a` holds m·n scalars and `factors` n.
/// - Complexity: O(m·n²); allocates the workspace that LAPACK asks for.
package func formQ<Scalar: RealScalar>(
  rows m: Int, columns n: Int, _ a: inout MutableSpan<Scalar>, factors: Span<Scalar>
) -> LAPACKStatus {
  require(m >= n, "Q of a \(m)×\(n) matrix has no \(n) orthonormal columns")
  checkQR(rows: m, columns: n, a.count, factors: n, factors.count)
  if n == 0 { return .success }
  let (m, n) = (Int32(m), Int32(n))
  return unsafe a.withElementBytes { a in
    unsafe factors.withElementBytes { factors in
      unsafe withWorkspace(of: Scalar.self, for: "orglq") { work, size in
        switch Scalar.scalarKind {
        case .float32:
          unsafe LAPACKE_sorglq_work(
            LAPACK_COL_MAJOR, n, m, n, scalars(a), n, scalars(factors), scalars(work), size)
        case .float64:
          unsafe LAPACKE_dorglq_work(
            LAPACK_COL_MAJOR, n, m, n, scalars(a), n, scalars(factors), scalars(work), size)
        }
      }
    }
  }
}

private func checkQR(
  rows: Int, columns: Int, _ available: Int, factors: Int, _ availableFactors: Int
) {
  StoredMatrix(
    name: "A", rows: rows, columns: columns, leadingDimension: max(1, columns),
    available: available
  ).check()
  require(
    available == rows * columns && availableFactors == factors,
    "A is \(rows)×\(columns) in a span of \(available) scalars, with \(availableFactors) factors")
}
