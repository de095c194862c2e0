extension Signature {
  /// The RMSprop of each engine, in the order of its arguments.
  static func rmsprop(of engine: Engine) -> Signature {
    switch engine {
    case .pytorch:
      Signature(
        "RMSprop",
        [
          "lr": 0.01, "alpha": 0.99, "eps": 1e-8, "weight_decay": 0, "momentum": 0,
          "centered": false, "capturable": false, "foreach": nil, "maximize": false,
        ]
      ) { arguments throws(TranslationError) in
        try rmsprop(
          arguments, .pytorch, rate: "lr", rho: "alpha", epsilon: "eps", momentum: "momentum",
          centered: "centered", decay: "weight_decay", maximize: "maximize")
      }
    case .keras:
      Signature(
        "RMSprop",
        [
          "learning_rate": 0.001, "rho": 0.9, "momentum": 0, "epsilon": 1e-7, "centered": false,
          "weight_decay": nil,
        ]
      ) { arguments throws(TranslationError) in
        try rmsprop(
          arguments, .keras, rate: "learning_rate", rho: "rho", epsilon: "epsilon",
          momentum: "momentum", centered: "centered", decay: "weight_decay")
      }
    case .tfKerasLegacy:
      Signature(
        "RMSprop",
        [
          "learning_rate": 0.001, "rho": 0.9, "momentum": 0, "epsilon": 1e-7, "centered": false,
        ]
      ) { arguments throws(TranslationError) in
        var rule = try rmsprop(
          arguments, .tfKerasLegacy, rate: "learning_rate", rho: "rho", epsilon: "epsilon",
          momentum: "momentum", centered: "centered")
        // It computes `epsilon or 1e-7`.
        if rule.epsilon == 0 { rule.epsilon = RMSprop.Convention.tfKerasLegacy.defaultEpsilon }
        return rule
      }
    case .tensorflow1:
      Signature(
        "RMSPropOptimizer",
        [
          "learning_rate": .required, "decay": 0.9, "momentum": 0, "epsilon": 1e-10,
          "use_locking": false, "centered": false,
        ]
      ) { arguments throws(TranslationError) in
        try rmsprop(
          arguments, .tensorflow1, rate: "learning_rate", rho: "decay", epsilon: "epsilon",
          momentum: "momentum", centered: "centered")
      }
    case .optax: optaxRMSprop
    case .mlx:
      Signature("RMSprop", ["learning_rate": .required, "alpha": 0.99, "eps": 1e-8]) {
        arguments throws(TranslationError) in
        try rmsprop(
          arguments, .mlx, rate: "learning_rate", rho: "alpha", epsilon: "eps")
      }
    case .timm: timmRMSprop
    case .burn:
      // η is given with each step there; here it stands among the others.
      Signature(
        "RmsPropConfig",
        [
          "lr": 0.001, "alpha": 0.99, "momentum": 0.9, "epsilon": 1e-5, "weight_decay": nil,
          "centered": false,
        ]
      ) { arguments throws(TranslationError) in
        try rmsprop(
          arguments, .burn, rate: "lr", rho: "alpha", epsilon: "epsilon", momentum: "momentum",
          centered: "centered", decay: "weight_decay")
      }
    case .flux:
      Signature("RMSProp", ["eta": 0.001, "rho": 0.9, "epsilon": 1e-8, "centred": false]) {
        arguments throws(TranslationError) in
        try rmsprop(
          arguments, .flux, rate: "eta", rho: "rho", epsilon: "epsilon", centered: "centred")
      }
    case .mxnet:
      Signature(
        "RMSProp",
        [
          "learning_rate": 0.001, "rho": 0.9, "momentum": 0.9, "epsilon": 1e-8,
          "centered": false, "clip_weights": nil, "use_fused_step": true, "wd": 0,
        ]
      ) { arguments throws(TranslationError) in
        try arguments.refuse("clip_weights", unless: .nothing, because: "weights are not clipped")
        // Without centering it never looks at the momentum.
        let centered = try arguments.flag("centered")
        return try rmsprop(
          arguments, .mxnet, rate: "learning_rate", rho: "rho", epsilon: "epsilon",
          momentum: centered ? "momentum" : nil, centered: "centered", decay: "wd")
      }
    }
  }

  private static let optaxRMSprop = Signature(
    "rmsprop",
    [
      "learning_rate": .required, "decay": 0.9, "eps": 1e-8, "initial_scale": 0,
      "eps_in_sqrt": true, "centered": false, "momentum": nil, "nesterov": false,
      "bias_correction": false,
    ]
  ) { arguments throws(TranslationError) in
    var convention = RMSprop.Convention.optax
    if try !arguments.flag("eps_in_sqrt") {
      convention.epsilonPlacement = .outsideRoot
      convention.name += ", ε outside"
    }
    let initial = try arguments.nonNegative("initial_scale")
    if initial != 0 {
      convention.initialMeanSquare = initial
      convention.name += ", from \(initial)"
    }
    var rule = try rmsprop(
      arguments, convention, rate: "learning_rate", rho: "decay", epsilon: "eps",
      momentum: "momentum", centered: "centered")
    // Without momentum there is nothing to look ahead along.
    let nesterov = try arguments.flag("nesterov")
    rule.nesterov = nesterov && rule.momentum > 0
    rule.biasCorrection = try arguments.flag("bias_correction")
    return rule
  }

  private static let timmRMSprop = Signature(
    "RMSpropTF",
    [
      "lr": 0.01, "alpha": 0.9, "eps": 1e-10, "weight_decay": 0, "momentum": 0, "centered": false,
      "decoupled_decay": false, "lr_in_momentum": true, "caution": false,
    ]
  ) { arguments throws(TranslationError) in
    try arguments.refuse("caution", unless: false, because: "no rule here masks its steps")
    var convention = RMSprop.Convention.timm
    if try arguments.flag("decoupled_decay") {
      convention.weightDecayMode = .decoupled
      convention.name += ", decoupled decay"
    }
    if try !arguments.flag("lr_in_momentum") {
      convention.learningRatePlacement = .onStep
      convention.name += ", rate on the step"
    }
    return try rmsprop(
      arguments, convention, rate: "lr", rho: "alpha", epsilon: "eps", momentum: "momentum",
      centered: "centered", decay: "weight_decay")
  }

  /// An RMSprop from arguments under the engine's names; nil for those that it has not.
  private static func rmsprop(
    _ arguments: Arguments, _ convention: RMSprop.Convention, rate: String, rho: String,
    epsilon: String, momentum: String? = nil, centered: String? = nil, decay: String? = nil,
    maximize: String? = nil
  ) throws(TranslationError) -> RMSprop {
    var rule = RMSprop(
      learningRate: try arguments.nonNegative(rate), rho: try arguments.fraction(rho),
      epsilon: try arguments.nonNegative(epsilon), momentum: 0, convention: convention)
    if let momentum { rule.momentum = try arguments.share(momentum) }
    if let centered { rule.centered = try arguments.flag(centered) }
    if let decay { rule.weightDecay = try arguments.nonNegative(decay) }
    if let maximize { rule.maximize = try arguments.flag(maximize) }
    return rule
  }
}
