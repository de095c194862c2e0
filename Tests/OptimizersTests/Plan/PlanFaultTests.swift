import Foundation
import Optimizers
import Testing

/// Plans that mean nothing are refused with their values: trapped in code, thrown when decoded.
@Suite struct PlanFaultTests {
  @Test func overlappingGroupsTrap() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = UpdatePlan(Adam(), groups: [.frozen(5..<9), ParameterGroup(0..<6, Adam())])
    }
    #expect(messages(of: result).contains("0..<6") && messages(of: result).contains("5..<9"))
  }

  @Test func otherMomentsTrap() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = UpdatePlan(
        SGD(momentum: 0.9), groups: [ParameterGroup(0..<6, SGD(momentum: 0))])
    }
    #expect(messages(of: result).contains("momentum") && messages(of: result).contains("0..<6"))
  }

  @Test func aRangeBeyondTheParametersTraps() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let plan = UpdatePlan(SGD(learningRate: 1), groups: [.frozen(2..<9)])
      var theta: [Float] = [1, 2, 3]
      var state = plan.makeState(for: theta)
      plan.update(&theta, gradient: [1, 1, 1], state: &state)
    }
    #expect(messages(of: result).contains("9") && messages(of: result).contains("3 parameters"))
  }

  static let plan = UpdatePlan(
    AdamW(learningRate: 0.5), groups: [.frozen(5..<9), ParameterGroup(0..<4, AdamW())],
    withoutDecay: [2..<3], clipping: .norm(2, of: [1..<3, 7..<11], formula: .pytorch),
    accumulationSteps: 3, lossScaling: .keras, averageDecay: 0.5)

  @Test func survivesCoding() throws {
    for clipping in [Clipping.value(1), .globalNorm(3), .norm(2, of: [0..<1])] {
      let plan = UpdatePlan(RMSprop(), clipping: clipping)
      let data = try JSONEncoder().encode(plan)
      #expect(try JSONDecoder().decode(UpdatePlan<RMSprop>.self, from: data) == plan)
    }
    let data = try JSONEncoder().encode(Self.plan)
    #expect(try JSONDecoder().decode(UpdatePlan<AdamW>.self, from: data) == Self.plan)
  }

  @Test(arguments: [
    ("\"accumulationSteps\":3", "\"accumulationSteps\":0"),
    ("\"averageDecay\":0.5", "\"averageDecay\":1.5"),
    ("[5,9]", "[3,9]"), ("[7,11]", "[2,11]"), ("\"limit\":2", "\"limit\":-2"),
    ("\"initial\":32768", "\"initial\":0"), ("[2,3]", "[2,2]"), ("\"norm\"", "\"length\""),
  ])
  func decodingThrowsOnAFault(_ part: String, _ replacement: String) throws {
    let text = String(decoding: try JSONEncoder().encode(Self.plan), as: UTF8.self)
    let broken = text.replacingOccurrences(of: part, with: replacement)
    try #require(broken != text, "\(text) has no \(part)")
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(UpdatePlan<AdamW>.self, from: Data(broken.utf8))
    }
  }

  @Test func aStateOfThePlanIsNotOneOfTheRule() {
    let plan = UpdatePlan(RMSprop(), averageDecay: 0.9)
    let state: OptimizerState<Float> = plan.makeState(count: 3)
    #expect(throws: OptimizerStateError.self) { try state.checked(for: RMSprop(), count: 3) }
    #expect(throws: Never.self) { try state.checked(for: plan, count: 3) }
  }

  @Test func decodingAStateThrowsOnImpossibleCounts() throws {
    let plan = UpdatePlan(SGD(learningRate: 1), accumulationSteps: 2)
    var theta: [Double] = [1]
    var state = plan.makeState(for: theta)
    plan.update(&theta, gradient: [1.0], state: &state)
    let text = String(decoding: try JSONEncoder().encode(state), as: UTF8.self)
    let broken = text.replacingOccurrences(of: "\"heldGradients\":1", with: "\"heldGradients\":-1")
    try #require(broken != text)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(OptimizerState<Double>.self, from: Data(broken.utf8))
    }
  }
}
