internal import CElementwise

/// What happens to each parameter before and after its rule, in the same pass.
package struct UpdateSurroundings: Sendable {
  /// What multiplies the gradient.
  package var gradientScale = 1.0
  /// The largest magnitude of a scaled gradient; ∞ leaves it as it is.
  package var gradientLimit = Double.infinity
  /// Which moment is first added to the gradient, if any.
  package var accumulatedMoment: Int?
  /// Which moment is the moving average of the values, if any.
  package var averageMoment: Int?
  /// What a new value weighs in the average; at 1 the average becomes the value.
  package var averageWeight = 1.0

  package init() {}

  /// Whether the rule gets the gradient as it is.
  var leavesGradient: Bool {
    gradientScale == 1 && gradientLimit == .infinity && accumulatedMoment == nil
  }

  /// Whether nothing happens at all.
  var isEmpty: Bool { leavesGradient && averageMoment == nil }
}

/// The moments of all parameters in one buffer, moment k of parameter i at k · stride + i.
package struct MomentLayout: Sendable {
  /// Scalars from the start of one moment to that of the next.
  package var stride: Int
  /// How many of them, from the first on, belong to the rule.
  package var ruleCount: Int
  /// How many there are.
  package var count: Int

  package init(stride: Int, ruleCount: Int, count: Int) {
    (self.stride, self.ruleCount, self.count) = (stride, ruleCount, count)
  }

  /// Stops unless a moment, if there is one, lies behind those of the rule.
  func checkAround(_ moment: Int?) {
    guard let moment else { return }
    require(
      moment >= ruleCount && moment < count,
      "moment \(moment) is none of those after the rule's, \(ruleCount)..<\(count)")
  }
}

/// How many elements a thread works on at a time when a rule without a kernel has surroundings: what
/// they write is still in its cache when the rule reads it.
package let updateTileCount = 4096

/// How many scalars of scratch memory an update of `count` parameters wants for its surroundings.
package func updateScratchCount(_ count: Int) -> Int {
  updateTileCount * (count < UpdateThreads.splitCount ? 1 : UpdateThreads.count)
}

/// Moves a range of the parameters by a rule, on several threads when it is large, and does what
/// surrounds the rule in the same pass.
///
/// The result for an element depends on that element alone, so any split gives the same bits.
///
/// - Parameters:
///   - range: The parameters to update; all others stay as they are.
///   - values: θ, shape [n]; overwritten.
///   - gradient: g, shape [n].
///   - moments: All moments; overwritten.
///   - layout: Where they lie.
///   - surroundings: What happens before and after the rule.
///   - kernel: The rule's loop, if it has one.
///   - scratch: ``updateScratchCount(_:)`` scalars, or none where there is a kernel or nothing
///     touches the gradient.
///   - rule: Called instead of a kernel with slices that together cover the range: of θ, of g, and
///     of the rule's moments from that slice on, in the stride of `layout`.
/// - Complexity: O(length of the range), one pass, no allocation below `UpdateThreads.splitCount`
///   elements.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func forEachUpdateSlice<Scalar: RealScalar>(
  of range: Range<Int>, values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
  moments: inout MutableSpan<Scalar>, layout: MomentLayout, surroundings: UpdateSurroundings,
  kernel: UpdateKernel?, scratch: inout MutableSpan<Scalar>,
  _ rule: (inout MutableSpan<Scalar>, Span<Scalar>, inout MutableSpan<Scalar>) -> Void
) {
  let count = values.count
  checkMoments(
    count: count, gradient: gradient.count, moments: moments.count, stride: layout.stride,
    momentCount: layout.count)
  require(
    range.lowerBound >= 0 && range.upperBound <= count,
    "range \(range) is outside the parameters 0..<\(count)")
  require(
    kernel.map { $0.momentCount == layout.ruleCount } ?? true,
    "a loop of \(kernel?.momentCount ?? 0) moments cannot serve a rule of \(layout.ruleCount)")
  layout.checkAround(surroundings.accumulatedMoment)
  layout.checkAround(surroundings.averageMoment)
  let slots =
    kernel != nil || surroundings.leavesGradient ? Int.max : scratch.count / updateTileCount
  require(slots > 0, "\(scratch.count) scalars of scratch memory, \(updateTileCount) are needed")
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe gradient.withUnsafeBufferPointer { gradient in
      unsafe moments.withUnsafeMutableBufferPointer { moments in
        unsafe scratch.withUnsafeMutableBufferPointer { scratch in
          guard !range.isEmpty, let theta = values.baseAddress, let slope = gradient.baseAddress
          else { return }
          let work = unsafe UpdateWork(
            values: theta, gradient: slope, moments: moments.baseAddress ?? theta,
            scratch: scratch.baseAddress ?? theta, layout: layout, surroundings: surroundings)
          let first = range.lowerBound
          forEachChunk(of: range.count, threadLimit: slots) { thread, start, length in
            let share = first + start..<first + start + length
            if let kernel {
              work.run(share, kernel)
            } else {
              work.run(share, thread: thread, rule)
            }
          }
        }
      }
    }
  }
}

