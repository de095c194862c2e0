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

/// Moves parameters by one Adam step in a single pass; see ``rmspropUpdate`` for the parameters.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func adamUpdate<Scalar: RealScalar>(
  values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
  moments: inout MutableSpan<Scalar>, momentStride: Int, step: AdamStep
) {
  var settings = descent_adam_settings(
    mean_weight: step.meanWeight, beta2: step.beta2, square_weight: step.squareWeight,
    root_scale: step.rootScale, epsilon: step.epsilon, gradient_rate: step.gradientRate,
    mean_rate: step.meanRate, coupled_decay: step.coupledDecay,
    decoupled_decay: step.decoupledDecay, variant: step.variant.cVariant)
  unsafe withUnsafePointer(to: &settings) { settings in
    unsafe withUpdatePointers(
      values: &values, gradient: gradient, moments: &moments, momentStride: momentStride,
      momentCount: step.momentCount
    ) { length, theta, slope, moments in
      unsafe descent_adam_update(
        Scalar.cScalar, length, theta, slope, moments, momentStride, settings)
    }
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
