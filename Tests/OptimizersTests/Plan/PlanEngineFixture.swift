import ElementwiseKernels
import Optimizers
import TestSupport

/// What PyTorch and Keras do around a rule: `plans.json`, see Fixtures/README.md.
struct PlanEngineFixture: Decodable, Sendable {
  struct Inputs: Decodable, Sendable {
    let initial: [Double]
    let gradients: [[Double]]
  }

  /// The settings of a rule, by our names.
  struct Settings: Decodable, Sendable {
    let learningRate, weightDecay: Double
    let rho, epsilon, momentum, beta1, beta2: Double?
  }

  /// What surrounds the rule, by our names; a variable by its position among the ranges.
  struct Plan: Decodable, Sendable {
    struct Clip: Decodable, Sendable {
      let kind: String
      let limit: Double
    }

    struct Group: Decodable, Sendable {
      let variable: Int
      let learningRate, weightDecay: Double
    }

    struct Dynamic: Decodable, Sendable {
      let initial: Double
      let growthInterval: Int
    }

    let clipping: Clip?
    let withoutDecay, frozen: [Int]?
    let groups: [Group]?
    let accumulationSteps: Int?
    let averageDecay, lossScale: Double?
    let dynamic: Dynamic?
    /// The calls, from 1, whose gradient has an element that is not finite.
    let nonFinite: [Int]?
  }

  struct Case: Decodable, Sendable, CustomStringConvertible {
    let name, engine, dtype, rule: String
    let plan: Plan
    let steps: Int
    let values: [String: [Double]]
    let averages: [String: [Double]]?
    let state: [String: [Double]]
    /// The loss scale after each call.
    let scales: [Double]?

    var description: String { name }
  }

  let ranges: [[Int]]
  let rules: [String: Settings]
  let inputs: Inputs
  let cases: [Case]

  static let shared: PlanEngineFixture = {
    do {
      return try loadFixture("plans", from: .module)
    } catch {
      fatalError("fixture plans: \(error)")
    }
  }()

  private func range(of variable: Int) -> Range<Int> { ranges[variable][0]..<ranges[variable][1] }

  /// The rule of a case, or nil if nothing here has its name.
  func rule(of testCase: Case) -> (any ElementwiseRule)? {
    guard let settings = rules[testCase.rule] else { return nil }
    let (rate, decay) = (settings.learningRate, settings.weightDecay)
    switch testCase.rule {
    case "RMSprop":
      return RMSprop(
        learningRate: rate, rho: settings.rho, epsilon: settings.epsilon,
        momentum: settings.momentum, weightDecay: decay,
        convention: testCase.engine == "keras" ? .keras : .pytorch)
    case "AdamW":
      return AdamW(
        learningRate: rate, beta1: settings.beta1, beta2: settings.beta2,
        epsilon: settings.epsilon, weightDecay: decay,
        convention: testCase.engine == "keras" ? .keras : .pytorch)
    case "SGD":
      return SGD(
        learningRate: rate, momentum: settings.momentum ?? 0, weightDecay: decay,
        convention: testCase.engine == "keras" ? .keras : .pytorch)
    default: return nil
    }
  }

  /// The plan of a case around its rule; without `isScaled`, one that does not scale the loss.
  func plan<Rule: ElementwiseRule>(
    of testCase: Case, around rule: Rule, isScaled: Bool = true
  ) -> UpdatePlan<Rule> {
    let plan = testCase.plan
    let formula = testCase.engine == "keras" ? Clipping.NormFormula.exact : .pytorch
    let clipping = plan.clipping.map { clip in
      switch clip.kind {
      case "value": Clipping.value(clip.limit)
      case "norm":
        Clipping.norm(clip.limit, of: ranges.indices.map(range(of:)), formula: formula)
      default: Clipping.globalNorm(clip.limit, formula: formula)
      }
    }
    let groups = (plan.groups ?? []).map { group in
      var own = rule
      own.learningRate = group.learningRate
      own.weightDecay = group.weightDecay
      return ParameterGroup(range(of: group.variable), own)
    }
    let scaling =
      plan.dynamic.map {
        LossScaling.dynamic(initial: $0.initial, growthInterval: $0.growthInterval)
      } ?? plan.lossScale.map(LossScaling.fixed)
    return UpdatePlan(
      rule, groups: groups + (plan.frozen ?? []).map { .frozen(range(of: $0)) },
      withoutDecay: (plan.withoutDecay ?? []).map(range(of:)), clipping: clipping,
      accumulationSteps: plan.accumulationSteps ?? 1, lossScaling: isScaled ? scaling : nil,
      averageDecay: plan.averageDecay)
  }

  /// What a plan had after each call.
  struct Replay<Scalar: RealScalar> {
    var values: [[Scalar]] = []
    var states: [OptimizerState<Scalar>] = []
    var lossScales: [Double] = []
  }

  /// Gives a plan the gradients of a case, each times the loss scale of its call; with `onlyFinite`,
  /// those that are not finite are kept from the plan.
  func replay<Scalar: RealScalar>(
    _ testCase: Case, with plan: UpdatePlan<some ElementwiseRule>, onlyFinite: Bool = false,
    as scalar: Scalar.Type
  ) -> Replay<Scalar> {
    var theta = inputs.initial.map { Scalar($0) }
    var state = plan.makeState(for: theta)
    var result = Replay<Scalar>()
    for call in 1...inputs.gradients.count * plan.accumulationSteps {
      var gradient = inputs.gradients[(call - 1) % inputs.gradients.count].map { Scalar($0) }
      if testCase.plan.nonFinite?.contains(call) == true {
        if onlyFinite { continue }
        gradient[call % gradient.count] = call % 2 == 0 ? .infinity : .nan
      }
      let scale = Scalar(plan.lossScale(in: state))
      plan.update(&theta, gradient: gradient.map { $0 * scale }, state: &state)
      result.values.append(theta)
      result.states.append(state)
      result.lossScales.append(plan.lossScale(in: state))
    }
    return result
  }
}
