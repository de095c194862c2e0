internal import CElementwise
internal import Dispatch

/// The scalars of one RMSprop step, with every convention already resolved into them.
///
/// For each element, with g ← g + `coupledDecay`·θ and then θ ← θ − `decoupledDecay`·θ:
/// ```
/// v ← ρ·v + (1−ρ)·g²                            plain
/// d ← g − m;  v ← ρ·(v + (1−ρ)·d²);  m ← m + (1−ρ)·d      centered: v is the variance
/// D ← √(v + epsilonInside) + epsilonOutside
/// s ← bufferRate·g/D                            zero where D = 0
/// b ← momentum·b + s;  s ← b                    with momentum
/// θ ← θ − stepRate·s
/// ```
package struct RMSpropStep: Sendable {
  package var rho, epsilonInside, epsilonOutside, momentum, bufferRate, stepRate: Double
  package var coupledDecay, decoupledDecay: Double
  package var isCentered, hasMomentum: Bool

  package init(
    rho: Double, epsilonInside: Double, epsilonOutside: Double, momentum: Double,
    bufferRate: Double, stepRate: Double, coupledDecay: Double, decoupledDecay: Double,
    isCentered: Bool, hasMomentum: Bool
  ) {
    self.rho = rho
    self.epsilonInside = epsilonInside
    self.epsilonOutside = epsilonOutside
    self.momentum = momentum
    self.bufferRate = bufferRate
    self.stepRate = stepRate
    self.coupledDecay = coupledDecay
    self.decoupledDecay = decoupledDecay
    self.isCentered = isCentered
    self.hasMomentum = hasMomentum
  }

  /// The buffers behind each other in `moments`: v, then m, then b, as far as they are in use.
  package var momentCount: Int { 1 + (isCentered ? 1 : 0) + (hasMomentum ? 1 : 0) }
}

/// The scalars of one SGD step, with every convention already resolved into them.
///
/// For each element, with g ← g + `coupledDecay`·θ and then θ ← θ − `decoupledDecay`·θ:
/// ```
/// s ← bufferRate·g
/// b ← momentum·b + s;  s ← b                    with momentum
/// s ← lookaheadRate·g + momentum·b              with momentum, Nesterov
/// θ ← θ − stepRate·s
/// ```
package struct SGDStep: Sendable {
  package var momentum, bufferRate, lookaheadRate, stepRate: Double
  package var coupledDecay, decoupledDecay: Double
  package var hasMomentum, isNesterov: Bool

  package init(
    momentum: Double, bufferRate: Double, lookaheadRate: Double, stepRate: Double,
    coupledDecay: Double, decoupledDecay: Double, hasMomentum: Bool, isNesterov: Bool
  ) {
    self.momentum = momentum
    self.bufferRate = bufferRate
    self.lookaheadRate = lookaheadRate
    self.stepRate = stepRate
    self.coupledDecay = coupledDecay
    self.decoupledDecay = decoupledDecay
    self.hasMomentum = hasMomentum
    self.isNesterov = isNesterov
  }

  /// The buffers behind each other in `moments`: b, or none.
  package var momentCount: Int { hasMomentum ? 1 : 0 }
}

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
    decoupled_decay: step.decoupledDecay)
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
  precondition(
    values.count == numerators.count, "\(values.count) roots, \(numerators.count) numerators")
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe numerators.withUnsafeBufferPointer { numerators in
      unsafe descent_divide_by_roots(
        Scalar.cScalar, values.count, values.baseAddress, numerators.baseAddress, epsilon)
    }
  }
}

private func checkMoments(
  count: Int, gradient: Int, moments: Int, stride: Int, momentCount: Int
) {
  precondition(
    gradient == count, "\(count) parameters need as many gradients, not \(gradient)")
  precondition(
    stride >= count && moments >= stride * max(0, momentCount - 1) + (momentCount > 0 ? count : 0),
    "\(momentCount) moments of \(count) parameters do not fit \(moments) scalars \(stride) apart")
}

/// How many threads share one large update.
package enum UpdateThreads {
  /// Below this many parameters an update stays on the calling thread: waking another one costs
  /// more than the loop.
  package static let splitCount = 1 << 18

  /// The most threads that one update uses; at first, as many as there are processors.
  package static var count: Int {
    get { Int(descent_update_threads()) }
    set {
      precondition(newValue >= 1, "an update needs one thread at least, not \(newValue)")
      descent_use_update_threads(Int32(clamping: newValue))
    }
  }
}

/// Calls `body` with ranges that together cover `0..<count`, on several threads when it is large.
///
/// The update of an element depends on that element alone, so any split gives the same bits.
private func forEachChunk(of count: Int, _ body: (_ start: Int, _ length: Int) -> Void) {
  let threads = count < UpdateThreads.splitCount ? 1 : UpdateThreads.count
  guard threads > 1 else { return body(0, count) }
  // Whole cache lines, so that no two threads write to the same one.
  let length = (count / threads + 63) / 64 * 64
  // The chunks are disjoint and the call returns when all are done, so the pointers that `body`
  // captures neither race nor escape; the compiler cannot see either.
  nonisolated(unsafe) let body = body
  DispatchQueue.concurrentPerform(iterations: threads) { thread in
    let start = min(count, thread * length)
    unsafe body(start, thread == threads - 1 ? count - start : min(length, count - start))
  }
}
