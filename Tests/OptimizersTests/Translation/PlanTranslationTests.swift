import Optimizers
import Testing

/// A plan around the rule: the rule is translated, and what surrounds it is named.
struct PlanTranslationTests {
  private let rule = RMSprop(momentum: 0.5, convention: .pytorch)

  /// A rate of its own, frozen parameters, and averages.
  private var grouped: UpdatePlan<RMSprop> {
    var fast = rule
    fast.learningRate = 0.04
    return UpdatePlan(
      rule, groups: [ParameterGroup(1..<2, fast), .frozen(3..<4)], averageDecay: 0.9)
  }

  @Test func `the call is the rule's, and conditions name the rest`() {
    let plan = UpdatePlan(
      rule, groups: [.frozen(0..<2)], withoutDecay: [2..<3, 5..<6], clipping: .globalNorm(1),
      accumulationSteps: 4, lossScaling: .pytorch, averageDecay: 0.9)
    for engine in Engine.allCases {
      let (plain, whole) = (Translation(of: rule), Translation(of: plan))
      #expect(whole.call(in: engine) == plain.call(in: engine))
      switch (whole.answer(in: engine), plain.answer(in: engine)) {
      case (.same(_, let conditions), .same(_, let others)):
        let condition = Self.condition(possessive: "\(engine.title)'s")
        #expect(conditions == others + [condition])
      case (.none(let reasons, let nearest), .none(let others, let other)):
        #expect(reasons == others && nearest?.call == other?.call)
        if let nearest { #expect(nearest.difference.contains("loss scaling")) }
      default: Issue.record("\(engine): a plan is translated where its rule is")
      }
    }
  }

  @Test func `a plan with nothing around the rule is the rule`() {
    let plan = Translation(of: UpdatePlan(rule))
    #expect(plan.answer(in: .pytorch) == Translation(of: rule).answer(in: .pytorch))
  }

  @Test func `Swift code`() {
    var plan = UpdatePlan(
      SGD(learningRate: 0.5),
      groups: [.frozen(0..<2), ParameterGroup(4..<5, SGD(learningRate: 1))],
      withoutDecay: [2..<3], clipping: .norm(1, of: [0..<4], formula: .pytorch),
      accumulationSteps: 2, lossScaling: .keras, averageDecay: 0.9)
    // The group keeps its proportion.
    plan.learningRate = 0.25
    #expect(
      Translation(of: plan).swiftCode == """
        UpdatePlan(
          SGD(learningRate: 0.25, convention: .textbook),
          groups: [.frozen(0..<2), ParameterGroup(4..<5, SGD(learningRate: 0.5, convention: \
        .textbook))],
          withoutDecay: [2..<3],
          clipping: .norm(1.0, of: [0..<4], formula: .pytorch),
          accumulationSteps: 2,
          lossScaling: .keras,
          averageDecay: 0.9)
        """)
  }

  @Test func `lines before the rule stay before the plan`() throws {
    var convention = RMSprop.Convention.optax
    convention.name = "optax, ε outside"
    convention.epsilonPlacement = .outsideRoot
    let edited = RMSprop(learningRate: 0.5, convention: convention)
    let code = Translation(of: UpdatePlan(edited, groups: [ParameterGroup(0..<1, edited)]))
      .swiftCode
    let lines = code.split(separator: "\n")
    #expect(lines.first == "var convention = RMSprop.Convention.optax")
    #expect(lines.count { $0.hasPrefix("var ") } == 1 && code.contains("ParameterGroup(0..<1, RMS"))
  }

  private static func condition(possessive: String) -> String {
    """
    what is around the rule here is not in the call, and has its place in \(possessive) training \
    loop (see the article Plans): 1 range frozen, 2 ranges, each without weight decay, clipping by \
    the global norm to 1.0, the mean of 4 gradients for each step, loss scaling, averages of the \
    parameters with β = 0.9
    """
  }

  // MARK: States

