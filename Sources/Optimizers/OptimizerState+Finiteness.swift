internal import ElementwiseKernels

extension Optimizer {
  /// The places among ``moments`` of those that must be finite for training to go on from a state.
  ///
  /// Not among them is what a rule lets begin with an infinity, such as the smallest value so far; and
  /// a sum of gradients that the next step overwrites unread, or that a plan with loss scaling skips and
  /// one that clips by value bounds.
  package func finiteMoments<Scalar: RealScalar>(in state: OptimizerState<Scalar>) -> [Int] {
    let starts = initialMoments
    let bearsInfinities = (self as? any GradientBounding)?.boundsGradients ?? false
    return state.moments.indices.filter { index in
      if state.moments[index] == accumulatedMoment {
        return state.heldGradients > 0 && !bearsInfinities
      }
      return starts.indices.contains(index) ? starts[index].isFinite : true
    }
  }
}

/// What knows an answer to gradients that are not finite.
protocol GradientBounding {
  /// Whether they do no harm.
  var boundsGradients: Bool { get }
}

extension UpdatePlan: GradientBounding {
  /// Whether steps with gradients that are not finite are skipped, or the gradients are bounded.
  var boundsGradients: Bool {
    if case .value = clipping { return true }
    return lossScaling != nil
  }
}
