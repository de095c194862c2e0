internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

// A row-major Hermitian matrix is the column-major form of its conjugate, with the triangles
// swapped: LAPACK reads the lower one as its upper one, finds the same eigenvalues and the
// conjugate eigenvectors, and writes them one after the other. Read row by row, that is Vᴴ.

/// Computes all eigenvalues of a real symmetric or complex Hermitian matrix, and Vᴴ on request.
///
/// Runs `ssyevd`, `dsyevd`, `cheevd` or `zheevd`: divide and conquer.
///
/// - Parameters:
///   - n: The rows and columns of A.
///   - a: A, row-major and without gaps, of which only the lower triangle is read; overwritten with
///     Vᴴ, whose rows are the adjoint eigenvectors, or with intermediate results.
///   - wantsVectors: Whether the eigenvectors are computed.
///   - values: The n eigenvalues in ascending order; overwritten.
///   - workspace: Memory that is kept for further calls, or nil.
/// - Returns: Success, or a failure: without vectors with the count of the off-diagonal elements that
///   did not become zero, with vectors with that of the values that were not found at most.
/// - Precondition: A is finite, `a` holds n² scalars and `values` n.
/// - Complexity: O(n³); may allocate the workspaces that LAPACK asks for.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func decomposeSymmetric<Scalar: MatrixScalar>(
  size n: Int, _ a: inout MutableSpan<Scalar>, wantsVectors: Bool,
  values: inout MutableSpan<Scalar.RealPart>, workspace: LAPACKWorkspace? = nil
) -> LAPACKStatus {
  checkDense("A", rows: n, columns: n, a.count)
  require(values.count == n, "\(n) eigenvalues do not fill \(values.count) places")
  if n == 0 { return .success }
  let n = Int32(n)
  let (job, upper) = (CChar(letter: wantsVectors ? "V" : "N"), CChar(letter: "U"))
  return unsafe a.withElementBytes { a in
    unsafe values.withElementBytes { values in
      unsafe withWorkspaces(
        WorkspaceQuestion(.syevd, Scalar.elementKind, n, option: wantsVectors ? 1 : 0),
        WorkspaceSizes(symmetric: Int(n), wantsVectors: wantsVectors), in: workspace
      ) { w in
        switch Scalar.elementKind {
        case .float32:
          unsafe LAPACKE_ssyevd_work(
            LAPACK_COL_MAJOR, job, upper, n, scalars(a), n, scalars(values), scalars(w.scalars),
            w.scalarCount, w.integers, w.integerCount)
        case .float64:
          unsafe LAPACKE_dsyevd_work(
            LAPACK_COL_MAJOR, job, upper, n, scalars(a), n, scalars(values), scalars(w.scalars),
            w.scalarCount, w.integers, w.integerCount)
        case .complex64:
          unsafe LAPACKE_cheevd_work(
            LAPACK_COL_MAJOR, job, upper, n, scalars(a), n, scalars(values), scalars(w.scalars),
            w.scalarCount, scalars(w.reals), w.realCount, w.integers, w.integerCount)
        case .complex128:
          unsafe LAPACKE_zheevd_work(
            LAPACK_COL_MAJOR, job, upper, n, scalars(a), n, scalars(values), scalars(w.scalars),
            w.scalarCount, scalars(w.reals), w.realCount, w.integers, w.integerCount)
        }
      }
    }
  }.countingPart(ofOrder: Int(n))
}

extension WorkspaceSizes {
  /// What `syevd`, `heevd`, `sygvd` and `hegvd` ask for.
  init(symmetric n: Int, wantsVectors: Bool) {
    self.init(
      reals: wantsVectors ? 1 + 5 * n + 2 * n * n : n, integers: wantsVectors ? 3 + 5 * n : 1)
  }
}
