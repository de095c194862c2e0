import Optimizers
import Testing

/// Calls from which nothing may be dropped, and to which nothing may be added.
struct CallFaultTests {
  @Test(arguments: [
    "params", "model.parameters()", "self.net.parameters()", "nets[0].parameters()", "[w, b]",
    "[ w , b, ]", "[*a.parameters(), *b.parameters()]", "list(net.parameters())",
    "(p for p in net.parameters() if p.requires_grad)",
    "filter(lambda p: p.requires_grad, net.parameters())", "params=net.parameters()",
  ])
  func `what looks like parameters is passed over`(text: String) throws {
    let call = "torch.optim.RMSprop(\(text), lr=0.5)"
    #expect(
      try Translation(parsing: call).optimizer as? RMSprop
        == RMSprop(learningRate: 0.5, convention: .pytorch))
  }

  @Test(arguments: [
    "lr 0.1", "lr:0.1", "lr", "lr + 1", "'params'", "lr-0.1", "[lr 0.1]", "[]", "1__0_",
    "params=None", "params=lr 0.1",
  ])
  func `anything else in its place is an error`(text: String) {
    let error = #expect(throws: TranslationError.self) {
      try Translation(parsing: "torch.optim.RMSprop(\(text))")
    }
    let message = error?.description ?? ""
    #expect(message.contains("params must be what is to be moved"), "\(message)")
  }

  @Test(arguments: [
    ("torch.optim.SGD(p, **options)", "'**options' cannot be read here: write out"),
    ("torch.optim.SGD(*arguments)", "'*arguments' cannot be read here"),
    ("keras.optimizers.SGD(**{'momentum': 0.9})", "cannot be read here"),
    ("Optimisers.RMSProp(rates...)", "'rates...' cannot be read here"),
    ("torch.optim.SGD([{'params': a, 'lr': 1}], lr=0.1)", "options of their own"),
    ("torch.optim.SGD(params=[{'params': a}], lr=0.1)", "options of their own"),
    ("torch.optim.RMSprop(lr=None)", "lr must be a finite number, not negative, but is None"),
    ("torch.optim.RMSprop(p, None)", "lr must be a finite number, not negative, but is None"),
    ("torch.optim.RMSprop(alpha=None)", "alpha must be at least 0 and below 1, but is None"),
    ("torch.optim.RMSprop(eps=None)", "eps must be a finite number"),
    ("torch.optim.Adam(betas=None)", "betas must be two numbers"),
    ("keras.optimizers.Adam(beta_1=None)", "beta_1 must be at least 0 and below 1"),
    ("keras.optimizers.RMSprop(learning_rate=None)", "learning_rate must be a finite number"),
    ("keras.optimizers.RMSprop(rho=1__0_)", "rho must be at least 0 and below 1, but is 1__0_"),
    ("torch.optim.RMSprop(lr=_1)", "but is _1"), ("torch.optim.RMSprop(lr=1_.5)", "but is 1_.5"),
  ])
  func `what cannot be read is not left out`(text: String, message: String) {
    let error = #expect(throws: TranslationError.self) { try Translation(parsing: text) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    "keras.optimizers.RMSprop(weight_decay=None, clipnorm=None)",
    "optax.rmsprop(0.001, momentum=None)", "RmsPropConfig::new().with_weight_decay(None)",
    "torch.optim.RMSprop(p, lr=1_0.2_5, foreach=None)",
  ])
  func `None is read where the engine has it`(text: String) {
    #expect(throws: Never.self) { try Translation(parsing: text) }
  }

  @Test(arguments: [
    ("keras.optimizers.RMSprop()", Engine.pytorch, "'keras.optimizers.RMSprop' is of Keras"),
    ("torch.optim.Adam()", .keras, "is of PyTorch, but the engine named is Keras"),
    ("RmsPropConfig::new()", .optax, "is of burn, but the engine named is Optax"),
    ("tf.keras.optimizers.legacy.RMSprop()", .keras, "is of tf_keras (legacy)"),
  ])
  func `a call is of one engine`(text: String, engine: Engine, message: String) {
    let error = #expect(throws: TranslationError.self) {
      try Translation(parsing: text, in: engine)
    }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func `a call that says whose it is may be told so again`() throws {
    #expect(try Translation(parsing: "torch.optim.Adam()", in: .pytorch).engine == .pytorch)
    // What is legacy now was Keras' own.
    let old = try Translation(parsing: "tf.keras.optimizers.RMSprop()", in: .tfKerasLegacy)
    #expect(old.engine == .tfKerasLegacy)
    #expect(try Translation(parsing: "RmsPropConfig::new()", in: .burn).engine == .burn)
  }

  @Test func `Keras ends in s`() throws {
    let answer = Translation(of: RMSprop(momentum: 0.9, nesterov: true, convention: .optax)).answer(
      in: .keras)
    guard case .none(let reasons, _) = answer else {
      Issue.record("Keras has no Nesterov momentum in RMSprop")
      return
    }
    #expect(reasons.contains("Keras' RMSprop has no Nesterov momentum"), "\(reasons)")
  }
}
