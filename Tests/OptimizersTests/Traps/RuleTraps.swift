import Optimizers
import TestSupport

extension TrapTests {
  // MARK: Hyper-parameters

  static let rules: [Trap] = [
    Trap("Adadelta: rho must be at least 0 and below 1, but is 1.0") { _ = Adadelta(rho: 1) },
    Trap("Adagrad: initialAccumulator must be finite and not negative, but is -1.0") {
      _ = Adagrad(initialAccumulator: -1)
    },
    Trap("Adagrad: the convention 'keras' has no decay of the rate, but it is 0.1") {
      _ = Adagrad(learningRateDecay: 0.1, convention: .keras)
    },
    Trap("Adam: beta2 must be at least 0 and below 1, but is 1.0") { _ = Adam(beta2: 1) },
    Trap("AdamW: weightDecay must be finite and not negative, but is -0.1") {
      _ = AdamW(weightDecay: -0.1)
    },
    Trap("Adamax: beta1 must be at least 0 and below 1, but is nan") { _ = Adamax(beta1: .nan) },
    Trap("Lion: beta2 must be at least 0 and below 1, but is 1.0") { _ = Lion(beta2: 1) },
    Trap("NAdam: momentumDecay must be finite and not negative, but is -1.0") {
      _ = NAdam(momentumDecay: -1)
    },
    Trap("RAdam: learningRate must be finite and not negative, but is inf") {
      _ = RAdam(learningRate: .infinity)
    },
    Trap("RMSprop: rho must be at least 0 and below 1, but is 1.0") { _ = RMSprop(rho: 1) },
    Trap("RMSprop: initialMeanSquare must be finite and not negative, but is -1.0") {
      _ = RMSprop(convention: .init(name: "mine", initialMeanSquare: -1))
    },
    Trap("RMSprop: nesterov needs a momentum above 0, but it is 0") {
      _ = RMSprop(nesterov: true)
    },
    Trap("RMSprop: the convention 'pytorch' has no Nesterov momentum, but it is on") {
      _ = RMSprop(momentum: 0.9, nesterov: true, convention: .pytorch)
    },
    Trap("Rprop: 0 < shrink < 1 < growth does not hold for 1.5 and 1.2") { _ = Rprop(shrink: 1.5) },
    Trap("Rprop: largestStep must be finite and at least smallestStep, 1.0, but is 0.5") {
      _ = Rprop(smallestStep: 1, largestStep: 0.5)
    },
    Trap("SGD: momentum must lie in 0...1, but is 1.5") { _ = SGD(momentum: 1.5) },
    Trap("SGD: nesterov needs momentum above 0 and dampening 0, not 0.0 and 0.0") {
      _ = SGD(nesterov: true)
    },
    Trap("SGD: the convention 'keras' has no dampening, but it is 0.1") {
      _ = SGD(momentum: 0.9, dampening: 0.1, convention: .keras)
    },
    Trap("Yogi: initialAccumulator must be finite and not negative, but is -1.0") {
      _ = Yogi(initialAccumulator: -1)
    },
    Trap("Rprop has no weight decay, which was set to 0.1") {
      var rule: any ElementwiseRule = Rprop()
      rule.weightDecay = 0.1
    },
  ]

  // MARK: States

  static let states: [Trap] = [
    Trap("a state cannot remember -1 parameters") {
      _ = Adam().makeState(count: -1, of: Float.self)
    },
    Trap("a state cannot remember -1 parameters") {
      _ = OptimizerState<Float>(rule: "mine", moments: [], count: -1)
    },
    Trap(#"the moments ["a", "b"] cannot start from [1.0]"#) {
      _ = OptimizerState<Float>(rule: "mine", moments: ["a", "b"], initialMoments: [1], count: 2)
    },
    Trap("moment 'momentum' has 2 scalars and cannot be set to 3") {
      var state = SGD(momentum: 0.9).makeState(for: [1.0, 2])
      state["momentum"] = [1, 2, 3]
    },
    Trap("moment 'momentum' has 2 scalars and cannot be set to nil") {
      var state = SGD(momentum: 0.9).makeState(for: [1.0, 2])
      state["momentum"] = nil
    },
    Trap(#"'speed' is not one of the moments ["momentum"] of SGD"#) {
      var state = SGD(momentum: 0.9).makeState(for: [1.0, 2])
      state["speed"] = [1, 2]
    },
    Trap(#"'speed' is not one of the moments ["momentum"] of SGD"#) {
      _ = SGD(momentum: 0.9).makeState(for: [1.0, 2]).moment("speed", in: 0..<1)
    },
    Trap("the parameters 1..<3 are not among the 2 of the state") {
      _ = SGD(momentum: 0.9).makeState(for: [1.0, 2]).moment("momentum", in: 1..<3)
    },
    Trap("the parameters -1..<1 are not among the 2 of the state") {
      _ = SGD(momentum: 0.9).makeState(for: [1.0, 2]).moment("momentum", in: -1..<1)
    },
    Trap("the state of SGD cannot serve RMSprop") {
      var state = SGD().makeState(for: [1.0, 2])
      state.withMoments(of: RMSprop(), count: 2) { _, _ in }
    },
    Trap("the SGD state of 2 parameters cannot serve 3") {
      var state = SGD().makeState(for: [1.0, 2])
      state.withMoments(of: SGD(), count: 3) { _, _ in }
    },
    Trap(#"the state of SGD holds ["momentum"]; give the plan an averageDecay to swap"#) {
      var values = [1.0, 2]
      var state = SGD(momentum: 0.9).makeState(for: values)
      state.swapAverages(with: &values)
    },
    Trap("there are no averages before the first step") {
      var values = [1.0, 2]
      var state = UpdatePlan(SGD(), averageDecay: 0.5).makeState(for: values)
      state.swapAverages(with: &values)
    },
    Trap("2 averages cannot be swapped with 3 values") {
      var values = [1.0, 2]
      let plan = UpdatePlan(SGD(), averageDecay: 0.5)
      var state = plan.makeState(for: values)
      plan.update(&values, gradient: values, state: &state)
      var others = [1.0, 2, 3]
      state.swapAverages(with: &others)
    },
  ]

