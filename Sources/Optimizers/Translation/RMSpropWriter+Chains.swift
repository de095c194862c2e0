// Engines whose calls are built of parts.
extension RMSpropWriter {
  private var hasMomentum: Bool { rule.momentum > 0 }
  private var isCoupled: Bool { rule.convention.weightDecayMode == .coupled }

  /// Whether Optax's own rmsprop has η where it has to be; otherwise its parts are chained.
  private var fitsAlias: Bool {
    !hasMomentum || rule.convention.learningRatePlacement == .inBuffer
  }

  /// Whether decoupled decay enters after η, as the number ηλ.
  var isDecayAppended: Bool {
    guard !isCoupled else { return false }
    return engine == .flux || (engine == .optax && hasMomentum && fitsAlias)
  }

  /// Optax: what changes the gradient comes first, decoupled decay where η still follows if it can.
  var optaxCall: String {
    let isOutside = rule.epsilonPlacement == .outsideRoot
    let decay = rule.weightDecay
    var parts: [String] = []
    if rule.maximize { parts.append("optax.scale(-1.0)") }
    if decay > 0, isCoupled { parts.append("optax.add_decayed_weights(\(decay))") }
    var scaling: [(name: String, value: Hyperparameter)] = [
      ("decay", .number(rule.rho)), ("eps", .number(rule.epsilon)),
    ]
    if rule.convention.initialMeanSquare != 0 {
      scaling.append(("initial_scale", .number(rule.convention.initialMeanSquare)))
    }
    if isOutside { scaling.append(("eps_in_sqrt", false)) }
    let isDecoupled = decay > 0 && !isCoupled
    if fitsAlias, !isDecoupled || hasMomentum {
      var arguments = [("learning_rate", .number(rule.learningRate))] + scaling
      if rule.centered { arguments.append(("centered", true)) }
      if hasMomentum { arguments.append(("momentum", .number(rule.momentum))) }
      if rule.nesterov { arguments.append(("nesterov", true)) }
      if rule.biasCorrection { arguments.append(("bias_correction", true)) }
      parts.append(engine.call("rmsprop", arguments))
      if isDecoupled {
        parts.append("optax.add_decayed_weights(\(-rule.learningRate * decay))")
      }
    } else {
      if rule.biasCorrection { scaling.append(("bias_correction", true)) }
      parts.append(engine.call(rule.centered ? "scale_by_stddev" : "scale_by_rms", scaling))
      if hasMomentum {
        let lookahead: [(name: String, value: Hyperparameter)] =
          rule.nesterov ? [("nesterov", true)] : []
        parts.append(engine.call("trace", [("decay", .number(rule.momentum))] + lookahead))
      }
      if isDecoupled { parts.append("optax.add_decayed_weights(\(decay))") }
      parts.append("optax.scale_by_learning_rate(\(rule.learningRate))")
    }
    return optaxChain(parts)
  }

  /// Flux: a chain with decay and momentum as rules of their own.
  func fluxCall(epsilon: Hyperparameter) -> String {
    let centering = rule.centered ? "; centred = true" : ""
    var parts = ["Optimisers.RMSProp(\(rule.learningRate), \(rule.rho), \(epsilon)\(centering))"]
    if hasMomentum { parts.append("Optimisers.Momentum(1.0, \(rule.momentum))") }
    if rule.weightDecay > 0 {
      if isCoupled {
        parts.insert("Optimisers.WeightDecay(\(rule.weightDecay))", at: 0)
      } else {
        parts.append("Optimisers.WeightDecay(\(rule.learningRate * rule.weightDecay))")
      }
    }
    return parts.count == 1
      ? parts[0] : "Optimisers.OptimiserChain(\(parts.joined(separator: ", ")))"
  }

  /// burn: the builder of the configuration; η is not in it.
  func burnCall(epsilon: Hyperparameter) -> String {
    var call = "RmsPropConfig::new().with_alpha(\(rule.rho)).with_momentum(\(rule.momentum))"
    call += ".with_epsilon(\(epsilon))"
    if rule.centered { call += ".with_centered(true)" }
    if rule.weightDecay > 0 {
      call += ".with_weight_decay(Some(WeightDecayConfig::new(\(rule.weightDecay))))"
    }
    return call + ".init()"
  }
}
