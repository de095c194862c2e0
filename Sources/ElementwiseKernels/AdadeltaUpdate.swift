internal import CElementwise

/// The scalars of one Adadelta step, with every convention already resolved into them.
///
/// For each element, with g ← g + `coupledDecay`·θ and then θ ← θ − `decoupledDecay`·θ:
/// ```
/// v ← rho·v + newWeight·g²
/// s ← √(d + epsilon)/√(v + epsilon)·g           zero where the divisor is
/// d ← rho·d + newWeight·s²
/// θ ← θ − stepRate·s
/// ```
package struct AdadeltaStep: Sendable {
  package var rho, newWeight, epsilon, stepRate, coupledDecay, decoupledDecay: Double

  package init(
    rho: Double, newWeight: Double, epsilon: Double, stepRate: Double, coupledDecay: Double,
    decoupledDecay: Double
  ) {
    self.rho = rho
    self.newWeight = newWeight
    self.epsilon = epsilon
    self.stepRate = stepRate
    self.coupledDecay = coupledDecay
    self.decoupledDecay = decoupledDecay
  }

  /// The buffers behind each other in `moments`: v, then d.
  package var momentCount: Int { 2 }
}

/// Moves parameters by one Adadelta step in a single pass; see ``rmspropUpdate`` for the parameters.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func adadeltaUpdate<Scalar: RealScalar>(
  values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
  moments: inout MutableSpan<Scalar>, momentStride: Int, step: AdadeltaStep
) {
  var settings = descent_adadelta_settings(
    rho: step.rho, new_weight: step.newWeight, epsilon: step.epsilon, step_rate: step.stepRate,
    coupled_decay: step.coupledDecay, decoupled_decay: step.decoupledDecay)
  unsafe withUnsafePointer(to: &settings) { settings in
    unsafe withUpdatePointers(
      values: &values, gradient: gradient, moments: &moments, momentStride: momentStride,
      momentCount: step.momentCount
    ) { length, theta, slope, moments in
      unsafe descent_adadelta_update(
        Scalar.cScalar, length, theta, slope, moments, momentStride, settings)
    }
  }
}
