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

extension AdadeltaStep {
  /// The loop of this step.
  package var kernel: UpdateKernel {
    UpdateKernel(
      momentCount: momentCount,
      rule: descent_rule(
        kind: DESCENT_RULE_ADADELTA,
        settings: .init(
          adadelta: descent_adadelta_settings(
            rho: rho, new_weight: newWeight, epsilon: epsilon, step_rate: stepRate,
            coupled_decay: coupledDecay, decoupled_decay: decoupledDecay))))
  }
}
