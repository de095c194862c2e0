import Foundation
import LinearAlgebra
import Optimizers
import Testing

/// Steps that several gradients make, steps that are skipped, and averages of the parameters.
@Suite struct AccumulationTests {
  private static let rule = RMSprop(
    learningRate: 0.05, momentum: 0.9, weightDecay: 0.01, convention: .pytorch)

  /// Decay and clipping happen once per real step, to the mean of the gradients.
  @Test func aStepTakesTheMeanOfItsGradients() {
    let inputs = PlanInputs<Double>(steps: 12)
    let found = inputs.run(
      UpdatePlan(Self.rule, clipping: .value(0.5), accumulationSteps: 4))
    let means = (0..<3).map { step in
      inputs.initial.indices.map { index in
        let g = (0..<4).map { inputs.gradients[4 * step + $0][index] }
        return max(-0.5, min(0.5, (g[0] + g[1] + g[2] + g[3]) * 0.25))
      }
    }
    let expected = PlanInputs(initial: inputs.initial, gradients: means).run(Self.rule)
    #expect(found.values == expected.values)
    #expect(found.state.step == 3 && found.state.heldGradients == 0)
    for moment in Self.rule.moments { #expect(found.state[moment] == expected.state[moment]) }
  }

  @Test func theNormIsThatOfTheMean() {
    var theta: [Double] = [0, 0]
    let plan = UpdatePlan(
      SGD(learningRate: 1), clipping: .globalNorm(1), accumulationSteps: 2)
    var state = plan.makeState(for: theta)
    plan.update(&theta, gradient: [6.0, 0.0], state: &state)
    #expect(theta == [0, 0] && state.step == 0 && state.heldGradients == 1)
    plan.update(&theta, gradient: [0.0, 8.0], state: &state)
    // The mean (3, 4) has norm 5.
    #expect(theta.map { ($0 * 5 * 0x1p40).rounded() } == [-3 * 0x1p40, -4 * 0x1p40])
  }

  @Test func continuesBitForBitInTheMiddleOfAStep() throws {
    let plan = UpdatePlan(
      Self.rule, clipping: .globalNorm(1), accumulationSteps: 5, lossScaling: .dynamic(initial: 8),
      averageDecay: 0.9)
    let inputs = PlanInputs<Float>(steps: 24)
    let straight = inputs.run(plan)
    for cut in [1, 7, 13, 23] {
      let first = PlanInputs(
        initial: inputs.initial, gradients: Array(inputs.gradients[..<cut])
      ).run(plan)
      let data = try JSONEncoder().encode(first.state)
      var state = try JSONDecoder().decode(OptimizerState<Float>.self, from: data)
        .checked(for: plan, count: inputs.initial.count)
      #expect(state == first.state)
      var values = first.values
      for gradient in inputs.gradients[cut...] {
        plan.update(&values, gradient: gradient, state: &state)
      }
      #expect(values == straight.values && state == straight.state, "cut at \(cut)")
    }
  }

  @Test(arguments: [Float.infinity, -.infinity, .nan])
  func aGradientThatIsNotFiniteChangesNothing(_ bad: Float) {
    let plan = UpdatePlan(
      Self.rule, lossScaling: .dynamic(initial: 1024, growthInterval: 2), averageDecay: 0.9)
    var theta: [Float] = [1, 2, 3]
    var state = plan.makeState(for: theta)
    func step(_ gradient: [Float]) {
      let scale = Float(plan.lossScale(in: state))
      plan.update(&theta, gradient: gradient.map { $0 * scale }, state: &state)
    }
    step([0.5, -0.5, 1])
    let before = (theta, state)
    step([0.5, bad, 1])
    #expect(theta == before.0 && state.step == 1 && state.skippedSteps == 1)
    for moment in plan.moments { #expect(state[moment] == before.1[moment]) }
    #expect(plan.lossScale(in: state) == 512)
    for _ in 0..<2 { step([0.5, -0.5, 1]) }
    #expect(plan.lossScale(in: state) == 1024 && state.step == 3)
    // A power of two scales every gradient exactly: the steps are those of the bare rule.
    var bare: [Float] = [1, 2, 3]
    var bareState = Self.rule.makeState(for: bare)
    for _ in 0..<3 { Self.rule.update(&bare, gradient: [0.5, -0.5, 1], state: &bareState) }
    #expect(theta == bare)
  }

  @Test func oneBadGradientLosesItsWholeStep() {
    let plan = UpdatePlan(
      SGD(learningRate: 1), accumulationSteps: 2, lossScaling: .fixed(1))
    var theta: [Double] = [0]
    var state = plan.makeState(for: theta)
    for gradient in [1, .nan, 3, 5.0] { plan.update(&theta, gradient: [gradient], state: &state) }
    #expect(theta == [-4] && state.step == 1 && state.skippedSteps == 1)
  }

  @Test func averagesFollowTheParameters() {
    let plan = UpdatePlan(
      SGD(learningRate: 1), groups: [.frozen(1..<2)], averageDecay: 0.75)
    var theta: [Double] = [10, 7]
    var state = plan.makeState(for: theta)
    plan.update(&theta, gradient: [2.0, 9.0], state: &state)
    #expect(state["averagedValues"] == [8, 7])
    plan.update(&theta, gradient: [4.0, 9.0], state: &state)
    #expect(theta == [4, 7] && state["averagedValues"] == [7, 7])
    state.swapAverages(with: &theta)
    #expect(theta == [7, 7] && state["averagedValues"] == [4, 7] && state.isSwapped)
    state.swapAverages(with: &theta)
    #expect(theta == [4, 7] && state["averagedValues"] == [7, 7] && !state.isSwapped)
  }

  @Test func trapsOnAStepWhileSwapped() async {
    let step = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let plan = UpdatePlan(SGD(learningRate: 1), averageDecay: 0.5)
      var theta: [Double] = [1]
      var state = plan.makeState(for: theta)
      plan.update(&theta, gradient: [1.0], state: &state)
      state.swapAverages(with: &theta)
      plan.update(&theta, gradient: [1.0], state: &state)
    }
    #expect(messages(of: step).contains("swap them back"))
    let swap = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var theta: [Double] = [1]
      var state = SGD(learningRate: 1).makeState(for: theta)
      state.swapAverages(with: &theta)
    }
    #expect(messages(of: swap).contains("averageDecay"))
  }
}

/// What a process said before it stopped.
func messages(of result: ExitTest.Result?) -> String {
  String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
}
