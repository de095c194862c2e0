internal import ElementwiseKernels

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
