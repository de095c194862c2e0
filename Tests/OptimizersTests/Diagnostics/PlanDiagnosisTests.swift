import Optimizers
import Testing

/// Diagnosing with a plan around the rule.
@Suite struct PlanDiagnosisTests {
  /// A frozen range, one of a rate of its own, and the rest: each step is the real change.
  @Test func eachGroupHasItsOwnEffectiveSteps() {
    let rule = RMSprop(learningRate: 0.02)
    var plan = UpdatePlan(
      rule, groups: [.frozen(1..<3), ParameterGroup(4..<5, RMSprop(learningRate: 0.002))],
      averageDecay: 0.9)
    // A schedule that halves the rate halves that of the group too.
    plan.learningRate = 0.01
    var theta: [Double] = [0, 0, 0, 0, 0, 0]
    var state = plan.makeState(for: theta)
    let gradient: [Double] = [1, 2, 3, 1e-3, 5, 1e-9]
    plan.update(&theta, gradient: gradient, state: &state)
    let steps = plan.effectiveSteps(of: state, in: 0..<6)
    for index in theta.indices {
      let expected = -steps.sizes[index] * gradient[index]
      #expect((theta[index] - expected).magnitude <= 16 * .ulpOfOne * expected.magnitude)
    }
    // √(0.1)·1e-9 is below ε = 1e-8; the frozen ones do not count.
    #expect(steps.epsilonDominatedCount == 1 && theta[1] == 0 && theta[4] != 0)
    let tail = plan.effectiveSteps(of: state, in: 2..<5)
    #expect(tail.sizes == Array(steps.sizes[2..<5]))
    #expect(plan.effectiveSteps(of: state, in: 1..<3).epsilonDominatedCount == nil)
  }

  @Test func clippingIsBeforeTheEffectiveStep() {
    let plan = UpdatePlan(SGD(learningRate: 0.5), clipping: .value(1))
    var theta: [Float] = [0, 0]
    var state = plan.makeState(for: theta)
    plan.update(&theta, gradient: [8, 0.5], state: &state)
    let found = plan.diagnose(values: theta, gradient: [8, 0.5], state: state)
    #expect(found.ranges[0].steps?.quantiles?.maximum == 0.5 && theta == [-0.5, -0.25])
  }

  @Test func aNaNInTheAccumulatedGradientIsFound() {
    let plan = UpdatePlan(SGD(learningRate: 0.5), accumulationSteps: 2)
    var theta: [Float] = [1, 1]
    var state = plan.makeState(for: theta)
    plan.update(&theta, gradient: [.nan, 1], state: &state)
    let found = plan.diagnose(values: theta, gradient: [1.0, 1.0] as [Float], state: state)
    #expect(found.firstNonFinite?.quantity == .moment("accumulatedGradient"))
    #expect(found.ranges[0].steps == nil && found.step == 0)
  }
}
