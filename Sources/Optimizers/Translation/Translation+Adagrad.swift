extension Translation {
  /// Adagrad in PyTorch, Keras, Optax or MLX.
  static func answer(_ rule: Adagrad, _ engine: Engine) -> Answer {
    var verdict = Verdict()
    if rule.learningRateDecay > 0, engine != .pytorch {
      verdict.reasons.append("\(engine.possessive) Adagrad has no decay of the rate")
    }
    if engine == .mlx, rule.initialAccumulator > 0 {
      verdict.reasons.append(
        "the sum starts from \(rule.initialAccumulator) here, but from 0 in MLX")
    }
    let mode = rule.convention.weightDecayMode
    switch engine {
    case .optax: if rule.weightDecay > 0, mode == .decoupled { verdict.needsConstantProduct() }
    case .mlx: verdict.compareDecay(rule.weightDecay, mode, to: engine, has: nil)
    case .keras: verdict.compareDecay(rule.weightDecay, mode, to: engine, has: .decoupled)
    default: verdict.compareDecay(rule.weightDecay, mode, to: engine, has: .coupled)
    }
    let epsilon = compareEpsilon(rule, engine, &verdict)
    return verdict.answer(call(rule, engine, epsilon: epsilon))
  }

  private static func compareEpsilon(
    _ rule: Adagrad, _ engine: Engine, _ verdict: inout Verdict
  ) -> Double {
    let epsilon = rule.epsilon
    verdict.needsEpsilon(epsilon, of: engine)
    let isInside = rule.convention.epsilonPlacement == .insideRoot
    guard epsilon > 0, isInside != (engine == .keras || engine == .optax) else { return epsilon }
    verdict.reasons.append(
      isInside
        ? "ε is inside the root, √(a + ε), here, but outside it, √a + ε, in \(engine.title); "
          + "with ε = 0 both agree"
        : "ε is outside the root, √a + ε, here, but inside it, √(a + ε), in \(engine.title); "
          + "with ε = 0 both agree")
    verdict.difference =
      "denominators agree where a = 0 and where a is large; in between, up to a factor of √2"
    return isInside ? epsilon.squareRoot() : epsilon * epsilon
  }

  private static func call(_ rule: Adagrad, _ engine: Engine, epsilon: Double) -> String {
    var arguments: [(name: String, value: Hyperparameter)] = [
      (engine == .pytorch ? "lr" : "learning_rate", .number(rule.learningRate))
    ]
    if engine == .pytorch, rule.learningRateDecay > 0 {
      arguments.append(("lr_decay", .number(rule.learningRateDecay)))
    }
    if engine != .mlx {
      arguments.append(("initial_accumulator_value", .number(rule.initialAccumulator)))
    }
    arguments.append((engine == .keras ? "epsilon" : "eps", .number(epsilon)))
    guard engine != .optax else {
      return optaxChain(
        engine.call("adagrad", arguments), decay: rule.weightDecay,
        rule.convention.weightDecayMode, rate: rule.learningRate)
    }
    if rule.weightDecay > 0 { arguments.append(("weight_decay", .number(rule.weightDecay))) }
    return engine.call("Adagrad", arguments)
  }

  /// Adadelta in PyTorch, Keras, Optax or MLX: the same formula in all of them.
  static func answer(_ rule: Adadelta, _ engine: Engine) -> Answer {
    var verdict = Verdict()
    verdict.needsEpsilon(rule.epsilon, of: engine)
    let mode = rule.convention.weightDecayMode
    switch engine {
    case .optax: if rule.weightDecay > 0, mode == .decoupled { verdict.needsConstantProduct() }
    case .mlx: verdict.compareDecay(rule.weightDecay, mode, to: engine, has: nil)
    case .keras: verdict.compareDecay(rule.weightDecay, mode, to: engine, has: .decoupled)
    default: verdict.compareDecay(rule.weightDecay, mode, to: engine, has: .coupled)
    }
    var arguments: [(name: String, value: Hyperparameter)] = [
      (engine == .pytorch ? "lr" : "learning_rate", .number(rule.learningRate)),
      ("rho", .number(rule.rho)),
      (engine == .keras ? "epsilon" : "eps", .number(rule.epsilon)),
    ]
    if engine == .optax {
      return verdict.answer(
        optaxChain(
          engine.call("adadelta", arguments), decay: rule.weightDecay, mode,
          rate: rule.learningRate))
    }
    if rule.weightDecay > 0 { arguments.append(("weight_decay", .number(rule.weightDecay))) }
    return verdict.answer(engine.call(engine == .mlx ? "AdaDelta" : "Adadelta", arguments))
  }
}

extension Verdict {
  /// Notes that ηλ is a number in the call.
  fileprivate mutating func needsConstantProduct() {
    needsConstantRate("the call has the product ηλ as a number")
  }

  /// Notes that MLX refuses ε = 0.
  fileprivate mutating func needsEpsilon(_ epsilon: Double, of engine: Engine) {
    if engine == .mlx, epsilon == 0 { reasons.append("MLX asks for ε > 0, which is 0 here") }
  }
}
