internal import CElementwise

/// Moves parameters by one RMSprop step in a single pass.
///
/// - Parameters:
///   - values: θ, shape [n]; overwritten.
///   - gradient: g, shape [n].
///   - moments: The moment buffers of `step` one behind the other; overwritten.
///   - momentStride: Scalars from the start of one moment to that of the next.
///   - step: The hyper-parameters.
/// - Complexity: O(n), no allocation, on the calling thread.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func rmspropUpdate<Scalar: RealScalar>(
  values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
  moments: inout MutableSpan<Scalar>, momentStride: Int, step: RMSpropStep
) {
  var settings = descent_rmsprop_settings(
    rho: step.rho, gradient_weight: 1 - step.rho, epsilon_inside: step.epsilonInside,
    epsilon_outside: step.epsilonOutside, momentum: step.momentum, buffer_rate: step.bufferRate,
    step_rate: step.stepRate, coupled_decay: step.coupledDecay,
    decoupled_decay: step.decoupledDecay, variance_weight: step.varianceWeight,
    mean_weight: step.meanWeight, mean_square_weight: step.meanSquareWeight,
    subtracts_mean: step.subtractsMean, nesterov: step.isNesterov)
  let (isCentered, hasMomentum) = (step.isCentered, step.hasMomentum)
  unsafe withUnsafePointer(to: &settings) { settings in
    unsafe withUpdatePointers(
      values: &values, gradient: gradient, moments: &moments, momentStride: momentStride,
      momentCount: step.momentCount
    ) { length, theta, slope, spread in
      let mean = unsafe isCentered ? spread + momentStride : nil
      let buffer = unsafe hasMomentum ? spread + (isCentered ? 2 : 1) * momentStride : nil
      unsafe descent_rmsprop_update(
        Scalar.cScalar, length, theta, slope, spread, mean, buffer, settings)
    }
  }
}

/// Moves parameters by one SGD step in a single pass; see ``rmspropUpdate`` for the parameters.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func sgdUpdate<Scalar: RealScalar>(
  values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
  moments: inout MutableSpan<Scalar>, momentStride: Int, step: SGDStep
) {
  var settings = descent_sgd_settings(
    momentum: step.momentum, buffer_rate: step.bufferRate, lookahead_rate: step.lookaheadRate,
    step_rate: step.stepRate, coupled_decay: step.coupledDecay,
    decoupled_decay: step.decoupledDecay, nesterov: step.isNesterov)
  let hasMomentum = step.hasMomentum
  unsafe withUnsafePointer(to: &settings) { settings in
    unsafe withUpdatePointers(
      values: &values, gradient: gradient, moments: &moments, momentStride: momentStride,
      momentCount: step.momentCount
    ) { length, theta, slope, moments in
      unsafe descent_sgd_update(
        Scalar.cScalar, length, theta, slope, hasMomentum ? moments : nil, settings)
    }
  }
}

/// Overwrites each value v by n / (√v + ε): the work that no RMSprop step can do without.
///
/// Benchmarks hold the update against it; training has no use for it.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func divideByRoots<Scalar: RealScalar>(
  _ values: inout MutableSpan<Scalar>, numerators: Span<Scalar>, epsilon: Double
) {
  require(
    values.count == numerators.count, "\(values.count) roots, \(numerators.count) numerators")
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe numerators.withUnsafeBufferPointer { numerators in
      unsafe descent_divide_by_roots(
        Scalar.cScalar, values.count, values.baseAddress, numerators.baseAddress, epsilon)
    }
  }
}
