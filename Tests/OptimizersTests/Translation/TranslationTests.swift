import Optimizers
import Testing

struct TranslationTests {
  // MARK: Reading

  @Test func `an engine's names and defaults give our rule`() throws {
    let translation = try Translation(
      of: "rmsprop", in: .pytorch, ["lr": 0.02, "alpha": 0.9, "centered": true])
    #expect(
      translation.optimizer as? RMSprop
        == RMSprop(learningRate: 0.02, rho: 0.9, centered: true, convention: .pytorch))
    let nadam = try Translation(of: "Nadam", in: .keras)
    #expect(nadam.optimizer as? NAdam == NAdam(convention: .keras))
    let adamw = try Translation(of: "AdamW", in: .pytorch)
    #expect(adamw.optimizer as? AdamW == AdamW(convention: .pytorch))
  }

  @Test(arguments: Engine.allCases)
  func `every engine's RMSprop has its convention's defaults`(engine: Engine) throws {
    let name = try #require(engine.optimizers.first)
    let needsRate = [Engine.tensorflow1, .optax, .mlx].contains(engine)
    let rate: [String: Hyperparameter] = needsRate ? ["learning_rate": 0.001] : [:]
    let rule = try #require(Translation(of: name, in: engine, rate).optimizer as? RMSprop)
    let convention = try #require(
      RMSprop.Convention.all.first { $0.name == engine.rawValue })
    #expect(rule == RMSprop(convention: convention))
    // And it says the same of itself in its own engine.
    let call = try #require(Translation(of: rule).call(in: engine))
    #expect(try Translation(parsing: call).optimizer as? RMSprop == rule)
  }

  @Test(arguments: [
    "torch.optim.RMSprop([w, b], 0.02, 0.9, centered = True)",
    "torch.optim.RMSprop(model.parameters(), lr=2e-2, alpha=.9, centered=True, foreach=None)",
    "  torch.optim.RMSprop( params=net.parameters(),\n lr=0.02, alpha=0.9, centered=1 )",
  ])
  func `texts in several manners`(text: String) throws {
    #expect(
      try Translation(parsing: text).optimizer as? RMSprop
        == RMSprop(learningRate: 0.02, rho: 0.9, centered: true, convention: .pytorch))
  }

  @Test func `Julia, Rust, and calls that do not say whose they are`() throws {
    let flux = try Translation(parsing: "Optimisers.RMSProp(0.01, 0.9; centred = true)")
    #expect(
      flux.optimizer as? RMSprop
        == RMSprop(learningRate: 0.01, rho: 0.9, centered: true, convention: .flux))
    let burn = try Translation(
      parsing: "RmsPropConfig::new().with_alpha(0.9).with_weight_decay(Some("
        + "WeightDecayConfig::new(0.1))).with_centered(true).init()")
    #expect(
      burn.optimizer as? RMSprop
        == RMSprop(rho: 0.9, centered: true, weightDecay: 0.1, convention: .burn))
    let short = try Translation(parsing: "optim.Adam(lr=0.1)", in: .pytorch)
    #expect(short.optimizer as? Adam == Adam(learningRate: 0.1, convention: .pytorch))
  }

  @Test(arguments: [
    ("torch.optim.RMSprop(alpah=0.9)", "has no 'alpah'; it has lr, alpha, eps"),
    ("torch.optim.RMSprop(lr=1, lr=2)", "is given 'lr' twice"),
    ("torch.optim.RMSprop(lr=-1)", "lr must be a finite number, not negative, but is -1.0"),
    ("torch.optim.RMSprop(alpha=1)", "alpha must be at least 0 and below 1, but is 1.0"),
    ("torch.optim.RMSprop(lr=nan)", "lr must be a finite number"),
    ("torch.optim.RMSprop(momentum=1.5)", "momentum must be from 0 to 1, but is 1.5"),
    ("torch.optim.SGD(momentum=0.9, dampening=2)", "dampening must be from 0 to 1"),
    ("torch.optim.RMSprop(centered=2)", "centered must be True or False, but is 2.0"),
    ("torch.optim.Adam(betas=(0.9, 1))", "betas must be two numbers"),
    ("torch.optim.Adam(betas=0.9)", "betas must be two numbers"),
    ("torch.optim.Adam(maximize=True)", "the negated loss, minimized, is the same"),
    ("torch.optim.SGD(nesterov=True)", "nesterov must be off unless momentum is above 0"),
    ("torch.optim.Adan()", "unknown optimizer 'Adan' of PyTorch; there are RMSprop, SGD, Adam"),
    ("torch.optim.Rprop(p, 1, 2, 3, 4, 5)", "takes no 5 arguments without names"),
    ("optax.rmsprop()", "optax.rmsprop needs 'learning_rate'"),
    ("optax.rprop(0.1)", "lags behind by one"),
    ("optax.adam(0.1, eps_root=1e-8)", "eps_root=1e-08: no Adam here"),
    ("mlx.optimizers.Adam(0.1)", "without bias_correction=True"),
    ("keras.optimizers.SGD(clipnorm=1)", "'clipnorm' changes what is around the rule"),
    ("RMSprop(lr=1)", "'RMSprop' does not say whose it is"),
    ("torch.optim.RMSprop(lr=1", "',' or ')' expected at column 25"),
    ("torch.optim.RMSprop(lr=(1)", "',' or ')' expected at column 27"),
    ("torch.optim.RMSprop(lr=)", "a value expected at column 24"),
    ("torch.optim.RMSprop(lr=1) + 1", "the end of the call expected at column 27"),
    ("torch.optim.RMSprop", "'(' expected at column 20"),
    ("RmsPropConfig::new().alpha(1)", "a method that begins with 'with_' expected"),
    ("", "the name of an optimizer expected at column 1"),
  ])
  func `what is wrong is said in a sentence`(text: String, message: String) {
    let error = #expect(throws: TranslationError.self) { try Translation(parsing: text) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("\n") == false)
  }

  @Test func `engines by name`() throws {
    #expect(try Engine(named: "TFKerasLegacy") == .tfKerasLegacy)
    #expect(throws: TranslationError.unknownEngine("jax", known: Engine.allCases.map(\.rawValue))) {
      try Engine(named: "jax")
    }
  }

  // MARK: Answers

  /// The reasons or conditions of the answer in one line.
  private func explanation(_ text: String, _ engine: Engine) throws -> String {
    switch try Translation(parsing: text).answer(in: engine) {
    case .same(let call, let conditions): ([call] + conditions).joined(separator: " | ")
    case .none(let reasons, let nearest):
      "none: " + reasons.joined(separator: " | ")
        + (nearest.map { " nearest \($0.call)" } ?? "")
    }
  }

  @Test(arguments: [
    ("torch.optim.RMSprop()", Engine.keras, "ε is outside the root, √v + ε, here"),
    ("keras.optimizers.RMSprop(epsilon=1e-4)", .pytorch, "eps=0.01)"),
    ("torch.optim.RMSprop(eps=0, momentum=0.9)", .keras, "while the learning rate is constant"),
    ("torch.optim.RMSprop(eps=0, weight_decay=0.1)", .keras, "add λθ to the gradient"),
    ("keras.optimizers.Adagrad(weight_decay=0.1)", .mlx, "multiply θ by 1 − ηλ"),
    ("torch.optim.RMSprop(eps=0)", .tfKerasLegacy, "takes its default, 1e-07, for ε = 0"),
    ("torch.optim.RMSprop(eps=0)", .mlx, "MLX asks for ε > 0"),
    ("torch.optim.RMSprop(momentum=0.9)", .mlx, "MLX's RMSprop has no momentum"),
    ("torch.optim.RMSprop(momentum=0.9)", .mxnet, "MXNet ignores the momentum unless centered"),
    ("torch.optim.RMSprop(maximize=True)", .burn, "negate the loss"),
    ("torch.optim.RMSprop()", .burn, "with_momentum(0.0)"),
    ("torch.optim.RMSprop(eps=0)", .timm, "starts from 0.0 here, but from 1.0 in timm"),
    ("torch.optim.RMSprop(centered=True, eps=0)", .mxnet, "momentum=0.0, centered=True"),
    ("torch.optim.RMSprop(momentum=0.9, weight_decay=0.1)", .flux, "Momentum(1.0, 0.9)"),
    ("optax.rmsprop(0.1, bias_correction=True)", .pytorch, "bias correction"),
    ("optax.rmsprop(0.1, momentum=0.9, nesterov=True)", .keras, "no Nesterov"),
    ("torch.optim.Adam()", .keras, "with ε = 0 both agree"),
    ("torch.optim.Adam(amsgrad=True)", .optax, "optax.amsgrad takes the maximum of"),
    ("torch.optim.NAdam()", .keras, "ψ = 0.004 here, but always 1 in Keras"),
    ("torch.optim.NAdam()", .optax, "no schedule of its momentum"),
    ("torch.optim.RAdam()", .keras, "Keras has no RAdam"),
    ("torch.optim.Adagrad(lr_decay=0.1, eps=0)", .keras, "no decay of the rate"),
    ("torch.optim.SGD(momentum=0.9, dampening=0.5)", .mlx, "dampens the first gradient too"),
    ("torch.optim.SGD(momentum=0.9, weight_decay=0.1)", .keras, "decoupled"),
    ("torch.optim.Adam()", .timm, "only RMSprop is known here"),
    ("keras.optimizers.Lion()", .pytorch, "PyTorch has no Lion"),
    ("torch.optim.Rprop()", .optax, "lags behind by one"),
  ])
  func `why not, and on what condition`(text: String, engine: Engine, part: String) throws {
    let explanation = try explanation(text, engine)
    #expect(explanation.contains(part), "\(explanation)")
  }

  @Test func `a nearest call is never given as the same`() throws {
    let translation = try Translation(of: "RMSprop", in: .pytorch)
    #expect(translation.call(in: .keras) == nil)
    guard case .none(let reasons, let nearest) = translation.answer(in: .keras) else {
      Issue.record("Keras has no such rule")
      return
    }
    #expect(reasons.count == 1 && nearest != nil)
  }

  // MARK: Swift

  @Test(arguments: [
    (
      "torch.optim.RMSprop(lr=0.5)",
      "RMSprop(learningRate: 0.5, rho: 0.99, epsilon: 1e-08, convention: .pytorch)"
    ),
    (
      "optax.rmsprop(0.5, eps_in_sqrt=False)",
      """
      var convention = RMSprop.Convention.optax
      convention.name = "optax, ε outside"
      convention.epsilonPlacement = .outsideRoot
      RMSprop(learningRate: 0.5, rho: 0.9, epsilon: 1e-08, convention: convention)
      """
    ),
    (
      "torch.optim.NAdam(weight_decay=1, decoupled_weight_decay=True)",
      "NAdam(learningRate: 0.002, beta1: 0.9, beta2: 0.999, epsilon: 1e-08, "
        + "momentumDecay: 0.004, weightDecay: 1.0, weightDecayMode: .decoupled, "
        + "convention: .pytorch)"
    ),
  ])
  func `Swift code`(text: String, code: String) throws {
    #expect(try Translation(parsing: text).swiftCode == code)
  }

  // MARK: States at fault

  @Test func `states that do not fit`() throws {
    let rule = RMSprop(momentum: 0.5, convention: .pytorch)
    func fault(
      _ saved: EngineState<Float>, _ rule: some Optimizer, of engine: Engine = .pytorch
    ) -> StateTranslationError? {
      #expect(throws: StateTranslationError.self) {
        try OptimizerState(saved, of: engine, for: rule)
      }
    }
    #expect(
      fault(EngineState(step: 1, arrays: ["square_avg": [1]]), rule)
        == .names(
          rule: "RMSprop", found: ["square_avg"], expected: ["momentum_buffer", "square_avg"]))
    #expect(
      fault(EngineState(step: 1, arrays: ["square_avg": [1], "momentum_buffer": [1, 2]]), rule)
        == .counts(["square_avg": 1, "momentum_buffer": 2]))
    let sound = EngineState<Float>(step: 1, arrays: ["square_avg": [1], "momentum_buffer": [2]])
    #expect(fault(EngineState(step: -1, arrays: sound.arrays), rule) == .step(-1))
    #expect(
      fault(sound, rule, of: .optax) == .unknownState(rule: "RMSprop", engine: "Optax"))
    let still = RMSprop(learningRate: 0, momentum: 0.5, convention: .pytorch)
    #expect(
      fault(
        EngineState(step: 1, arrays: ["velocity": [1], "momentum": [2]]), still, of: .keras)
        == .zeroLearningRate(rule: "RMSprop"))
    let state = try OptimizerState(sound, of: .pytorch, for: rule)
    #expect(state.step == 1 && state["momentum"] == [2])
    #expect(throws: StateTranslationError.self) {
      try state.exported(to: .keras, for: RMSprop(convention: .pytorch))
    }
  }

  @Test func `rounding in an engine leaves no negative variance`() throws {
    let rule = RMSprop(centered: true, convention: .pytorch)
    let saved = EngineState<Float>(step: 9, arrays: ["square_avg": [1], "grad_avg": [1.0000001]])
    let state = try OptimizerState(saved, of: .pytorch, for: rule)
    #expect(state["variance"] == [0])
  }
}
