import Foundation
import LinearAlgebra
import Optimizers
import Testing

/// A plan against the bare rule with everything around it written out.
@Suite struct UpdatePlanTests {
  static let rules: [any ElementwiseRule] = [
    RMSprop(
      learningRate: 0.05, momentum: 0.9, centered: true, weightDecay: 0.01, convention: .pytorch),
    RMSprop(learningRate: 0.05, weightDecay: 0.01, convention: .keras),
    SGD(learningRate: 0.1), SGD(learningRate: 0.1, momentum: 0.9, weightDecay: 0.1),
    Adam(learningRate: 0.05, amsgrad: true), AdamW(learningRate: 0.05), NAdam(learningRate: 0.05),
    RAdam(learningRate: 0.05), Adamax(learningRate: 0.05), Adagrad(learningRate: 0.05), Adadelta(),
    Lion(learningRate: 0.01), Yogi(learningRate: 0.05), Rprop(learningRate: 0.05),
  ]

  @Test(arguments: rules)
  func aPlanOfNothingIsTheRule(_ rule: any ElementwiseRule) {
    func check(_ rule: some ElementwiseRule) {
      let inputs = PlanInputs<Float>()
      let (bare, planned) = (inputs.run(rule), inputs.run(UpdatePlan(rule)))
      #expect(bare.values == planned.values && bare.state == planned.state)
    }
    check(rule)
  }

  @Test(arguments: rules)
  func clipsByValue(_ rule: any ElementwiseRule) {
    func check(_ rule: some ElementwiseRule) {
      let inputs = PlanInputs<Float>()
      let expected = inputs.run(rule) { $0.map { max(-0.5, min(0.5, $0)) } }
      let found = inputs.run(UpdatePlan(rule, clipping: .value(0.5)))
      #expect(found.values == expected.values && found.state == expected.state)
    }
    check(rule)
  }

  @Test(arguments: [Clipping.NormFormula.exact, .pytorch])
  func clipsByTheGlobalNorm(_ formula: Clipping.NormFormula) {
    let rule = RMSprop(learningRate: 0.05, weightDecay: 0.1, convention: .pytorch)
    let inputs = PlanInputs<Double>()
    var norms: [Double] = []
    let expected = inputs.run(rule) { gradient in
      let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
      norms.append(norm)
      let factor = formula == .exact ? 1.5 / max(norm, 1.5) : min(1, 1.5 / (norm + 1e-6))
      return gradient.map { $0 * factor }
    }
    // Steps on both sides of the limit.
    #expect(norms.contains { $0 < 1.5 } && norms.contains { $0 > 1.5 })
    let found = inputs.run(UpdatePlan(rule, clipping: .globalNorm(1.5, formula: formula)))
    // The order of addition differs: an ulp or so of the norm per step.
    for (one, other) in zip(found.values, expected.values) {
      #expect((one - other).magnitude <= 12 * 4 * 0x1p-52 * max(1, other.magnitude))
    }
  }

  @Test func clipsRangesByTheirOwnNorms() {
    let rule = SGD(learningRate: 0.1, momentum: 0.5)
    let inputs = PlanInputs<Double>()
    let ranges = [2..<9, 12..<20]
    let expected = inputs.run(rule) { gradient in
      var clipped = gradient
      for range in ranges {
        let norm = gradient[range].reduce(0) { $0 + $1 * $1 }.squareRoot()
        for index in range { clipped[index] *= 1 / max(norm, 1) }
      }
      return clipped
    }
    let found = inputs.run(UpdatePlan(rule, clipping: .norm(1, of: ranges)))
    for (one, other) in zip(found.values, expected.values) {
      #expect((one - other).magnitude <= 12 * 4 * 0x1p-52 * max(1, other.magnitude))
    }
  }

  /// Each range on its own, with a state of its own, has the same bits.
  @Test(arguments: rules)
  func groupsMoveByTheirOwnSettings(_ rule: any ElementwiseRule) {
    func check<Rule: ElementwiseRule>(_ rule: Rule) {
      let inputs = PlanInputs<Float>()
      var slow = rule
      slow.learningRate /= 8
      // Rprop starts from its learning rate: the same moments mean the same rate.
      if rule is Rprop { slow.learningRate = rule.learningRate }
      let plan = UpdatePlan(
        rule, groups: [ParameterGroup(3..<10, slow), .frozen(10..<17)])
      let found = inputs.run(plan)
      for (range, rule) in [(0..<3, rule), (3..<10, slow), (17..<23, rule)] {
        let part = inputs.restricted(to: range).run(rule)
        #expect(Array(found.values[range]) == part.values, "\(range)")
        #expect(
          found.state.values(of: plan.moments).map { Array($0[range]) }
            == part.state.values(of: rule.moments))
      }
      #expect(Array(found.values[10..<17]) == Array(inputs.initial[10..<17]))
      let start = plan.makeState(for: inputs.initial)
      #expect(
        found.state.values(of: plan.moments).map { Array($0[10..<17]) }
          == start.values(of: plan.moments).map { Array($0[10..<17]) })
    }
    check(rule)
  }

  @Test func frozenGradientsCountInNoNorm() {
    let rule = SGD(learningRate: 0.5)
    var theta: [Double] = [0, 0, 0]
    let plan = UpdatePlan(rule, groups: [.frozen(2..<3)], clipping: .globalNorm(1))
    var state = plan.makeState(for: theta)
    plan.update(&theta, gradient: [0.3, 0.4, 1e9], state: &state)
    #expect(theta == [-0.15, -0.2, 0])
  }

  @Test(arguments: [
    AdamW(learningRate: 0.1, weightDecay: 0.5) as any ElementwiseRule,
    RMSprop(learningRate: 0.1, weightDecay: 0.5, convention: .pytorch),
    SGD(learningRate: 0.1, momentum: 0.9, weightDecay: 0.5, convention: .keras),
  ])
  func rangesWithoutDecayDoNotDecay(_ rule: any ElementwiseRule) {
    func check(_ rule: some ElementwiseRule) {
      let inputs = PlanInputs<Double>()
      var undecayed = rule
      undecayed.weightDecay = 0
      let found = inputs.run(UpdatePlan(rule, withoutDecay: [4..<9, 20..<23])).values
      let (with, without) = (inputs.run(rule).values, inputs.run(undecayed).values)
      for index in found.indices {
        let isExcluded = (4..<9).contains(index) || index >= 20
        #expect(found[index] == (isExcluded ? without : with)[index])
        #expect(with[index] != without[index])
      }
    }
    check(rule)
  }

  @Test func groupsKeepTheirProportionToTheLearningRate() {
    let rule = SGD(learningRate: 0.5)
    var plan = UpdatePlan(rule, groups: [ParameterGroup(1..<2, SGD(learningRate: 0.125))])
    var theta: [Double] = [0, 0]
    var state = plan.makeState(for: theta)
    for (rate, expected) in [(0.5, [-0.5, -0.125]), (0, [-0.5, -0.125]), (2, [-2.5, -0.625])] {
      plan.learningRate = rate
      plan.update(&theta, gradient: [1.0, 1.0], state: &state)
      #expect(theta == expected)
    }
  }
}

extension PlanInputs {
  /// The same for some of the parameters.
  fileprivate func restricted(to range: Range<Int>) -> PlanInputs {
    PlanInputs(
      initial: Array(initial[range]), gradients: gradients.map { Array($0[range]) })
  }
}
