import ElementwiseKernels
import Optimizers
import Testing

/// A plan against what PyTorch and Keras do around their own rules, each option and all together.
@Suite struct PlanEngineTests {
  typealias Fixture = PlanEngineFixture
  static let fixture = Fixture.shared

  /// Where Keras does what a plan does not, and tests of their own say what: see below.
  private static func differs(_ testCase: Fixture.Case) -> Bool {
    testCase.engine == "keras" && testCase.name.hasSuffix("dynamicAccumulation")
  }

  @Test(arguments: fixture.cases.filter { !differs($0) })
  func matchesEngine(_ testCase: Fixture.Case) throws {
    let rule = try #require(Self.fixture.rule(of: testCase))
    func run<Rule: ElementwiseRule>(_ rule: Rule) throws {
      let plan = Self.fixture.plan(of: testCase, around: rule)
      if testCase.dtype == "float32" {
        try check(testCase, plan, Self.fixture.replay(testCase, with: plan, as: Float.self))
      } else {
        try check(testCase, plan, Self.fixture.replay(testCase, with: plan, as: Double.self))
      }
    }
    try run(rule)
  }

  private func check<Scalar: RealScalar>(
    _ testCase: Fixture.Case, _ plan: UpdatePlan<some ElementwiseRule>,
    _ replay: Fixture.Replay<Scalar>
  ) throws {
    let last = try #require(replay.states.last)
    #expect(last.step == testCase.steps && last.step >= 25)
    #expect(last.heldGradients == 0 && last.skippedSteps == testCase.plan.nonFinite?.count ?? 0)
    if let scales = testCase.scales { #expect(replay.lossScales == scales) }
    try checkValues(testCase, replay)
    try checkMoments(testCase, last)
    if plan.averageDecay != nil { try checkAverages(testCase, plan, replay) }
  }

  /// 4 ulp per step, compounded, and in float32 no more than 1e-6 after all of them.
  private func bound<Scalar: RealScalar>(step: Int, as scalar: Scalar.Type) -> Double {
    let compounded = 4 * Double(step) * Double(Scalar.ulpOfOne)
    return Scalar.self == Float.self ? min(compounded, 1e-6) : compounded
  }

  /// The largest |θᵢ| on the way, or 0.01: what its rounding is measured against.
  private func scale<Scalar: RealScalar>(_ replay: Fixture.Replay<Scalar>) -> [Double] {
    Self.fixture.inputs.initial.indices.map { index in
      replay.values.reduce(max(0.01, Self.fixture.inputs.initial[index].magnitude)) {
        max($0, Double($1[index].magnitude))
      }
    }
  }

  /// What a replay had right after a step.
  private func index<Scalar: RealScalar>(
    ofStep step: Int, in replay: Fixture.Replay<Scalar>
  ) throws -> Int {
    try #require(replay.states.firstIndex { $0.step == step })
  }

  private func checkValues<Scalar: RealScalar>(
    _ testCase: Fixture.Case, _ replay: Fixture.Replay<Scalar>
  ) throws {
    #expect(testCase.values.count == 2)
    for (label, expected) in testCase.values {
      let step = try #require(Int(label))
      let found = replay.values[try index(ofStep: step, in: replay)]
      let error = largestError(found, expected, scale: scale(replay))
      #expect(error <= bound(step: step, as: Scalar.self), "step \(step)")
    }
  }

  private func checkMoments<Scalar: RealScalar>(
    _ testCase: Fixture.Case, _ state: OptimizerState<Scalar>
  ) throws {
    #expect(Set(testCase.state.keys) == Set(state.moments.prefix(testCase.state.count)))
    for (name, theirs) in testCase.state {
      let found = try #require(state[name])
      // Keras keeps SGD's signed step, PyTorch and the plan what they will subtract.
      let sign = testCase.engine == "keras" && testCase.rule == "SGD" ? -1.0 : 1
      let expected = theirs.map { sign * $0 }
      let largest = expected.map(\.magnitude).max() ?? 0
      // Squares are never negative, and measured against themselves; the others may cancel.
      let scale = expected.map { name == "meanSquare" ? max($0, 1e-12) : largest }
      let error = largestError(found, expected, scale: scale)
      #expect(error <= 128 * Double(Scalar.ulpOfOne), "\(name)")
    }
  }

  private func checkAverages<Scalar: RealScalar>(
    _ testCase: Fixture.Case, _ plan: UpdatePlan<some ElementwiseRule>,
    _ replay: Fixture.Replay<Scalar>
  ) throws {
    let averages = try #require(testCase.averages)
    #expect(averages.count == 2)
    for (label, expected) in averages {
      let step = try #require(Int(label))
      let position = try index(ofStep: step, in: replay)
      let found = try #require(replay.states[position]["averagedValues"])
      let ours = largestError(found, expected, scale: scale(replay))
      guard testCase.engine == "keras" && plan.accumulationSteps > 1 && step > 1 else {
        #expect(ours <= bound(step: step, as: Scalar.self), "step \(step)")
        continue
      }
      // Keras averages after every gradient, also those that move nothing: between two steps it
      // approaches the old parameters k − 1 times.
      let decay = try #require(plan.averageDecay)
      let first = try index(ofStep: 1, in: replay)
      var theirs = replay.values[first].map { Double($0) }
      for values in replay.values[(first + 1)...position] {
        for index in theirs.indices {
          theirs[index] = decay * theirs[index] + (1 - decay) * Double(values[index])
        }
      }
      let error = largestError(theirs, expected, scale: scale(replay))
      #expect(error <= bound(step: step, as: Scalar.self), "step \(step)")
      #expect(ours > 1e-3, "Keras no longer differs: document it so")
    }
  }

  /// Keras leaves out one gradient where a plan, like PyTorch's scaler, leaves out the step.
  @Test(arguments: fixture.cases.filter(differs))
  func kerasDropsOneGradientOfAStep(_ testCase: Fixture.Case) throws {
    let rule = try #require(Self.fixture.rule(of: testCase))
    let dropped = try #require(testCase.plan.nonFinite)
    func check<Rule: ElementwiseRule, Scalar: RealScalar>(
      _ rule: Rule, as scalar: Scalar.Type
    ) throws {
      let ours = Self.fixture.plan(of: testCase, around: rule)
      let state = try #require(
        Self.fixture.replay(testCase, with: ours, as: Scalar.self).states.last)
      #expect(state.skippedSteps == dropped.count && state.heldGradients == 0)
      #expect(state.step == Self.fixture.inputs.gradients.count - dropped.count)
      // The same as if the gradients that are not finite had never been there.
      let bare = Self.fixture.plan(of: testCase, around: rule, isScaled: false)
      let theirs = Self.fixture.replay(testCase, with: bare, onlyFinite: true, as: Scalar.self)
      #expect(theirs.states.last?.step == testCase.steps)
      try checkValues(testCase, theirs)
    }
    func run<Rule: ElementwiseRule>(_ rule: Rule) throws {
      if testCase.dtype == "float32" {
        try check(rule, as: Float.self)
      } else {
        try check(rule, as: Double.self)
      }
    }
    try run(rule)
  }
}
