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
    let decayed = power(beta2, state.step)
    let limit = 2 / (1 - beta2) - 1
    let length = limit - 2 * Double(state.step) * decayed / (1 - decayed)
    guard length > 5 else { return EffectiveSteps(constant: learningRate, count: range.count) }
    let squaredRectification =
      (length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)
    return EffectiveSteps(
      rate: learningRate * ((1 - decayed) * squaredRectification).squareRoot(),
      secondMoments: state.moment("meanSquare", in: range), epsilonOutside: epsilon)
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
