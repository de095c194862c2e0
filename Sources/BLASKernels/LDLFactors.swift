internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

/// How an element and its mirror image belong together.
public enum MirrorSymmetry: Sendable {
  /// A = Aᵀ.
  case symmetric
  /// A = Aᴴ; for real numbers the same as A = Aᵀ.
  case hermitian

  /// Whether the mirror image has the opposite imaginary part, if it has one.
  package func conjugates<Scalar: MatrixScalar>(_ type: Scalar.Type) -> Bool {
    self == .hermitian
      && (Scalar.elementKind == .complex64 || Scalar.elementKind == .complex128)
  }
}

/// Replaces the lower triangle of a column-major matrix with its Bunch–Kaufman factors.
///
/// A = L·D·Lᵀ or A = L·D·Lᴴ, where D has blocks of order 1 and 2 and L is a product of unit
/// triangles and row interchanges. Runs `sytrf` or `hetrf`.
///
/// - Parameters:
///   - n: The order of A.
///   - symmetry: What the lower triangle says about the upper one.
///   - a: A, column-major and without gaps; overwritten in and below the diagonal.
///   - pivots: Positive for a block of order 1: the row that changed places with it, from one.
///     Negative, twice the same, for one of order 2: the row that changed with its second.
///   - workspace: Memory that is kept for further calls, or nil.
/// - Returns: A failure with the place of the first block that is exactly zero.
/// - Precondition: `a` holds n² scalars and `pivots` n numbers.
/// - Complexity: O(n³); may allocate the workspace that LAPACK asks for.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func factorLDL<Scalar: MatrixScalar>(
  order n: Int, _ symmetry: MirrorSymmetry, _ a: inout MutableSpan<Scalar>,
  pivots: inout MutableSpan<Int32>, workspace: LAPACKWorkspace? = nil
) -> LAPACKStatus {
  checkColumnMajor(rows: n, columns: n, a.count)
  checkPivots(n, pivots.count)
  if n == 0 { return .success }
  let (n, half) = (Int32(n), CChar(letter: "L"))
  let conjugates = symmetry.conjugates(Scalar.self)
  return unsafe a.withElementBytes { a in
    unsafe pivots.withUnsafeMutableBufferPointer { pivots in
      unsafe withWorkspace(
        WorkspaceQuestion(.sytrf, Scalar.elementKind, n, option: conjugates ? 1 : 0), in: workspace
      ) { work, size in
        switch Scalar.elementKind {
        case .float32:
          unsafe LAPACKE_ssytrf_work(
            LAPACK_COL_MAJOR, half, n, scalars(a), n, pivots.baseAddress, scalars(work), size)
        case .float64:
          unsafe LAPACKE_dsytrf_work(
            LAPACK_COL_MAJOR, half, n, scalars(a), n, pivots.baseAddress, scalars(work), size)
        case .complex64 where conjugates:
          unsafe LAPACKE_chetrf_work(
            LAPACK_COL_MAJOR, half, n, scalars(a), n, pivots.baseAddress, scalars(work), size)
        case .complex64:
          unsafe LAPACKE_csytrf_work(
            LAPACK_COL_MAJOR, half, n, scalars(a), n, pivots.baseAddress, scalars(work), size)
        case .complex128 where conjugates:
          unsafe LAPACKE_zhetrf_work(
            LAPACK_COL_MAJOR, half, n, scalars(a), n, pivots.baseAddress, scalars(work), size)
        case .complex128:
          unsafe LAPACKE_zsytrf_work(
            LAPACK_COL_MAJOR, half, n, scalars(a), n, pivots.baseAddress, scalars(work), size)
        }
      }
    }
  }
}

