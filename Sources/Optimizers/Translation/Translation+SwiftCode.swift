extension Translation {
  /// The Swift code that makes ``optimizer``.
  public var swiftCode: String {
    switch optimizer {
    case let plan as any RuleSurroundings: return plan.swiftCode
    case let rule as RMSprop: return code(of: rule)
    case let rule as SGD:
      return code(
        "SGD", rule.convention.name, given("learningRate", rule.learningRate),
        given("momentum", rule.momentum, unless: 0), given("dampening", rule.dampening, unless: 0),
        given("nesterov", rule.nesterov, unless: false),
        given("weightDecay", rule.weightDecay, unless: 0),
        given("maximize", rule.maximize, unless: false))
    case let rule as Adam:
      return code(
        "Adam", rule.convention.name, given("learningRate", rule.learningRate),
        given("beta1", rule.beta1), given("beta2", rule.beta2), given("epsilon", rule.epsilon),
        given("amsgrad", rule.amsgrad, unless: false),
        given("weightDecay", rule.weightDecay, unless: 0))
    case let rule as AdamW:
      return code(
        "AdamW", rule.convention.name, given("learningRate", rule.learningRate),
        given("beta1", rule.beta1), given("beta2", rule.beta2), given("epsilon", rule.epsilon),
        given("weightDecay", rule.weightDecay), given("amsgrad", rule.amsgrad, unless: false))
    case let rule as NAdam:
      let mode = rule.weightDecayMode
      return code(
        "NAdam", rule.convention.name, given("learningRate", rule.learningRate),
        given("beta1", rule.beta1), given("beta2", rule.beta2), given("epsilon", rule.epsilon),
        given("momentumDecay", rule.momentumDecay),
        given("weightDecay", rule.weightDecay, unless: 0),
        given("weightDecayMode", ".\(mode)", unless: ".\(rule.convention.weightDecayMode)"))
    case let rule as RAdam:
      return code(
        "RAdam", nil, given("learningRate", rule.learningRate), given("beta1", rule.beta1),
        given("beta2", rule.beta2), given("epsilon", rule.epsilon),
        given("weightDecay", rule.weightDecay, unless: 0),
        given("weightDecayMode", ".\(rule.weightDecayMode)", unless: ".coupled"))
    default: return codeOfOthers
    }
  }

  private var codeOfOthers: String {
    switch optimizer {
    case let rule as Adamax:
      code(
        "Adamax", rule.convention.name, given("learningRate", rule.learningRate),
        given("beta1", rule.beta1), given("beta2", rule.beta2), given("epsilon", rule.epsilon),
        given("weightDecay", rule.weightDecay, unless: 0))
    case let rule as Adagrad:
      code(
        "Adagrad", rule.convention.name, given("learningRate", rule.learningRate),
        given("learningRateDecay", rule.learningRateDecay, unless: 0),
        given("initialAccumulator", rule.initialAccumulator), given("epsilon", rule.epsilon),
        given("weightDecay", rule.weightDecay, unless: 0))
    case let rule as Adadelta:
      code(
        "Adadelta", rule.convention.name, given("learningRate", rule.learningRate),
        given("rho", rule.rho), given("epsilon", rule.epsilon),
        given("weightDecay", rule.weightDecay, unless: 0))
    case let rule as Lion:
      code(
        "Lion", rule.convention.name, given("learningRate", rule.learningRate),
        given("beta1", rule.beta1), given("beta2", rule.beta2),
        given("weightDecay", rule.weightDecay))
    case let rule as Yogi:
      code(
        "Yogi", nil, given("learningRate", rule.learningRate), given("beta1", rule.beta1),
        given("beta2", rule.beta2), given("epsilon", rule.epsilon),
        given("initialAccumulator", rule.initialAccumulator))
    case let rule as Rprop:
      code(
        "Rprop", nil, given("learningRate", rule.learningRate), given("shrink", rule.shrink),
        given("growth", rule.growth), given("smallestStep", rule.smallestStep),
        given("largestStep", rule.largestStep))
    default: "\(optimizer)"
    }
  }

  /// An RMSprop, after the convention's axes where they are not those of a named one.
  private func code(of rule: RMSprop) -> String {
    let convention = rule.convention
    let named = RMSprop.Convention.all.first { convention == $0 }
    let base = RMSprop.Convention.all.first {
      convention.name == $0.name || convention.name.hasPrefix("\($0.name), ")
    }
    var lines: [String] = []
    if named == nil, let base {
      lines.append("var convention = RMSprop.Convention.\(base.name)")
      lines.append("convention.name = \"\(convention.name)\"")
      if convention.epsilonPlacement != base.epsilonPlacement {
        lines.append("convention.epsilonPlacement = .\(convention.epsilonPlacement)")
      }
      if convention.learningRatePlacement != base.learningRatePlacement {
        lines.append("convention.learningRatePlacement = .\(convention.learningRatePlacement)")
      }
      if convention.weightDecayMode != base.weightDecayMode {
        lines.append("convention.weightDecayMode = .\(convention.weightDecayMode)")
      }
      if convention.initialMeanSquare != base.initialMeanSquare {
        lines.append("convention.initialMeanSquare = \(convention.initialMeanSquare)")
      }
    }
    let arguments = [
      given("learningRate", rule.learningRate), given("rho", rule.rho),
      given("epsilon", rule.epsilon),
      given("momentum", rule.momentum, unless: convention.momentum(whenCentered: rule.centered)),
      given("centered", rule.centered, unless: false),
      given("centeredMode", ".\(rule.centeredMode)", unless: ".stable"),
      given("weightDecay", rule.weightDecay, unless: 0),
      given("nesterov", rule.nesterov, unless: false),
      given("biasCorrection", rule.biasCorrection, unless: false),
      given("maximize", rule.maximize, unless: false),
      "convention: \(named.map { ".\($0.name)" } ?? "convention")",
    ]
    lines.append("RMSprop(\(arguments.compactMap { $0 }.joined(separator: ", ")))")
    return lines.joined(separator: "\n")
  }

  private func code(_ rule: String, _ convention: String?, _ arguments: String?...) -> String {
    let all = arguments.compactMap { $0 } + (convention.map { ["convention: .\($0)"] } ?? [])
    return "\(rule)(\(all.joined(separator: ", ")))"
  }

  /// "name: value", or nil where the value is the usual one.
  private func given<Value: Equatable>(
    _ name: String, _ value: Value, unless usual: Value? = nil
  ) -> String? {
    value == usual ? nil : "\(name): \(value)"
  }
}
