internal import Foundation

/// Writes an RMSprop in the terms of one engine.
struct RMSpropWriter {
  let rule: RMSprop
  let engine: Engine

  init(_ rule: RMSprop, _ engine: Engine) {
    self.rule = rule
    self.engine = engine
  }

  private var target: RMSprop.Convention { engine.rmsprop }
  private var hasMomentum: Bool { rule.momentum > 0 }

  /// Where the engine has ε with these options; Optax has it in either place.
  private var targetPlacement: EpsilonPlacement {
    engine == .optax
      ? rule.epsilonPlacement
      : target.epsilonPlacement(hasMomentum: hasMomentum, isCentered: rule.centered)
  }

  var answer: Translation.Answer {
    var verdict = Verdict()
    compareOptions(&verdict)
    let mode: WeightDecayMode? =
      switch engine {
      // Where parts can be chained, or a switch sets it.
      case .optax, .flux, .timm: rule.convention.weightDecayMode
      default: target.options.contains(.weightDecay) ? target.weightDecayMode : nil
      }
    verdict.compareDecay(
      rule.weightDecay, rule.convention.weightDecayMode, to: engine, has: mode)
    compareStart(&verdict)
    compareRate(&verdict)
    let epsilon = compareEpsilon(&verdict)
    return verdict.answer(call(epsilon: epsilon))
  }

  // MARK: What differs

  private func compareOptions(_ verdict: inout Verdict) {
    let options = target.options
    if rule.centered, !options.contains(.centered) {
      verdict.reasons.append("\(engine.possessive) RMSprop has no centered mode")
    }
    let needed: RMSprop.Convention.Options =
      rule.centered ? .centeredMomentum : .uncenteredMomentum
    if hasMomentum, engine != .flux, !options.contains(needed) {
      verdict.reasons.append(
        engine == .mxnet
          ? "MXNet ignores the momentum unless centered"
          : "\(engine.possessive) RMSprop has no momentum")
    }
    if rule.nesterov, !options.contains(.nesterov) {
      verdict.reasons.append("\(engine.possessive) RMSprop has no Nesterov momentum")
    }
    if rule.biasCorrection, !options.contains(.biasCorrection) {
      verdict.reasons.append(
        "\(engine.possessive) RMSprop does not divide its means by 1 − ρᵗ (bias correction)")
    }
    if rule.maximize, engine != .optax, !options.contains(.maximize) {
      verdict.reasons.append(
        "\(engine.possessive) RMSprop does not go up; by hand: negate the loss, without maximize")
    }
  }

  /// What the mean square starts from.
  private func compareStart(_ verdict: inout Verdict) {
    let (ours, theirs) = (rule.convention.initialMeanSquare, target.initialMeanSquare)
    guard engine != .optax, ours != theirs else { return }
    verdict.reasons.append(
      "the mean square starts from \(ours) here, but from \(theirs) in \(engine.title), "
        + "so the first steps differ")
  }

  /// Whether η is inside the momentum buffer.
  private func compareRate(_ verdict: inout Verdict) {
    let placement = rule.convention.learningRatePlacement
    if engine == .burn {
      verdict.conditions.append("give the learning rate \(rule.learningRate) with every step")
    }
    if hasMomentum, engine != .optax, engine != .timm,
      placement != target.learningRatePlacement(composed: engine == .flux)
    {
      let (ours, theirs) =
        placement == .onStep ? ("outside", "inside") : ("inside", "outside")
      verdict.needsConstantRate(
        "it is \(ours) the momentum buffer here, \(theirs) in \(engine.title)")
    }
    if rule.weightDecay > 0, isDecayAppended {
      verdict.needsConstantRate("the call has the product ηλ as a number")
    }
  }

  /// ε for the call: ours, or what comes nearest.
  private func compareEpsilon(_ verdict: inout Verdict) -> Double {
    let epsilon = rule.epsilon
    if engine == .mlx, epsilon == 0 {
      verdict.reasons.append("MLX asks for ε > 0, which is 0 here")
    }
    if engine == .tfKerasLegacy, epsilon == 0 {
      verdict.reasons.append("tf_keras (legacy) takes its default, 1e-07, for ε = 0")
    }
    let (ours, theirs) = (rule.epsilonPlacement, targetPlacement)
    guard epsilon > 0, ours != theirs else { return epsilon }
    let (here, there) =
      ours == .insideRoot
      ? ("inside the root, √(v + ε),", "outside it, √v + ε")
      : ("outside the root, √v + ε,", "inside it, √(v + ε)")
    verdict.reasons.append(
      "ε is \(here) here, but \(there), in \(engine.title); with ε = 0 both agree")
    verdict.difference =
      "denominators agree where v = 0 and where v is large; in between, up to a factor of √2"
    return ours == .insideRoot ? epsilon.squareRoot() : epsilon * epsilon
  }

  // MARK: The call

  private func call(epsilon: Double) -> String {
    let (rate, rho) = (Hyperparameter.number(rule.learningRate), Hyperparameter.number(rule.rho))
    let epsilon = Hyperparameter.number(epsilon)
    switch engine {
    case .optax: return optaxCall
    case .flux: return fluxCall(epsilon: epsilon)
    case .burn: return burnCall(epsilon: epsilon)
    case .pytorch, .timm:
      return engine.call(
        engine == .timm ? "RMSpropTF" : "RMSprop",
        [("lr", rate), ("alpha", rho), ("eps", epsilon)] + options(decay: "weight_decay"))
    case .keras, .tfKerasLegacy:
      return engine.call(
        "RMSprop",
        [("learning_rate", rate), ("rho", rho), ("epsilon", epsilon)]
          + options(decay: "weight_decay"))
    case .tensorflow1:
      return engine.call(
        "RMSPropOptimizer",
        [("learning_rate", rate), ("decay", rho), ("epsilon", epsilon)]
          + options(decay: "weight_decay"))
    case .mlx:
      return engine.call("RMSprop", [("learning_rate", rate), ("alpha", rho), ("eps", epsilon)])
    case .mxnet:
      return engine.call(
        "RMSProp",
        [("learning_rate", rate), ("rho", rho), ("epsilon", epsilon)] + options(decay: "wd"))
    }
  }

  /// The options that are on, or off against the engine's default.
  private func options(decay: String) -> [(name: String, value: Hyperparameter)] {
    var options: [(name: String, value: Hyperparameter)] = []
    if rule.momentum != target.momentum(whenCentered: rule.centered) {
      options.append(("momentum", .number(rule.momentum)))
    } else if hasMomentum {
      options.append(("momentum", .number(rule.momentum)))
    }
    if rule.centered { options.append(("centered", true)) }
    if rule.weightDecay > 0 { options.append((decay, .number(rule.weightDecay))) }
    if rule.maximize { options.append(("maximize", true)) }
    if engine == .timm {
      if rule.weightDecay > 0, rule.convention.weightDecayMode == .decoupled {
        options.append(("decoupled_decay", true))
      }
      if hasMomentum, rule.convention.learningRatePlacement == .onStep {
        options.append(("lr_in_momentum", false))
      }
    }
    return options
  }
}

extension RMSprop.Convention {
  /// Where η is in the engine's call, which for Flux chains a momentum after the rule.
  fileprivate func learningRatePlacement(composed: Bool) -> LearningRatePlacement {
    composed ? .inBuffer : learningRatePlacement
  }
}
