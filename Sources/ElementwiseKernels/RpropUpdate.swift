internal import CElementwise

/// The scalars of one Rprop step, with every convention already resolved into them.
///
/// For each element, with the previous gradient p and the step size s:
/// ```
/// s ← s·growth    where g·p > 0, s·shrink where g·p < 0
/// s ← s           within smallest...largest
/// g ← 0           where g·p < 0
/// θ ← θ − sign(g)·s,   p ← g
/// ```
package struct RpropStep: Sendable {
  package var shrink, growth, smallest, largest: Double

  package init(
    shrink: Double, growth: Double, smallest: Double, largest: Double
  ) {
    self.shrink = shrink
    self.growth = growth
    self.smallest = smallest
    self.largest = largest
  }

  /// The buffers behind each other in `moments`: p, then s.
  package var momentCount: Int { 2 }
}

/// Moves parameters by one Rprop step in a single pass; see ``rmspropUpdate`` for the parameters.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func rpropUpdate<Scalar: RealScalar>(
  values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
  moments: inout MutableSpan<Scalar>, momentStride: Int, step: RpropStep
) {
  var settings = descent_rprop_settings(
    shrink: step.shrink, growth: step.growth, smallest: step.smallest, largest: step.largest)
  unsafe withUnsafePointer(to: &settings) { settings in
    unsafe withUpdatePointers(
      values: &values, gradient: gradient, moments: &moments, momentStride: momentStride,
      momentCount: step.momentCount
    ) { length, theta, slope, moments in
      unsafe descent_rprop_update(
        Scalar.cScalar, length, theta, slope, moments, momentStride, settings)
    }
  }
}
