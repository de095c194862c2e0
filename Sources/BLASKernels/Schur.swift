internal import COpenBLAS
package import ComplexModule
package import ElementwiseKernels

/// Computes the Schur form of a square matrix, A = Z·T·Zᴴ.
///
/// Runs `sgees`, `dgees`, `cgees` or `zgees`.
///
/// - Parameters:
///   - n: The rows and columns of A.
///   - a: A, **column-major** and without gaps; overwritten with T, column-major: upper triangular,
///     for real numbers with blocks of 2×2 on the diagonal.
///   - values: The n eigenvalues in the order of T's diagonal; overwritten.
///   - vectors: Z, column-major and unitary; overwritten.
///   - workspace: Memory that is kept for further calls, or nil.
/// - Returns: Success, or a failure with the count of values that were not found.
/// - Precondition: A is finite, and the spans have the counts above.
/// - Complexity: O(n³); may allocate the workspaces that LAPACK asks for.
package func decomposeSchur<Scalar: MatrixScalar>(
  size n: Int, _ a: inout MutableSpan<Scalar>,
  values: inout MutableSpan<Complex<Scalar.RealPart>>, vectors: inout MutableSpan<Scalar>,
  workspace: LAPACKWorkspace? = nil
) -> LAPACKStatus {
  checkDense("A", rows: n, columns: n, a.count)
  require(values.count == n, "\(n) eigenvalues do not fill \(values.count) places")
  checkVectors("Schur vectors", size: n, vectors.count, wanted: true)
  if n == 0 { return .success }
  let (job, unsorted) = (CChar(letter: "V"), CChar(letter: "N"))
  let question = WorkspaceQuestion(.gees, Scalar.elementKind, Int32(n))
  let (count, n) = (n, Int32(n))
  // How many values were sorted to the front: none.
  var selected: Int32 = 0
  return unsafe a.withElementBytes { a in
    unsafe values.withElementBytes { values in
      unsafe vectors.withElementBytes { z in
        unsafe withWorkspaces(
          question, WorkspaceSizes(reals: count, extra: 2 * count), in: workspace
        ) { w in
          let lists = unsafe EigenvalueLists(
            first: w.extra(from: 0, of: Scalar.self), second: w.extra(from: count, of: Scalar.self))
          let info =
            switch Scalar.elementKind {
            case .float32:
              unsafe LAPACKE_sgees_work(
                LAPACK_COL_MAJOR, job, unsorted, nil, n, scalars(a), n, &selected,
                scalars(lists.first), scalars(lists.second), scalars(z), n, scalars(w.scalars),
                w.scalarCount, nil)
            case .float64:
              unsafe LAPACKE_dgees_work(
                LAPACK_COL_MAJOR, job, unsorted, nil, n, scalars(a), n, &selected,
                scalars(lists.first), scalars(lists.second), scalars(z), n, scalars(w.scalars),
                w.scalarCount, nil)
            case .complex64:
              unsafe LAPACKE_cgees_work(
                LAPACK_COL_MAJOR, job, unsorted, nil, n, scalars(a), n, &selected,
                scalars(lists.first), scalars(z), n, scalars(w.scalars), w.scalarCount,
                scalars(w.reals), nil)
            case .complex128:
              unsafe LAPACKE_zgees_work(
                LAPACK_COL_MAJOR, job, unsorted, nil, n, scalars(a), n, &selected,
                scalars(lists.first), scalars(z), n, scalars(w.scalars), w.scalarCount,
                scalars(w.reals), nil)
            }
          if unsafe !w.asks {
            unsafe lists.combine(Scalar.elementKind, count: count, into: values)
          }
          return info
        }
      }
    }
  }
}
