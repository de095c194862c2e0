extension Signature {
  /// Optax's other rules.
  static let optax: [Signature] = [
    Signature("sgd", ["learning_rate": .required, "momentum": nil, "nesterov": false]) {
      arguments throws(TranslationError) in
      try sgd(arguments, .optax, rate: "learning_rate", hasDecay: false)
    },
    Signature(
      "adam",
      [
        "learning_rate": .required, "b1": 0.9, "b2": 0.999, "eps": 1e-8, "eps_root": 0,
        "mu_dtype": nil, "nesterov": false,
      ]
    ) { arguments throws(TranslationError) in
      try arguments.refuseRootAndNesterov()
      return Adam(
        learningRate: try arguments.nonNegative("learning_rate"),
        beta1: try arguments.fraction("b1"), beta2: try arguments.fraction("b2"),
        epsilon: try arguments.nonNegative("eps"))
    },
    Signature(
      "adamw",
      [
        "learning_rate": .required, "b1": 0.9, "b2": 0.999, "eps": 1e-8, "eps_root": 0,
        "mu_dtype": nil, "weight_decay": 1e-4, "mask": nil, "nesterov": false,
      ]
    ) { arguments throws(TranslationError) in
      try arguments.refuseRootAndNesterov()
      return AdamW(
        learningRate: try arguments.nonNegative("learning_rate"),
        beta1: try arguments.fraction("b1"), beta2: try arguments.fraction("b2"),
        epsilon: try arguments.nonNegative("eps"),
        weightDecay: try arguments.nonNegative("weight_decay"))
    },
    Signature(
      "adamax", ["learning_rate": .required, "b1": 0.9, "b2": 0.999, "eps": 1e-8]
    ) { arguments throws(TranslationError) in
      // As in PyTorch, ε is inside the maximum.
      Adamax(
        learningRate: try arguments.nonNegative("learning_rate"),
        beta1: try arguments.fraction("b1"), beta2: try arguments.fraction("b2"),
        epsilon: try arguments.nonNegative("eps"), convention: .pytorch)
    },
    Signature(
      "adagrad", ["learning_rate": .required, "initial_accumulator_value": 0.1, "eps": 1e-7]
    ) { arguments throws(TranslationError) in
      // As in Keras, ε is inside the root.
      Adagrad(
        learningRate: try arguments.nonNegative("learning_rate"),
        initialAccumulator: try arguments.nonNegative("initial_accumulator_value"),
        epsilon: try arguments.nonNegative("eps"), convention: .keras)
    },
    Signature(
      "adadelta",
      [
        "learning_rate": .required, "rho": 0.9, "eps": 1e-6, "weight_decay": 0,
        "weight_decay_mask": nil,
      ]
    ) { arguments throws(TranslationError) in
      try arguments.refuse(
        "weight_decay_mask", unless: .nothing, because: "decay is for all parameters alike")
      return Adadelta(
        learningRate: try arguments.nonNegative("learning_rate"),
        rho: try arguments.fraction("rho"), epsilon: try arguments.nonNegative("eps"),
        weightDecay: try arguments.nonNegative("weight_decay"))
    },
    Signature(
      "lion",
      [
        "learning_rate": .required, "b1": 0.9, "b2": 0.99, "mu_dtype": nil,
        "weight_decay": 1e-3, "mask": nil,
      ]
    ) { arguments throws(TranslationError) in
      Lion(
        learningRate: try arguments.nonNegative("learning_rate"),
        beta1: try arguments.fraction("b1"), beta2: try arguments.fraction("b2"),
        weightDecay: try arguments.nonNegative("weight_decay"), convention: .optax)
    },
    Signature(
      "yogi", ["learning_rate": .required, "b1": 0.9, "b2": 0.999, "eps": 1e-3]
    ) { arguments throws(TranslationError) in
      Yogi(
        learningRate: try arguments.nonNegative("learning_rate"),
        beta1: try arguments.fraction("b1"), beta2: try arguments.fraction("b2"),
        epsilon: try arguments.nonNegative("eps"))
    },
    Signature(
      "radam",
      [
        "learning_rate": .required, "b1": 0.9, "b2": 0.999, "eps": 1e-8, "eps_root": 0,
        "threshold": 5, "nesterov": false,
      ]
    ) { arguments throws(TranslationError) in
      try arguments.refuseRootAndNesterov()
      try arguments.refuse("threshold", unless: 5, because: "RAdam here divides from 5 on")
      try arguments.refuse(
        "eps", unless: 0, because: "RAdam here, as PyTorch's, adds ε to √v, not to √(v/(1 − β₂ᵗ))")
      return RAdam(
        learningRate: try arguments.nonNegative("learning_rate"),
        beta1: try arguments.fraction("b1"), beta2: try arguments.fraction("b2"), epsilon: 0)
    },
    Signature(
      "rprop",
      [
        "learning_rate": .required, "eta_minus": 0.5, "eta_plus": 1.2, "min_step_size": 1e-6,
        "max_step_size": 50,
      ]
    ) { arguments throws(TranslationError) in
      throw .noRule(
        call: arguments.call, reason: "Optax (0.2.8) \(Translation.optaxRpropLag)")
    },
  ]
}

extension Arguments {
  /// Refuses Optax's ε inside the root and its Nesterov Adam.
  fileprivate func refuseRootAndNesterov() throws(TranslationError) {
    try refuse("eps_root", unless: 0, because: "no Adam here adds a second ε inside the root")
    try refuse(
      "nesterov", unless: false,
      because: "no Adam here looks ahead without a schedule of its momentum, as NAdam has")
  }
}
