internal import CElementwise

/// The scalars of one Adagrad step, with every convention already resolved into them.
///
/// For each element, with g ← g + `coupledDecay`·θ and then θ ← θ − `decoupledDecay`·θ:
/// ```
/// a ← a + g²
/// θ ← θ − stepRate·g/(√(a + epsilonInside) + epsilonOutside)   no step where the divisor is zero
/// ```
package struct AdagradStep: Sendable {
  package var epsilonInside, epsilonOutside, stepRate, coupledDecay, decoupledDecay: Double

  package init(
    epsilonInside: Double, epsilonOutside: Double, stepRate: Double, coupledDecay: Double,
    decoupledDecay: Double
  ) {
    self.epsilonInside = epsilonInside
    self.epsilonOutside = epsilonOutside
    self.stepRate = stepRate
    self.coupledDecay = coupledDecay
    self.decoupledDecay = decoupledDecay
  }

  /// The buffers in `moments`: a.
  package var momentCount: Int { 1 }
}

/// Moves parameters by one Adagrad step in a single pass; see ``rmspropUpdate`` for the parameters.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func adagradUpdate<Scalar: RealScalar>(
  values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
  moments: inout MutableSpan<Scalar>, momentStride: Int, step: AdagradStep
) {
  var settings = descent_adagrad_settings(
    epsilon_inside: step.epsilonInside, epsilon_outside: step.epsilonOutside,
    step_rate: step.stepRate, coupled_decay: step.coupledDecay,
    decoupled_decay: step.decoupledDecay)
  unsafe withUnsafePointer(to: &settings) { settings in
    unsafe withUpdatePointers(
      values: &values, gradient: gradient, moments: &moments, momentStride: momentStride,
      momentCount: step.momentCount
    ) { length, theta, slope, moments in
      unsafe descent_adagrad_update(
        Scalar.cScalar, length, theta, slope, moments, settings)
    }
  }
}
