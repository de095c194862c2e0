internal import ElementwiseKernels

extension Adagrad: EffectiveStepReporting {
  /// η/(1 + (t − 1)·d)/(√a + ε), or with √(a + ε), as the convention has it.
  public func effectiveSteps<Scalar: RealScalar>(
    of state: OptimizerState<Scalar>, in range: Range<Int>
  ) -> EffectiveSteps {
    let isInside = convention.epsilonPlacement == .insideRoot
    return EffectiveSteps(
      rate: rate(ofStep: state.step),
      secondMoments: state.moment("squareSum", in: range),
      epsilonInside: isInside ? epsilon : 0, epsilonOutside: isInside ? 0 : epsilon)
  }
}

extension Adadelta: EffectiveStepReporting {
  /// η·√(d + ε)/√(v + ε), with the d that the next step will use.
  ///
  /// An update enters its own step into d, so the d before it is no longer known. The two differ
  /// in the first steps, while d grows from zero, and hardly after.
  public func effectiveSteps<Scalar: RealScalar>(
    of state: OptimizerState<Scalar>, in range: Range<Int>
  ) -> EffectiveSteps {
    var steps = EffectiveSteps(
      rate: learningRate, secondMoments: state.moment("meanSquare", in: range),
      epsilonInside: epsilon)
    let addend = Double(Scalar(epsilon))
    for (index, moment) in state.moment("meanSquareStep", in: range).enumerated() {
      steps.sizes[index] *= (Double(moment) + addend).squareRoot()
    }
    return steps
  }
}

extension Adamax: EffectiveStepReporting {
  /// η/u or η/(u + ε), as the convention has it, which multiplies m̂.
  ///
  /// Where ε stands in the maximum, it dominates while the rest of u is smaller than ε.
  public func effectiveSteps<Scalar: RealScalar>(
    of state: OptimizerState<Scalar>, in range: Range<Int>
  ) -> EffectiveSteps {
    let epsilon = Double(Scalar(self.epsilon))
    let addend = convention.isEpsilonInMaximum ? 0 : epsilon
    var dominated = 0
    let sizes = state.moment("norm", in: range).map { norm in
      let denominator = Double(norm) + addend
      if epsilon > denominator - epsilon { dominated += 1 }
      return denominator == 0 ? 0 : learningRate / denominator
    }
    return EffectiveSteps(sizes: sizes, epsilonDominatedCount: dominated)
  }
}
