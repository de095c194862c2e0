internal import CElementwise

/// result ← v·A, or result + v·A, for a row vector v and a row-major A of rows × columns.
///
/// The terms are added row by row from the first on.
///
/// - Parameters:
///   - rows: The scalars of `vector`, and the rows of A.
///   - columns: The columns of A, and the scalars of `result`.
///   - vector: v.
///   - matrix: A.
///   - stride: The scalars from one row of A to the next.
///   - result: Written, or added to.
///   - accumulates: Whether the product is added to what `result` holds.
/// - Complexity: O(rows · columns), no allocation.
@unsafe
package func multiplyVectorMatrix<Scalar: RealScalar>(
  rows: Int, columns: Int, _ vector: UnsafePointer<Scalar>, _ matrix: UnsafePointer<Scalar>,
  stride: Int, into result: UnsafeMutablePointer<Scalar>, accumulates: Bool
) {
  unsafe descent_multiply_vector_matrix(
    Scalar.cScalar, rows, columns, accumulates, result, vector, matrix, stride)
}

/// result ← uᵀ·v, or result + uᵀ·v, for row vectors u and v.
///
/// - Parameters:
///   - rows: The scalars of `left`.
///   - columns: The scalars of `right`.
///   - left: u.
///   - right: v.
///   - result: The matrix, row-major; written, or added to.
///   - stride: The scalars from one of its rows to the next.
///   - accumulates: Whether the product is added to what `result` holds.
/// - Complexity: O(rows · columns), no allocation.
@unsafe
package func multiplyOuter<Scalar: RealScalar>(
  rows: Int, columns: Int, _ left: UnsafePointer<Scalar>, _ right: UnsafePointer<Scalar>,
  into result: UnsafeMutablePointer<Scalar>, stride: Int, accumulates: Bool
) {
  unsafe descent_multiply_outer(
    Scalar.cScalar, rows, columns, accumulates, result, stride, left, right)
}

/// Copies a block of a row-major matrix into another.
///
/// - Complexity: O(rows · columns), no allocation.
@unsafe
package func copyBlock<Scalar: RealScalar>(
  rows: Int, columns: Int, from source: UnsafePointer<Scalar>, stride: Int,
  to target: UnsafeMutablePointer<Scalar>, stride targetStride: Int
) {
  unsafe descent_copy_block(Scalar.cScalar, rows, columns, target, targetStride, source, stride)
}

/// Writes the transpose of a block of a row-major matrix into another.
///
/// - Complexity: O(rows · columns), no allocation.
@unsafe
package func transposeBlock<Scalar: RealScalar>(
  rows: Int, columns: Int, from source: UnsafePointer<Scalar>, stride: Int,
  to target: UnsafeMutablePointer<Scalar>, stride targetStride: Int
) {
  unsafe descent_transpose_block(
    Scalar.cScalar, rows, columns, target, targetStride, source, stride)
}

/// result ← Aᵀ·B, or result plus that, for a B of few columns.
///
/// The terms of each sum are added in their order. While it computes, the rows that this thread
/// expects (``expectRows(columns:_:at:columnRange:)``) come nearer if they are as long as A's.
///
/// - Parameters:
///   - rows: The columns of A, and the rows of the result.
///   - columns: The columns of B and of the result, 1…16.
///   - terms: The rows of A and B.
///   - left: A.
///   - leftStride: The scalars from one of its rows to the next.
///   - right: B.
///   - rightStride: The scalars from one of its rows to the next.
///   - result: Written, or added to.
///   - resultStride: The scalars from one of its rows to the next.
///   - accumulates: Whether the product is added to what `result` holds.
/// - Complexity: O(rows · columns · terms), no allocation.
@unsafe
package func multiplyNarrow<Scalar: RealScalar>(
  rows: Int, columns: Int, terms: Int, _ left: UnsafePointer<Scalar>, stride leftStride: Int,
  _ right: UnsafePointer<Scalar>, stride rightStride: Int,
  into result: UnsafeMutablePointer<Scalar>, stride resultStride: Int, accumulates: Bool
) {
  require((1...16).contains(columns), "\(columns) columns are not 1 to 16")
  unsafe descent_multiply_narrow(
    Scalar.cScalar, rows, columns, terms, accumulates, result, resultStride, left, leftStride,
    right, rightStride)
}

/// result ← A·B or Aᵀ·B, or result plus that, where zeros of A add nothing, whatever they would be
/// multiplied with.
///
/// The terms of each sum that are left are added in their order.
///
/// - Parameters:
///   - isLeftTransposed: Whether A is stored as its transpose, inner × rows.
///   - rows: The rows of the result.
///   - columns: The columns of B and of the result; a multiple of 16.
///   - inner: The terms of each sum.
///   - left: A.
///   - leftStride: The scalars from one of its stored rows to the next.
///   - right: B.
///   - rightStride: The scalars from one of its rows to the next.
///   - result: Written, or added to.
///   - resultStride: The scalars from one of its rows to the next.
///   - accumulates: Whether the product is added to what `result` holds.
/// - Complexity: O(rows · inner) to look, O(columns) per element of A that is not zero; no
///   allocation. Works in the memory of ``withThreadScratch(_:)``.
@unsafe
package func multiplyNonzeros<Scalar: RealScalar>(
  _ isLeftTransposed: Bool, rows: Int, columns: Int, inner: Int, _ left: UnsafePointer<Scalar>,
  stride leftStride: Int, _ right: UnsafePointer<Scalar>, stride rightStride: Int,
  into result: UnsafeMutablePointer<Scalar>, stride resultStride: Int, accumulates: Bool
) {
  if isLeftTransposed {
    unsafe descent_multiply_transposed_nonzeros(
      Scalar.cScalar, rows, columns, inner, accumulates, result, resultStride, left, leftStride,
      right, rightStride)
  } else {
    unsafe descent_multiply_nonzeros(
      Scalar.cScalar, rows, columns, inner, accumulates, result, resultStride, left, leftStride,
      right, rightStride)
  }
}
