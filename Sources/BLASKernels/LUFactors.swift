internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

// Every matrix in this file is column-major: the factors must be those of A itself, so the caller's
// copy of a row-major matrix is its transposition.

/// Replaces a column-major matrix with its factors, P·A = L·U.
///
/// On and above the diagonal of `a` lies U; below it L without its unit diagonal. Runs `getrf`.
///
/// - Parameters:
///   - m: The rows of A.
///   - n: The columns of A.
///   - a: A, column-major and without gaps; overwritten.
///   - pivots: For each step the row that changed places with it, counted from one; overwritten.
/// - Returns: A failure when U has a zero on its diagonal, with the place of the first one. The
///   factors are complete all the same.
/// - Precondition: `a` holds m·n scalars and `pivots` min(m, n) numbers.
/// - Complexity: O(m·n·min(m, n)), no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func factorLU<Scalar: MatrixScalar>(
  rows m: Int, columns n: Int, _ a: inout MutableSpan<Scalar>, pivots: inout MutableSpan<Int32>
) -> LAPACKStatus {
  checkColumnMajor(rows: m, columns: n, a.count)
  checkPivots(min(m, n), pivots.count)
  if m == 0 || n == 0 { return .success }
  let (m, n) = (Int32(m), Int32(n))
  let info = unsafe a.withElementBytes { a in
    unsafe pivots.withUnsafeMutableBufferPointer { pivots in
      switch Scalar.elementKind {
      case .float32:
        unsafe LAPACKE_sgetrf_work(LAPACK_COL_MAJOR, m, n, scalars(a), m, pivots.baseAddress)
      case .float64:
        unsafe LAPACKE_dgetrf_work(LAPACK_COL_MAJOR, m, n, scalars(a), m, pivots.baseAddress)
      case .complex64:
        unsafe LAPACKE_cgetrf_work(LAPACK_COL_MAJOR, m, n, scalars(a), m, pivots.baseAddress)
      case .complex128:
        unsafe LAPACKE_zgetrf_work(LAPACK_COL_MAJOR, m, n, scalars(a), m, pivots.baseAddress)
      }
    }
  }
  return LAPACKStatus(info: info, from: "getrf")
}

/// Replaces the factors of a square matrix with its inverse, column-major.
///
/// Runs `getri`.
///
/// - Parameters:
///   - n: The order of A.
///   - a: What ``factorLU(rows:columns:_:pivots:)`` left; overwritten.
///   - pivots: As the factorization left them.
///   - workspace: Memory that is kept for further calls, or nil.
/// - Returns: A failure with the place of the first zero on the diagonal of U, if it has one.
/// - Precondition: `a` holds n² scalars and `pivots` n numbers.
/// - Complexity: O(n³); may allocate the workspace that LAPACK asks for.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func invertLU<Scalar: MatrixScalar>(
  order n: Int, _ a: inout MutableSpan<Scalar>, pivots: Span<Int32>,
  workspace: LAPACKWorkspace? = nil
) -> LAPACKStatus {
  checkColumnMajor(rows: n, columns: n, a.count)
  checkPivots(n, pivots.count)
  if n == 0 { return .success }
  let n = Int32(n)
  return unsafe a.withElementBytes { a in
    unsafe pivots.withUnsafeBufferPointer { pivots in
      unsafe withWorkspace(WorkspaceQuestion(.getri, Scalar.elementKind, n), in: workspace) {
        work, size in
        switch Scalar.elementKind {
        case .float32:
          unsafe LAPACKE_sgetri_work(
            LAPACK_COL_MAJOR, n, scalars(a), n, pivots.baseAddress, scalars(work), size)
        case .float64:
          unsafe LAPACKE_dgetri_work(
            LAPACK_COL_MAJOR, n, scalars(a), n, pivots.baseAddress, scalars(work), size)
        case .complex64:
          unsafe LAPACKE_cgetri_work(
            LAPACK_COL_MAJOR, n, scalars(a), n, pivots.baseAddress, scalars(work), size)
        case .complex128:
          unsafe LAPACKE_zgetri_work(
            LAPACK_COL_MAJOR, n, scalars(a), n, pivots.baseAddress, scalars(work), size)
        }
      }
    }
  }
}

/// Estimates 1 / (‖A‖₁·‖A⁻¹‖₁) from the factors of a square matrix.
///
/// Runs `gecon`.
///
/// - Parameters:
///   - n: The order of A.
///   - a: What ``factorLU(rows:columns:_:pivots:)`` left.
///   - norm: ‖A‖₁ of the matrix that was factored.
/// - Returns: A number from 0 (singular) to 1.
/// - Precondition: `a` holds n² scalars.
/// - Complexity: O(n²); may allocate O(n).
package func reciprocalConditionLU<Scalar: MatrixScalar>(
  order n: Int, _ a: Span<Scalar>, norm: Scalar.RealPart
) -> Scalar.RealPart {
  checkColumnMajor(rows: n, columns: n, a.count)
  let size = Int32(n)
  return unsafe a.withElementBytes { a in
    unsafe estimateCondition(order: n, of: Scalar.self, by: "gecon") { work, extra, answer in
      switch Scalar.elementKind {
      case .float32:
        unsafe LAPACKE_sgecon_work(
          LAPACK_COL_MAJOR, CChar(letter: "1"), size, scalars(a), size,
          reinterpret(norm, as: Float.self),
          scalars(answer), scalars(work), scalars(extra))
      case .float64:
        unsafe LAPACKE_dgecon_work(
          LAPACK_COL_MAJOR, CChar(letter: "1"), size, scalars(a), size,
          reinterpret(norm, as: Double.self),
          scalars(answer), scalars(work), scalars(extra))
      case .complex64:
        unsafe LAPACKE_cgecon_work(
          LAPACK_COL_MAJOR, CChar(letter: "1"), size, scalars(a), size,
          reinterpret(norm, as: Float.self),
          scalars(answer), scalars(work), scalars(extra))
      case .complex128:
        unsafe LAPACKE_zgecon_work(
          LAPACK_COL_MAJOR, CChar(letter: "1"), size, scalars(a), size,
          reinterpret(norm, as: Double.self),
          scalars(answer), scalars(work), scalars(extra))
      }
    }
  }
}

/// Exchanges the rows of a row-major matrix as the pivots say, or takes the exchanges back.
///
/// - Parameters:
///   - pivots: For each step the row that changes places with it, counted from one.
///   - reversed: Whether the last exchange comes first.
///   - columns: The columns of B.
///   - b: B, row-major and without gaps; overwritten.
/// - Precondition: `b` holds a row for every pivot.
/// - Complexity: O(pivots · columns), no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func exchangeRows<Scalar: MatrixScalar>(
  _ pivots: Span<Int32>, reversed: Bool, columns: Int, _ b: inout MutableSpan<Scalar>
) {
  for index in pivots.indices {
    let step = reversed ? pivots.count - 1 - index : index
    let partner = Int(pivots[step]) - 1
    if partner == step { continue }
    for column in 0..<columns { b.swapAt(step * columns + column, partner * columns + column) }
  }
}
