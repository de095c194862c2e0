internal import CElementwise
internal import ComplexModule

/// Where a rectangle of scalars lies in a span: its first scalar, and the distance between rows.
package struct BlockPlace: Sendable {
  package let start: Int
  package let stride: Int

  package init(start: Int, stride: Int) {
    self.start = start
    self.stride = stride
  }

  /// Stops the program unless a span of `count` scalars holds the whole rectangle.
  func check(_ name: StaticString, rows: Int, columns: Int, _ count: Int) {
    require(
      rows >= 0 && columns >= 0 && start >= 0 && stride >= columns,
      "\(name): a block of \(rows)×\(columns) at \(start) cannot have a stride of \(stride)")
    if rows == 0 || columns == 0 { return }
    let (distance, isTooFar) = stride.multipliedReportingOverflow(by: rows - 1)
    require(
      !isTooFar && start <= count - columns && distance <= count - columns - start,
      "\(name): a block of \(rows)×\(columns) at \(start) with a stride of \(stride) is not inside "
        + "\(count) scalars")
  }
}

/// Copies scalars between buffers of equal length.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func copyScalars<Scalar: MatrixScalar>(
  from source: Span<Scalar>, to target: inout MutableSpan<Scalar>
) {
  require(source.count == target.count, "\(source.count) scalars into \(target.count)")
  unsafe source.withUnsafeBufferPointer { source in
    unsafe target.withUnsafeMutableBufferPointer { target in
      guard let from = source.baseAddress, let to = target.baseAddress else { return }
      unsafe to.update(from: from, count: source.count)
    }
  }
}

/// Copies a rectangle of scalars from one row-major matrix to another.
///
/// - Precondition: Both spans hold the rectangle.
/// - Complexity: O(rows · columns), no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func copyBlock<Scalar: MatrixScalar>(
  rows: Int, columns: Int, from source: Span<Scalar>, at sourcePlace: BlockPlace,
  to target: inout MutableSpan<Scalar>, at targetPlace: BlockPlace
) {
  sourcePlace.check("source", rows: rows, columns: columns, source.count)
  targetPlace.check("target", rows: rows, columns: columns, target.count)
  if rows == 0 || columns == 0 { return }
  let size = MemoryLayout<Scalar>.stride
  let unit = Scalar.movedUnit
  unsafe source.withElementBytes { source in
    unsafe target.withElementBytes { target in
      unsafe descent_copy_block(
        unit.scalar, rows, unit.count * columns,
        target.baseAddress?.advanced(by: targetPlace.start * size),
        unit.count * targetPlace.stride,
        source.baseAddress?.advanced(by: sourcePlace.start * size),
        unit.count * sourcePlace.stride)
    }
  }
}

/// Writes the transpose of a row-major matrix of rows × columns.
///
/// - Precondition: Both spans have rows · columns elements.
/// - Complexity: O(rows · columns) in tiles that suit the cache, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func transpose<Scalar: MatrixScalar>(
  rows: Int, columns: Int, _ source: Span<Scalar>, into target: inout MutableSpan<Scalar>
) {
  checkShape(rows: rows, columns: columns, source.count)
  checkShape(rows: columns, columns: rows, target.count)
  unsafe source.withElementBytes { source in
    unsafe target.withElementBytes { target in
      let unit = Scalar.movedUnit
      if unit.count == 1 {
        unsafe descent_transpose(
          unit.scalar, rows, columns, target.baseAddress, source.baseAddress)
      } else {
        unsafe descent_transpose_pairs(
          unit.scalar, rows, columns, target.baseAddress, source.baseAddress)
      }
    }
  }
}

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
  checkShape(rows: n, columns: n, a.count)
  let unit = Scalar.movedUnit
  unsafe a.withElementBytes { a in
    unsafe descent_transpose_in_place(unit.scalar, n, unit.count, a.baseAddress)
  }
}

