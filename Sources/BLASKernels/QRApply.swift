internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

extension MatrixSide {
  /// The side that a factor stands on in the transposed equation.
  fileprivate var flipped: MatrixSide { self == .left ? .right : .left }

  /// As LAPACK spells it.
  fileprivate var letter: CChar {
    CChar(self == .left ? UInt8(ascii: "L") : UInt8(ascii: "R"))
  }
}

/// Overwrites C with op(Q)·C or C·op(Q), Q being the full unitary matrix that
/// ``factorQR(_:rows:columns:_:factors:workspace:)`` left as reflections, which is never formed.
///
/// In row-major order (op(Q)·C)ᵀ = Cᵀ·op(Q)ᵀ with Q = Q̃ᵀ: the sides change places and
/// the operation stays. Runs `sormlq` or its like there, `sormqr` or its like in column-major
/// order; `unm…` where the numbers are complex.
///
/// - Parameters:
///   - order: How A and C lie in memory.
///   - side: From which side Q multiplies.
///   - adjoint: Whether op(Q) = Qᴴ; otherwise Q.
///   - m: The rows of C.
///   - n: The columns of C.
///   - reflections: How many reflections there are.
///   - a: What the factorization left.
///   - stride: Scalars from one row of A to the next, or from one column to the next.
///   - factors: τ as the factorization left it.
///   - c: C, without gaps; overwritten.
///   - workspace: Memory that is kept for further calls, or nil.
/// - Returns: Success: no matrix is refused.
/// - Precondition: `reflections` is at most m, or n when Q stands right; `a` holds that many
///   columns of as many rows; `c` has m·n scalars.
/// - Complexity: O(m·n·reflections); may allocate the workspace that LAPACK asks for.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func applyQ<Scalar: MatrixScalar>(
  _ order: StorageOrder, _ side: MatrixSide, adjoint: Bool, rows m: Int,
  columns n: Int, reflections: Int, _ a: Span<Scalar>, stride: Int, factors: Span<Scalar>,
  to c: inout MutableSpan<Scalar>, workspace: LAPACKWorkspace? = nil
) -> LAPACKStatus {
  let size = side == .left ? m : n
  require(
    reflections >= 0 && reflections <= size && factors.count == reflections
      && c.count == m * n,
    "\(reflections) reflections of \(size) elements with \(factors.count) factors meet a matrix of "
      + "\(m)×\(n) in \(c.count) scalars")
  StoredMatrix(
    name: "A", rows: order == .rowMajor ? size : reflections,
    columns: order == .rowMajor ? reflections : size, leadingDimension: stride, available: a.count
  ).check()
  StoredMatrix(
    name: "C", rows: m, columns: n, leadingDimension: max(1, n), available: c.count
  ).check()
  if m == 0 || n == 0 || reflections == 0 { return .success }
  let isComplex = Scalar.elementKind == .complex64 || Scalar.elementKind == .complex128
  let adjointLetter = isComplex ? UInt8(ascii: "C") : UInt8(ascii: "T")
  let operation = CChar(adjoint ? adjointLetter : UInt8(ascii: "N"))
  // What the size of the workspace depends on.
  let option: UInt8 = (side == .left ? 2 : 0) + (adjoint ? 1 : 0)
  let (k, lda, m, n) = (Int32(reflections), Int32(stride), Int32(m), Int32(n))
  return unsafe a.withElementBytes { a in
    unsafe factors.withElementBytes { tau in
      unsafe c.withElementBytes { c in
        switch order {
        case .rowMajor:
          unsafe withWorkspace(
            WorkspaceQuestion(
              .ormlq, Scalar.elementKind, n, m, k, option: option),
            in: workspace
          ) { work, size in
            let side = side.flipped.letter
            return switch Scalar.elementKind {
            case .float32:
              unsafe LAPACKE_sormlq_work(
                LAPACK_COL_MAJOR, side, operation, n, m, k, scalars(a), lda, scalars(tau),
                scalars(c), n, scalars(work), size)
            case .float64:
              unsafe LAPACKE_dormlq_work(
                LAPACK_COL_MAJOR, side, operation, n, m, k, scalars(a), lda, scalars(tau),
                scalars(c), n, scalars(work), size)
            case .complex64:
              unsafe LAPACKE_cunmlq_work(
                LAPACK_COL_MAJOR, side, operation, n, m, k, scalars(a), lda, scalars(tau),
                scalars(c), n, scalars(work), size)
            case .complex128:
              unsafe LAPACKE_zunmlq_work(
                LAPACK_COL_MAJOR, side, operation, n, m, k, scalars(a), lda, scalars(tau),
                scalars(c), n, scalars(work), size)
            }
          }
        case .columnMajor:
          unsafe withWorkspace(
            WorkspaceQuestion(
              .ormqr, Scalar.elementKind, m, n, k, option: option),
            in: workspace
          ) { work, size in
            let side = side.letter
            return switch Scalar.elementKind {
            case .float32:
              unsafe LAPACKE_sormqr_work(
                LAPACK_COL_MAJOR, side, operation, m, n, k, scalars(a), lda, scalars(tau),
                scalars(c), m, scalars(work), size)
            case .float64:
              unsafe LAPACKE_dormqr_work(
                LAPACK_COL_MAJOR, side, operation, m, n, k, scalars(a), lda, scalars(tau),
                scalars(c), m, scalars(work), size)
            case .complex64:
              unsafe LAPACKE_cunmqr_work(
                LAPACK_COL_MAJOR, side, operation, m, n, k, scalars(a), lda, scalars(tau),
                scalars(c), m, scalars(work), size)
            case .complex128:
              unsafe LAPACKE_zunmqr_work(
                LAPACK_COL_MAJOR, side, operation, m, n, k, scalars(a), lda, scalars(tau),
                scalars(c), m, scalars(work), size)
            }
          }
        }
      }
    }
  }
}
