internal import CElementwise

/// The compiled loop of a rule of this package, with its numbers for one step.
///
/// A rule of your own has none: it moves its parameters in Swift.
public struct UpdateKernel: Sendable {
  /// How many moments the loop keeps.
  package let momentCount: Int
  let rule: descent_rule

  init(momentCount: Int, rule: descent_rule) {
    self.momentCount = momentCount
    self.rule = rule
  }
}

/// Moves parameters by one step in a single pass, on the calling thread.
///
/// - Parameters:
///   - kernel: The loop and its numbers.
///   - values: θ, shape [n]; overwritten.
///   - gradient: g, shape [n].
///   - moments: The moment buffers of the rule one behind the other; overwritten.
///   - momentStride: Scalars from the start of one moment to that of the next.
/// - Complexity: O(n), no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func update<Scalar: RealScalar>(
  by kernel: UpdateKernel, values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
  moments: inout MutableSpan<Scalar>, momentStride: Int
) {
  let count = values.count
  checkMoments(
    count: count, gradient: gradient.count, moments: moments.count, stride: momentStride,
    momentCount: kernel.momentCount)
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe gradient.withUnsafeBufferPointer { gradient in
      unsafe moments.withUnsafeMutableBufferPointer { moments in
        unsafe withUnsafePointer(to: kernel.rule) { rule in
          unsafe descent_update(
            Scalar.cScalar, count, values.baseAddress, gradient.baseAddress, moments.baseAddress,
            momentStride, rule, nil)
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
