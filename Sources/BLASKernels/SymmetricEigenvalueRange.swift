internal import COpenBLAS
package import ElementwiseKernels

/// Which eigenvalues of a symmetric matrix are wanted.
package enum EigenvalueRange<Real: RealScalar>: Sendable {
  /// Those at these places of the ascending order, counted from zero.
  case indices(Range<Int>)
  /// Those with above < λ ≤ through.
  case interval(above: Real, through: Real)
}

/// Computes some eigenvalues of a real symmetric or complex Hermitian matrix, with their vectors on
/// request.
///
/// Runs `ssyevr`, `dsyevr`, `cheevr` or `zheevr`: relatively robust representations.
///
/// - Parameters:
///   - n: The rows and columns of A.
///   - a: A, row-major and without gaps, of which only the lower triangle is read; overwritten with
///     intermediate results.
///   - range: Which eigenvalues are wanted.
///   - values: Room for n eigenvalues; the found ones come first, in ascending order.
///   - adjointVectors: Room for n rows of n scalars when vectors are wanted, else empty. Row i is
///     the adjoint of the eigenvector of value i.
///   - found: How many eigenvalues were found; overwritten.
///   - workspace: Memory that is kept for further calls, or nil.
/// - Returns: Success, or a failure with some positive number.
/// - Precondition: A is finite and has elements, the indices lie in 0..<n and are not none, and
///   above < through.
/// - Complexity: O(n³) to reduce A, O(n·found) from there; may allocate the workspaces that LAPACK
///   asks for.
package func decomposeSymmetric<Scalar: MatrixScalar>(
  size n: Int, _ a: inout MutableSpan<Scalar>, range: EigenvalueRange<Scalar.RealPart>,
  values: inout MutableSpan<Scalar.RealPart>, adjointVectors: inout MutableSpan<Scalar>,
  found: inout Int, workspace: LAPACKWorkspace? = nil
) -> LAPACKStatus {
  checkDense("A", rows: n, columns: n, a.count)
  require(
    n > 0 && values.count == n, "\(n) eigenvalues do not fill \(values.count) places")
  let wantsVectors = !adjointVectors.isEmpty
  checkVectors("eigenvectors", size: n, adjointVectors.count, wanted: wantsVectors)
  let bounds = RangeArguments(range, size: n)
  let n = Int32(n)
  let (job, upper) = (CChar(letter: wantsVectors ? "V" : "N"), CChar(letter: "U"))
  var count: Int32 = 0
  let status = unsafe a.withElementBytes { a in
    unsafe values.withElementBytes { values in
      unsafe adjointVectors.withElementBytes { z in
        unsafe withWorkspaces(
          WorkspaceQuestion(.syevr, Scalar.elementKind, n, option: wantsVectors ? 1 : 0),
          WorkspaceSizes(reals: 24 * Int(n), integers: 12 * Int(n)), in: workspace
        ) { w in
          // The last of the integers hold where each vector is not zero, which nobody asks for.
          let integerCount = unsafe w.asks ? -1 : 10 * n
          let support = unsafe w.asks ? w.integers : w.integers + 10 * Int(n)
          return switch Scalar.elementKind {
          case .float32:
            unsafe LAPACKE_ssyevr_work(
              LAPACK_COL_MAJOR, job, bounds.letter, upper, n, scalars(a), n,
              reinterpret(bounds.above, as: Float.self),
              reinterpret(bounds.through, as: Float.self),
              bounds.first, bounds.last, 0, &count, scalars(values), scalars(z), n, support,
              scalars(w.scalars), w.scalarCount, w.integers, integerCount)
          case .float64:
            unsafe LAPACKE_dsyevr_work(
              LAPACK_COL_MAJOR, job, bounds.letter, upper, n, scalars(a), n,
              reinterpret(bounds.above, as: Double.self),
              reinterpret(bounds.through, as: Double.self),
              bounds.first, bounds.last, 0, &count, scalars(values), scalars(z), n, support,
              scalars(w.scalars), w.scalarCount, w.integers, integerCount)
          case .complex64:
            unsafe LAPACKE_cheevr_work(
              LAPACK_COL_MAJOR, job, bounds.letter, upper, n, scalars(a), n,
              reinterpret(bounds.above, as: Float.self),
              reinterpret(bounds.through, as: Float.self),
              bounds.first, bounds.last, 0, &count, scalars(values), scalars(z), n, support,
              scalars(w.scalars), w.scalarCount, scalars(w.reals), w.realCount,
              w.integers, integerCount)
          case .complex128:
            unsafe LAPACKE_zheevr_work(
              LAPACK_COL_MAJOR, job, bounds.letter, upper, n, scalars(a), n,
              reinterpret(bounds.above, as: Double.self),
              reinterpret(bounds.through, as: Double.self),
              bounds.first, bounds.last, 0, &count, scalars(values), scalars(z), n, support,
              scalars(w.scalars), w.scalarCount, scalars(w.reals), w.realCount,
              w.integers, integerCount)
          }
        }
      }
    }
  }
  found = Int(count)
  return status
}

/// A range as LAPACK takes it: a letter, both bounds as numbers and both as places from one.
private struct RangeArguments<Real: RealScalar> {
  let letter: CChar
  let above: Real
  let through: Real
  let first: Int32
  let last: Int32

  init(_ range: EigenvalueRange<Real>, size n: Int) {
    switch range {
    case .indices(let places):
      require(
        !places.isEmpty && places.lowerBound >= 0 && places.upperBound <= n,
        "eigenvalues \(places) of a \(n)×\(n) matrix")
      (letter, above, through) = (CChar(letter: "I"), 0, 0)
      (first, last) = (Int32(places.lowerBound + 1), Int32(places.upperBound))
    case .interval(let above, let through):
      require(above < through, "eigenvalues above \(above) up to \(through)")
      (letter, self.above, self.through) = (CChar(letter: "V"), above, through)
      (first, last) = (0, 0)
    }
  }
}
