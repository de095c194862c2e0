internal import CElementwise

/// The scalars of one RMSprop step, with every convention already resolved into them.
///
/// For each element, with g ← g + `coupledDecay`·θ and then θ ← θ − `decoupledDecay`·θ:
/// ```
/// v ← ρ·v + (1−ρ)·g²                            plain
/// d ← g − m                                     centered, by recurrence: v is the variance
/// v ← ρ·(v + varianceWeight·d²);  m ← m + meanWeight·d
/// v ← ρ·v + (1−ρ)·g²;  m ← ρ·m + (1−ρ)·g        centered, by subtraction: below, read
///                                               v − meanSquareWeight·m² for v
/// D ← √(v + epsilonInside) + epsilonOutside
/// s ← bufferRate·g/D                            zero where D = 0
/// b ← momentum·b + s;  s ← b                    with momentum
/// b ← momentum·b + s;  s ← s + momentum·b       with Nesterov momentum
/// θ ← θ − stepRate·s
/// ```
package struct RMSpropStep: Sendable {
  package var rho, epsilonInside, epsilonOutside, momentum, bufferRate, stepRate: Double
  package var coupledDecay, decoupledDecay: Double
  package var isCentered, hasMomentum: Bool
  /// What a centered step weighs by; 1 − ρ, 1 − ρ and 1 unless the averages are bias-corrected.
  package var varianceWeight, meanWeight, meanSquareWeight: Double
  /// Whether a centered step subtracts m² from v instead of keeping the variance.
  package var subtractsMean = false
  package var isNesterov = false

  package init(
    rho: Double, epsilonInside: Double, epsilonOutside: Double, momentum: Double,
    bufferRate: Double, stepRate: Double, coupledDecay: Double, decoupledDecay: Double,
    isCentered: Bool, hasMomentum: Bool
  ) {
    self.rho = rho
    self.epsilonInside = epsilonInside
    self.epsilonOutside = epsilonOutside
    self.momentum = momentum
    self.bufferRate = bufferRate
    self.stepRate = stepRate
    self.coupledDecay = coupledDecay
    self.decoupledDecay = decoupledDecay
    self.isCentered = isCentered
    self.hasMomentum = hasMomentum
    (varianceWeight, meanWeight, meanSquareWeight) = (1 - rho, 1 - rho, 1)
  }

  /// The buffers behind each other in `moments`: v, then m, then b, as far as they are in use.
  package var momentCount: Int { 1 + (isCentered ? 1 : 0) + (hasMomentum ? 1 : 0) }
}

extension RMSpropStep {
  /// The loop of this step.
  package var kernel: UpdateKernel {
    UpdateKernel(
      momentCount: momentCount,
      rule: descent_rule(
        kind: DESCENT_RULE_RMSPROP,
        settings: .init(
          rmsprop: descent_rmsprop_settings(
            rho: rho, gradient_weight: 1 - rho, epsilon_inside: epsilonInside,
            epsilon_outside: epsilonOutside, momentum: momentum, buffer_rate: bufferRate,
            step_rate: stepRate, coupled_decay: coupledDecay, decoupled_decay: decoupledDecay,
            variance_weight: varianceWeight, mean_weight: meanWeight,
            mean_square_weight: meanSquareWeight, centered: isCentered,
            subtracts_mean: subtractsMean, has_momentum: hasMomentum, nesterov: isNesterov))))
  }
}
