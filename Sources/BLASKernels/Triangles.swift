internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

/// Which half of a square matrix a routine reads.
package enum MatrixTriangle: Sendable {
  /// The diagonal and what lies below it.
  case lower
  /// The diagonal and what lies above it.
  case upper

  /// As BLAS spells it.
  var cblas: CBLAS_UPLO { self == .lower ? CblasLower : CblasUpper }
}

/// On which side of another matrix a matrix stands in a product.
package enum MatrixSide: Sendable {
  /// A·B.
  case left
  /// B·A.
  case right

  /// As BLAS spells it.
  var cblas: CBLAS_SIDE { self == .left ? CblasLeft : CblasRight }
}

/// A triangular matrix inside a stored one, as a product or a solution sees it.
package struct TriangularOperand: Sendable {
  /// Which half of the stored matrix holds it.
  package var triangle: MatrixTriangle
  /// What is made of the half.
  package var operation: MatrixOperation
  /// Whether the diagonal counts as ones, whatever is stored there.
  package var hasUnitDiagonal: Bool

  /// Describes a half, by default as it is and with the diagonal that is stored.
  package init(
    _ triangle: MatrixTriangle, _ operation: MatrixOperation = .none, hasUnitDiagonal: Bool = false
  ) {
    self.triangle = triangle
    self.operation = operation
    self.hasUnitDiagonal = hasUnitDiagonal
  }

  /// As BLAS spells the diagonal.
  var diagonal: CBLAS_DIAG { hasUnitDiagonal ? CblasUnit : CblasNonUnit }
}

/// Overwrites the row-major B with α·op(T)⁻¹·B, or with α·B·op(T)⁻¹.
///
/// T is a triangle of the row-major A. Runs `cblas_strsm` or its like; zeros on the diagonal are not
/// looked for.
///
/// - Parameters:
///   - side: Where T stands.
///   - operand: Which half of A is T, and op.
///   - m: The rows of B.
///   - n: The columns of B.
///   - alpha: α, the factor of the result.
///   - a: A, row-major, of order m on the left and n on the right.
///   - leadingDimensionA: Scalars from one row of A to the next.
///   - b: B, row-major; overwritten.
///   - leadingDimensionB: Scalars from one row of B to the next.
/// - Precondition: Dimensions fit 32 bits and the spans hold their matrices.
/// - Complexity: O(m²·n) or O(m·n²), no allocation by the wrapper.
package func solveTriangular<Scalar: MatrixScalar>(
  _ side: MatrixSide, _ operand: TriangularOperand, rows m: Int, columns n: Int,
  alpha: Scalar = 1, _ a: Span<Scalar>, leadingDimensionA: Int,
  _ b: inout MutableSpan<Scalar>, leadingDimensionB: Int
) {
  checkTriangular(side, m, n, a.count, leadingDimensionA, b.count, leadingDimensionB)
  if m == 0 || n == 0 { return }
  let (m, n) = (Int32(m), Int32(n))
  let (lda, ldb) = (Int32(leadingDimensionA), Int32(leadingDimensionB))
  let (side, half) = (side.cblas, operand.triangle.cblas)
  let (operation, diagonal) = (operand.operation.cblas, operand.diagonal)
  unsafe a.withElementBytes { a in
    unsafe b.withElementBytes { b in
      switch Scalar.elementKind {
      case .float32:
        unsafe cblas_strsm(
          CblasRowMajor, side, half, operation, diagonal, m, n, reinterpret(alpha, as: Float.self),
          scalars(a), lda, scalars(b), ldb)
      case .float64:
        unsafe cblas_dtrsm(
          CblasRowMajor, side, half, operation, diagonal, m, n, reinterpret(alpha, as: Double.self),
          scalars(a), lda, scalars(b), ldb)
      case .complex64:
        var alpha = reinterpret(alpha, as: Complex<Float>.self)
        unsafe cblas_ctrsm(
          CblasRowMajor, side, half, operation, diagonal, m, n, &alpha, a.baseAddress, lda,
          b.baseAddress, ldb)
      case .complex128:
        var alpha = reinterpret(alpha, as: Complex<Double>.self)
        unsafe cblas_ztrsm(
          CblasRowMajor, side, half, operation, diagonal, m, n, &alpha, a.baseAddress, lda,
          b.baseAddress, ldb)
      }
    }
  }
}

private func checkTriangular(
  _ side: MatrixSide, _ m: Int, _ n: Int, _ countA: Int, _ leadingDimensionA: Int, _ countB: Int,
  _ leadingDimensionB: Int
) {
  let order = side == .left ? m : n
  StoredMatrix(
    name: "A", rows: order, columns: order, leadingDimension: leadingDimensionA, available: countA
  ).check()
  StoredMatrix(
    name: "B", rows: m, columns: n, leadingDimension: leadingDimensionB, available: countB
  ).check()
}