/// Writes chosen rows of a row-major matrix, or a range of their columns, one below the other.
///
/// - Precondition: Every index lies in `0..<rows`, `range` in `0..<columns`, and `target` has one row
///   per index.
/// - Complexity: O(indices · columns), no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func gatherRows<Scalar: MatrixScalar>(
  rows: Int, columns: Int, _ source: Span<Scalar>, at indices: Span<Int>,
  columnRange: Range<Int>? = nil, into target: inout MutableSpan<Scalar>
) {
  let range = columnRange ?? 0..<columns
  require(
    range.lowerBound >= 0 && range.upperBound <= columns,
    "columns \(range) are not inside 0..<\(columns)")
  checkShape(rows: rows, columns: columns, source.count)
  checkShape(rows: indices.count, columns: range.count, target.count)
  for index in indices.indices {
    let row = indices[index]
    require(row >= 0 && row < rows, "row \(row) is outside 0..<\(rows)")
  }
  let count = indices.count
  unsafe indices.withUnsafeBytes { indices in
    unsafe source.withElementBytes { source in
      unsafe target.withElementBytes { target in
        // Int has the 64 bits of int64_t on every platform that the package serves.
        let unit = Scalar.movedUnit
        unsafe descent_gather_rows(
          unit.scalar, count, unit.count * range.count, target.baseAddress,
          source.baseAddress?.advanced(by: range.lowerBound * MemoryLayout<Scalar>.stride),
          unit.count * columns, indices.baseAddress?.assumingMemoryBound(to: Int64.self))
      }
    }
  }
}

/// Says that this thread will soon gather these rows: its next update brings them into the cache, or a
/// product before it of a transpose whose rows are as long.
///
/// - Precondition: The indices are those of rows of `source`; more than 64 are not waited for.
/// - Complexity: O(indices), no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func expectRows<Scalar: MatrixScalar>(
  columns: Int, _ source: Span<Scalar>, at indices: Span<Int>, columnRange: Range<Int>? = nil
) {
  let range = columnRange ?? 0..<columns
  let size = MemoryLayout<Scalar>.stride
  unsafe indices.withUnsafeBytes { indices in
    unsafe source.withElementBytes { source in
      unsafe descent_expect_rows(
        source.baseAddress?.advanced(by: range.lowerBound * size), range.count * size,
        columns * size,
        indices.baseAddress?.assumingMemoryBound(to: Int64.self),
        indices.count / MemoryLayout<Int>.stride)
    }
  }
}

/// Writes chosen columns of a row-major matrix, side by side.
///
/// - Precondition: Every index lies in `0..<columns`, and `target` has one column per index.
/// - Complexity: O(rows · indices), no allocation.
package func gatherColumns<Scalar: MatrixScalar>(
  rows: Int, columns: Int, _ source: Span<Scalar>, at indices: Span<Int>,
  into target: inout MutableSpan<Scalar>
) {
  checkShape(rows: rows, columns: columns, source.count)
  checkShape(rows: rows, columns: indices.count, target.count)
  for index in indices.indices {
    let column = indices[index]
    require(column >= 0 && column < columns, "column \(column) is outside 0..<\(columns)")
  }
  let count = indices.count
  unsafe indices.withUnsafeBytes { indices in
    unsafe source.withElementBytes { source in
      unsafe target.withElementBytes { target in
        let unit = Scalar.movedUnit
        unsafe descent_gather_columns(
          unit.scalar, rows, columns, unit.count, count, target.baseAddress, source.baseAddress,
          indices.baseAddress?.assumingMemoryBound(to: Int64.self))
      }
    }
  }
}

extension MatrixScalar {
  /// What is moved where only the bits of an element matter: how many of which scalar.
  static var movedUnit: (scalar: descent_scalar, count: Int) {
    switch elementKind {
    case .float32: (DESCENT_FLOAT32, 1)
    case .float64, .complex64: (DESCENT_FLOAT64, 1)
    case .complex128: (DESCENT_FLOAT64, 2)
    }
  }
}
