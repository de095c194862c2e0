internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

/// Which half of a square matrix a routine reads.
public enum MatrixTriangle: Sendable {
  /// The diagonal and what lies below it.
  case lower
  /// The diagonal and what lies above it.
  case upper

  /// As BLAS spells it.
  var cblas: CBLAS_UPLO { self == .lower ? CblasLower : CblasUpper }

  /// The letter of LAPACK for a row-major matrix, which is its own column-major transpose.
  var transposedLetter: CChar { CChar(letter: self == .lower ? "U" : "L") }
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
/// T is a triangle of the row-major A. Runs `cblas_strsm` or its like; zeros on the diagonal are
/// not looked for.
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
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
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

/// Overwrites the row-major B with α·op(T)·B, or with α·B·op(T).
///
/// T is a triangle of the row-major A. Runs `cblas_strmm` or its like.
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
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func multiplyTriangular<Scalar: MatrixScalar>(
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
        unsafe cblas_strmm(
          CblasRowMajor, side, half, operation, diagonal, m, n, reinterpret(alpha, as: Float.self),
          scalars(a), lda, scalars(b), ldb)
      case .float64:
        unsafe cblas_dtrmm(
          CblasRowMajor, side, half, operation, diagonal, m, n, reinterpret(alpha, as: Double.self),
          scalars(a), lda, scalars(b), ldb)
      case .complex64:
        var alpha = reinterpret(alpha, as: Complex<Float>.self)
        unsafe cblas_ctrmm(
          CblasRowMajor, side, half, operation, diagonal, m, n, &alpha, a.baseAddress, lda,
          b.baseAddress, ldb)
      case .complex128:
        var alpha = reinterpret(alpha, as: Complex<Double>.self)
        unsafe cblas_ztrmm(
          CblasRowMajor, side, half, operation, diagonal, m, n, &alpha, a.baseAddress, lda,
          b.baseAddress, ldb)
      }
    }
  }
}

/// Overwrites x with op(T)⁻¹·x, T being a triangle of the row-major A.
///
/// Runs `cblas_strsv` or its like; zeros on the diagonal are not looked for.
///
/// - Parameters:
///   - operand: Which half of A is T, and op.
///   - n: The order of A.
///   - a: A, row-major.
///   - leadingDimension: Scalars from one row of A to the next.
///   - x: The vector, without gaps; overwritten.
/// - Precondition: n fits 32 bits, the span holds A, and x has n elements.
/// - Complexity: O(n²), no allocation by the wrapper.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func solveTriangular<Scalar: MatrixScalar>(
  _ operand: TriangularOperand, order n: Int, _ a: Span<Scalar>, leadingDimension: Int,
  _ x: inout MutableSpan<Scalar>
) {
  StoredMatrix(
    name: "A", rows: n, columns: n, leadingDimension: leadingDimension, available: a.count
  ).check()
  require(x.count == n, "A is \(n)×\(n), x has \(x.count) elements")
  if n == 0 { return }
  let (n, lda) = (Int32(n), Int32(leadingDimension))
  let (half, operation) = (operand.triangle.cblas, operand.operation.cblas)
  let diagonal = operand.diagonal
  unsafe a.withElementBytes { a in
    unsafe x.withElementBytes { x in
      switch Scalar.elementKind {
      case .float32:
        unsafe cblas_strsv(
          CblasRowMajor, half, operation, diagonal, n, scalars(a), lda, scalars(x), 1)
      case .float64:
        unsafe cblas_dtrsv(
          CblasRowMajor, half, operation, diagonal, n, scalars(a), lda, scalars(x), 1)
      case .complex64:
        unsafe cblas_ctrsv(
          CblasRowMajor, half, operation, diagonal, n, a.baseAddress, lda, x.baseAddress, 1)
      case .complex128:
        unsafe cblas_ztrsv(
          CblasRowMajor, half, operation, diagonal, n, a.baseAddress, lda, x.baseAddress, 1)
      }
    }
  }
}

/// Estimates 1 / (‖T‖₁·‖T⁻¹‖₁) for a triangle T of a row-major matrix of order n.
///
/// Runs `trcon` on the transpose, whose ∞-norm is the 1-norm of T.
///
/// - Precondition: `a` holds n² scalars.
/// - Complexity: O(n²); may allocate O(n).
package func reciprocalConditionTriangular<Scalar: MatrixScalar>(
  _ triangle: MatrixTriangle, order n: Int, _ a: Span<Scalar>
) -> Scalar.RealPart {
  checkColumnMajor(rows: n, columns: n, a.count)
  let (size, half) = (Int32(n), triangle.transposedLetter)
  return unsafe a.withElementBytes { a in
    unsafe estimateCondition(order: n, of: Scalar.self, by: "trcon") { work, extra, answer in
      switch Scalar.elementKind {
      case .float32:
        unsafe LAPACKE_strcon_work(
          LAPACK_COL_MAJOR, CChar(letter: "I"), half, CChar(letter: "N"), size, scalars(a), size,
          scalars(answer),
          scalars(work), scalars(extra))
      case .float64:
        unsafe LAPACKE_dtrcon_work(
          LAPACK_COL_MAJOR, CChar(letter: "I"), half, CChar(letter: "N"), size, scalars(a), size,
          scalars(answer),
          scalars(work), scalars(extra))
      case .complex64:
        unsafe LAPACKE_ctrcon_work(
          LAPACK_COL_MAJOR, CChar(letter: "I"), half, CChar(letter: "N"), size, scalars(a), size,
          scalars(answer),
          scalars(work), scalars(extra))
      case .complex128:
        unsafe LAPACKE_ztrcon_work(
          LAPACK_COL_MAJOR, CChar(letter: "I"), half, CChar(letter: "N"), size, scalars(a), size,
          scalars(answer),
          scalars(work), scalars(extra))
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
