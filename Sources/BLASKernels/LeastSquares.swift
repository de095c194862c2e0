internal import COpenBLAS
package import ElementwiseKernels

// All matrices here are column-major: what these routines return is not that of the transpose.

/// Overwrites B with the X of least norm that minimizes ‖A·X − B‖, by the singular value
/// decomposition.
///
/// Singular values not above `tolerance` · (the greatest) count as zero. Runs `sgelsd` or its like,
/// which divides and conquers.
///
/// - Parameters:
///   - m: The rows of A.
///   - n: The columns of A.
///   - p: The columns of B.
///   - a: A, m×n, column-major; overwritten.
///   - b: B in the first m rows of max(m, n)×p, column-major; X in the first n afterwards.
///   - singularValues: σ, falling; overwritten.
///   - tolerance: The share of the greatest singular value that counts as zero.
///   - rank: How many singular values count; overwritten.
/// - Returns: Success, or failure with the number of values that did not converge.
/// - Precondition: `a` holds m·n scalars, `b` max(m, n)·p and `singularValues` min(m, n), all at
///   least one.
/// - Complexity: O(m·n·min(m, n)); may allocate the workspaces that LAPACK asks for.
package func solveBySingularValues<Scalar: MatrixScalar>(
  rows m: Int, columns n: Int, rightHandSides p: Int, _ a: inout MutableSpan<Scalar>,
  _ b: inout MutableSpan<Scalar>, singularValues: inout MutableSpan<Scalar.RealPart>,
  tolerance: Scalar.RealPart, rank: inout Int
) -> LAPACKStatus {
  checkLeastSquares(rows: m, columns: n, rightHandSides: p, a.count, b.count)
  require(
    singularValues.count == min(m, n), "\(singularValues.count) singular values of \(m)×\(n)")
  var found: Int32 = 0
  let (m, n, p, ldb) = (Int32(m), Int32(n), Int32(p), Int32(max(m, n)))
  let status = unsafe a.withElementBytes { a in
    unsafe b.withElementBytes { b in
      unsafe singularValues.withElementBytes { s in
        unsafe withWorkspaces(
          WorkspaceQuestion(.gelsd, Scalar.elementKind, m, n, p),
          WorkspaceSizes(leastSquaresRows: Int(m), columns: Int(n), rightHandSides: Int(p)), in: nil
        ) { w in
          switch Scalar.elementKind {
          case .float32:
            unsafe LAPACKE_sgelsd_work(
              LAPACK_COL_MAJOR, m, n, p, scalars(a), m, scalars(b), ldb, scalars(s),
              Float(tolerance), &found, scalars(w.scalars), w.scalarCount, w.integers)
          case .float64:
            unsafe LAPACKE_dgelsd_work(
              LAPACK_COL_MAJOR, m, n, p, scalars(a), m, scalars(b), ldb, scalars(s),
              Double(tolerance), &found, scalars(w.scalars), w.scalarCount, w.integers)
          case .complex64:
            unsafe LAPACKE_cgelsd_work(
              LAPACK_COL_MAJOR, m, n, p, scalars(a), m, scalars(b), ldb, scalars(s),
              Float(tolerance), &found, scalars(w.scalars), w.scalarCount, scalars(w.reals),
              w.integers)
          case .complex128:
            unsafe LAPACKE_zgelsd_work(
              LAPACK_COL_MAJOR, m, n, p, scalars(a), m, scalars(b), ldb, scalars(s),
              Double(tolerance), &found, scalars(w.scalars), w.scalarCount, scalars(w.reals),
              w.integers)
          }
        }
      }
    }
  }
  rank = Int(found)
  return status
}

