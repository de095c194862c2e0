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
///   - vectors: Z, column-major and unitary; overwritten. Empty when it is not wanted.
/// - Returns: Success, or a failure with the count of values that were not found.
/// - Precondition: A is finite, and the spans have the counts above.
/// - Complexity: O(n³); allocates the workspaces that LAPACK asks for.
package func decomposeSchur<Scalar: MatrixScalar>(
  size n: Int, _ a: inout MutableSpan<Scalar>,
  values: inout MutableSpan<Complex<Scalar.RealPart>>, vectors: inout MutableSpan<Scalar>
) -> LAPACKStatus {
  checkDense("A", rows: n, columns: n, a.count)
  require(values.count == n, "\(n) eigenvalues do not fill \(values.count) places")
  checkVectors("Schur vectors", size: n, vectors.count, wanted: !vectors.isEmpty)
  if n == 0 { return .success }
  return collectEigenvalues(size: n, into: &values) { first, second in
    runGees(size: Int32(n), &a, &first, &second, vectors: &vectors)
  }
}

private func runGees<Scalar: MatrixScalar>(
  size n: Int32, _ a: inout MutableSpan<Scalar>, _ first: inout MutableSpan<Scalar>,
  _ second: inout MutableSpan<Scalar>, vectors: inout MutableSpan<Scalar>
) -> LAPACKStatus {
  let (job, unsorted) = (CChar(letter: vectors.isEmpty ? "N" : "V"), CChar(letter: "N"))
  // How many values were sorted to the front: none.
  var selected: Int32 = 0
  return unsafe a.withElementBytes { a in
    unsafe first.withElementBytes { first in
      unsafe second.withElementBytes { second in
        unsafe vectors.withElementBytes { z in
          unsafe withWorkspaces(of: Scalar.self, reals: Int(n), for: "gees") { w in
            switch Scalar.elementKind {
            case .float32:
              unsafe LAPACKE_sgees_work(
                LAPACK_COL_MAJOR, job, unsorted, nil, n, scalars(a), n, &selected, scalars(first),
                scalars(second), scalars(z), n, scalars(w.scalars), w.scalarCount, nil)
            case .float64:
              unsafe LAPACKE_dgees_work(
                LAPACK_COL_MAJOR, job, unsorted, nil, n, scalars(a), n, &selected, scalars(first),
                scalars(second), scalars(z), n, scalars(w.scalars), w.scalarCount, nil)
            case .complex64:
              unsafe LAPACKE_cgees_work(
                LAPACK_COL_MAJOR, job, unsorted, nil, n, scalars(a), n, &selected, scalars(first),
                scalars(z), n, scalars(w.scalars), w.scalarCount, scalars(w.reals), nil)
            case .complex128:
              unsafe LAPACKE_zgees_work(
                LAPACK_COL_MAJOR, job, unsorted, nil, n, scalars(a), n, &selected, scalars(first),
                scalars(z), n, scalars(w.scalars), w.scalarCount, scalars(w.reals), nil)
            }
          }
        }
      }
    }
  }
}