  /// Keras' buffer holds η, PyTorch's does not: each group is scaled by its own.
  @Test func `moments go out by the rate of each group`() throws {
    let plan = grouped
    var theta: [Double] = [1, 2, 3, 4, 5]
    var state = plan.makeState(for: theta)
    for _ in 0..<3 { plan.update(&theta, gradient: [1, -2, 3, 4, 0.5], state: &state) }
    let saved = try state.exported(to: .keras, for: plan)
    #expect(saved.step == 3 && saved.arrays.keys.sorted() == ["momentum", "velocity"])
    #expect(saved.arrays["velocity"] == state["meanSquare"])
    let momentum = try #require(state["momentum"])
    let rates = [0.01, 0.04, 0.01, 0.01, 0.01]
    #expect(saved.arrays["momentum"] == zip(momentum, rates).map { $0 * $1 })
  }

  /// Out and back again, the plan goes on as if nothing had been, once its averages are set.
  @Test(arguments: [Engine.pytorch, .keras])
  func `a run goes on after a detour`(engine: Engine) throws {
    let plan = grouped
    var theta: [Double] = [1, 2, 3, 4, 5]
    let gradient: [Double] = [1, -2, 3, 4, 0.5]
    var state = plan.makeState(for: theta)
    for _ in 0..<3 { plan.update(&theta, gradient: gradient, state: &state) }
    var back = try OptimizerState(
      state.exported(to: engine, for: plan), of: engine, for: plan)
    #expect(back.step == 3 && back.moments == plan.moments)
    #expect(back["averagedValues"] == [0, 0, 0, 0, 0])
    back["averagedValues"] = state["averagedValues"]
    var other = theta
    for _ in 0..<3 {
      plan.update(&theta, gradient: gradient, state: &state)
      plan.update(&other, gradient: gradient, state: &back)
    }
    for (one, other) in zip(theta, other) {
      // A factor and its inverse round once each.
      #expect((one - other).magnitude <= 8 * .ulpOfOne * one.magnitude)
    }
    #expect(back["averagedValues"]?[3] == 4)
  }

  @Test func `ranges beyond the engine's parameters are empty`() throws {
    let saved = EngineState<Float>(step: 1, arrays: ["square_avg": [1], "momentum_buffer": [2]])
    #expect(try OptimizerState(saved, of: .pytorch, for: grouped)["momentum"] == [2])
  }

  @Test func `what would be lost is refused`() throws {
    let plan = UpdatePlan(rule, accumulationSteps: 2, averageDecay: 0.9)
    var theta: [Float] = [1]
    var state = plan.makeState(for: theta)
    func fault() -> StateTranslationError? {
      #expect(throws: StateTranslationError.self) { try state.exported(to: .pytorch, for: plan) }
    }
    plan.update(&theta, gradient: [1], state: &state)
    #expect(fault() == .heldGradients(1))
    plan.update(&theta, gradient: [1], state: &state)
    #expect(try state.exported(to: .pytorch, for: plan).step == 1)
    state.swapAverages(with: &theta)
    #expect(fault() == .swappedAverages)
    #expect(fault()?.description.contains("swap them back") == true)
  }

  @Test func `groups with products of their own have no engine's state`() {
    let plan = UpdatePlan(NAdam(), groups: [ParameterGroup(0..<1, NAdam(beta1: 0.8))])
    let state = plan.makeState(count: 2, of: Double.self)
    let error = #expect(throws: StateTranslationError.self) {
      try state.exported(to: .pytorch, for: plan)
    }
    #expect(error == .groupProducts(rule: "NAdam"))
    let alike = UpdatePlan(NAdam(), groups: [ParameterGroup(0..<1, NAdam(learningRate: 0.1))])
    #expect(throws: Never.self) { try state.exported(to: .pytorch, for: alike) }
  }

  @Test func `a dampening of 1 leaves nothing to convert`() {
    let rule = SGD(learningRate: 0.1, momentum: 0.9, dampening: 1, convention: .mlx)
    let state = rule.makeState(count: 1, of: Double.self)
    let error = #expect(throws: StateTranslationError.self) {
      try state.exported(to: .pytorch, for: rule)
    }
    #expect(error == .wholeDampening(rule: "SGD"))
    #expect(error?.description.contains("a dampening of 1") == true)
    #expect(throws: Never.self) { try state.exported(to: .keras, for: rule) }
  }
}
