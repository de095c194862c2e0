internal import CElementwise

/// Copies scalars between buffers of equal length.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func copyScalars<Scalar: RealScalar>(
  from source: Span<Scalar>, to target: inout MutableSpan<Scalar>
) {
  precondition(source.count == target.count, "\(source.count) scalars into \(target.count)")
  unsafe source.withUnsafeBufferPointer { source in
    unsafe target.withUnsafeMutableBufferPointer { target in
      guard let from = source.baseAddress, let to = target.baseAddress else { return }
      unsafe to.update(from: from, count: source.count)
    }
  }
}

/// Copies rows of a matrix, in the order of `indices`, one behind the other.
///
/// - Parameters:
///   - indices: The rows to copy; each in 0..<rows of `source`.
///   - columns: The scalars of a row.
///   - source: Row-major.
///   - target: Shape [indices.count, columns]; overwritten.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func gatherRows<Scalar: RealScalar>(
  _ indices: Span<Int32>, columns: Int, from source: Span<Scalar>,
  to target: inout MutableSpan<Scalar>
) {
  precondition(
    target.count == indices.count * columns,
    "\(indices.count) rows of \(columns) do not fill \(target.count) scalars")
  let rows = columns == 0 ? Int.max : source.count / columns
  for position in indices.indices {
    precondition(
      indices[position] >= 0 && Int(indices[position]) < rows,
      "row \(indices[position]) is outside 0..<\(rows)")
  }
  unsafe source.withUnsafeBufferPointer { source in
    unsafe target.withUnsafeMutableBufferPointer { target in
      unsafe indices.withUnsafeBufferPointer { indices in
        unsafe descent_gather_rows(
          indices.count, columns * MemoryLayout<Scalar>.stride, indices.baseAddress,
          source.baseAddress, target.baseAddress)
      }
    }
  }
}
