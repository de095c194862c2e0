internal import ElementwiseKernels
internal import Foundation

extension UpdatePlan {
  /// Takes in a gradient, and moves `values` by one step if it is time for one.
  ///
  /// With accumulation, only every k-th call takes a step; with loss scaling, a call whose gradient
  /// is not finite takes none. ``OptimizerState/step`` counts the real ones.
  ///
  /// - Parameters:
  ///   - values: θ, shape [n]; overwritten.
  ///   - gradient: ∂loss/∂θ, times the loss scale, shape [n].
  ///   - state: what an earlier call left there, or the result of `makeState`.
  /// - Precondition: All three have n parameters, no range goes beyond them, this plan made the
  ///   state, and the averages are not swapped into `values`.
  /// - Complexity: O(n), one pass, and one read of the gradient more for clipping by norm and loss
  ///   scaling. No allocation after the first call, up to 262,144 parameters; beyond, threads share
  ///   the work.
  public func update<Scalar: RealScalar>(
    _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
    state: inout OptimizerState<Scalar>
  ) {
    checkHyperparameters(as: Scalar.self)
    let count = values.count
    state.requireService(
      rule: Self.name, convention: conventionName, moments: moments, count: count)
    require(
      gradient.count == count, "\(count) parameters need as many gradients, not \(gradient.count)")
    require(
      extent <= count, "the ranges of the plan reach to \(extent), beyond the \(count) parameters")
    require(
      !state.progress.isSwapped,
      "the averages are in the place of the parameters: swap them back before the next step")
    if state.progress.heldGradients + 1 < accumulationSteps {
      return hold(gradient, in: &state)
    }
    let held = state.progress.heldGradients
    let scale = 1 / (lossScale(in: state) * Double(held + 1))
    // Out of the state while it is used: two spans of one value would exclude each other.
    var workspace = state.workspace ?? PlanWorkspace()
    state.workspace = nil
    defer { state.workspace = workspace }
    let norm = measureNorms(
      gradient, scale: scale, isAccumulated: held > 0, state: state, norms: &workspace.norms)
    state.progress.heldGradients = 0
    lossScaling?.adapt(&state.progress, isFinite: norm.isFinite)
    if lossScaling != nil && !norm.isFinite {
      state.progress.skippedSteps += 1
      return
    }
    move(
      &values, gradient: gradient, scale: scale, norm: norm, isAccumulated: held > 0,
      state: &state, workspace: &workspace)
  }

  /// Adds a gradient to those of earlier calls.
  private func hold<Scalar: RealScalar>(
    _ gradient: Span<Scalar>, in state: inout OptimizerState<Scalar>
  ) {
    let start = rule.moments.count * state.stride
    let isFirst = state.progress.heldGradients == 0
    state.progress.heldGradients += 1
    var buffers = state.buffer.mutableSpan
    var sum = buffers.slice(start..<start + gradient.count)
    accumulate(gradient, into: &sum, replacing: isFirst)
  }

  /// The norm of all that moves, and in `norms` that of each range with a limit of its own.
  ///
  /// - Returns: The norm of the scaled gradient, or 0 where nobody asks for it.
  private func measureNorms<Scalar: RealScalar>(
    _ gradient: Span<Scalar>, scale: Double, isAccumulated: Bool,
    state: OptimizerState<Scalar>, norms: inout [Double]
  ) -> Double {
    let rangeCount = clipping?.ranges.count ?? 0
    var needsAll = lossScaling != nil
    if case .globalNorm = clipping { needsAll = true }
    guard needsAll || rangeCount > 0 else { return 0 }
    if norms.count != rangeCount { norms = Array(repeating: 0, count: rangeCount) }
    for index in 0..<rangeCount { norms[index] = 0 }
    var all = 0.0
    for segment in segments where segment.rule != nil {
      guard needsAll || segment.clippedRange != nil else { continue }
      let range = segment.range(of: gradient.count)
      let start = isAccumulated ? rule.moments.count * state.stride + range.lowerBound : 0
      let held = state.buffer.span.extracting(start..<start + (isAccumulated ? range.count : 0))
      let norm = scale * euclideanNorm(of: gradient.extracting(range), plus: held)
      all = combined(all, norm)
      if let index = segment.clippedRange { norms[index] = combined(norms[index], norm) }
    }
    return all
  }

