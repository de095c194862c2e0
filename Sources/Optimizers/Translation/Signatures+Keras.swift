extension Signature {
  /// Keras' other rules.
  static let keras: [Signature] = [
    Signature(
      "SGD",
      ["learning_rate": 0.01, "momentum": 0, "nesterov": false, "weight_decay": nil]
    ) { arguments throws(TranslationError) in
      try sgd(arguments, .keras, rate: "learning_rate")
    },
    Signature(
      "Adam",
      [
        "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7,
        "amsgrad": false, "weight_decay": nil,
      ]
    ) { arguments throws(TranslationError) in try kerasAdam(arguments) },
    Signature(
      "AdamW",
      [
        "learning_rate": 0.001, "weight_decay": 0.004, "beta_1": 0.9, "beta_2": 0.999,
        "epsilon": 1e-7, "amsgrad": false,
      ]
    ) { arguments throws(TranslationError) in try kerasAdam(arguments).decoupled },
    Signature(
      "Nadam",
      [
        "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7,
        "weight_decay": nil,
      ]
    ) { arguments throws(TranslationError) in
      NAdam(
        learningRate: try arguments.nonNegative("learning_rate"),
        beta1: try arguments.fraction("beta_1"), beta2: try arguments.fraction("beta_2"),
        epsilon: try arguments.nonNegative("epsilon"),
        weightDecay: try arguments.nonNegative("weight_decay"), convention: .keras)
    },
    Signature(
      "Adamax",
      [
        "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7,
        "weight_decay": nil,
      ]
    ) { arguments throws(TranslationError) in
      Adamax(
        learningRate: try arguments.nonNegative("learning_rate"),
        beta1: try arguments.fraction("beta_1"), beta2: try arguments.fraction("beta_2"),
        epsilon: try arguments.nonNegative("epsilon"),
        weightDecay: try arguments.nonNegative("weight_decay"), convention: .keras)
    },
    Signature(
      "Adagrad",
      [
        "learning_rate": 0.001, "initial_accumulator_value": 0.1, "epsilon": 1e-7,
        "weight_decay": nil,
      ]
    ) { arguments throws(TranslationError) in
      Adagrad(
        learningRate: try arguments.nonNegative("learning_rate"),
        initialAccumulator: try arguments.nonNegative("initial_accumulator_value"),
        epsilon: try arguments.nonNegative("epsilon"),
        weightDecay: try arguments.nonNegative("weight_decay"), convention: .keras)
    },
    Signature(
      "Adadelta",
      ["learning_rate": 0.001, "rho": 0.95, "epsilon": 1e-7, "weight_decay": nil]
    ) { arguments throws(TranslationError) in
      Adadelta(
        learningRate: try arguments.nonNegative("learning_rate"),
        rho: try arguments.fraction("rho"), epsilon: try arguments.nonNegative("epsilon"),
        weightDecay: try arguments.nonNegative("weight_decay"), convention: .keras)
    },
    Signature(
      "Lion",
      ["learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.99, "weight_decay": nil]
    ) { arguments throws(TranslationError) in
      Lion(
        learningRate: try arguments.nonNegative("learning_rate"),
        beta1: try arguments.fraction("beta_1"), beta2: try arguments.fraction("beta_2"),
        weightDecay: try arguments.nonNegative("weight_decay"), convention: .keras)
    },
  ]

  private static func kerasAdam(_ arguments: Arguments) throws(TranslationError) -> Adam {
    Adam(
      learningRate: try arguments.nonNegative("learning_rate"),
      beta1: try arguments.fraction("beta_1"), beta2: try arguments.fraction("beta_2"),
      epsilon: try arguments.nonNegative("epsilon"), amsgrad: try arguments.flag("amsgrad"),
      weightDecay: try arguments.nonNegative("weight_decay"), convention: .keras)
  }
}