/// Overwrites B with the X of least norm that minimizes ‖A·X − B‖, by the complete orthogonal
/// factorization, A·P = Q·[T 0; 0 0]·Z.
///
/// The rank is the greatest for which the estimated condition number of the leading triangle of the
/// pivoted R stays below 1/`tolerance`. Runs `sgelsy` or its like.
///
/// - Parameters:
///   - m: The rows of A.
///   - n: The columns of A.
///   - p: The columns of B.
///   - a: A, m×n, column-major; overwritten.
///   - b: B in the first m rows of max(m, n)×p, column-major; X in the first n afterwards.
///   - tolerance: The reciprocal of the greatest condition number.
///   - rank: The order of T; overwritten.
/// - Returns: Success: no matrix is refused.
/// - Precondition: `a` holds m·n scalars and `b` max(m, n)·p, all at least one.
/// - Complexity: O(m·n·min(m, n)); may allocate the workspace that LAPACK asks for.
package func solveByCompleteOrthogonal<Scalar: MatrixScalar>(
  rows m: Int, columns n: Int, rightHandSides p: Int, _ a: inout MutableSpan<Scalar>,
  _ b: inout MutableSpan<Scalar>, tolerance: Scalar.RealPart, rank: inout Int
) -> LAPACKStatus {
  checkLeastSquares(rows: m, columns: n, rightHandSides: p, a.count, b.count)
  var found: Int32 = 0
  let (m, n, p, ldb) = (Int32(m), Int32(n), Int32(p), Int32(max(m, n)))
  let status = unsafe a.withElementBytes { a in
    unsafe b.withElementBytes { b in
      unsafe withWorkspaces(
        WorkspaceQuestion(.gelsy, Scalar.elementKind, m, n, p),
        WorkspaceSizes(reals: 2 * Int(n), integers: Int(n)), in: nil
      ) { w in
        if unsafe !w.asks {
          // A zero leaves a column free to move.
          for column in 0..<Int(n) { unsafe w.integers[column] = 0 }
        }
        return switch Scalar.elementKind {
        case .float32:
          unsafe LAPACKE_sgelsy_work(
            LAPACK_COL_MAJOR, m, n, p, scalars(a), m, scalars(b), ldb, w.integers,
            Float(tolerance), &found, scalars(w.scalars), w.scalarCount)
        case .float64:
          unsafe LAPACKE_dgelsy_work(
            LAPACK_COL_MAJOR, m, n, p, scalars(a), m, scalars(b), ldb, w.integers,
            Double(tolerance), &found, scalars(w.scalars), w.scalarCount)
        case .complex64:
          unsafe LAPACKE_cgelsy_work(
            LAPACK_COL_MAJOR, m, n, p, scalars(a), m, scalars(b), ldb, w.integers,
            Float(tolerance), &found, scalars(w.scalars), w.scalarCount, scalars(w.reals))
        case .complex128:
          unsafe LAPACKE_zgelsy_work(
            LAPACK_COL_MAJOR, m, n, p, scalars(a), m, scalars(b), ldb, w.integers,
            Double(tolerance), &found, scalars(w.scalars), w.scalarCount, scalars(w.reals))
        }
      }
    }
  }
  rank = Int(found)
  return status
}

private func checkLeastSquares(
  rows: Int, columns: Int, rightHandSides: Int, _ available: Int, _ availableRight: Int
) {
  StoredMatrix(
    name: "A", rows: columns, columns: rows, leadingDimension: max(1, rows), available: available
  ).check()
  let length = max(rows, columns)
  StoredMatrix(
    name: "B", rows: rightHandSides, columns: length, leadingDimension: max(1, length),
    available: availableRight
  ).check()
  require(
    rows > 0 && columns > 0 && rightHandSides > 0 && available == rows * columns
      && availableRight == length * rightHandSides,
    "A is \(rows)×\(columns) in \(available) scalars, B is \(length)×\(rightHandSides) in "
      + "\(availableRight)")
}

extension WorkspaceSizes {
  /// What `gelsd` asks for: its tree has at most as many levels as min(m, n) has binary digits, and
  /// problems of about 25 rows at the leaves.
  fileprivate init(leastSquaresRows m: Int, columns n: Int, rightHandSides p: Int) {
    let (small, leaf) = (min(m, n), 32)
    let levels = Int.bitWidth - small.leadingZeroBitCount
    self.init(
      reals: small * (10 + 2 * leaf + 8 * levels) + 3 * leaf * p
        + max((leaf + 1) * (leaf + 1), small * (1 + p) + 2 * p),
      integers: small * (11 + 3 * levels))
  }
}
