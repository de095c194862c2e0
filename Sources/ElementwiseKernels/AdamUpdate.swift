internal import CElementwise

/// The scalars of one Adam step, with every convention already resolved into them.
///
/// For each element, with g ← g + `coupledDecay`·θ and then θ ← θ − `decoupledDecay`·θ:
/// ```
/// m ← m + meanWeight·(g − m)
/// v ← beta2·v + squareWeight·g²                  Yogi: v ← v − squareWeight·sign(v − g²)·g²
/// w ← v                                          AMSGrad: w ← max(w, v)
/// s ← meanRate·m + gradientRate·g
/// θ ← θ − s/(√w·rootScale + epsilon)             undivided: θ ← θ − s
/// ```
/// The step is zero where the denominator is.
package struct AdamStep: Sendable {
  /// What becomes of the second moment.
  package enum Variant: CaseIterable, Sendable { case plain, amsgrad, yogi, undivided }

  package var meanWeight, beta2, squareWeight, rootScale, epsilon: Double
  package var gradientRate, meanRate, coupledDecay, decoupledDecay: Double
  package var variant: Variant

  package init(
    meanWeight: Double, beta2: Double, squareWeight: Double, rootScale: Double, epsilon: Double,
    gradientRate: Double, meanRate: Double, coupledDecay: Double, decoupledDecay: Double,
    variant: Variant
  ) {
    self.meanWeight = meanWeight
    self.beta2 = beta2
    self.squareWeight = squareWeight
    self.rootScale = rootScale
    self.epsilon = epsilon
    self.gradientRate = gradientRate
    self.meanRate = meanRate
    self.coupledDecay = coupledDecay
    self.decoupledDecay = decoupledDecay
    self.variant = variant
  }

  /// The buffers behind each other in `moments`: m, v, then the largest v where it is in use.
  package var momentCount: Int { variant == .amsgrad ? 3 : 2 }
}

extension AdamStep {
  /// The loop of this step.
  package var kernel: UpdateKernel {
    UpdateKernel(
      momentCount: momentCount,
      rule: descent_rule(
        kind: DESCENT_RULE_ADAM,
        settings: .init(
          adam: descent_adam_settings(
            mean_weight: meanWeight, beta2: beta2, square_weight: squareWeight,
            root_scale: rootScale, epsilon: epsilon, gradient_rate: gradientRate,
            mean_rate: meanRate, coupled_decay: coupledDecay,
            decoupled_decay: decoupledDecay, variant: variant.cVariant))))
  }
}

extension AdamStep.Variant {
  fileprivate var cVariant: descent_adam_variant {
    switch self {
    case .plain: DESCENT_ADAM
    case .amsgrad: DESCENT_AMSGRAD
    case .yogi: DESCENT_YOGI
    case .undivided: DESCENT_ADAM_UNDIVIDED
    }
  }
}
