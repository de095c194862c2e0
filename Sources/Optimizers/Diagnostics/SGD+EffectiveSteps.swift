internal import ElementwiseKernels

// Rules that do not divide: what they multiply by has no ε in it.

extension SGD: EffectiveStepReporting {
  /// η for every parameter.
  public func effectiveSteps<Scalar: RealScalar>(
    of state: OptimizerState<Scalar>, in range: Range<Int>
  ) -> EffectiveSteps {
    EffectiveSteps(constant: learningRate, count: range.count)
  }
}

extension Lion: EffectiveStepReporting {
  /// η for every parameter: it multiplies a sign, so it is the length of the step.
  public func effectiveSteps<Scalar: RealScalar>(
    of state: OptimizerState<Scalar>, in range: Range<Int>
  ) -> EffectiveSteps {
    EffectiveSteps(constant: learningRate, count: range.count)
  }
}

extension Rprop: EffectiveStepReporting {
  /// Each parameter's own step size: it multiplies a sign, so it is the length of the step.
  public func effectiveSteps<Scalar: RealScalar>(
    of state: OptimizerState<Scalar>, in range: Range<Int>
  ) -> EffectiveSteps {
    EffectiveSteps(sizes: state.moment("stepSize", in: range).map(Double.init))
  }
}
