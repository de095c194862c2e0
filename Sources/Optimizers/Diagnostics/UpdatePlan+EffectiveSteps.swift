internal import ElementwiseKernels

extension UpdatePlan {
  /// Whether this gradient, given to `update`, made a plan with loss scaling skip the step.
  ///
  /// As `update` asks: whether the sum of the gradients of a step is finite where anything moves.
  func hasSkipped<Scalar: RealScalar>(
    _ gradient: Span<Scalar>, in state: OptimizerState<Scalar>
  ) -> Bool {
    guard lossScaling != nil, state.skippedSteps > 0, state.heldGradients == 0 else { return false }
    return segments.contains { segment in
      let range = segment.range(of: state.count)
      if segment.rule == nil || range.isEmpty { return false }
      let start = accumulationSteps > 1 ? rule.moments.count * state.stride + range.lowerBound : 0
      let count = accumulationSteps > 1 ? range.count : 0
      let others = state.buffer.span.extracting(start..<start + count)
      return !euclideanNorm(of: gradient.extracting(range), plus: others).isFinite
    }
  }
}

extension UpdatePlan: EffectiveStepReporting where Rule: EffectiveStepReporting {
  /// Those of the rule in each group, with the settings of that group; 0 where nothing moves.
  ///
  /// They multiply the gradient as the rule gets it: unscaled, averaged and clipped.
  public func effectiveSteps<Scalar: RealScalar>(
    of state: OptimizerState<Scalar>, in range: Range<Int>
  ) -> EffectiveSteps {
    var all = EffectiveSteps(sizes: [])
    for segment in segments {
      let part = segment.range(of: state.count).clamped(to: range)
      if part.isEmpty { continue }
      guard let rule = self.rule(in: segment) else {
        all.sizes += Array(repeating: 0, count: part.count)
        continue
      }
      var ownState = state
      if let group = segment.group, carriesGroupProducts {
        ownState.product = state.progress.groupProducts[group]
      }
      let own = rule.effectiveSteps(of: ownState, in: part)
      all.sizes += own.sizes
      if let count = own.epsilonDominatedCount {
        all.epsilonDominatedCount = (all.epsilonDominatedCount ?? 0) + count
      }
    }
    return all
  }
}
