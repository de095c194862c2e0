import Foundation
import Optimizers
import Testing

/// States that somebody edited, numbers at the ends of their ranges, rules that carry a product.
@Suite struct PlanEdgeTests {
  private func decoded(_ state: OptimizerState<Double>, _ plan: String) throws {
    let text = String(decoding: try JSONEncoder().encode(state), as: UTF8.self)
    let edited = text.replacingOccurrences(
      of: "{\"", with: "{\"plan\":\(plan),\"", options: .anchored)
    try #require(edited != text)
    _ = try JSONDecoder().decode(OptimizerState<Double>.self, from: Data(edited.utf8))
  }

  @Test(arguments: [
    #""heldGradients":1"#, #""heldGradients":9223372036854775807"#, #""isSwapped":true"#,
    #""finiteSteps":9223372036854775807"#, #""lossScale":1e300"#, #""groupProducts":[2]"#,
  ])
  func aStateThatNoPlanLeavesIsRefused(_ part: String) throws {
    let whole = [
      #""heldGradients":0"#, #""skippedSteps":0"#, #""finiteSteps":0"#, #""isSwapped":false"#,
      #""groupProducts":[]"#,
    ]
    let name = String(part.prefix { $0 != ":" })
    let plan = "{" + (whole.filter { !$0.hasPrefix(name) } + [part]).joined(separator: ",") + "}"
    let state: OptimizerState<Double> = SGD(learningRate: 1).makeState(count: 2)
    #expect(throws: Never.self) { try decoded(state, "{" + whole.joined(separator: ",") + "}") }
    #expect(throws: DecodingError.self) { try decoded(state, plan) }
  }

  /// The sum of an overflowed step is never read again: it must not stand in the way of saving.
  @Test func aSkippedStepCanBeSaved() throws {
    let plan = UpdatePlan(Adam(), accumulationSteps: 2, lossScaling: .dynamic())
    var theta: [Float] = [1, 2]
    var state = plan.makeState(for: theta)
    let fresh = state
    plan.update(&theta, gradient: [.infinity, 1], state: &state)
    plan.update(&theta, gradient: [1, 1], state: &state)
    let data = try JSONEncoder().encode(state)
    let loaded = try JSONDecoder().decode(OptimizerState<Float>.self, from: data)
    #expect(loaded == state && state != fresh && state.skippedSteps == 1)
  }

  @Test func aScaleNeverLeavesTheRangeOfItsScalars() {
    let plan = UpdatePlan(
      SGD(learningRate: 0.1), lossScaling: .dynamic(growthFactor: 1e9, growthInterval: 1))
    var theta: [Float] = [1]
    var state = plan.makeState(for: theta)
    for _ in 0..<500 { plan.update(&theta, gradient: [.nan], state: &state) }
    let smallest = Float(plan.lossScale(in: state))
    #expect(smallest.isNormal && (1 / smallest).isNormal)
    plan.update(&theta, gradient: [0.5 * smallest], state: &state)
    #expect(theta == [0.95])
    for _ in 0..<20 { plan.update(&theta, gradient: [0], state: &state) }
    let largest = Float(plan.lossScale(in: state))
    #expect(largest.isNormal && (1 / largest).isNormal && largest > 1e30)
    #expect(theta == [0.95])
  }

  @Test func aPlanWithoutLossScalingScalesNothing() {
    let scaled = UpdatePlan(SGD(learningRate: 1), lossScaling: .dynamic(initial: 1024))
    var theta: [Double] = [0]
    var state = scaled.makeState(for: theta)
    scaled.update(&theta, gradient: [1024.0], state: &state)
    let plain = UpdatePlan(SGD(learningRate: 1), clipping: .value(10))
    #expect(plain.lossScale(in: state) == 1)
    plain.update(&theta, gradient: [1.0], state: &state)
    #expect(theta == [-2])
    #expect(UpdatePlan(SGD(), lossScaling: .fixed(8)).lossScale(in: state) == 8)
  }

