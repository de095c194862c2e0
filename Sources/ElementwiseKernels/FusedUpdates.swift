internal import CElementwise

/// Moves parameters by one RMSprop step in a single pass.
///
/// - Parameters:
///   - values: θ, shape [n]; overwritten.
///   - gradient: g, shape [n].
///   - moments: The moment buffers of `step` one behind the other; overwritten.
///   - momentStride: Scalars from the start of one moment to that of the next.
///   - step: The hyper-parameters.
/// - Complexity: O(n), no allocation below `UpdateThreads.splitCount` elements.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func rmspropUpdate<Scalar: RealScalar>(
  values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
  moments: inout MutableSpan<Scalar>, momentStride: Int, step: RMSpropStep
) {
  let count = values.count
  checkMoments(
    count: count, gradient: gradient.count, moments: moments.count, stride: momentStride,
    momentCount: step.momentCount)
  var settings = descent_rmsprop_settings(
    rho: step.rho, gradient_weight: 1 - step.rho, epsilon_inside: step.epsilonInside,
    epsilon_outside: step.epsilonOutside, momentum: step.momentum, buffer_rate: step.bufferRate,
    step_rate: step.stepRate, coupled_decay: step.coupledDecay,
    decoupled_decay: step.decoupledDecay, variance_weight: step.varianceWeight,
    mean_weight: step.meanWeight, mean_square_weight: step.meanSquareWeight,
    subtracts_mean: step.subtractsMean, nesterov: step.isNesterov)
  let (isCentered, hasMomentum) = (step.isCentered, step.hasMomentum)
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe gradient.withUnsafeBufferPointer { gradient in
      unsafe moments.withUnsafeMutableBufferPointer { moments in
        guard let theta = values.baseAddress, let slope = gradient.baseAddress,
          let spread = moments.baseAddress
        else { return }
        let mean = unsafe isCentered ? spread + momentStride : nil
        let buffer = unsafe hasMomentum ? spread + (isCentered ? 2 : 1) * momentStride : nil
        unsafe withUnsafePointer(to: &settings) { settings in
          forEachChunk(of: count) { start, length in
            unsafe descent_rmsprop_update(
              Scalar.cScalar, length, theta + start, slope + start, spread + start,
              mean.map { unsafe $0 + start }, buffer.map { unsafe $0 + start }, settings)
          }
        }
      }
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
  let count = values.count
  checkMoments(
    count: count, gradient: gradient.count, moments: moments.count, stride: momentStride,
    momentCount: step.momentCount)
  var settings = descent_sgd_settings(
    momentum: step.momentum, buffer_rate: step.bufferRate, lookahead_rate: step.lookaheadRate,
    step_rate: step.stepRate, coupled_decay: step.coupledDecay,
    decoupled_decay: step.decoupledDecay, nesterov: step.isNesterov)
  let hasMomentum = step.hasMomentum
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe gradient.withUnsafeBufferPointer { gradient in
      unsafe moments.withUnsafeMutableBufferPointer { moments in
        guard let theta = values.baseAddress, let slope = gradient.baseAddress else { return }
        let buffer = hasMomentum ? moments.baseAddress : nil
        unsafe withUnsafePointer(to: &settings) { settings in
          forEachChunk(of: count) { start, length in
            unsafe descent_sgd_update(
              Scalar.cScalar, length, theta + start, slope + start,
              buffer.map { unsafe $0 + start }, settings)
          }
        }
      }
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
