internal import COpenBLAS
package import ElementwiseKernels

/// The Euclidean norm of scalars that lie a stride apart, scaled so that no square overflows.
///
/// Runs `cblas_snrm2`, `cblas_dnrm2`, `cblas_scnrm2` or `cblas_dznrm2`.
///
/// - Parameters:
///   - count: How many scalars.
///   - x: Where they lie.
///   - start: The place of the first.
///   - stride: The distance from one to the next.
/// - Returns: √Σ|x|², 0 without scalars.
/// - Precondition: `x` holds them all; count and stride are not negative and fit 32 bits.
/// - Complexity: O(count), no allocation.
package func euclideanNorm<Scalar: MatrixScalar>(
  count: Int, of x: Span<Scalar>, start: Int, stride: Int
) -> Scalar.RealPart {
  if count == 0 { return 0 }
  StoredMatrix(
    name: "x", rows: count, columns: 1, leadingDimension: stride, available: x.count - start
  ).check()
  require(start >= 0, "a vector cannot start at \(start)")
  let (count, increment) = (Int32(count), Int32(stride))
  return unsafe x.extracting(start..<x.count).withElementBytes { x in
    switch Scalar.elementKind {
    case .float32:
      unsafe reinterpret(cblas_snrm2(count, scalars(x), increment), as: Scalar.RealPart.self)
    case .float64:
      unsafe reinterpret(cblas_dnrm2(count, scalars(x), increment), as: Scalar.RealPart.self)
    case .complex64:
      unsafe reinterpret(cblas_scnrm2(count, x.baseAddress, increment), as: Scalar.RealPart.self)
    case .complex128:
      unsafe reinterpret(cblas_dznrm2(count, x.baseAddress, increment), as: Scalar.RealPart.self)
    }
  }
}
