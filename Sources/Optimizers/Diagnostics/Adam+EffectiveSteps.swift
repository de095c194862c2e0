internal import ElementwiseKernels

extension Adam: EffectiveStepReporting {
  /// η/(√v̂ + ε), which multiplies m̂; in Keras' convention η·√(1 − β₂ᵗ)/(√v + ε).
  ///
  /// With `amsgrad` v is the largest mean square so far.
  public func effectiveSteps<Scalar: RealScalar>(
    of state: OptimizerState<Scalar>, in range: Range<Int>
  ) -> EffectiveSteps {
    EffectiveSteps(
      learningRate: learningRate, epsilon: epsilon,
      secondMoments: state.moment(amsgrad ? "largestMeanSquare" : "meanSquare", in: range),
      scale: convention.epsilonScale, correction: 1 - power(beta2, state.step))
  }
}

extension AdamW: EffectiveStepReporting {
  /// η/(√v̂ + ε), which multiplies m̂; in Keras' convention η·√(1 − β₂ᵗ)/(√v + ε).
  ///
  /// With `amsgrad` v is the largest mean square so far. The decay of the weights comes on top.
  public func effectiveSteps<Scalar: RealScalar>(
    of state: OptimizerState<Scalar>, in range: Range<Int>
  ) -> EffectiveSteps {
    EffectiveSteps(
      learningRate: learningRate, epsilon: epsilon,
      secondMoments: state.moment(amsgrad ? "largestMeanSquare" : "meanSquare", in: range),
      scale: convention.epsilonScale, correction: 1 - power(beta2, state.step))
  }
}

extension NAdam: EffectiveStepReporting {
  /// η/(√v̂ + ε), which multiplies the mean that looks ahead.
  public func effectiveSteps<Scalar: RealScalar>(
    of state: OptimizerState<Scalar>, in range: Range<Int>
  ) -> EffectiveSteps {
    EffectiveSteps(
      learningRate: learningRate, epsilon: epsilon,
      secondMoments: state.moment("meanSquare", in: range), scale: .correctedRoot,
      correction: 1 - power(beta2, state.step))
  }
}

extension Yogi: EffectiveStepReporting {
  /// η/(√v̂ + ε), which multiplies m̂.
  public func effectiveSteps<Scalar: RealScalar>(
    of state: OptimizerState<Scalar>, in range: Range<Int>
  ) -> EffectiveSteps {
    EffectiveSteps(
      learningRate: learningRate, epsilon: epsilon,
      secondMoments: state.moment("meanSquare", in: range), scale: .correctedRoot,
      correction: 1 - power(beta2, state.step))
  }
}

extension RAdam: EffectiveStepReporting {
  /// η·r·√(1 − β₂ᵗ)/(√v + ε), or η in the first steps, which do not divide; it multiplies m̂.
  public func effectiveSteps<Scalar: RealScalar>(
    of state: OptimizerState<Scalar>, in range: Range<Int>
  ) -> EffectiveSteps {
    let (rate, isDivided) = rate(ofStep: state.step)
    return isDivided
      ? EffectiveSteps(
        rate: rate, secondMoments: state.moment("meanSquare", in: range), epsilonOutside: epsilon)
      : EffectiveSteps(constant: rate, count: range.count)
  }
}

extension EffectiveSteps {
  /// What multiplies m̂ in Adam and its relatives, where 1 − β₂ᵗ is the `correction`.
  fileprivate init<Scalar: RealScalar>(
    learningRate: Double, epsilon: Double, secondMoments: [Scalar], scale: EpsilonScale,
    correction: Double
  ) {
    let scales = scale.scales(correction: correction)
    self.init(
      rate: learningRate * scales.rate, secondMoments: secondMoments, rootScale: scales.root,
      epsilonOutside: epsilon)
  }
}
