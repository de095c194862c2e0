internal import CElementwise

/// The scalars of one Adamax step, with every convention already resolved into them.
///
/// For each element, with g ← g + `coupledDecay`·θ and then θ ← θ − `decoupledDecay`·θ:
/// ```
/// m ← m + meanWeight·(g − m)
/// u ← max(beta2·u, |g| + epsilonInNorm)
/// θ ← θ − stepRate·m/(u + epsilonOnNorm)        no step where the denominator is zero
/// ```
package struct AdamaxStep: Sendable {
  package var meanWeight, beta2, epsilonInNorm, epsilonOnNorm: Double
  package var stepRate, coupledDecay, decoupledDecay: Double

  package init(
    meanWeight: Double, beta2: Double, epsilonInNorm: Double, epsilonOnNorm: Double,
    stepRate: Double, coupledDecay: Double, decoupledDecay: Double
  ) {
    self.meanWeight = meanWeight
    self.beta2 = beta2
    self.epsilonInNorm = epsilonInNorm
    self.epsilonOnNorm = epsilonOnNorm
    self.stepRate = stepRate
    self.coupledDecay = coupledDecay
    self.decoupledDecay = decoupledDecay
  }

  /// The buffers behind each other in `moments`: m, then u.
  package var momentCount: Int { 2 }
}

/// Moves parameters by one Adamax step in a single pass; see ``rmspropUpdate`` for the parameters.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func adamaxUpdate<Scalar: RealScalar>(
  values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
  moments: inout MutableSpan<Scalar>, momentStride: Int, step: AdamaxStep
) {
  var settings = descent_adamax_settings(
    mean_weight: step.meanWeight, beta2: step.beta2, epsilon_in_norm: step.epsilonInNorm,
    epsilon_on_norm: step.epsilonOnNorm, step_rate: step.stepRate, coupled_decay: step.coupledDecay,
    decoupled_decay: step.decoupledDecay)
  unsafe withUnsafePointer(to: &settings) { settings in
    unsafe withUpdatePointers(
      values: &values, gradient: gradient, moments: &moments, momentStride: momentStride,
      momentCount: step.momentCount
    ) { length, theta, slope, moments in
      unsafe descent_adamax_update(
        Scalar.cScalar, length, theta, slope, moments, momentStride, settings)
    }
  }
}
