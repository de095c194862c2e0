internal import CElementwise
internal import ComplexModule

// Triangles of square row-major matrices without gaps.

/// Copies one triangle, transposed, over the other one.
///
/// - Parameters:
///   - n: The order of A.
///   - ontoLower: Whether the lower triangle is overwritten, with the upper one.
///   - a: A; overwritten on one side of the diagonal.
/// - Precondition: `a` holds n² scalars.
/// - Complexity: O(n²) in tiles that suit the cache, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func mirrorTriangle<Scalar: MatrixScalar>(
  order n: Int, ontoLower: Bool, _ a: inout MutableSpan<Scalar>
) {
  checkShape(rows: n, columns: n, a.count)
  let unit = Scalar.movedUnit
  unsafe a.withElementBytes { a in
    unsafe descent_mirror_triangle(
      unit.scalar, n, unit.count, ontoLower, a.baseAddress, UnsafeRawPointer(a.baseAddress))
  }
}

/// Copies the lower triangle of a matrix, transposed, into the upper one of another.
///
/// - Parameters:
///   - n: The order of both.
///   - source: The matrix that is read on and below its diagonal.
///   - target: The matrix that is overwritten on and above its diagonal.
/// - Precondition: Both hold n² scalars.
/// - Complexity: O(n²) in tiles that suit the cache, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func transposeLowerTriangle<Scalar: MatrixScalar>(
  order n: Int, _ source: Span<Scalar>, into target: inout MutableSpan<Scalar>
) {
  checkShape(rows: n, columns: n, source.count)
  checkShape(rows: n, columns: n, target.count)
  let unit = Scalar.movedUnit
  unsafe source.withElementBytes { source in
    unsafe target.withElementBytes { target in
      unsafe descent_mirror_triangle(
        unit.scalar, n, unit.count, false, target.baseAddress, source.baseAddress)
    }
  }
}

/// Copies a matrix with zeros in the place of what is above the diagonal.
///
/// - Precondition: Both hold n² scalars.
/// - Complexity: O(n²), no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func copyLowerTriangle<Scalar: MatrixScalar>(
  order n: Int, _ source: Span<Scalar>, into target: inout MutableSpan<Scalar>
) {
  checkShape(rows: n, columns: n, source.count)
  checkShape(rows: n, columns: n, target.count)
  let unit = Scalar.movedUnit
  unsafe source.withElementBytes { source in
    unsafe target.withElementBytes { target in
      unsafe descent_copy_lower_triangle(
        unit.scalar, n, unit.count, target.baseAddress, source.baseAddress)
    }
  }
}

/// Copies the lower triangle of a row-major matrix of order n over the upper one.
///
/// - Parameters:
///   - n: The order of A.
///   - a: A, row-major and without gaps; overwritten above the diagonal.
///   - conjugating: Whether the copies get the opposite imaginary parts.
/// - Precondition: `a` holds n² scalars.
/// - Complexity: O(n²) in tiles that suit the cache, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func mirrorLowerTriangle<Scalar: MatrixScalar>(
  order n: Int, _ a: inout MutableSpan<Scalar>, conjugating: Bool
) {
  checkShape(rows: n, columns: n, a.count)
  if !conjugating || Scalar.realParts.count == 1 {
    return mirrorTriangle(order: n, ontoLower: false, &a)
  }
  let tile = 32
  for top in stride(from: 0, to: n, by: tile) {
    for left in stride(from: 0, through: top, by: tile) {
      for row in top..<min(top + tile, n) {
        for column in left..<max(left, min(left + tile, row)) {
          a[column * n + row] = a[row * n + column].conjugated
        }
      }
    }
  }
}
