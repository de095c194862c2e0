internal import ElementwiseKernels

/// What the moments of a state must be for training to go on from there, by their places.
package struct MomentDemands: Equatable, Sendable {
  /// Those that must be finite.
  package var finite: [Int]
  /// Those in which infinities do no harm, and NaN does.
  package var withoutNaN: [Int]

  /// Names the places.
  package init(finite: [Int] = [], withoutNaN: [Int] = []) {
    self.finite = finite
    self.withoutNaN = withoutNaN
  }
}

extension Optimizer {
  /// What the moments of a state must be for training to go on from there.
  ///
  /// Infinite may be what a rule lets begin with an infinity, such as the smallest value so far, and a
  /// sum of gradients that a plan bounds, which clips by value. Anything may be what begins with NaN,
  /// and a sum of gradients that the next step overwrites unread, or leaves out by its loss scaling.
  package func demands<Scalar: RealScalar>(
    onMomentsOf state: OptimizerState<Scalar>
  ) -> MomentDemands {
    let starts = initialMoments
    let plan = self as? any GradientBounding
    var demands = MomentDemands()
    for (index, moment) in state.moments.enumerated() {
      if moment == accumulatedMoment {
        if state.heldGradients == 0 || plan?.skipsGradients == true { continue }
        if plan?.boundsGradients == true {
          demands.withoutNaN.append(index)
        } else {
          demands.finite.append(index)
        }
        continue
      }
      let start = starts.indices.contains(index) ? starts[index] : 0
      if start.isFinite {
        demands.finite.append(index)
      } else if !start.isNaN {
        demands.withoutNaN.append(index)
      }
    }
    return demands
  }
}

/// What knows an answer to gradients that are not finite.
protocol GradientBounding {
  /// Whether steps with such gradients are left out.
  var skipsGradients: Bool { get }
  /// Whether infinities become the largest that is borne; NaN stays what it is.
  var boundsGradients: Bool { get }
}

extension UpdatePlan: GradientBounding {
  /// Whether steps with gradients that are not finite are left out.
  var skipsGradients: Bool { lossScaling != nil }

  /// Whether gradients are clipped by value.
  var boundsGradients: Bool { if case .value = clipping { true } else { false } }
}
