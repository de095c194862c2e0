internal import COpenBLAS
package import ElementwiseKernels

/// The places for what a refined solution has to say about itself.
package struct RefinementReport<Scalar: MatrixScalar>: Sendable {
  /// 1 / (‖A‖·‖A⁻¹‖) of the balanced matrix.
  package var reciprocalCondition: Scalar.RealPart
  /// ‖A‖ / ‖U‖ by the greatest elements.
  package var reciprocalPivotGrowth: Scalar.RealPart
  /// Per column, a bound of the greatest error relative to the greatest element.
  package var forwardErrors: AlignedBuffer<Scalar.RealPart>
  /// Per column, the smallest relative change of A and b that makes the solution exact.
  package var backwardErrors: AlignedBuffer<Scalar.RealPart>
}

/// Solves A·X = B for a row-major A by balancing, LU factors and iterative refinement.
///
/// The memory of A is a column-major Aᵀ, so LAPACK is asked to solve with its transpose and no
/// transposition is needed; B and X are column-major. Runs `gesvx`.
///
/// - Parameters:
///   - n: The order of A.
///   - columns: The columns of B.
///   - a: A, row-major; overwritten with the balanced matrix.
///   - b: B, column-major; overwritten with its balanced form.
///   - x: X, column-major; overwritten.
/// - Returns: What the routine had to say, and its report. The status is a failure with the place
///   of the first zero pivot, or with n + 1 when the condition is worse than the precision, in
///   which case there is a solution all the same.
/// - Precondition: `a` holds n² scalars, `b` and `x` hold n times the columns.
/// - Complexity: O(n³); allocates n² + O(n) scalars.
package func solveRefined<Scalar: MatrixScalar>(
  order n: Int, columns: Int, _ a: inout MutableSpan<Scalar>, _ b: inout MutableSpan<Scalar>,
  into x: inout MutableSpan<Scalar>
) -> (LAPACKStatus, RefinementReport<Scalar>) {
  typealias Real = Scalar.RealPart
  checkColumnMajor(rows: n, columns: n, a.count)
  checkColumnMajor(rows: n, columns: columns, b.count)
  checkColumnMajor(rows: n, columns: columns, x.count)
  var forwardErrors = AlignedBuffer<Real>(zeros: columns)
  var backwardErrors = AlignedBuffer<Real>(zeros: columns)
  if n == 0 {
    return (
      .success,
      RefinementReport(
        reciprocalCondition: 1, reciprocalPivotGrowth: 1, forwardErrors: forwardErrors,
        backwardErrors: backwardErrors)
    )
  }

  var factorStorage = AlignedBuffer<Scalar>(zeros: n * n)
  var workStorage = AlignedBuffer<Scalar>(zeros: 4 * n)
  // Row and column factors, the condition, and what real or complex routines work in.
  var realStorage = AlignedBuffer<Real>(zeros: 2 * n + 1)
  var extraStorage = AlignedBuffer<Double>(zeros: 2 * n)
  var pivots = [Int32](repeating: 0, count: n)
  var balance = CChar(letter: "N")
  let (order, count) = (Int32(n), Int32(columns))
  var info: Int32 = 0
  do {
    var factors = factorStorage.mutableSpan
    var work = workStorage.mutableSpan
    var reals = realStorage.mutableSpan
    var extra = extraStorage.mutableSpan
    var forward = forwardErrors.mutableSpan
    var backward = backwardErrors.mutableSpan
    var pivots = pivots.mutableSpan
    info = unsafe a.withElementBytes { a in
      unsafe b.withElementBytes { b in
        unsafe x.withElementBytes { x in
          unsafe factors.withElementBytes { factors in
            unsafe work.withElementBytes { work in
              unsafe reals.withElementBytes { reals in
                unsafe extra.withElementBytes { extra in
                  unsafe forward.withElementBytes { forward in
                    unsafe backward.withElementBytes { backward in
                      unsafe pivots.withUnsafeMutableBufferPointer { pivots in
                        let size = MemoryLayout<Real>.stride
                        let columnFactors = unsafe UnsafeMutableRawBufferPointer(
                          rebasing: reals[(n * size)...])
                        let condition = unsafe UnsafeMutableRawBufferPointer(
                          rebasing: reals[(2 * n * size)...])
                        return switch Scalar.elementKind {
                        case .float32:
                          unsafe LAPACKE_sgesvx_work(
                            LAPACK_COL_MAJOR, CChar(letter: "E"), CChar(letter: "T"), order, count,
                            scalars(a),
                            order, scalars(factors), order, pivots.baseAddress, &balance,
                            scalars(reals), scalars(columnFactors), scalars(b), order, scalars(x),
                            order, scalars(condition), scalars(forward), scalars(backward),
                            scalars(work), scalars(extra))
                        case .float64:
                          unsafe LAPACKE_dgesvx_work(
                            LAPACK_COL_MAJOR, CChar(letter: "E"), CChar(letter: "T"), order, count,
                            scalars(a),
                            order, scalars(factors), order, pivots.baseAddress, &balance,
                            scalars(reals), scalars(columnFactors), scalars(b), order, scalars(x),
                            order, scalars(condition), scalars(forward), scalars(backward),
                            scalars(work), scalars(extra))
                        case .complex64:
                          unsafe LAPACKE_cgesvx_work(
                            LAPACK_COL_MAJOR, CChar(letter: "E"), CChar(letter: "T"), order, count,
                            scalars(a),
                            order, scalars(factors), order, pivots.baseAddress, &balance,
                            scalars(reals), scalars(columnFactors), scalars(b), order, scalars(x),
                            order, scalars(condition), scalars(forward), scalars(backward),
                            scalars(work), scalars(extra))
                        case .complex128:
                          unsafe LAPACKE_zgesvx_work(
                            LAPACK_COL_MAJOR, CChar(letter: "E"), CChar(letter: "T"), order, count,
                            scalars(a),
                            order, scalars(factors), order, pivots.baseAddress, &balance,
                            scalars(reals), scalars(columnFactors), scalars(b), order, scalars(x),
                            order, scalars(condition), scalars(forward), scalars(backward),
                            scalars(work), scalars(extra))
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
  let isComplex = MemoryLayout<Scalar>.stride != MemoryLayout<Real>.stride
  let report = RefinementReport<Scalar>(
    reciprocalCondition: realStorage[2 * n],
    reciprocalPivotGrowth: isComplex ? firstReal(of: extraStorage) : workStorage[0].realPart,
    forwardErrors: forwardErrors, backwardErrors: backwardErrors)
  return (LAPACKStatus(info: info, from: "gesvx"), report)
}

/// The first number in scratch memory that a routine used for reals.
private func firstReal<Real: RealScalar>(of scratch: AlignedBuffer<Double>) -> Real {
  let bytes = scratch.span
  return unsafe bytes.withElementBytes { unsafe $0.load(as: Real.self) }
}
