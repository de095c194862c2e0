internal import ComplexModule
package import ElementwiseKernels

/// Replaces a square matrix with its transpose, where it lies.
///
/// - Parameters:
///   - n: The order of A.
///   - a: A, without gaps; overwritten.
/// - Precondition: `a` holds n² scalars.
/// - Complexity: O(n²) in tiles that suit the cache, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func transposeInPlace<Scalar: MatrixScalar>(order n: Int, _ a: inout MutableSpan<Scalar>) {
  checkDense("A", rows: n, columns: n, a.count)
  let tile = 32
  for top in stride(from: 0, to: n, by: tile) {
    for left in stride(from: 0, through: top, by: tile) {
      for row in top..<min(top + tile, n) {
        for column in left..<max(left, min(left + tile, row)) {
          a.swapAt(row * n + column, column * n + row)
        }
      }
    }
  }
}
