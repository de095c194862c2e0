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

extension LionStep {
  /// The loop of this step.
  package var kernel: UpdateKernel {
    UpdateKernel(
      momentCount: momentCount,
      rule: descent_rule(
        kind: DESCENT_RULE_LION,
        settings: .init(
          lion: descent_lion_settings(
            beta1: beta1, step_weight: stepWeight, beta2: beta2,
            mean_weight: meanWeight, step_rate: stepRate, decoupled_decay: decoupledDecay))))
  }
}
