internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

// A row-major matrix is the column-major transpose of itself, and A = U·Σ·Vᴴ reads
// Aᵀ = (Vᴴ)ᵀ·Σ·Uᵀ. So LAPACK, told that it factors Aᵀ, writes Vᴴ where it thinks its left vectors
// go and U where it thinks the right ones go, both row-major: nothing is transposed.

/// Which singular vectors are wanted.
package enum SingularVectors: Sendable {
  /// None.
  case none
  /// The first min(m, n) of each side.
  case thin
  /// All m and all n: two square unitary matrices.
  case full

  /// As LAPACK spells it.
  var letter: CChar {
    switch self {
    case .none: CChar(letter: "N")
    case .thin: CChar(letter: "S")
    case .full: CChar(letter: "A")
    }
  }

  /// As the size of the workspace depends on it.
  var option: UInt8 {
    switch self {
    case .none: 0
    case .thin: 1
    case .full: 2
    }
  }
}

/// How the bidiagonal matrix in the middle of the computation is decomposed.
package enum SingularValueMethod: Sendable {
  /// Divide and conquer, `gesdd`.
  case divideAndConquer
  /// The QR iteration, `gesvd`.
  case plain
}

/// Computes A = U·Σ·Vᴴ of a row-major matrix.
///
/// Runs `sgesdd` or `sgesvd`, or their like.
///
/// - Parameters:
///   - m: The rows of A.
///   - n: The columns of A.
///   - a: A, row-major and without gaps; overwritten with intermediate results.
///   - vectors: Which vectors are wanted.
///   - method: How the singular values are found.
///   - values: The min(m, n) singular values, the greatest first; overwritten.
///   - left: U, row-major, m×m when full and m×min(m, n) when thin; overwritten. Else empty.
///   - rightAdjoint: Vᴴ, row-major, n×n when full and min(m, n)×n when thin; overwritten. Else
///     empty.
///   - workspace: Memory that is kept for further calls, or nil.
/// - Returns: Success, or a failure with the count of superdiagonals that did not converge
///   (`gesvd`), or some positive number (`gesdd`).
/// - Precondition: A has elements, all of them finite, and the spans have the counts above.
/// - Complexity: O(m·n·min(m, n)); may allocate the workspaces that LAPACK asks for.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func decomposeSingularValues<Scalar: MatrixScalar>(
  rows m: Int, columns n: Int, _ a: inout MutableSpan<Scalar>, vectors: SingularVectors,
  method: SingularValueMethod, values: inout MutableSpan<Scalar.RealPart>,
  left: inout MutableSpan<Scalar>, rightAdjoint: inout MutableSpan<Scalar>,
  workspace: LAPACKWorkspace? = nil
) -> LAPACKStatus {
  checkDense("A", rows: m, columns: n, a.count)
  let least = min(m, n)
  require(least > 0, "a matrix of \(m)×\(n) has no singular values")
  require(values.count == least, "\(least) singular values do not fill \(values.count) places")
  if vectors != .none {
    checkDense("U", rows: m, columns: vectors == .full ? m : least, left.count)
    checkDense("Vᴴ", rows: vectors == .full ? n : least, columns: n, rightAdjoint.count)
  }
  let (m, n) = (Int32(m), Int32(n))
  return switch method {
  case .divideAndConquer:
    divideAndConquer(
      rows: m, columns: n, &a, vectors, values: &values, left: &left, rightAdjoint: &rightAdjoint,
      workspace)
  case .plain:
    iterate(
      rows: m, columns: n, &a, vectors, values: &values, left: &left, rightAdjoint: &rightAdjoint,
      workspace)
  }
}

