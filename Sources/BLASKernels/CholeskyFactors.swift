internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

// A Hermitian matrix is its own transpose but for the signs of the imaginary parts, so LAPACK can
// work on the row-major memory as it is: what it calls conj(A) = Uᴴ·U in the upper half of the
// column-major matrix is A = L·Lᴴ in the lower half of the row-major one.

/// Replaces the lower triangle of a row-major matrix with its Cholesky factor, A = L·Lᴴ.
///
/// What lies above the diagonal is not read, and is unspecified afterwards. Runs `potrf`.
///
/// - Parameters:
///   - n: The order of A.
///   - a: A, row-major and without gaps; overwritten.
/// - Returns: A failure with the order of the first leading minor that is not positive.
/// - Precondition: `a` holds n² scalars.
/// - Complexity: O(n³), no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func factorCholesky<Scalar: MatrixScalar>(
  order n: Int, _ a: inout MutableSpan<Scalar>
) -> LAPACKStatus {
  if !isFasterTransposed(Scalar.self, order: n) { return factorTriangle(.lower, order: n, &a) }
  mirrorTriangle(order: n, ontoLower: false, &a)
  let status = factorTriangle(.upper, order: n, &a)
  mirrorTriangle(order: n, ontoLower: true, &a)
  return status
}

/// Writes the Cholesky factor of the lower triangle of a matrix into that of another.
///
/// As ``factorCholesky(order:_:)``, without a pass that only copies.
///
/// - Parameters:
///   - n: The order of A.
///   - source: A, row-major and without gaps.
///   - target: What becomes L in its lower triangle; unspecified above.
/// - Returns: A failure with the order of the first leading minor that is not positive.
/// - Precondition: Both hold n² scalars.
/// - Complexity: O(n³), no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func factorCholesky<Scalar: MatrixScalar>(
  order n: Int, of source: Span<Scalar>, into target: inout MutableSpan<Scalar>
) -> LAPACKStatus {
  if !isFasterTransposed(Scalar.self, order: n) {
    copyScalars(from: source, to: &target)
    return factorTriangle(.lower, order: n, &target)
  }
  transposeLowerTriangle(order: n, source, into: &target)
  let status = factorTriangle(.upper, order: n, &target)
  mirrorTriangle(order: n, ontoLower: true, &target)
  return status
}

/// Whether `potrf` is given A by columns, though A lies by rows.
///
/// OpenBLAS 0.3.21 takes 1.1 to 1.5 times as long for the upper half of a column-major matrix, which
/// the lower one of a row-major matrix is, as for the lower half. From order 64 on that is more than
/// both transpositions take, but not for complex numbers in double precision, where the halves hardly
/// differ. The choice depends on nothing but type and order, and so do the bits.
private func isFasterTransposed<Scalar: MatrixScalar>(_ type: Scalar.Type, order n: Int) -> Bool {
  n >= 64 && Scalar.elementKind != .complex128
}

/// Runs `potrf` on one triangle of a row-major matrix, A = L·Lᴴ; in the upper one lies Lᵀ.
@inline(__always)
private func factorTriangle<Scalar: MatrixScalar>(
  _ triangle: MatrixTriangle, order n: Int, _ a: inout MutableSpan<Scalar>
) -> LAPACKStatus {
  checkColumnMajor(rows: n, columns: n, a.count)
  if n == 0 { return .success }
  let (n, half) = (Int32(n), triangle.transposedLetter)
  let info = unsafe a.withElementBytes { a in
    switch Scalar.elementKind {
    case .float32:
      unsafe LAPACKE_spotrf_work(LAPACK_COL_MAJOR, half, n, scalars(a), n)
    case .float64:
      unsafe LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, half, n, scalars(a), n)
    case .complex64:
      unsafe LAPACKE_cpotrf_work(LAPACK_COL_MAJOR, half, n, scalars(a), n)
    case .complex128:
      unsafe LAPACKE_zpotrf_work(LAPACK_COL_MAJOR, half, n, scalars(a), n)
    }
  }
  return LAPACKStatus(info: info, from: "potrf")
}
