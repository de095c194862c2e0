internal import ElementwiseKernels

extension RMSprop: EffectiveStepReporting {
  /// η/(√v̂ + ε) or η/√(v̂ + ε), as the convention has it.
  ///
  /// v̂ is the mean square, divided by 1 − ρᵗ with bias correction; when centered, the variance,
  /// and in the mode of reference v − m² with that mode's rounding, NaN included.
  public func effectiveSteps<Scalar: RealScalar>(
    of state: OptimizerState<Scalar>, in range: Range<Int>
  ) -> EffectiveSteps {
    let step = kernelStep(number: state.step)
    // Bias correction is in the scalars already: √W·η/(√v + √W·ε) is η/(√(v/W) + ε).
    return EffectiveSteps(
      rate: step.bufferRate.magnitude * step.stepRate,
      secondMoments: secondMoments(
        of: state, in: range, meanSquareWeight: Scalar(step.meanSquareWeight)),
      epsilonInside: step.epsilonInside, epsilonOutside: step.epsilonOutside)
  }

  private func secondMoments<Scalar: RealScalar>(
    of state: OptimizerState<Scalar>, in range: Range<Int>, meanSquareWeight: Scalar
  ) -> [Scalar] {
    guard centered else { return state.moment("meanSquare", in: range) }
    guard centeredMode == .reference else { return state.moment("variance", in: range) }
    // In Scalar, not in Double: the sign of a difference of nearly equal numbers is at stake.
    return zip(state.moment("meanSquare", in: range), state.moment("meanGradient", in: range)).map {
      $0 - meanSquareWeight * ($1 * $1)
    }
  }
}
