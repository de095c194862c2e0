import Optimizers
import Testing

/// Steps that a plan skips because of their gradient are no damage.
@Suite struct SkippedStepTests {
  private static let ranges = [ParameterRange(name: "all", range: 0..<2)]

  @Test(arguments: [LossScaling.fixed(8), .dynamic()])
  func theWatchPassesOverASkippedStepAndFindsWhatComesLater(scaling: LossScaling) {
    let plan = UpdatePlan(SGD(learningRate: 0.5), lossScaling: scaling)
    var theta: [Float] = [1, 1]
    var state = plan.makeState(for: theta)
    var watch = NonFiniteWatch(ranges: Self.ranges)
    let gradients: [[Float]] = [[1, 1], [.infinity, 1], [1, .nan], [1, 1]]
    for gradient in gradients {
      plan.update(&theta, gradient: gradient, state: &state)
      #expect(watch.observe(values: theta, gradient: gradient, state: state) == nil)
    }
    #expect(state.skippedSteps == 2 && state.step == 2)
    // A gradient that nobody took: the next batch had no finite loss.
    watch.observe(values: theta, gradient: [1, .nan], state: state, step: 3)
    #expect(watch.first?.quantity == .gradient && watch.first?.step == 3)
  }

  @Test func damageInASkippedStepIsFound() {
    let plan = UpdatePlan(SGD(learningRate: 0.5), lossScaling: .fixed(1))
    var theta: [Float] = [1, .nan]
    var state = plan.makeState(for: theta)
    var watch = NonFiniteWatch(ranges: Self.ranges)
    let gradient: [Float] = [.infinity, 1]
    plan.update(&theta, gradient: gradient, state: &state)
    watch.observe(values: theta, gradient: gradient, state: state)
    #expect(watch.first?.quantity == .value && watch.first?.index == 1)
  }

  /// Skips before the watch began say nothing of the gradient that it sees first.
  @Test func aWatchCanBeginInTheMiddle() {
    let plan = UpdatePlan(SGD(learningRate: 0.5), lossScaling: .fixed(1))
    var theta: [Float] = [1, 1]
    var state = plan.makeState(for: theta)
    plan.update(&theta, gradient: [.nan, 1], state: &state)
    var watch = NonFiniteWatch(ranges: Self.ranges, from: state)
    watch.observe(values: theta, gradient: [1, .nan], state: state, step: 1)
    #expect(watch.first?.index == 1)
  }

  /// A NaN that is held becomes a finding with its step, or is gone with it.
  @Test func aHeldGradientCountsWithItsStep() {
    for scaling in [nil, LossScaling.fixed(1)] {
      let plan = UpdatePlan(
        SGD(learningRate: 0.5), accumulationSteps: 3, lossScaling: scaling)
      var theta: [Float] = [1, 1]
      var state = plan.makeState(for: theta)
      var watch = NonFiniteWatch(ranges: Self.ranges)
      for (call, gradient) in ([[1, 1], [.nan, 1], [1, 1]] as [[Float]]).enumerated() {
        plan.update(&theta, gradient: gradient, state: &state)
        watch.observe(values: theta, gradient: gradient, state: state)
        #expect((watch.first != nil) == (scaling == nil && call == 2))
      }
      if scaling == nil {
        #expect(watch.first?.quantity == .gradient && watch.first?.step == 1)
        #expect(watch.first?.index == 0)
      } else {
        // What is left of the sum is overwritten, not read.
        #expect(state["accumulatedGradient"]?[0].isNaN == true && state.skippedSteps == 1)
        let found = plan.diagnose(values: theta, gradient: [1, 1] as [Float], state: state)
        #expect(found.ranges[0].nonFinite == [] && found.firstNonFinite == nil)
        #expect(found.wasSkipped)
      }
    }
  }

  @Test func adviceSaysThatTheStepWasSkipped() {
    let plan = UpdatePlan(SGD(learningRate: 0.5), lossScaling: .dynamic())
    var theta: [Float] = [1, 1]
    var state = plan.makeState(for: theta)
    let before = theta
    plan.update(&theta, gradient: [.nan, 1], state: &state)
    let found = plan.diagnose(
      values: theta, before: before, gradient: [.nan, 1], state: state,
      ranges: (0..<2).map { ParameterRange(name: "\($0)", range: $0..<$0 + 1) })
    #expect(found.wasSkipped && found.firstNonFinite == nil)
    #expect(found["0"]?.nonFinite.map(\.quantity) == [.gradient])
    #expect(found.advice.count == 1 && found.advice[0].hasPrefix("The last step was skipped"))
    #expect(!found.description.contains("learning rate"))

    plan.update(&theta, gradient: [1, 1], state: &state)
    let next = plan.diagnose(values: theta, gradient: [1, 1] as [Float], state: state)
    #expect(!next.wasSkipped && next.firstNonFinite == nil)
  }

  /// Nothing asks for the gradient of frozen parameters, so it skips nothing.
  @Test func frozenParametersSkipNothing() {
    let plan = UpdatePlan(
      SGD(learningRate: 0.5), groups: [.frozen(0..<1)], lossScaling: .fixed(1))
    var theta: [Float] = [1, 1]
    var state = plan.makeState(for: theta)
    plan.update(&theta, gradient: [1, .nan], state: &state)
    plan.update(&theta, gradient: [.nan, 1], state: &state)
    let found = plan.diagnose(values: theta, gradient: [.nan, 1] as [Float], state: state)
    #expect(!found.wasSkipped && found.firstNonFinite?.quantity == .gradient)
  }
}
