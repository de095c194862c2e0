internal import ElementwiseKernels

extension RMSprop {
  /// Step `number` as the kernel takes it; the first is 1.
  ///
  /// What an option can fold into the scalars costs the loop nothing: a rate of 1 or a decay of 0
  /// changes no bit, and neither does the sign of an ascent, since −g enters everything but the
  /// squares linearly.
  func kernelStep(number: Int) -> RMSpropStep {
    let isInside = epsilonPlacement == .insideRoot
    let isBuffered = convention.learningRatePlacement == .inBuffer
    let isCoupled = convention.weightDecayMode == .coupled
    let sign: Double = maximize ? -1 : 1
    let correction = BiasCorrection(rho: rho, step: biasCorrection ? number : nil)
    var step = RMSpropStep(
      rho: rho,
      epsilonInside: isInside ? epsilon * correction.weight : 0,
      epsilonOutside: isInside ? 0 : epsilon * correction.weight.squareRoot(),
      momentum: momentum,
      bufferRate: sign * (isBuffered ? learningRate : 1) * correction.weight.squareRoot(),
      stepRate: isBuffered ? 1 : learningRate,
      coupledDecay: isCoupled ? sign * weightDecay : 0,
      decoupledDecay: isCoupled ? 0 : learningRate * weightDecay,
      isCentered: centered, hasMomentum: momentum > 0)
    step.varianceWeight = (1 - rho) * correction.previousWeight / correction.weight
    step.meanWeight = (1 - rho) / correction.weight
    step.meanSquareWeight = 1 / correction.weight
    step.subtractsMean = centeredMode == .reference
    step.isNesterov = nesterov
    return step
  }
}

/// The weights W = 1 − ρᵗ that the running averages have gathered after step t, and before it.
///
/// Dividing v by W is multiplying ε and the step instead: g/(√(v/W) + ε) = √W·g/(√v + √W·ε), and
/// with ε inside, √W·g/√(v + W·ε). The centered recurrence keeps the mean already divided, and W
/// times the variance about it: with d = g − m̂, s ← ρ·(s + (1 − ρ)·(W₋/W)·d²),
/// m̂ ← m̂ + ((1 − ρ)/W)·d, where W₋ is the weight before the step. Both weights are 1 without
/// correction, and nothing changes.
private struct BiasCorrection {
  var weight = 1.0
  var previousWeight = 1.0

  /// The weights of a step, or no correction without one.
  init(rho: Double, step: Int?) {
    guard let step else { return }
    previousWeight = 1 - power(rho, step - 1)
    weight = 1 - power(rho, step)
  }
}
