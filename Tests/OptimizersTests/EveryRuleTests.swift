import Foundation
import LinearAlgebra
import Optimizers
import TestSupport
import Testing

/// What holds for every rule and convention.
@Suite struct EveryRuleTests {
  /// All but Yogi, whose first moment does not start from zero.
  static let rules: [any Optimizer] = {
    var rules: [any Optimizer] = [RAdam(), Rprop()]
    rules += SGD.Convention.all.map { SGD(convention: $0) }
    rules += SGD.Convention.all.map { SGD(momentum: 0.9, nesterov: true, convention: $0) }
    rules += RMSprop.Convention.all.map { RMSprop(convention: $0) }
    for convention in Adam.Convention.all {
      rules.append(Adam(convention: convention))
      rules.append(Adam(amsgrad: true, convention: convention))
    }
    rules += AdamW.Convention.all.map { AdamW(weightDecay: 0, convention: $0) }
    rules += Adagrad.Convention.all.map { Adagrad(convention: $0) }
    rules += Adadelta.Convention.all.map { Adadelta(convention: $0) }
    rules += NAdam.Convention.all.map { NAdam(convention: $0) }
    rules += Adamax.Convention.all.map { Adamax(convention: $0) }
    rules += Lion.Convention.all.map { Lion(weightDecay: 0, convention: $0) }
    return rules
  }()

  static let allRules: [any Optimizer] = rules + [Yogi()]

  @Test(arguments: rules)
  func zeroGradientMovesNothing(_ rule: any Optimizer) {
    func check(_ rule: some Optimizer) {
      var theta: [Float] = [1, -2, 0]
      var state = rule.makeState(for: theta)
      for _ in 0..<8 { rule.update(&theta, gradient: [0, 0, 0], state: &state) }
      #expect(theta == [1, -2, 0])
    }
    check(rule)
  }

  /// All with ε = 0; those without ε are in `rules`.
  static let rulesWithoutEpsilon: [any Optimizer] = {
    var rules: [any Optimizer] = [RAdam(epsilon: 0), Yogi(epsilon: 0, initialAccumulator: 0)]
    rules += RMSprop.Convention.all.map { RMSprop(epsilon: 0, convention: $0) }
    for convention in Adam.Convention.all {
      rules.append(Adam(epsilon: 0, convention: convention))
      rules.append(Adam(epsilon: 0, amsgrad: true, convention: convention))
    }
    rules += AdamW.Convention.all.map { AdamW(epsilon: 0, weightDecay: 0, convention: $0) }
    rules += Adagrad.Convention.all.map {
      Adagrad(initialAccumulator: 0, epsilon: 0, convention: $0)
    }
    rules += Adadelta.Convention.all.map { Adadelta(epsilon: 0, convention: $0) }
    rules += NAdam.Convention.all.map { NAdam(epsilon: 0, convention: $0) }
    rules += Adamax.Convention.all.map { Adamax(epsilon: 0, convention: $0) }
    return rules
  }()

  @Test(arguments: rulesWithoutEpsilon)
  func zeroGradientAndZeroEpsilonMoveNothing(_ rule: any Optimizer) {
    zeroGradientMovesNothing(rule)
  }

  @Test(arguments: allRules + rulesWithoutEpsilon)
  func aRateOfZeroMovesNothing(_ rule: any Optimizer) {
    // Rprop's η is only the first size of its steps: no size may be larger.
    var rule: any Optimizer = rule is Rprop ? Rprop(smallestStep: 0) : rule
    rule.learningRate = 0
    func check(_ rule: some Optimizer) {
      var theta: [Float] = [1, -2, 0, 3, -4]
      var state = rule.makeState(for: theta)
      // Squares of 1e30 overflow in Float, and those of 1e-30 vanish.
      let gradients: [[Float]] = [
        [0, 1, -1e-30, 1e30, 0], [0, 1, 1e-30, -1e30, 1], [0, 0, 0, 0, 0],
      ]
      for gradient in gradients { rule.update(&theta, gradient: gradient, state: &state) }
      #expect(theta == [1, -2, 0, 3, -4])
    }
    check(rule)
  }

  @Test func yogiDriftsButStaysFiniteWithoutAGradient() {
    var theta: [Double] = [1]
    let rule = Yogi()
    var state = rule.makeState(for: theta)
    for _ in 0..<1000 { rule.update(&theta, gradient: [0.0], state: &state) }
    #expect((theta[0] - 1).magnitude < rule.learningRate)
  }