  /// NAdam's product is one of momenta, which differ where β₁ does.
  @Test func everyGroupOfNAdamCarriesItsOwnProduct() throws {
    let (rule, other) = (NAdam(learningRate: 0.1), NAdam(learningRate: 0.1, beta1: 0.5))
    let plan = UpdatePlan(rule, groups: [ParameterGroup(0..<2, other)])
    let inputs = PlanInputs<Double>(count: 4, steps: 9)
    let alone = (inputs.run(rule).values, inputs.run(other).values)
    #expect(inputs.run(plan).values == Array(alone.1[..<2]) + Array(alone.0[2...]))
    // And goes on with it from a file.
    let half = PlanInputs(initial: inputs.initial, gradients: Array(inputs.gradients[..<4])).run(
      plan)
    var values = half.values
    var state = try JSONDecoder().decode(
      OptimizerState<Double>.self, from: JSONEncoder().encode(half.state))
    for gradient in inputs.gradients[4...] {
      plan.update(&values, gradient: gradient, state: &state)
    }
    #expect(values == inputs.run(plan).values)
  }

  @Test func theRateOfAGroupDoesNotOverflowOnItsWay() {
    var plan = UpdatePlan(
      SGD(learningRate: 0x1p-1030), groups: [ParameterGroup(0..<1, SGD(learningRate: 0x1p-1013))])
    plan.learningRate = 0.125
    var theta: [Double] = [0, 0]
    var state = plan.makeState(for: theta)
    plan.update(&theta, gradient: [1.0, 1.0], state: &state)
    #expect(theta == [-0.125 * 0x1p17, -0.125])
  }

  @Test func aRateBeyondTheScalarTraps() async {
    let bare = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var theta: [Float] = [0]
      let rule = SGD(learningRate: 1e39)
      var state = rule.makeState(for: theta)
      rule.update(&theta, gradient: [0], state: &state)
    }
    #expect(messages(of: bare).contains("1e+39") && messages(of: bare).contains("Float"))
    let group = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var plan = UpdatePlan(
        SGD(learningRate: 1e-3), groups: [ParameterGroup(0..<1, SGD(learningRate: 1e300))])
      plan.learningRate = 1e10
      var theta: [Double] = [0, 0]
      var state = plan.makeState(for: theta)
      plan.update(&theta, gradient: [1.0, 1.0], state: &state)
    }
    #expect(messages(of: group).contains("learningRate"))
  }

  @Test func aPlanEqualsItselfAfterCoding() throws {
    var plan = UpdatePlan(SGD(learningRate: 0.1), groups: [.frozen(2..<3)])
    plan.learningRate = 0.5
    let data = try JSONEncoder().encode(plan)
    #expect(try JSONDecoder().decode(UpdatePlan<SGD>.self, from: data) == plan)
  }

  @Test func aRangeWithoutDecayBeyondTheParametersTraps() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var theta: [Double] = [1, 2]
      let plan = UpdatePlan(SGD(learningRate: 0.1), withoutDecay: [0..<99])
      var state = plan.makeState(for: theta)
      plan.update(&theta, gradient: [1.0, 1.0], state: &state)
    }
    #expect(messages(of: result).contains("99"))
  }

  /// In time that grows with their number, not with its square.
  @Test func thousandsOfGroupsAreCutRight() {
    let count = 20_000
    let groups = (0..<count).map { index in
      ParameterGroup(2 * index..<2 * index + 1, SGD(learningRate: Double(index % 7 + 1)))
    }
    let plan = UpdatePlan(SGD(learningRate: 10), groups: groups.reversed())
    var theta = [Double](repeating: 0, count: 2 * count)
    var state = plan.makeState(for: theta)
    plan.update(&theta, gradient: [Double](repeating: 1, count: 2 * count), state: &state)
    #expect(theta.indices.allSatisfy { theta[$0] == ($0 % 2 == 1 ? -10 : -Double($0 / 2 % 7 + 1)) })
  }

  @Test func minimizeEndsWhereNoStepIsEverTaken() {
    let plan = UpdatePlan(SGD(learningRate: 1e-38), accumulationSteps: 2, lossScaling: .fixed(1))
    #expect(throws: MinimizationError<Float>.self) {
      try minimize({ x in (x[0], [3e38]) }, from: [Float(3)], with: plan, until: .steps(5))
    }
  }

  @Test func minimizeKeepsItsTimeInTheMiddleOfAStep() throws {
    let plan = UpdatePlan(SGD(learningRate: 0.1), accumulationSteps: 1 << 20)
    let result = try minimize(
      { x in (x[0] * x[0], [2 * x[0]]) }, from: [1.0], with: plan, until: .time(.milliseconds(50)))
    #expect(result.step == 0 && result.reason == .criterion(.time(.milliseconds(50))))
  }
}
