/// Lends θ, g and the moments of an update as pointers, in the chunks that threads share.
///
/// The buffer of moments holds `momentCount`, one per stride: `body` updates `length` elements, and
/// moment k begins at `moments + k · momentStride`.
func forEachUpdateChunk<Scalar: RealScalar>(
  values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
  moments: inout MutableSpan<Scalar>, momentStride: Int, momentCount: Int,
  _ body: (
    _ length: Int, _ theta: UnsafeMutablePointer<Scalar>, _ slope: UnsafePointer<Scalar>,
    _ moments: UnsafeMutablePointer<Scalar>
  ) -> Void
) {
  let count = values.count
  checkMoments(
    count: count, gradient: gradient.count, moments: moments.count, stride: momentStride,
    momentCount: momentCount)
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe gradient.withUnsafeBufferPointer { gradient in
      unsafe moments.withUnsafeMutableBufferPointer { moments in
        guard let theta = values.baseAddress, let slope = gradient.baseAddress,
          let first = moments.baseAddress
        else { return }
        forEachChunk(of: count) { start, length in
          unsafe body(length, theta + start, slope + start, first + start)
        }
      }
    }
  }
}

/// Stops with the numbers when a gradient or the moments do not fit the parameters.
func checkMoments(
  count: Int, gradient: Int, moments: Int, stride: Int, momentCount: Int
) {
  require(
    gradient == count, "\(count) parameters need as many gradients, not \(gradient)")
  require(
    stride >= count && moments >= stride * max(0, momentCount - 1) + (momentCount > 0 ? count : 0),
    "\(momentCount) moments of \(count) parameters do not fit \(moments) scalars \(stride) apart")
}