  @Test(arguments: allRules)
  func notANumberStaysVisible(_ rule: any Optimizer) {
    func check(_ rule: some Optimizer) {
      var theta: [Double] = [1, 1]
      var state = rule.makeState(for: theta)
      rule.update(&theta, gradient: [.nan, 0], state: &state)
      #expect(theta[0].isNaN && !theta[1].isNaN)
    }
    check(rule)
  }

  @Test(arguments: allRules)
  func continuesBitForBitFromASnapshot(_ rule: any Optimizer) throws {
    func check(_ rule: some Optimizer) throws {
      var generator = SeededGenerator(seed: 3)
      let gradients: [[Float]] = (0..<20).map { _ in (0..<11).map { _ in generator.nextNormal() } }
      var straight = [Float](repeating: 1, count: 11)
      var state = rule.makeState(for: straight)
      var halfway = (values: straight, state: state)
      for (step, gradient) in gradients.enumerated() {
        if step == 10 { halfway = (straight, state) }
        rule.update(&straight, gradient: gradient, state: &state)
      }
      let data = try JSONEncoder().encode(halfway.state)
      halfway.state = try JSONDecoder().decode(OptimizerState<Float>.self, from: data)
      for gradient in gradients[10...] {
        rule.update(&halfway.values, gradient: gradient, state: &halfway.state)
      }
      #expect(halfway.values.map(\.bitPattern) == straight.map(\.bitPattern))
      #expect(halfway.state == state)
    }
    try check(rule)
  }

  @Test(arguments: allRules)
  func roundTripsThroughJSON(_ rule: any Optimizer) throws {
    func check<Rule: Optimizer>(_ rule: Rule) throws {
      let data = try JSONEncoder().encode(rule)
      #expect(try JSONDecoder().decode(Rule.self, from: data) == rule)
    }
    try check(rule)
  }

  @Test(arguments: allRules)
  func refusesToDecodeANegativeRate(_ rule: any Optimizer) throws {
    func check<Rule: Optimizer>(_ rule: Rule) throws {
      var rule = rule
      rule.learningRate = 0.375
      let text = String(decoding: try JSONEncoder().encode(rule), as: UTF8.self)
      let broken = text.replacingOccurrences(
        of: "\"learningRate\":0.375", with: "\"learningRate\":-0.375")
      #expect(broken != text)
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(Rule.self, from: Data(broken.utf8))
      }
    }
    try check(rule)
  }

  @Test func refusesToDecodeAProductAboveOne() throws {
    let state = NAdam().makeState(for: [Double](repeating: 1, count: 2))
    let text = String(decoding: try JSONEncoder().encode(state), as: UTF8.self)
    let broken = text.replacingOccurrences(of: "\"product\":1", with: "\"product\":2")
    #expect(broken != text)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(OptimizerState<Double>.self, from: Data(broken.utf8))
    }
  }

  @Test(arguments: allRules)
  func descendsAParabola(_ rule: any Optimizer) throws {
    func parabola(_ x: [Double]) -> (value: Double, gradient: [Double]) {
      (x[0] * x[0] + 100 * x[1] * x[1], [2 * x[0], 200 * x[1]])
    }
    func check(_ rule: some Optimizer) throws {
      var rule = rule
      // Adagrad slows down and Adadelta takes its time; the others circle at a distance of η.
      rule.learningRate = rule is Adagrad ? 0.5 : rule is Adadelta ? 1 : 1e-3
      let minimum = try minimize(parabola, from: [1, -0.5], with: rule, until: .value(below: 1e-2))
      #expect(minimum.step > 2)
    }
    try check(rule)
  }

  static let steadyRules: [any Optimizer] = [
    Adam(learningRate: 1e-2), AdamW(learningRate: 1e-2, weightDecay: 0),
    NAdam(learningRate: 1e-2), Adamax(learningRate: 1e-2), RAdam(learningRate: 1e-3),
    Adagrad(learningRate: 0.5), Yogi(learningRate: 1e-2),
  ]

  @Test(arguments: steadyRules)
  func descendsTheRosenbrockValley(_ rule: any Optimizer) throws {
    func check(_ rule: some Optimizer) throws {
      let minimum = try minimize(
        rosenbrock, from: [-1.2, 1.0], with: rule, until: .value(below: 1e-3))
      // (1 − x)² is part of the value, so x is within √0.001 of 1.
      #expect((minimum.point[0] - 1).magnitude <= 0.0317)
    }
    try check(rule)
  }
}
