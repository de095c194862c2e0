extension Translation {
  /// Whether an engine has the same optimizer.
  public enum Answer: Equatable, Sendable {
    /// The call that makes it, and what has to hold for it to be the same.
    case same(call: String, conditions: [String])
    /// Why there is none, and what comes nearest where anything does.
    case none(reasons: [String], nearest: Nearest?)
  }

  /// A call that does **not** make the same optimizer, but one that may train alike.
  public struct Nearest: Equatable, Sendable {
    /// The call.
    public let call: String
    /// What is different, and when it matters.
    public let difference: String
  }

  /// The same optimizer in the terms of an engine, or why there is none.
  ///
  /// All hyper-parameters whose defaults differ between engines stand in the call. Of an
  /// ``UpdatePlan`` the rule is in the call, and what stands around it in the conditions.
  public func answer(in engine: Engine) -> Answer {
    guard let plan = optimizer as? any RuleSurroundings else {
      return Self.answer(optimizer, in: engine)
    }
    let answer = Self.answer(plan.innerRule, in: engine)
    return plan.condition(in: engine).map(answer.adding) ?? answer
  }

  private static func answer(_ optimizer: any Optimizer, in engine: Engine) -> Answer {
    if let rule = optimizer as? RMSprop { return RMSpropWriter(rule, engine).answer }
    switch engine {
    case .pytorch, .keras, .optax, .mlx: break
    default: return .none(reasons: ["of \(engine.title), only RMSprop is known here"], nearest: nil)
    }
    switch optimizer {
    case let rule as SGD: return answer(rule, engine)
    case let rule as Adam: return answer(AdamForm(rule), engine)
    case let rule as AdamW: return answer(AdamForm(rule), engine)
    case let rule as NAdam: return answer(rule, engine)
    case let rule as RAdam: return answer(rule, engine)
    case let rule as Adamax: return answer(rule, engine)
    case let rule as Adagrad: return answer(rule, engine)
    case let rule as Adadelta: return answer(rule, engine)
    case let rule as Lion: return answer(rule, engine)
    case let rule as Yogi: return answer(rule, engine)
    case let rule as Rprop: return answer(rule, engine)
    default:
      return .none(
        reasons: ["\(type(of: optimizer).name) is a rule of one's own; no engine has it"],
        nearest: nil)
    }
  }
}

extension Translation.Answer {
  /// The same with one more condition.
  fileprivate func adding(_ condition: String) -> Self {
    switch self {
    case .same(let call, let conditions):
      .same(call: call, conditions: conditions + [condition])
    case .none(let reasons, let nearest):
      .none(
        reasons: reasons,
        nearest: nearest.map {
          Translation.Nearest(
            call: $0.call, difference: "\($0.difference); beyond that, \(condition)")
        })
    }
  }
}

/// An answer in the making.
struct Verdict {
  /// Why it is not the same; the same while empty.
  var reasons: [String] = []
  /// What has to hold for it to be the same.
  var conditions: [String] = []
  /// What the nearest call lacks, where one is worth writing down.
  var difference: String?

  /// The answer, with the call or its nearest.
  func answer(_ call: @autoclosure () -> String) -> Translation.Answer {
    if reasons.isEmpty { return .same(call: call(), conditions: conditions) }
    guard reasons.count == 1, let difference else {
      return .none(reasons: reasons, nearest: nil)
    }
    return .none(
      reasons: reasons,
      nearest: Translation.Nearest(
        call: call(),
        difference: ([difference] + conditions).joined(separator: "; beyond that, ")))
  }

  /// Notes that a step leans on one learning rate for all steps.
  mutating func needsConstantRate(_ reason: String) {
    conditions.append("the same while the learning rate is constant: \(reason)")
  }

  /// Compares how weight decay enters, for a rule that divides the gradient.
  mutating func compareDecay(
    _ decay: Double, _ mode: WeightDecayMode, to engine: Engine, has other: WeightDecayMode?
  ) {
    guard decay > 0, mode != other else { return }
    let byHand =
      mode == .coupled
      ? "add λθ to the gradient before the step, without weight decay in the call"
      : "multiply θ by 1 − ηλ before the step, without weight decay in the call"
    guard let other else {
      reasons.append(
        "\(engine.possessive) has no weight decay, which is \(decay) here; by hand: \(byHand)")
      return
    }
    let (ours, theirs) = (Self.formula(mode), Self.formula(other))
    reasons.append(
      "weight decay is \(ours) here, but \(theirs) in \(engine.title); only with λ = 0 are they "
        + "the same; by hand: \(byHand)")
  }

  private static func formula(_ mode: WeightDecayMode) -> String {
    mode == .coupled ? "coupled, g ← g + λθ," : "decoupled, θ ← θ − ηλθ,"
  }
}

extension Engine {
  /// The text of a call, in the engine's language.
  func call(_ name: String, _ arguments: [(name: String, value: Hyperparameter)]) -> String {
    let named = arguments.map { "\($0.name)=\(text($0.value))" }
    let all = (leadingArgument.map { [$0] } ?? []) + named
    return "\(prefixes[0])\(name)(\(all.joined(separator: ", ")))"
  }

  private func text(_ value: Hyperparameter) -> String {
    // MLX keeps its pairs in lists.
    if case .numbers(let numbers) = value, self == .mlx { return "\(numbers)" }
    return value.description
  }
}

/// `optax.chain(…)` of the parts, or the only part.
func optaxChain(_ parts: [String]) -> String {
  parts.count == 1 ? parts[0] : "optax.chain(\(parts.joined(separator: ", ")))"
}
