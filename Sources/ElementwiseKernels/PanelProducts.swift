internal import CElementwise

/// The bytes of a row of a panel, of which shares of a product are best multiples.
package let panelBytes = Int(DESCENT_PANEL_BYTES)

/// result ← factor·op(A)·op(B) + scale·result, where a matrix may be larger than the caches.
///
/// The terms of each sum are added in their order, in parts of at most 256, each multiplied and added in
/// one rounding. With a scale of 0 what `result` held does not matter.
///
/// - Parameters:
///   - rows: The rows of op(A) and of the result.
///   - columns: The columns of op(B) and of the result.
///   - terms: The columns of op(A) and the rows of op(B).
///   - factor: What A is multiplied by.
///   - left: A.
///   - leftStride: The scalars from one of its stored rows to the next.
///   - isLeftTransposed: Whether A is stored as its transpose.
///   - right: B.
///   - rightStride: The scalars from one of its stored rows to the next.
///   - isRightTransposed: Whether B is stored as its transpose.
///   - result: Written, or added to.
///   - resultStride: The scalars from one of its rows to the next.
///   - scale: What the result is multiplied by before.
/// - Complexity: O(rows · columns · terms), one allocation of 90 Ki scalars, which is kept for the next.
@unsafe
package func multiplyPanels<Scalar: RealScalar>(
  rows: Int, columns: Int, terms: Int, factor: Scalar,
  _ left: UnsafePointer<Scalar>, stride leftStride: Int, isTransposed isLeftTransposed: Bool,
  _ right: UnsafePointer<Scalar>, stride rightStride: Int, isTransposed isRightTransposed: Bool,
  into result: UnsafeMutablePointer<Scalar>, stride resultStride: Int, scale: Scalar
) {
  let byteCount = Int(DESCENT_PANEL_SPACE_SCALARS) * MemoryLayout<Scalar>.stride
  guard let space = unsafe descent_allocate(byteCount, false) else {
    fatalError("no memory for the \(byteCount) bytes of a panel")
  }
  defer { unsafe descent_free(space) }
  unsafe descent_multiply_panels(
    Scalar.cScalar, rows, columns, terms, Double(factor), Double(scale), result, resultStride,
    isLeftTransposed, left, leftStride, isRightTransposed, right, rightStride, space)
}