  /// The norm of two parts together; finite if both are, even where it is too large for a Double.
  private func combined(_ one: Double, _ other: Double) -> Double {
    let norm = hypot(one, other)
    return one.isFinite && other.isFinite ? min(norm, .greatestFiniteMagnitude) : norm
  }

  /// The product that the rule of each group carries into a step.
  private func advanceGroups(
    _ products: [Double], before step: UpdateStep, planProduct: Double
  ) -> [Double] {
    // A state that the plan has not stepped yet comes from the same plan without groups.
    let previous =
      products.count == groups.count
      ? products : Array(repeating: planProduct, count: groups.count)
    return zip(groups, previous).map { group, product in
      group.rule?.carriedProduct(after: product, step: step.number) ?? product
    }
  }

  /// The one pass over θ, g and the moments.
  private func move<Scalar: RealScalar>(
    _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>, scale: Double, norm: Double,
    isAccumulated: Bool, state: inout OptimizerState<Scalar>,
    workspace: inout PlanWorkspace<Scalar>
  ) {
    let count = values.count
    let ruleCount = rule.moments.count
    let layout = MomentLayout(
      stride: state.stride, ruleCount: ruleCount, count: moments.count)
    let previousProduct = state.product
    let step = state.advance(by: rule)
    if carriesGroupProducts {
      state.progress.groupProducts = advanceGroups(
        state.progress.groupProducts, before: step, planProduct: previousProduct)
    }
    let groupProducts = state.progress.groupProducts
    let scratchCount = rule.kernel(for: step) == nil ? updateScratchCount(count) : 0
    if workspace.scratch.count < scratchCount {
      workspace.scratch = AlignedBuffer(zeros: scratchCount)
    }
    let norms = workspace.norms
    var scratch = workspace.scratch.mutableSpan
    var buffers = state.buffer.mutableSpan

    var surroundings = UpdateSurroundings()
    surroundings.accumulatedMoment = isAccumulated ? ruleCount : nil
    if let averageDecay {
      surroundings.averageMoment = moments.count - 1
      surroundings.averageWeight = step.number == 1 ? 1 : 1 - averageDecay
    }
    if case .value(let limit) = clipping { surroundings.gradientLimit = limit }
    for segment in segments {
      let range = segment.range(of: count)
      if range.isEmpty { continue }
      guard let rule = rule(in: segment) else {
        if averageDecay != nil && step.number == 1 {
          let start = (moments.count - 1) * layout.stride + range.lowerBound
          var averages = buffers.slice(start..<start + range.count)
          copyScalars(from: values.span.extracting(range), to: &averages)
        }
        continue
      }
      rule.checkHyperparameters(as: Scalar.self)
      let factor =
        clipping?.factor(norm: norm, rangeNorm: segment.clippedRange.map { norms[$0] }) ?? 1
      surroundings.gradientScale = scale * factor
      let product = segment.group.flatMap { carriesGroupProducts ? groupProducts[$0] : nil }
      let step = UpdateStep(number: step.number, product: product ?? step.product)
      forEachUpdateSlice(
        of: range, values: &values, gradient: gradient, moments: &buffers, layout: layout,
        surroundings: surroundings, kernel: rule.kernel(for: step), scratch: &scratch
      ) { values, gradient, moments in
        rule.move(
          &values, gradient: gradient, moments: &moments, stride: layout.stride, step: step)
      }
    }
  }

  /// The rule of a stretch, with its learning rate of now.
  func rule(in segment: PlanSegment<Rule>) -> Rule? {
    guard var own = segment.rule else { return nil }
    // In this order, a rate that is the plan's stays the plan's to the bit.
    if segment.group == nil || own.learningRate == baseLearningRate {
      own.learningRate = learningRate
    } else if learningRate != baseLearningRate {
      own.learningRate = own.learningRate / baseLearningRate * learningRate
    }
    return own
  }
}