/// The pointers of an update, and how a thread works through its share.
@safe
private struct UpdateWork<Scalar: RealScalar> {
  let values: UnsafeMutablePointer<Scalar>
  let gradient: UnsafePointer<Scalar>
  let moments: UnsafeMutablePointer<Scalar>
  let scratch: UnsafeMutablePointer<Scalar>
  let layout: MomentLayout
  let surroundings: UpdateSurroundings

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func run(_ range: Range<Int>, _ kernel: UpdateKernel) {
    let start = range.lowerBound
    var around = unsafe descent_surroundings(
      gradient_scale: surroundings.gradientScale, gradient_limit: surroundings.gradientLimit,
      accumulated: surroundings.accumulatedMoment.map {
        unsafe UnsafeRawPointer(moments + $0 * layout.stride + start)
      },
      averages: surroundings.averageMoment.map {
        unsafe UnsafeMutableRawPointer(moments + $0 * layout.stride + start)
      },
      average_weight: surroundings.averageWeight)
    let isEmpty = surroundings.isEmpty
    unsafe withUnsafePointer(to: kernel.rule) { rule in
      unsafe withUnsafePointer(to: &around) { around in
        unsafe descent_update(
          Scalar.cScalar, range.count, values + start, gradient + start, moments + start,
          layout.stride, rule, isEmpty ? nil : around)
      }
    }
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func run(
    _ range: Range<Int>, thread: Int,
    _ rule: (inout MutableSpan<Scalar>, Span<Scalar>, inout MutableSpan<Scalar>) -> Void
  ) {
    if surroundings.isEmpty {
      return unsafe apply(rule, to: range, gradient: gradient + range.lowerBound)
    }
    var start = range.lowerBound
    while start < range.upperBound {
      let tile = start..<min(range.upperBound, start + updateTileCount)
      let slope = unsafe readyGradient(of: tile, thread: thread)
      unsafe apply(rule, to: tile, gradient: slope)
      if let average = surroundings.averageMoment {
        unsafe descent_average_values(
          Scalar.cScalar, tile.count, moments + average * layout.stride + start, values + start,
          surroundings.averageWeight)
      }
      start = tile.upperBound
    }
  }

  private func readyGradient(of tile: Range<Int>, thread: Int) -> UnsafePointer<Scalar> {
    let slope = unsafe gradient + tile.lowerBound
    if surroundings.leavesGradient { return unsafe slope }
    let ready = unsafe scratch + thread * updateTileCount
    let accumulated = unsafe surroundings.accumulatedMoment.map {
      unsafe moments + $0 * layout.stride + tile.lowerBound
    }
    unsafe descent_ready_gradient(
      Scalar.cScalar, tile.count, ready, slope, accumulated, surroundings.gradientScale,
      surroundings.gradientLimit)
    return unsafe UnsafePointer(ready)
  }

  private func apply(
    _ rule: (inout MutableSpan<Scalar>, Span<Scalar>, inout MutableSpan<Scalar>) -> Void,
    to range: Range<Int>, gradient: UnsafePointer<Scalar>
  ) {
    let reach = layout.ruleCount == 0 ? 0 : (layout.ruleCount - 1) * layout.stride + range.count
    var valueSlice = unsafe MutableSpan(
      _unsafeStart: values + range.lowerBound, count: range.count)
    var momentSlice = unsafe MutableSpan(
      _unsafeStart: moments + range.lowerBound, count: reach)
    unsafe rule(
      &valueSlice, Span(_unsafeStart: gradient, count: range.count), &momentSlice)
  }
}
