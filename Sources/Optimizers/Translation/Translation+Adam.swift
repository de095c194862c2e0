/// Adam and AdamW, which differ in how weight decay enters.
struct AdamForm {
  let learningRate, beta1, beta2, epsilon, weightDecay: Double
  let amsgrad: Bool
  let epsilonScale: EpsilonScale
  let mode: WeightDecayMode
  /// Whether the rule came as AdamW.
  let isAdamW: Bool

  init(_ rule: Adam) {
    (learningRate, beta1, beta2) = (rule.learningRate, rule.beta1, rule.beta2)
    (epsilon, weightDecay, amsgrad) = (rule.epsilon, rule.weightDecay, rule.amsgrad)
    (epsilonScale, mode) = (rule.convention.epsilonScale, rule.convention.weightDecayMode)
    isAdamW = false
  }

  init(_ rule: AdamW) {
    (learningRate, beta1, beta2) = (rule.learningRate, rule.beta1, rule.beta2)
    (epsilon, weightDecay, amsgrad) = (rule.epsilon, rule.weightDecay, rule.amsgrad)
    (epsilonScale, mode, isAdamW) = (rule.convention.epsilonScale, .decoupled, true)
  }
}

extension Translation {
  /// Adam or AdamW in PyTorch, Keras, Optax or MLX.
  static func answer(_ rule: AdamForm, _ engine: Engine) -> Answer {
    var verdict = Verdict()
    if rule.amsgrad, engine == .optax {
      verdict.reasons.append(
        "optax.amsgrad takes the maximum of v/(1 − β₂ᵗ), here it is that of v")
    }
    if rule.amsgrad, engine == .mlx { verdict.reasons.append("MLX's Adam has no AMSGrad") }
    // Optax puts the decay before, PyTorch has a rule for each mode, Keras decouples it always.
    let mode: WeightDecayMode =
      engine == .pytorch || engine == .optax ? rule.mode : .decoupled
    verdict.compareDecay(rule.weightDecay, rule.mode, to: engine, has: mode)
    let scale: EpsilonScale = engine == .keras ? .rawRoot : .correctedRoot
    if rule.epsilon > 0, rule.epsilonScale != scale {
      let (here, there) =
        scale == .rawRoot
        ? ("√(v/(1 − β₂ᵗ))", "√v, before the bias correction,")
        : ("√v, before the bias correction,", "√(v/(1 − β₂ᵗ))")
      verdict.reasons.append(
        "ε is added to \(here) here, but to \(there) in \(engine.title); with ε = 0 both agree")
      verdict.difference =
        "in early steps ε weighs up to 1/√(1 − β₂) times as much in one as in the other"
    }
    return verdict.answer(call(rule, engine))
  }

  private static func call(_ rule: AdamForm, _ engine: Engine) -> String {
    let isAdamW = rule.isAdamW || (rule.weightDecay > 0 && rule.mode == .decoupled)
    var arguments: [(name: String, value: Hyperparameter)] = [
      (engine == .pytorch ? "lr" : "learning_rate", .number(rule.learningRate))
    ]
    arguments += engine.betas(rule.beta1, rule.beta2)
    arguments.append((engine == .keras ? "epsilon" : "eps", .number(rule.epsilon)))
    // AdamW's default decay differs from engine to engine, so it is always written.
    if isAdamW || (rule.weightDecay > 0 && engine != .optax) {
      arguments.append(("weight_decay", .number(rule.weightDecay)))
    }
    if rule.amsgrad { arguments.append(("amsgrad", true)) }
    if engine == .mlx { arguments.append(("bias_correction", true)) }
    let name = isAdamW ? "AdamW" : "Adam"
    guard engine == .optax else { return engine.call(name, arguments) }
    let call = engine.call(name.lowercased(), arguments)
    return isAdamW
      ? call : optaxChain(call, decay: rule.weightDecay, rule.mode, rate: rule.learningRate)
  }
}

/// An Optax rule with weight decay before it, or after it as the number ηλ.
func optaxChain(
  _ call: String, decay: Double, _ mode: WeightDecayMode, rate: Double
) -> String {
  guard decay > 0 else { return call }
  return mode == .coupled
    ? optaxChain(["optax.add_decayed_weights(\(decay))", call])
    : optaxChain([call, "optax.add_decayed_weights(\(-rate * decay))"])
}

extension Engine {
  /// β₁ and β₂ under the engine's names.
  func betas(_ beta1: Double, _ beta2: Double) -> [(name: String, value: Hyperparameter)] {
    switch self {
    case .keras: [("beta_1", .number(beta1)), ("beta_2", .number(beta2))]
    case .optax: [("b1", .number(beta1)), ("b2", .number(beta2))]
    default: [("betas", .numbers([beta1, beta2]))]
    }
  }
}
