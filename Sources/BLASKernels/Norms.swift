internal import COpenBLAS
package import ElementwiseKernels

/// Returns ‖A‖₁, the greatest column sum of moduli, of a row-major matrix; NaN if an element is.
///
/// Runs `lange` for the ∞-norm of the column-major transpose, whose inner loop runs along memory.
///
/// - Precondition: `a` holds m·n scalars.
/// - Complexity: O(m·n); allocates O(n).
package func oneNorm<Scalar: MatrixScalar>(
  rows m: Int, columns n: Int, _ a: Span<Scalar>
) -> Scalar.RealPart {
  checkColumnMajor(rows: n, columns: m, a.count)
  if m == 0 || n == 0 { return 0 }
  var sums = AlignedBuffer<Scalar.RealPart>(zeros: n)
  var work = sums.mutableSpan
  let (m, n) = (Int32(m), Int32(n))
  return unsafe a.withElementBytes { a in
    unsafe work.withElementBytes { work in
      switch Scalar.elementKind {
      case .float32:
        reinterpret(
          unsafe LAPACKE_slange_work(
            LAPACK_COL_MAJOR, letter("I"), n, m, scalars(a), n, scalars(work)),
          as: Scalar.RealPart.self)
      case .float64:
        reinterpret(
          unsafe LAPACKE_dlange_work(
            LAPACK_COL_MAJOR, letter("I"), n, m, scalars(a), n, scalars(work)),
          as: Scalar.RealPart.self)
      case .complex64:
        reinterpret(
          unsafe LAPACKE_clange_work(
            LAPACK_COL_MAJOR, letter("I"), n, m, scalars(a), n, scalars(work)),
          as: Scalar.RealPart.self)
      case .complex128:
        reinterpret(
          unsafe LAPACKE_zlange_work(
            LAPACK_COL_MAJOR, letter("I"), n, m, scalars(a), n, scalars(work)),
          as: Scalar.RealPart.self)
      }
    }
  }
}

/// Returns ‖A‖₁ of a row-major matrix of which only the lower triangle is read; NaN if an element is.
///
/// Runs `lansy` or `lanhe`, which take the diagonal of a Hermitian matrix as real.
///
/// - Precondition: `a` holds n² scalars.
/// - Complexity: O(n²); allocates O(n).
package func oneNorm<Scalar: MatrixScalar>(
  order n: Int, _ symmetry: MirrorSymmetry, _ a: Span<Scalar>
) -> Scalar.RealPart {
  checkColumnMajor(rows: n, columns: n, a.count)
  if n == 0 { return 0 }
  var sums = AlignedBuffer<Scalar.RealPart>(zeros: n)
  var work = sums.mutableSpan
  let (n, half) = (Int32(n), MatrixTriangle.lower.transposedLetter)
  let conjugates = symmetry.conjugates(Scalar.self)
  return unsafe a.withElementBytes { a in
    unsafe work.withElementBytes { work in
      switch Scalar.elementKind {
      case .float32:
        reinterpret(
          unsafe LAPACKE_slansy_work(
            LAPACK_COL_MAJOR, letter("1"), half, n, scalars(a), n, scalars(work)),
          as: Scalar.RealPart.self)
      case .float64:
        reinterpret(
          unsafe LAPACKE_dlansy_work(
            LAPACK_COL_MAJOR, letter("1"), half, n, scalars(a), n, scalars(work)),
          as: Scalar.RealPart.self)
      case .complex64 where conjugates:
        reinterpret(
          unsafe LAPACKE_clanhe_work(
            LAPACK_COL_MAJOR, letter("1"), half, n, scalars(a), n, scalars(work)),
          as: Scalar.RealPart.self)
      case .complex64:
        reinterpret(
          unsafe LAPACKE_clansy_work(
            LAPACK_COL_MAJOR, letter("1"), half, n, scalars(a), n, scalars(work)),
          as: Scalar.RealPart.self)
      case .complex128 where conjugates:
        reinterpret(
          unsafe LAPACKE_zlanhe_work(
            LAPACK_COL_MAJOR, letter("1"), half, n, scalars(a), n, scalars(work)),
          as: Scalar.RealPart.self)
      case .complex128:
        reinterpret(
          unsafe LAPACKE_zlansy_work(
            LAPACK_COL_MAJOR, letter("1"), half, n, scalars(a), n, scalars(work)),
          as: Scalar.RealPart.self)
      }
    }
  }
}
