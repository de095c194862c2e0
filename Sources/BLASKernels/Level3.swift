internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

/// Overwrites C with α·op(A)·op(B) + β·C, all three row-major.
///
/// op(A) is m×k and op(B) is k×n, where op(X) is X, its transpose or its adjoint; C is m×n. So A is
/// stored as m×k, or k×m when it is transposed, and B as k×n, or n×k. The leading dimensions are
/// those of the stored matrices. With β = 0 the former contents of C do not matter, NaN
/// included. Runs `cblas_sgemm` or its like, on as many threads as OpenBLAS is set to; real products
/// in tiles where those are faster, and with single rows in loops of ours.
///
/// - Parameters:
///   - operationA: What op(A) is.
///   - operationB: What op(B) is.
///   - m: The rows of op(A) and C.
///   - n: The columns of op(B) and C.
///   - k: The columns of op(A) and rows of op(B); with 0 the result is β·C.
///   - alpha: α, the factor of the product.
///   - a: A, row-major.
///   - leadingDimensionA: Scalars from one stored row of A to the next.
///   - b: B, row-major.
///   - leadingDimensionB: Scalars from one stored row of B to the next.
///   - beta: β, the factor of C.
///   - c: C, row-major; overwritten. Scalars between its rows stay as they are.
///   - leadingDimensionC: Scalars from one row of C to the next.
/// - Precondition: Every dimension fits 32 bits, every leading dimension is at least
///   max(1, columns) of the stored matrix, and every span holds its matrix.
/// - Complexity: O(m·n·k), no allocation by the wrapper.
// Unspecialized, the generic body costs 65 ns a call; these bring it to 9.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func gemm<Scalar: MatrixScalar>(
  _ operationA: MatrixOperation, _ operationB: MatrixOperation, rows m: Int, columns n: Int,
  inner k: Int,
  alpha: Scalar, _ a: Span<Scalar>, leadingDimensionA: Int,
  _ b: Span<Scalar>, leadingDimensionB: Int,
  beta: Scalar, _ c: inout MutableSpan<Scalar>, leadingDimensionC: Int
) {
  checkProduct(
    operationA, operationB, m, n, k, a.count, leadingDimensionA, b.count, leadingDimensionB,
    c.count, leadingDimensionC)
  if m == 0 || n == 0 { return }
  if k == 0 {
    scale(rows: m, columns: n, by: beta, &c, leadingDimension: leadingDimensionC)
    return
  }

  switch Scalar.elementKind {
  case .float32:
    if multiplyOurselves(
      Float.self, operationA, operationB, m, n, k, alpha, a, leadingDimensionA, b,
      leadingDimensionB, beta, &c, leadingDimensionC)
    {
      return
    }
  case .float64:
    if multiplyOurselves(
      Double.self, operationA, operationB, m, n, k, alpha, a, leadingDimensionA, b,
      leadingDimensionB, beta, &c, leadingDimensionC)
    {
      return
    }
  case .complex64, .complex128: break
  }
  callGemm(
    operationA, operationB, m, n, k, alpha, a, leadingDimensionA, b, leadingDimensionB, beta, &c,
    leadingDimensionC)
}

/// The same by a single call of OpenBLAS, whatever the shape.
///
/// - Precondition: As of `gemm`, and k > 0.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func gemmInOneCall<Scalar: MatrixScalar>(
  _ operationA: MatrixOperation, _ operationB: MatrixOperation, rows m: Int, columns n: Int,
  inner k: Int,
  alpha: Scalar, _ a: Span<Scalar>, leadingDimensionA: Int,
  _ b: Span<Scalar>, leadingDimensionB: Int,
  beta: Scalar, _ c: inout MutableSpan<Scalar>, leadingDimensionC: Int
) {
  checkProduct(
    operationA, operationB, m, n, k, a.count, leadingDimensionA, b.count, leadingDimensionB,
    c.count, leadingDimensionC)
  callGemm(
    operationA, operationB, m, n, k, alpha, a, leadingDimensionA, b, leadingDimensionB, beta, &c,
    leadingDimensionC)
}

