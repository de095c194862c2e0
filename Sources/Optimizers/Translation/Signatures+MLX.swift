extension Signature {
  /// MLX's other rules.
  static let mlx: [Signature] = [
    Signature(
      "SGD",
      [
        "learning_rate": .required, "momentum": 0, "weight_decay": 0, "dampening": 0,
        "nesterov": false,
      ]
    ) { arguments throws(TranslationError) in
      try sgd(arguments, .mlx, rate: "learning_rate", dampening: "dampening")
    },
    Signature(
      "Adam",
      [
        "learning_rate": .required, "betas": [0.9, 0.999], "eps": 1e-8, "bias_correction": false,
      ]
    ) { arguments throws(TranslationError) in try mlxAdam(arguments) },
    Signature(
      "AdamW",
      [
        "learning_rate": .required, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.01,
        "bias_correction": false,
      ]
    ) { arguments throws(TranslationError) in
      var rule = try mlxAdam(arguments).decoupled
      rule.weightDecay = try arguments.nonNegative("weight_decay")
      return rule
    },
    Signature("Adagrad", ["learning_rate": .required, "eps": 1e-8]) {
      arguments throws(TranslationError) in
      Adagrad(
        learningRate: try arguments.nonNegative("learning_rate"),
        epsilon: try arguments.nonNegative("eps"))
    },
    Signature("AdaDelta", ["learning_rate": .required, "rho": 0.9, "eps": 1e-6]) {
      arguments throws(TranslationError) in
      Adadelta(
        learningRate: try arguments.nonNegative("learning_rate"),
        rho: try arguments.fraction("rho"), epsilon: try arguments.nonNegative("eps"))
    },
    Signature(
      "Lion", ["learning_rate": .required, "betas": [0.9, 0.99], "weight_decay": 0]
    ) { arguments throws(TranslationError) in
      let (beta1, beta2) = try arguments.betas()
      return Lion(
        learningRate: try arguments.nonNegative("learning_rate"), beta1: beta1, beta2: beta2,
        weightDecay: try arguments.nonNegative("weight_decay"))
    },
  ]

  private static func mlxAdam(_ arguments: Arguments) throws(TranslationError) -> Adam {
    guard try arguments.flag("bias_correction") else {
      throw .noRule(
        call: arguments.call,
        reason: "without bias_correction=True, MLX does not divide by 1 − βᵗ; all other engines do")
    }
    let (beta1, beta2) = try arguments.betas()
    return Adam(
      learningRate: try arguments.nonNegative("learning_rate"), beta1: beta1, beta2: beta2,
      epsilon: try arguments.nonNegative("eps"))
  }
}
