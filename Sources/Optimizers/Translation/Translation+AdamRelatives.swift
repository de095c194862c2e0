extension Translation {
  /// NAdam in PyTorch or Keras.
  static func answer(_ rule: NAdam, _ engine: Engine) -> Answer {
    var verdict = Verdict()
    if engine == .mlx { verdict.reasons.append("MLX has no NAdam") }
    if engine == .optax {
      verdict.reasons.append("optax.nadam has no schedule of its momentum, μₜ = β₁ throughout")
    }
    if engine == .keras {
      if rule.momentumDecay != 1 {
        verdict.reasons.append(
          "the momentum's schedule has ψ = \(rule.momentumDecay) here, but always 1 in Keras")
      }
      verdict.compareDecay(
        rule.weightDecay, rule.weightDecayMode, to: engine, has: .decoupled)
    }
    guard engine == .pytorch else {
      return verdict.answer(
        kerasCall(
          "Nadam", rule.learningRate, rule.beta1, rule.beta2, rule.epsilon,
          rule.weightDecay))
    }
    var arguments = torchArguments(
      rule.learningRate, rule.beta1, rule.beta2, rule.epsilon, rule.weightDecay)
    arguments.append(("momentum_decay", .number(rule.momentumDecay)))
    if rule.weightDecay > 0, rule.weightDecayMode == .decoupled {
      arguments.append(("decoupled_weight_decay", true))
    }
    return verdict.answer(engine.call("NAdam", arguments))
  }

  /// RAdam in PyTorch, and in Optax where ε does not matter.
  static func answer(_ rule: RAdam, _ engine: Engine) -> Answer {
    var verdict = Verdict()
    let isDecoupled = rule.weightDecay > 0 && rule.weightDecayMode == .decoupled
    switch engine {
    case .pytorch:
      var arguments = torchArguments(
        rule.learningRate, rule.beta1, rule.beta2, rule.epsilon, rule.weightDecay)
      if isDecoupled { arguments.append(("decoupled_weight_decay", true)) }
      return verdict.answer(engine.call("RAdam", arguments))
    case .optax:
      if rule.epsilon > 0 {
        verdict.reasons.append(
          "ε is added to √v, before the bias correction, here, but to √(v/(1 − β₂ᵗ)) in Optax; "
            + "with ε = 0 both agree")
        verdict.difference =
          "in early steps ε weighs up to 1/√(1 − β₂) times as much in one as in the other"
      }
      if isDecoupled {
        verdict.needsConstantRate("the call has the product ηλ as a number")
      }
      let call = engine.call(
        "radam",
        [("learning_rate", .number(rule.learningRate))] + engine.betas(rule.beta1, rule.beta2)
          + [("eps", .number(rule.epsilon))])
      return verdict.answer(
        optaxChain(
          call, decay: rule.weightDecay, rule.weightDecayMode, rate: rule.learningRate))
    default:
      return .none(reasons: ["\(engine.title) has no RAdam"], nearest: nil)
    }
  }

  /// Adamax in PyTorch, Keras or Optax.
  static func answer(_ rule: Adamax, _ engine: Engine) -> Answer {
    var verdict = Verdict()
    if engine == .mlx {
      verdict.reasons.append("MLX's Adamax does not divide by 1 − β₁ᵗ, which this one does")
    }
    let isInMaximum = engine != .keras
    if rule.epsilon > 0, isInMaximum != rule.convention.isEpsilonInMaximum {
      let (here, there) =
        isInMaximum
        ? ("the maximum, D = u + ε,", "|g| inside it, u ← max(β₂u, |g| + ε),")
        : ("|g| inside the maximum, u ← max(β₂u, |g| + ε),", "the maximum, D = u + ε,")
      verdict.reasons.append(
        "ε is added to \(here) here, but to \(there) in \(engine.title); with ε = 0 both agree")
      verdict.difference = "no more than ε in the denominator, which matters where gradients vanish"
    }
    let mode = rule.convention.weightDecayMode
    if engine == .optax {
      if rule.weightDecay > 0, mode == .decoupled {
        verdict.needsConstantRate("the call has the product ηλ as a number")
      }
      let call = engine.call(
        "adamax",
        [("learning_rate", .number(rule.learningRate))] + engine.betas(rule.beta1, rule.beta2)
          + [("eps", .number(rule.epsilon))])
      return verdict.answer(
        optaxChain(call, decay: rule.weightDecay, mode, rate: rule.learningRate))
    }
    verdict.compareDecay(
      rule.weightDecay, mode, to: engine, has: engine == .keras ? .decoupled : .coupled)
    if engine == .keras {
      return verdict.answer(
        kerasCall(
          "Adamax", rule.learningRate, rule.beta1, rule.beta2, rule.epsilon,
          rule.weightDecay))
    }
    return verdict.answer(
      engine.call(
        "Adamax",
        torchArguments(
          rule.learningRate, rule.beta1, rule.beta2, rule.epsilon, rule.weightDecay)))
  }

  // MARK: Arguments that Adam's relatives share

  private static func torchArguments(
    _ rate: Double, _ beta1: Double, _ beta2: Double, _ epsilon: Double, _ decay: Double
  ) -> [(name: String, value: Hyperparameter)] {
    [("lr", .number(rate))] + Engine.pytorch.betas(beta1, beta2) + [("eps", .number(epsilon))]
      + (decay > 0 ? [("weight_decay", .number(decay))] : [])
  }

  private static func kerasCall(
    _ name: String, _ rate: Double, _ beta1: Double, _ beta2: Double, _ epsilon: Double,
    _ decay: Double
  ) -> String {
    Engine.keras.call(
      name,
      [("learning_rate", .number(rate))] + Engine.keras.betas(beta1, beta2)
        + [("epsilon", .number(epsilon))]
        + (decay > 0 ? [("weight_decay", .number(decay))] : []))
  }
}
