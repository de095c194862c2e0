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

extension AdamaxStep {
  /// The loop of this step.
  package var kernel: UpdateKernel {
    UpdateKernel(
      momentCount: momentCount,
      rule: descent_rule(
        kind: DESCENT_RULE_ADAMAX,
        settings: .init(
          adamax: descent_adamax_settings(
            mean_weight: meanWeight, beta2: beta2, epsilon_in_norm: epsilonInNorm,
            epsilon_on_norm: epsilonOnNorm, step_rate: stepRate, coupled_decay: coupledDecay,
            decoupled_decay: decoupledDecay))))
  }
}
