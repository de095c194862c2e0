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

extension AdagradStep {
  /// The loop of this step.
  package var kernel: UpdateKernel {
    UpdateKernel(
      momentCount: momentCount,
      rule: descent_rule(
        kind: DESCENT_RULE_ADAGRAD,
        settings: .init(
          adagrad: descent_adagrad_settings(
            epsilon_inside: epsilonInside, epsilon_outside: epsilonOutside,
            step_rate: stepRate, coupled_decay: coupledDecay,
            decoupled_decay: decoupledDecay))))
  }
}
