/// Lends θ, g and the moments of an update as pointers.
///
/// The buffer of moments holds `momentCount`, one per stride: `body` updates `length` elements, and
/// moment k begins at `moments + k · momentStride`. Where there are no moments, `moments` points
/// to θ and is not to be used. Without elements `body` is not called.
func withUpdatePointers<Scalar: RealScalar>(
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
        guard count > 0, let theta = values.baseAddress, let slope = gradient.baseAddress
        else { return }
        unsafe body(count, theta, slope, moments.baseAddress ?? theta)
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