/// Runs `gesdd` on Aᵀ, which is n×m.
private func divideAndConquer<Scalar: MatrixScalar>(
  rows m: Int32, columns n: Int32, _ a: inout MutableSpan<Scalar>, _ vectors: SingularVectors,
  values: inout MutableSpan<Scalar.RealPart>, left: inout MutableSpan<Scalar>,
  rightAdjoint: inout MutableSpan<Scalar>, _ workspace: LAPACKWorkspace?
) -> LAPACKStatus {
  let (least, job) = (min(m, n), vectors.letter)
  let leftColumns = vectors == .full ? m : least
  // The complex routines do not say how many real numbers they want; their documentation does.
  let (small, great) = (Int(least), Int(max(m, n)))
  let reals =
    vectors == .none
    ? 7 * small : small * max(5 * small + 5, 2 * great + 2 * small + 1)
  return unsafe a.withElementBytes { a in
    unsafe values.withElementBytes { s in
      unsafe left.withElementBytes { u in
        unsafe rightAdjoint.withElementBytes { v in
          unsafe withWorkspaces(
            WorkspaceQuestion(.gesdd, Scalar.elementKind, n, m, option: vectors.option),
            WorkspaceSizes(reals: reals, integers: 8 * small), in: workspace
          ) { w in
            switch Scalar.elementKind {
            case .float32:
              unsafe LAPACKE_sgesdd_work(
                LAPACK_COL_MAJOR, job, n, m, scalars(a), n, scalars(s), scalars(v), n, scalars(u),
                leftColumns, scalars(w.scalars), w.scalarCount, w.integers)
            case .float64:
              unsafe LAPACKE_dgesdd_work(
                LAPACK_COL_MAJOR, job, n, m, scalars(a), n, scalars(s), scalars(v), n, scalars(u),
                leftColumns, scalars(w.scalars), w.scalarCount, w.integers)
            case .complex64:
              unsafe LAPACKE_cgesdd_work(
                LAPACK_COL_MAJOR, job, n, m, scalars(a), n, scalars(s), scalars(v), n, scalars(u),
                leftColumns, scalars(w.scalars), w.scalarCount, scalars(w.reals), w.integers)
            case .complex128:
              unsafe LAPACKE_zgesdd_work(
                LAPACK_COL_MAJOR, job, n, m, scalars(a), n, scalars(s), scalars(v), n, scalars(u),
                leftColumns, scalars(w.scalars), w.scalarCount, scalars(w.reals), w.integers)
            }
          }
        }
      }
    }
  }
}

/// Runs `gesvd` on Aᵀ, which is n×m.
private func iterate<Scalar: MatrixScalar>(
  rows m: Int32, columns n: Int32, _ a: inout MutableSpan<Scalar>, _ vectors: SingularVectors,
  values: inout MutableSpan<Scalar.RealPart>, left: inout MutableSpan<Scalar>,
  rightAdjoint: inout MutableSpan<Scalar>, _ workspace: LAPACKWorkspace?
) -> LAPACKStatus {
  let (least, job) = (min(m, n), vectors.letter)
  let leftColumns = vectors == .full ? m : least
  return unsafe a.withElementBytes { a in
    unsafe values.withElementBytes { s in
      unsafe left.withElementBytes { u in
        unsafe rightAdjoint.withElementBytes { v in
          unsafe withWorkspaces(
            WorkspaceQuestion(.gesvd, Scalar.elementKind, n, m, option: vectors.option),
            WorkspaceSizes(reals: 5 * Int(least)), in: workspace
          ) { w in
            switch Scalar.elementKind {
            case .float32:
              unsafe LAPACKE_sgesvd_work(
                LAPACK_COL_MAJOR, job, job, n, m, scalars(a), n, scalars(s), scalars(v), n,
                scalars(u),
                leftColumns, scalars(w.scalars), w.scalarCount)
            case .float64:
              unsafe LAPACKE_dgesvd_work(
                LAPACK_COL_MAJOR, job, job, n, m, scalars(a), n, scalars(s), scalars(v), n,
                scalars(u),
                leftColumns, scalars(w.scalars), w.scalarCount)
            case .complex64:
              unsafe LAPACKE_cgesvd_work(
                LAPACK_COL_MAJOR, job, job, n, m, scalars(a), n, scalars(s), scalars(v), n,
                scalars(u),
                leftColumns, scalars(w.scalars), w.scalarCount, scalars(w.reals))
            case .complex128:
              unsafe LAPACKE_zgesvd_work(
                LAPACK_COL_MAJOR, job, job, n, m, scalars(a), n, scalars(s), scalars(v), n,
                scalars(u),
                leftColumns, scalars(w.scalars), w.scalarCount, scalars(w.reals))
            }
          }
        }
      }
    }
  }
}
