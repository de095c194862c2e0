/// What stands around a rule, as translation and diagnosis see it.
///
/// ``UpdatePlan`` is generic; this is how code that has `any Optimizer` reaches its parts.
protocol RuleSurroundings: Optimizer {
  /// The rule of all parameters that no group says anything else about.
  var innerRule: any Optimizer { get }
  /// What stands around it, a phrase each; empty when nothing does.
  var surroundings: [String] { get }
  /// The Swift code that makes the whole.
  var swiftCode: String { get }
  /// Whether a group's rule carries another product than ``innerRule``.
  var carriesGroupProducts: Bool { get }

  /// The parameters in order, each stretch with the rule that moves it, or where nothing does with
  /// ``innerRule``.
  func stretches(of count: Int) -> [(range: Range<Int>, rule: any Optimizer)]

  /// Whether this gradient, given to `update`, made it skip the step.
  func hasSkipped<Scalar: RealScalar>(
    _ gradient: Span<Scalar>, in state: OptimizerState<Scalar>
  ) -> Bool
}

extension RuleSurroundings {
  /// What has to be around an engine's call for the same steps, or nil where nothing has.
  func condition(in engine: Engine) -> String? {
    let surroundings = surroundings
    if surroundings.isEmpty { return nil }
    return "what is around the rule here is not in the call, and has its place in "
      + "\(engine.possessive) training loop (see the article Plans): "
      + surroundings.joined(separator: ", ")
  }
}

extension UpdatePlan: RuleSurroundings {
  var innerRule: any Optimizer { rule }

  var surroundings: [String] {
    var phrases: [String] = []
    let frozen = groups.count { $0.rule == nil }
    let own = groups.count - frozen
    if own > 0 {
      phrases.append(
        own == 1 ? "1 group with settings of its own" : "\(own) groups with settings of their own")
    }
    if frozen > 0 { phrases.append(Self.ranges(frozen, "frozen")) }
    if !withoutDecay.isEmpty {
      phrases.append(Self.ranges(withoutDecay.count, "without weight decay"))
    }
    switch clipping {
    case .value(let limit): phrases.append("clipping by value to ±\(limit)")
    case .norm(let limit, let ranges, _):
      phrases.append("clipping of \(Self.ranges(ranges.count, "by its own norm")) to \(limit)")
    case .globalNorm(let limit, _): phrases.append("clipping by the global norm to \(limit)")
    case nil: break
    }
    if accumulationSteps > 1 {
      phrases.append("the mean of \(accumulationSteps) gradients for each step")
    }
    if lossScaling != nil { phrases.append("loss scaling") }
    if let averageDecay { phrases.append("averages of the parameters with β = \(averageDecay)") }
    return phrases
  }

  private static func ranges(_ count: Int, _ what: String) -> String {
    count == 1 ? "1 range \(what)" : "\(count) ranges, each \(what)"
  }

  func stretches(of count: Int) -> [(range: Range<Int>, rule: any Optimizer)] {
    segments.map { segment in
      (segment.range(of: count).clamped(to: 0..<count), rule(in: segment) ?? rule)
    }
  }
}

// MARK: Swift code

extension UpdatePlan {
  var swiftCode: String {
    let (preparation, code) = Self.code(of: rule)
    var arguments = [code]
    if !groups.isEmpty {
      let all = groups.map { Self.code(of: atRateOfNow($0), besides: preparation) }
      arguments.append("groups: [\(all.joined(separator: ", "))]")
    }
    if !withoutDecay.isEmpty { arguments.append("withoutDecay: \(withoutDecay.swiftCode)") }
    if let clipping { arguments.append("clipping: \(clipping.swiftCode)") }
    if accumulationSteps > 1 { arguments.append("accumulationSteps: \(accumulationSteps)") }
    if let lossScaling { arguments.append("lossScaling: \(lossScaling.swiftCode)") }
    if let averageDecay { arguments.append("averageDecay: \(averageDecay)") }
    return preparation + "UpdatePlan(\n  \(arguments.joined(separator: ",\n  ")))"
  }

  /// The group with the rate it has at that of the plan.
  private func atRateOfNow(_ group: ParameterGroup<Rule>) -> ParameterGroup<Rule> {
    guard var own = group.rule else { return group }
    if own.learningRate == baseLearningRate {
      own.learningRate = learningRate
    } else if learningRate != baseLearningRate {
      own.learningRate = own.learningRate / baseLearningRate * learningRate
    }
    return ParameterGroup(group.range, own)
  }

  /// The expression that makes a rule, and the lines that have to come before it.
  private static func code(of rule: Rule) -> (preparation: String, expression: String) {
    let lines = Translation(of: rule).swiftCode.split(separator: "\n")
    return (lines.dropLast().map { "\($0)\n" }.joined(), lines.last.map(String.init) ?? "")
  }

  private static func code(of group: ParameterGroup<Rule>, besides known: String) -> String {
    guard let rule = group.rule else { return ".frozen(\(group.range))" }
    let (preparation, expression) = code(of: rule)
    guard !preparation.isEmpty, preparation != known else {
      return "ParameterGroup(\(group.range), \(expression))"
    }
    // A convention of its own, under the same name.
    return "ParameterGroup(\(group.range), {\n\(preparation)return \(expression)\n}())"
  }
}

extension [Range<Int>] {
  fileprivate var swiftCode: String { "[\(map { "\($0)" }.joined(separator: ", "))]" }
}

extension Clipping {
  fileprivate var swiftCode: String {
    switch self {
    case .value(let limit): ".value(\(limit))"
    case .norm(let limit, let ranges, let formula):
      ".norm(\(limit), of: \(ranges.swiftCode)\(Self.code(of: formula)))"
    case .globalNorm(let limit, let formula): ".globalNorm(\(limit)\(Self.code(of: formula)))"
    }
  }

  private static func code(of formula: NormFormula) -> String {
    formula == .exact ? "" : ", formula: .\(formula)"
  }
}

extension LossScaling {
  fileprivate var swiftCode: String {
    switch self {
    case .pytorch: ".pytorch"
    case .keras: ".keras"
    case .fixed(let scale): ".fixed(\(scale))"
    case .dynamic(let initial, let growth, let backoff, let interval):
      ".dynamic(initial: \(initial), growthFactor: \(growth), backoffFactor: \(backoff), "
        + "growthInterval: \(interval))"
    }
  }
}
