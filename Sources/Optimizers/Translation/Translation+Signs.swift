extension Translation {
  /// Lion in Keras, Optax or MLX: the same formula in all of them.
  static func answer(_ rule: Lion, _ engine: Engine) -> Answer {
    guard engine != .pytorch else {
      return .none(reasons: ["PyTorch has no Lion"], nearest: nil)
    }
    var arguments = engine.betas(rule.beta1, rule.beta2)
    arguments.insert(("learning_rate", .number(rule.learningRate)), at: 0)
    // Optax has a default of its own.
    if rule.weightDecay > 0 || engine == .optax {
      arguments.append(("weight_decay", .number(rule.weightDecay)))
    }
    return Verdict().answer(engine.call(engine == .optax ? "lion" : "Lion", arguments))
  }

  /// Yogi in Optax, whose `yogi` has a fixed start.
  static func answer(_ rule: Yogi, _ engine: Engine) -> Answer {
    guard engine == .optax else {
      return .none(reasons: ["\(engine.title) has no Yogi"], nearest: nil)
    }
    let rate: [(name: String, value: Hyperparameter)] = [
      ("learning_rate", .number(rule.learningRate))
    ]
    let others = engine.betas(rule.beta1, rule.beta2) + [("eps", .number(rule.epsilon))]
    guard rule.initialAccumulator != 1e-6 else {
      return Verdict().answer(engine.call("yogi", rate + others))
    }
    let start: [(name: String, value: Hyperparameter)] = [
      ("initial_accumulator_value", .number(rule.initialAccumulator))
    ]
    return Verdict().answer(
      optaxChain([
        engine.call("scale_by_yogi", others + start),
        "optax.scale_by_learning_rate(\(rule.learningRate))",
      ]))
  }

  /// Rprop in PyTorch.
  static func answer(_ rule: Rprop, _ engine: Engine) -> Answer {
    switch engine {
    case .pytorch:
      Verdict().answer(
        engine.call(
          "Rprop",
          [
            ("lr", .number(rule.learningRate)), ("etas", .numbers([rule.shrink, rule.growth])),
            ("step_sizes", .numbers([rule.smallestStep, rule.largestStep])),
          ]))
    case .optax: .none(reasons: ["optax.rprop (0.2.8) \(optaxRpropLag)"], nearest: nil)
    default: .none(reasons: ["\(engine.title) has no Rprop"], nearest: nil)
    }
  }

  /// What Optax does differently, found by running it.
  static let optaxRpropLag = "moves by the step of the call before, so it lags behind by one"
}