  // MARK: Updates

  static let updates: [Trap] = [
    Trap("2 parameters need as many gradients, not 1") { update(RMSprop(), gradient: [1]) },
    Trap("the RMSprop state of 3 parameters cannot serve 2") {
      update(RMSprop(), state: RMSprop().makeState(count: 3))
    },
    Trap("the state of SGD cannot serve RMSprop") {
      update(RMSprop(), state: SGD(momentum: 0.9).makeState(count: 2))
    },
    Trap("the state of RMSprop 'keras' cannot serve RMSprop 'pytorch'") {
      update(
        RMSprop(convention: .pytorch), state: RMSprop(convention: .keras).makeState(count: 2))
    },
    Trap(#"the state of SGD holds [], but its options need ["momentum"]"#) {
      update(SGD(momentum: 0.9), state: SGD().makeState(count: 2))
    },
    // The spans themselves.
    Trap("2 parameters need as many gradients, not 1") {
      var (values, state) = ([1.0, 2], RMSprop().makeState(count: 2, of: Double.self))
      var span = values.mutableSpan
      RMSprop().update(&span, gradient: [1.0].span, state: &state)
    },
    Trap("RMSprop: rho must be at least 0 and below 1, but is 2.0") {
      var rule = RMSprop()
      rule.rho = 2
      update(rule)
    },
  ]

  /// Moves two parameters by one step.
  private static func update(
    _ rule: some Optimizer, gradient: [Double] = [1, 1], state: OptimizerState<Double>? = nil
  ) {
    var values = [1.0, 2]
    var state = state ?? rule.makeState(for: values)
    rule.update(&values, gradient: gradient, state: &state)
  }

  // MARK: Plans

  static let plans: [Trap] = planValues + planUpdates

  private static let planValues: [Trap] = [
    Trap("the plan of Adam: the groups 0..<6 and 5..<9 overlap") {
      _ = UpdatePlan(Adam(), groups: [.frozen(5..<9), ParameterGroup(0..<6, Adam())])
    },
    Trap("the plan of Adam: group 1, 3..<3: is empty") {
      _ = UpdatePlan(Adam(), groups: [.frozen(3..<3)])
    },
    Trap("the plan of Adam: without decay, -1..<3: begins below 0") {
      _ = UpdatePlan(Adam(), withoutDecay: [-1..<3])
    },
    Trap(#"group 1, 0..<6: its rule keeps [], and that of the plan ["momentum"]"#) {
      _ = UpdatePlan(SGD(momentum: 0.9), groups: [ParameterGroup(0..<6, SGD())])
    },
    Trap("group 1, 0..<6: its convention is 'keras', and that of the plan 'pytorch'") {
      _ = UpdatePlan(
        RMSprop(convention: .pytorch),
        groups: [ParameterGroup(0..<6, RMSprop(convention: .keras))])
    },
    Trap("a gradient cannot be clipped to 0.0") { _ = UpdatePlan(Adam(), clipping: .value(0)) },
    Trap("a gradient cannot be clipped to inf") {
      _ = UpdatePlan(Adam(), clipping: .globalNorm(.infinity))
    },
    Trap("the clipped ranges 0..<3 and 2..<5 overlap") {
      _ = UpdatePlan(Adam(), clipping: .norm(1, of: [0..<3, 2..<5]))
    },
    Trap("a step takes 1 to 1048576 gradients, not 0") {
      _ = UpdatePlan(Adam(), accumulationSteps: 0)
    },
    Trap("a step takes 1 to 1048576 gradients, not 1048577") {
      _ = UpdatePlan(Adam(), accumulationSteps: 1 << 20 + 1)
    },
    Trap("averageDecay must be at least 0 and below 1, but is 1.0") {
      _ = UpdatePlan(Adam(), averageDecay: 1)
    },
    Trap("the loss scale must lie in 2⁻¹⁰⁰...2¹⁰⁰, but is inf") {
      _ = UpdatePlan(Adam(), lossScaling: .fixed(.infinity))
    },
  ]

  private static let planUpdates: [Trap] = [
    Trap("2 parameters need as many gradients, not 1") {
      update(UpdatePlan(SGD(), averageDecay: 0.5), gradient: [1])
    },
    Trap("state of 3 parameters cannot serve 2") {
      let plan = UpdatePlan(SGD(), averageDecay: 0.5)
      update(plan, state: plan.makeState(count: 3))
    },
    Trap(#"the state of SGD holds [], but its options need ["averagedValues"]"#) {
      update(UpdatePlan(SGD(), averageDecay: 0.5), state: SGD().makeState(count: 2))
    },
    Trap("the ranges of the plan reach to 9, beyond the 2 parameters") {
      update(UpdatePlan(SGD(), groups: [.frozen(1..<9)]))
    },
    Trap("the averages are in the place of the parameters: swap them back before the next step") {
      let plan = UpdatePlan(SGD(), averageDecay: 0.5)
      var values = [1.0, 2]
      var state = plan.makeState(for: values)
      plan.update(&values, gradient: values, state: &state)
      state.swapAverages(with: &values)
      plan.update(&values, gradient: values, state: &state)
    },
  ]
}
