extension Translation {
  /// SGD in PyTorch, Keras, Optax or MLX.
  static func answer(_ rule: SGD, _ engine: Engine) -> Answer {
    var verdict = Verdict()
    let hasMomentum = rule.momentum > 0
    let isDampened = hasMomentum && rule.dampening > 0
    if isDampened, rule.convention.dampensFirstStep, engine != .mlx,
      rule.weightDecay == 0 || rule.convention.weightDecayMode == .coupled
    {
      // Every gradient enters by the same share: that is a smaller rate.
      var plain = rule
      plain.learningRate *= 1 - rule.dampening
      plain.dampening = 0
      return answer(plain, engine)
    }
    if isDampened, engine != .pytorch || rule.convention.dampensFirstStep {
      let isKnown = engine == .pytorch || engine == .mlx
      if !isKnown {
        verdict.reasons.append("\(engine.possessive) SGD has no dampening")
      } else if rule.convention.dampensFirstStep != (engine == .mlx) {
        verdict.reasons.append(
          engine == .mlx
            ? "MLX dampens the first gradient too; here, as in PyTorch, it enters whole"
            : "the first gradient enters whole in PyTorch; here it is dampened, too")
      }
    }
    if rule.maximize, engine == .keras || engine == .mlx {
      verdict.reasons.append(
        "\(engine.possessive) SGD does not go up; by hand: negate the loss, without maximize")
    }
    let mode = rule.convention.weightDecayMode
    // Without momentum both are θ ← θ − η(g + λθ).
    if hasMomentum, engine != .optax {
      verdict.compareDecay(
        rule.weightDecay, mode, to: engine, has: engine == .keras ? .decoupled : .coupled)
    }
    let placement: LearningRatePlacement = engine == .keras ? .inBuffer : .onStep
    if hasMomentum, placement != rule.convention.learningRatePlacement {
      let (ours, theirs) = placement == .inBuffer ? ("outside", "inside") : ("inside", "outside")
      verdict.needsConstantRate(
        "it is \(ours) the momentum buffer here, \(theirs) in \(engine.title)")
    }
    let isAppended =
      engine == .optax && rule.weightDecay > 0 && hasMomentum && mode == .decoupled
    if isAppended {
      verdict.needsConstantRate("the call has the product ηλ as a number")
    }
    return verdict.answer(call(rule, engine, isDecayAppended: isAppended))
  }

  private static func call(_ rule: SGD, _ engine: Engine, isDecayAppended: Bool) -> String {
    let rateName = engine == .pytorch ? "lr" : "learning_rate"
    var arguments: [(name: String, value: Hyperparameter)] = [
      (rateName, .number(rule.learningRate))
    ]
    if rule.momentum > 0 { arguments.append(("momentum", .number(rule.momentum))) }
    if rule.momentum > 0, rule.dampening > 0 {
      arguments.append(("dampening", .number(rule.dampening)))
    }
    if rule.nesterov { arguments.append(("nesterov", true)) }
    guard engine == .optax else {
      if rule.maximize { arguments.append(("maximize", true)) }
      if rule.weightDecay > 0 { arguments.append(("weight_decay", .number(rule.weightDecay))) }
      return engine.call("SGD", arguments)
    }
    var parts = [engine.call("sgd", arguments)]
    if isDecayAppended {
      parts.append("optax.add_decayed_weights(\(-rule.learningRate * rule.weightDecay))")
    } else if rule.weightDecay > 0 {
      parts.insert("optax.add_decayed_weights(\(rule.weightDecay))", at: 0)
    }
    if rule.maximize { parts.insert("optax.scale(-1.0)", at: 0) }
    return optaxChain(parts)
  }
}