/// Overwrites a column-major B with A⁻¹·B by the Bunch–Kaufman factors of A.
///
/// Runs `sytrs` or `hetrs`.
///
/// - Parameters:
///   - n: The order of A.
///   - symmetry: As it was factored.
///   - a: What ``factorLDL(order:_:_:pivots:workspace:)`` left.
///   - pivots: As the factorization left them.
///   - b: B, column-major and without gaps, of n rows; overwritten.
/// - Precondition: No block of D is zero, `a` holds n² scalars, `pivots` n numbers, and `b` whole
///   columns.
/// - Complexity: O(n²) per column, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func solveLDL<Scalar: MatrixScalar>(
  order n: Int, _ symmetry: MirrorSymmetry, _ a: Span<Scalar>, pivots: Span<Int32>,
  _ b: inout MutableSpan<Scalar>
) {
  checkColumnMajor(rows: n, columns: n, a.count)
  checkPivots(n, pivots.count)
  if n == 0 || b.isEmpty { return }
  checkColumnMajor(rows: n, columns: b.count / n, b.count)
  let (n, columns, half) = (Int32(n), Int32(b.count / n), CChar(letter: "L"))
  let conjugates = symmetry.conjugates(Scalar.self)
  let info = unsafe a.withElementBytes { a in
    unsafe pivots.withUnsafeBufferPointer { pivots in
      unsafe b.withElementBytes { b in
        switch Scalar.elementKind {
        case .float32:
          unsafe LAPACKE_ssytrs_work(
            LAPACK_COL_MAJOR, half, n, columns, scalars(a), n, pivots.baseAddress, scalars(b), n)
        case .float64:
          unsafe LAPACKE_dsytrs_work(
            LAPACK_COL_MAJOR, half, n, columns, scalars(a), n, pivots.baseAddress, scalars(b), n)
        case .complex64 where conjugates:
          unsafe LAPACKE_chetrs_work(
            LAPACK_COL_MAJOR, half, n, columns, scalars(a), n, pivots.baseAddress, scalars(b), n)
        case .complex64:
          unsafe LAPACKE_csytrs_work(
            LAPACK_COL_MAJOR, half, n, columns, scalars(a), n, pivots.baseAddress, scalars(b), n)
        case .complex128 where conjugates:
          unsafe LAPACKE_zhetrs_work(
            LAPACK_COL_MAJOR, half, n, columns, scalars(a), n, pivots.baseAddress, scalars(b), n)
        case .complex128:
          unsafe LAPACKE_zsytrs_work(
            LAPACK_COL_MAJOR, half, n, columns, scalars(a), n, pivots.baseAddress, scalars(b), n)
        }
      }
    }
  }
  checkSuccess(info, of: "sytrs")
}

/// Estimates 1 / (‖A‖₁·‖A⁻¹‖₁) from the Bunch–Kaufman factors.
///
/// Runs `sycon` or `hecon`.
///
/// - Parameters:
///   - n: The order of A.
///   - symmetry: As it was factored.
///   - a: What ``factorLDL(order:_:_:pivots:workspace:)`` left.
///   - pivots: As the factorization left them.
///   - norm: ‖A‖₁ of the matrix that was factored.
/// - Returns: A number from 0 (singular) to 1.
/// - Precondition: `a` holds n² scalars and `pivots` n numbers.
/// - Complexity: O(n²); may allocate O(n).
package func reciprocalConditionLDL<Scalar: MatrixScalar>(
  order n: Int, _ symmetry: MirrorSymmetry, _ a: Span<Scalar>, pivots: Span<Int32>,
  norm: Scalar.RealPart
) -> Scalar.RealPart {
  checkColumnMajor(rows: n, columns: n, a.count)
  checkPivots(n, pivots.count)
  let (size, half) = (Int32(n), CChar(letter: "L"))
  let conjugates = symmetry.conjugates(Scalar.self)
  return unsafe a.withElementBytes { a in
    unsafe pivots.withUnsafeBufferPointer { pivots in
      unsafe estimateCondition(order: n, of: Scalar.self, by: "sycon") { work, extra, answer in
        switch Scalar.elementKind {
        case .float32:
          unsafe LAPACKE_ssycon_work(
            LAPACK_COL_MAJOR, half, size, scalars(a), size, pivots.baseAddress,
            reinterpret(norm, as: Float.self), scalars(answer), scalars(work), scalars(extra))
        case .float64:
          unsafe LAPACKE_dsycon_work(
            LAPACK_COL_MAJOR, half, size, scalars(a), size, pivots.baseAddress,
            reinterpret(norm, as: Double.self), scalars(answer), scalars(work), scalars(extra))
        case .complex64 where conjugates:
          unsafe LAPACKE_checon_work(
            LAPACK_COL_MAJOR, half, size, scalars(a), size, pivots.baseAddress,
            reinterpret(norm, as: Float.self), scalars(answer), scalars(work))
        case .complex64:
          unsafe LAPACKE_csycon_work(
            LAPACK_COL_MAJOR, half, size, scalars(a), size, pivots.baseAddress,
            reinterpret(norm, as: Float.self), scalars(answer), scalars(work))
        case .complex128 where conjugates:
          unsafe LAPACKE_zhecon_work(
            LAPACK_COL_MAJOR, half, size, scalars(a), size, pivots.baseAddress,
            reinterpret(norm, as: Double.self), scalars(answer), scalars(work))
        case .complex128:
          unsafe LAPACKE_zsycon_work(
            LAPACK_COL_MAJOR, half, size, scalars(a), size, pivots.baseAddress,
            reinterpret(norm, as: Double.self), scalars(answer), scalars(work))
        }
      }
    }
  }
}