/// The call itself, once the spans are checked.
@inline(__always)
private func callGemm<Scalar: MatrixScalar>(
  _ operationA: MatrixOperation, _ operationB: MatrixOperation, _ m: Int, _ n: Int, _ k: Int,
  _ alpha: Scalar, _ a: Span<Scalar>, _ leadingDimensionA: Int, _ b: Span<Scalar>,
  _ leadingDimensionB: Int, _ beta: Scalar, _ c: inout MutableSpan<Scalar>,
  _ leadingDimensionC: Int
) {
  let (transposeA, transposeB) = (operationA.cblas, operationB.cblas)
  let (m, n, k) = (Int32(m), Int32(n), Int32(k))
  let (lda, ldb) = (Int32(leadingDimensionA), Int32(leadingDimensionB))
  let ldc = Int32(leadingDimensionC)
  unsafe a.withElementBytes { a in
    unsafe b.withElementBytes { b in
      unsafe c.withElementBytes { c in
        switch Scalar.elementKind {
        case .float32:
          unsafe cblas_sgemm(
            CblasRowMajor, transposeA, transposeB, m, n, k,
            reinterpret(alpha, as: Float.self), scalars(a), lda, scalars(b), ldb,
            reinterpret(beta, as: Float.self), scalars(c), ldc)
        case .float64:
          unsafe cblas_dgemm(
            CblasRowMajor, transposeA, transposeB, m, n, k,
            reinterpret(alpha, as: Double.self), scalars(a), lda, scalars(b), ldb,
            reinterpret(beta, as: Double.self), scalars(c), ldc)
        case .complex64:
          var alpha = reinterpret(alpha, as: Complex<Float>.self)
          var beta = reinterpret(beta, as: Complex<Float>.self)
          unsafe cblas_cgemm(
            CblasRowMajor, transposeA, transposeB, m, n, k, &alpha, a.baseAddress, lda,
            b.baseAddress, ldb, &beta, c.baseAddress, ldc)
        case .complex128:
          var alpha = reinterpret(alpha, as: Complex<Double>.self)
          var beta = reinterpret(beta, as: Complex<Double>.self)
          unsafe cblas_zgemm(
            CblasRowMajor, transposeA, transposeB, m, n, k, &alpha, a.baseAddress, lda,
            b.baseAddress, ldb, &beta, c.baseAddress, ldc)
        }
      }
    }
  }
}

/// Stops the program unless three spans hold the matrices of a product.
@inline(__always)
private func checkProduct(
  _ operationA: MatrixOperation, _ operationB: MatrixOperation, _ m: Int, _ n: Int, _ k: Int,
  _ countA: Int, _ leadingDimensionA: Int, _ countB: Int, _ leadingDimensionB: Int,
  _ countC: Int, _ leadingDimensionC: Int
) {
  StoredMatrix(
    name: "A", rows: operationA.isTransposed ? k : m,
    columns: operationA.isTransposed ? m : k,
    leadingDimension: leadingDimensionA, available: countA
  ).check()
  StoredMatrix(
    name: "B", rows: operationB.isTransposed ? n : k,
    columns: operationB.isTransposed ? k : n,
    leadingDimension: leadingDimensionB, available: countB
  ).check()
  StoredMatrix(
    name: "C", rows: m, columns: n, leadingDimension: leadingDimensionC, available: countC
  ).check()
}

/// C ← β·C, where a product has no terms; β = 0 overwrites whatever was there.
private func scale<Scalar: MatrixScalar>(
  rows: Int, columns: Int, by beta: Scalar, _ c: inout MutableSpan<Scalar>, leadingDimension: Int
) {
  for row in 0..<rows {
    for index in row * leadingDimension..<row * leadingDimension + columns {
      c[index] = beta == 0 ? 0 : beta * c[index]
    }
  }
}
