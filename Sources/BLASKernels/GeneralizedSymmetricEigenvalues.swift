internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

/// Solves A·x = λ·B·x for a symmetric or Hermitian A and a positive definite B of the same kind.
///
/// Runs `ssygvd`, `dsygvd`, `chegvd` or `zhegvd`: Cholesky on B, then divide and conquer. As with
/// one matrix, the row-major triangles swap and LAPACK's conjugate eigenvectors read as Xᴴ.
///
/// - Parameters:
///   - n: The rows and columns of A and B.
///   - a: A, row-major and without gaps, of which only the lower triangle is read; overwritten with
///     Xᴴ, whose rows are the adjoint eigenvectors, or with intermediate results.
///   - b: B, likewise; overwritten with its Cholesky factor.
///   - wantsVectors: Whether the eigenvectors are computed.
///   - values: The n eigenvalues in ascending order; overwritten.
///   - workspace: Memory that is kept for further calls, or nil.
/// - Returns: Success, or a failure: with n + i, up to 2n, the order i of the leading minor of B that
///   is not positive, else with what `countingPart(ofOrder:)` makes a count of.
/// - Precondition: A and B are finite, their spans hold n² scalars and `values` n.
/// - Complexity: O(n³); may allocate the workspaces that LAPACK asks for.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func decomposeSymmetric<Scalar: MatrixScalar>(
  size n: Int, _ a: inout MutableSpan<Scalar>, relativeTo b: inout MutableSpan<Scalar>,
  wantsVectors: Bool, values: inout MutableSpan<Scalar.RealPart>,
  workspace: LAPACKWorkspace? = nil
) -> LAPACKStatus {
  checkDense("A", rows: n, columns: n, a.count)
  checkDense("B", rows: n, columns: n, b.count)
  require(values.count == n, "\(n) eigenvalues do not fill \(values.count) places")
  if n == 0 { return .success }
  let n = Int32(n)
  let (job, upper) = (CChar(letter: wantsVectors ? "V" : "N"), CChar(letter: "U"))
  return unsafe a.withElementBytes { a in
    unsafe b.withElementBytes { b in
      unsafe values.withElementBytes { values in
        unsafe withWorkspaces(
          WorkspaceQuestion(.sygvd, Scalar.elementKind, n, option: wantsVectors ? 1 : 0),
          WorkspaceSizes(symmetric: Int(n), wantsVectors: wantsVectors), in: workspace
        ) { w in
          switch Scalar.elementKind {
          case .float32:
            unsafe LAPACKE_ssygvd_work(
              LAPACK_COL_MAJOR, 1, job, upper, n, scalars(a), n, scalars(b), n, scalars(values),
              scalars(w.scalars), w.scalarCount, w.integers, w.integerCount)
          case .float64:
            unsafe LAPACKE_dsygvd_work(
              LAPACK_COL_MAJOR, 1, job, upper, n, scalars(a), n, scalars(b), n, scalars(values),
              scalars(w.scalars), w.scalarCount, w.integers, w.integerCount)
          case .complex64:
            unsafe LAPACKE_chegvd_work(
              LAPACK_COL_MAJOR, 1, job, upper, n, scalars(a), n, scalars(b), n, scalars(values),
              scalars(w.scalars), w.scalarCount, scalars(w.reals), w.realCount, w.integers,
              w.integerCount)
          case .complex128:
            unsafe LAPACKE_zhegvd_work(
              LAPACK_COL_MAJOR, 1, job, upper, n, scalars(a), n, scalars(b), n, scalars(values),
              scalars(w.scalars), w.scalarCount, scalars(w.reals), w.realCount, w.integers,
              w.integerCount)
          }
        }
      }
    }
  }
}
