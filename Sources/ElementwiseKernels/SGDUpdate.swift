internal import CElementwise

/// The scalars of one SGD step, with every convention already resolved into them.
///
/// For each element, with g ← g + `coupledDecay`·θ and then θ ← θ − `decoupledDecay`·θ:
/// ```
/// s ← bufferRate·g
/// b ← momentum·b + s;  s ← b                    with momentum
/// s ← lookaheadRate·g + momentum·b              with momentum, Nesterov
/// θ ← θ − stepRate·s
/// ```
package struct SGDStep: Sendable {
  package var momentum, bufferRate, lookaheadRate, stepRate: Double
  package var coupledDecay, decoupledDecay: Double
  package var hasMomentum, isNesterov: Bool

  package init(
    momentum: Double, bufferRate: Double, lookaheadRate: Double, stepRate: Double,
    coupledDecay: Double, decoupledDecay: Double, hasMomentum: Bool, isNesterov: Bool
  ) {
    self.momentum = momentum
    self.bufferRate = bufferRate
    self.lookaheadRate = lookaheadRate
    self.stepRate = stepRate
    self.coupledDecay = coupledDecay
    self.decoupledDecay = decoupledDecay
    self.hasMomentum = hasMomentum
    self.isNesterov = isNesterov
  }

  /// The buffers behind each other in `moments`: b, or none.
  package var momentCount: Int { hasMomentum ? 1 : 0 }
}

extension SGDStep {
  /// The loop of this step.
  package var kernel: UpdateKernel {
    UpdateKernel(
      momentCount: momentCount,
      rule: descent_rule(
        kind: DESCENT_RULE_SGD,
        settings: .init(
          sgd: descent_sgd_settings(
            momentum: momentum, buffer_rate: bufferRate, lookahead_rate: lookaheadRate,
            step_rate: stepRate, coupled_decay: coupledDecay, decoupled_decay: decoupledDecay,
            has_momentum: hasMomentum, nesterov: isNesterov))))
  }
}
