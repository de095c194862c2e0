internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

/// The norms that can be read off the elements of a matrix.
package enum ElementNorm: Sendable {
  /// The greatest sum of moduli in a column.
  case one
  /// The greatest sum of moduli in a row.
  case infinity
  /// The root of the sum of all squared moduli.
  case frobenius

  /// As LAPACK spells it, for the transpose: there columns are rows.
  var letterOfTranspose: CChar {
    switch self {
    case .one: CChar(letter: "I")
    case .infinity: CChar(letter: "1")
    case .frobenius: CChar(letter: "F")
    }
  }
}

/// A norm of a row-major matrix, scaled so that no square overflows.
///
/// Runs `slange`, `dlange`, `clange` or `zlange`; sums of moduli of real numbers are made without
/// LAPACK, several at a time.
///
/// - Parameters:
///   - kind: Which norm.
///   - m: The rows of A.
///   - n: The columns of A.
///   - a: A, row-major and without gaps.
///   - workspace: Memory that is kept for further calls, or nil.
/// - Returns: The norm, NaN where an element is NaN, or 0 for a matrix without elements.
/// - Precondition: `a` holds m·n scalars.
/// - Complexity: O(m·n); for the 1-norm of many columns it may allocate n numbers.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func norm<Scalar: MatrixScalar>(
  _ kind: ElementNorm, rows m: Int, columns n: Int, of a: Span<Scalar>,
  workspace: LAPACKWorkspace? = nil
) -> Scalar.RealPart {
  checkDense("A", rows: m, columns: n, a.count)
  if m == 0 || n == 0 { return 0 }
  // Only sums of columns, which are LAPACK's rows, need a place each.
  let sumCount = kind == .one ? n : 1
  if kind != .frobenius, Scalar.isReal {
    return unsafe withScratch(sumCount * MemoryLayout<Scalar>.stride, in: workspace) { sums in
      unsafe greatest(
        kind == .one ? .columns : .rows, rows: m, columns: n, ofModuli: a, scratch: sums)
    }
  }
  let (m, n, letter) = (Int32(m), Int32(n), kind.letterOfTranspose)
  return unsafe a.withElementBytes { a in
    unsafe withScratch(sumCount * MemoryLayout<Scalar.RealPart>.stride, in: workspace) { sums in
      switch Scalar.elementKind {
      case .float32:
        unsafe reinterpret(
          LAPACKE_slange_work(
            LAPACK_COL_MAJOR, letter, n, m, scalars(a), n, scalars(sums)),
          as: Scalar.RealPart.self)
      case .float64:
        unsafe reinterpret(
          LAPACKE_dlange_work(
            LAPACK_COL_MAJOR, letter, n, m, scalars(a), n, scalars(sums)),
          as: Scalar.RealPart.self)
      case .complex64:
        unsafe reinterpret(
          LAPACKE_clange_work(
            LAPACK_COL_MAJOR, letter, n, m, scalars(a), n, scalars(sums)),
          as: Scalar.RealPart.self)
      case .complex128:
        unsafe reinterpret(
          LAPACKE_zlange_work(
            LAPACK_COL_MAJOR, letter, n, m, scalars(a), n, scalars(sums)),
          as: Scalar.RealPart.self)
      }
    }
  }
}

/// Returns ‖A‖₁ of a row-major matrix of which only the lower triangle is read; NaN if an element
/// is.
///
/// Runs `lansy` or `lanhe`, which take the diagonal of a Hermitian matrix as real; sums of moduli of
/// real numbers are made without LAPACK, several at a time.
///
/// - Precondition: `a` holds n² scalars.
/// - Complexity: O(n²); may allocate O(n).
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func oneNorm<Scalar: MatrixScalar>(
  order n: Int, _ symmetry: MirrorSymmetry, _ a: Span<Scalar>,
  workspace: LAPACKWorkspace? = nil
) -> Scalar.RealPart {
  checkColumnMajor(rows: n, columns: n, a.count)
  if n == 0 { return 0 }
  let byteCount = n * MemoryLayout<Scalar.RealPart>.stride
  if Scalar.isReal {
    return unsafe withScratch(byteCount, in: workspace) { sums in
      unsafe greatest(.symmetricRows, rows: n, columns: n, ofModuli: a, scratch: sums)
    }
  }
  let (n, half) = (Int32(n), MatrixTriangle.lower.transposedLetter)
  let conjugates = symmetry.conjugates(Scalar.self)
  return unsafe a.withElementBytes { a in
    unsafe withScratch(byteCount, in: workspace) { work in
      switch Scalar.elementKind {
      case .float32:
        reinterpret(
          unsafe LAPACKE_slansy_work(
            LAPACK_COL_MAJOR, CChar(letter: "1"), half, n, scalars(a), n, scalars(work)),
          as: Scalar.RealPart.self)
      case .float64:
        reinterpret(
          unsafe LAPACKE_dlansy_work(
            LAPACK_COL_MAJOR, CChar(letter: "1"), half, n, scalars(a), n, scalars(work)),
          as: Scalar.RealPart.self)
      case .complex64 where conjugates:
        reinterpret(
          unsafe LAPACKE_clanhe_work(
            LAPACK_COL_MAJOR, CChar(letter: "1"), half, n, scalars(a), n, scalars(work)),
          as: Scalar.RealPart.self)
      case .complex64:
        reinterpret(
          unsafe LAPACKE_clansy_work(
            LAPACK_COL_MAJOR, CChar(letter: "1"), half, n, scalars(a), n, scalars(work)),
          as: Scalar.RealPart.self)
      case .complex128 where conjugates:
        reinterpret(
          unsafe LAPACKE_zlanhe_work(
            LAPACK_COL_MAJOR, CChar(letter: "1"), half, n, scalars(a), n, scalars(work)),
          as: Scalar.RealPart.self)
      case .complex128:
        reinterpret(
          unsafe LAPACKE_zlansy_work(
            LAPACK_COL_MAJOR, CChar(letter: "1"), half, n, scalars(a), n, scalars(work)),
          as: Scalar.RealPart.self)
      }
    }
  }
}

extension MatrixScalar {
  /// Whether a modulus is no more than a sign put away.
  fileprivate static var isReal: Bool { elementKind == .float32 || elementKind == .float64 }
}
