internal import CElementwise

/// The scalars of one Lion step, with every convention already resolved into them.
///
/// For each element:
/// ```
/// c ← beta1·m + stepWeight·g
/// m ← beta2·m + meanWeight·g
/// θ ← θ − (stepRate·sign(c) + decoupledDecay·θ)
/// ```
package struct LionStep: Sendable {
  package var beta1, stepWeight, beta2, meanWeight, stepRate, decoupledDecay: Double

  package init(
    beta1: Double, stepWeight: Double, beta2: Double, meanWeight: Double, stepRate: Double,
    decoupledDecay: Double
  ) {
    self.beta1 = beta1
    self.stepWeight = stepWeight
    self.beta2 = beta2
    self.meanWeight = meanWeight
    self.stepRate = stepRate
    self.decoupledDecay = decoupledDecay
  }

  /// The buffers in `moments`: m.
  package var momentCount: Int { 1 }
}

/// Moves parameters by one Lion step in a single pass; see ``rmspropUpdate`` for the parameters.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func lionUpdate<Scalar: RealScalar>(
  values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
  moments: inout MutableSpan<Scalar>, momentStride: Int, step: LionStep
) {
  var settings = descent_lion_settings(
    beta1: step.beta1, step_weight: step.stepWeight, beta2: step.beta2,
    mean_weight: step.meanWeight, step_rate: step.stepRate, decoupled_decay: step.decoupledDecay)
  unsafe withUnsafePointer(to: &settings) { settings in
    unsafe withUpdatePointers(
      values: &values, gradient: gradient, moments: &moments, momentStride: momentStride,
      momentCount: step.momentCount
    ) { length, theta, slope, moments in
      unsafe descent_lion_update(
        Scalar.cScalar, length, theta, slope, moments, settings)
    }
  }
}
