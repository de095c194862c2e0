extension Signature {
  /// PyTorch's other rules.
  static let pytorch: [Signature] = [
    Signature(
      "SGD",
      [
        "lr": 0.001, "momentum": 0, "dampening": 0, "weight_decay": 0, "nesterov": false,
        "maximize": false,
      ]
    ) { arguments throws(TranslationError) in
      var rule = try sgd(arguments, .pytorch, rate: "lr", dampening: "dampening")
      rule.maximize = try arguments.flag("maximize")
      return rule
    },
    Signature(
      "Adam",
      [
        "lr": 0.001, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0, "amsgrad": false,
        "maximize": false, "decoupled_weight_decay": false,
      ]
    ) { arguments throws(TranslationError) in
      try arguments.refuseAscent()
      let adam = try pytorchAdam(arguments)
      guard try arguments.flag("decoupled_weight_decay") else { return adam }
      return adam.decoupled
    },
    Signature(
      "AdamW",
      [
        "lr": 0.001, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.01, "amsgrad": false,
        "maximize": false,
      ]
    ) { arguments throws(TranslationError) in
      try arguments.refuseAscent()
      return try pytorchAdam(arguments).decoupled
    },
    Signature(
      "NAdam",
      [
        "lr": 0.002, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0,
        "momentum_decay": 0.004, "decoupled_weight_decay": false, "maximize": false,
      ]
    ) { arguments throws(TranslationError) in
      try arguments.refuseAscent()
      let (beta1, beta2) = try arguments.betas()
      return NAdam(
        learningRate: try arguments.nonNegative("lr"), beta1: beta1, beta2: beta2,
        epsilon: try arguments.nonNegative("eps"),
        momentumDecay: try arguments.nonNegative("momentum_decay"),
        weightDecay: try arguments.nonNegative("weight_decay"),
        weightDecayMode: try arguments.decayMode(), convention: .pytorch)
    },
    Signature(
      "RAdam",
      [
        "lr": 0.001, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0,
        "decoupled_weight_decay": false, "maximize": false,
      ]
    ) { arguments throws(TranslationError) in
      try arguments.refuseAscent()
      let (beta1, beta2) = try arguments.betas()
      return RAdam(
        learningRate: try arguments.nonNegative("lr"), beta1: beta1, beta2: beta2,
        epsilon: try arguments.nonNegative("eps"),
        weightDecay: try arguments.nonNegative("weight_decay"),
        weightDecayMode: try arguments.decayMode())
    },
    Signature(
      "Adamax",
      [
        "lr": 0.002, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0, "maximize": false,
      ]
    ) { arguments throws(TranslationError) in
      try arguments.refuseAscent()
      let (beta1, beta2) = try arguments.betas()
      return Adamax(
        learningRate: try arguments.nonNegative("lr"), beta1: beta1, beta2: beta2,
        epsilon: try arguments.nonNegative("eps"),
        weightDecay: try arguments.nonNegative("weight_decay"), convention: .pytorch)
    },
    Signature(
      "Adagrad",
      [
        "lr": 0.01, "lr_decay": 0, "weight_decay": 0, "initial_accumulator_value": 0,
        "eps": 1e-10, "maximize": false,
      ]
    ) { arguments throws(TranslationError) in
      try arguments.refuseAscent()
      return Adagrad(
        learningRate: try arguments.nonNegative("lr"),
        learningRateDecay: try arguments.nonNegative("lr_decay"),
        initialAccumulator: try arguments.nonNegative("initial_accumulator_value"),
        epsilon: try arguments.nonNegative("eps"),
        weightDecay: try arguments.nonNegative("weight_decay"), convention: .pytorch)
    },
    Signature(
      "Adadelta",
      ["lr": 1, "rho": 0.9, "eps": 1e-6, "weight_decay": 0, "maximize": false]
    ) { arguments throws(TranslationError) in
      try arguments.refuseAscent()
      return Adadelta(
        learningRate: try arguments.nonNegative("lr"), rho: try arguments.fraction("rho"),
        epsilon: try arguments.nonNegative("eps"),
        weightDecay: try arguments.nonNegative("weight_decay"), convention: .pytorch)
    },
    Signature(
      "Rprop",
      ["lr": 0.01, "etas": [0.5, 1.2], "step_sizes": [1e-6, 50], "maximize": false]
    ) { arguments throws(TranslationError) in
      try arguments.refuseAscent()
      let (shrink, growth) = try arguments.pair("etas", "(η⁻, η⁺) with 0 < η⁻ < 1 < η⁺") {
        $0 > 0 && $0 < 1 && $1 > 1 && $1.isFinite
      }
      let (smallest, largest) = try arguments.pair("step_sizes", "a range from 0 or more") {
        $0 >= 0 && $0 <= $1 && $1.isFinite
      }
      return Rprop(
        learningRate: try arguments.nonNegative("lr"), shrink: shrink, growth: growth,
        smallestStep: smallest, largestStep: largest)
    },
  ]

  /// Adam's or AdamW's arguments as an Adam with coupled decay.
  private static func pytorchAdam(_ arguments: Arguments) throws(TranslationError) -> Adam {
    let (beta1, beta2) = try arguments.betas()
    return Adam(
      learningRate: try arguments.nonNegative("lr"), beta1: beta1, beta2: beta2,
      epsilon: try arguments.nonNegative("eps"), amsgrad: try arguments.flag("amsgrad"),
      weightDecay: try arguments.nonNegative("weight_decay"), convention: .pytorch)
  }

  /// An SGD; Nesterov without momentum does nothing where the engine lets it pass.
  static func sgd(
    _ arguments: Arguments, _ convention: SGD.Convention, rate: String, dampening: String? = nil,
    hasDecay: Bool = true
  ) throws(TranslationError) -> SGD {
    var rule = SGD(
      learningRate: try arguments.nonNegative(rate),
      momentum: try arguments.share("momentum"), convention: convention)
    if let dampening { rule.dampening = try arguments.share(dampening) }
    if hasDecay { rule.weightDecay = try arguments.nonNegative("weight_decay") }
    rule.nesterov = try arguments.flag("nesterov")
    if rule.nesterov, rule.momentum == 0 || rule.dampening > 0 {
      guard dampening == nil else {
        throw arguments.fault("nesterov", "off unless momentum is above 0 and dampening 0")
      }
      rule.nesterov = false
    }
    return rule
  }
}

extension Arguments {
  /// Refuses `maximize=True`, which only RMSprop and SGD have here.
  func refuseAscent() throws(TranslationError) {
    try refuse(
      "maximize", unless: false,
      because: "only RMSprop and SGD go up here; the negated loss, minimized, is the same")
  }

  /// How PyTorch's NAdam and RAdam decay.
  func decayMode() throws(TranslationError) -> WeightDecayMode {
    try flag("decoupled_weight_decay") ? .decoupled : .coupled
  }
}

extension Adam {
  /// AdamW with the same numbers.
  var decoupled: AdamW {
    AdamW(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
      weightDecay: weightDecay, amsgrad: amsgrad,
      convention: convention.epsilonScale == .rawRoot ? .keras : .pytorch)
  }
}
