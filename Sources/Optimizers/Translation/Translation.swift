/// An engine's optimizer, and the same one in the terms of other engines.
///
/// ```swift
/// let translation = try Translation(of: "RMSprop", in: .pytorch, ["lr": 0.01, "momentum": 0.9])
/// translation.optimizer            // RMSprop(learningRate: 0.01, …, convention: .pytorch)
/// translation.call(in: .optax)     // "optax.chain(optax.scale_by_rms(…), …)"
/// translation.answer(in: .keras)   // none: Keras adds ε inside the root, …
/// ```
/// The text of a call does as well: `try Translation(parsing: "torch.optim.RMSprop(lr=0.01)")`.
///
/// "The same" means the same formula in exact arithmetic, at every step and for any gradient.
/// Rounding differs between engines, and some take hyper-parameters through `Float`.
public struct Translation: Sendable {
  /// The engine that the optimizer came from, or nil when it is a rule of ours.
  public let engine: Engine?

  /// Our rule, exactly as the engine computes it, or what the translation was made of.
  public let optimizer: any Optimizer

  /// Reads an optimizer by the engine's own names.
  ///
  /// - Parameters:
  ///   - rule: What the engine calls the optimizer, such as "Nadam"; capitals do not matter.
  ///   - engine: Whose optimizer it is.
  ///   - hyperparameters: By the engine's own names; those left out have the engine's defaults.
  /// - Throws: ``TranslationError`` when the optimizer or a hyper-parameter is unknown, missing or
  ///   out of range, or when there is no such rule here.
  public init(
    of rule: String, in engine: Engine, _ hyperparameters: [String: Hyperparameter] = [:]
  ) throws(TranslationError) {
    let arguments = hyperparameters.sorted { $0.key < $1.key }
      .map { EngineCall.Argument(name: $0.key, value: $0.value) }
    try self.init(rule, arguments, engine)
  }

  /// Reads the text of a call as the engine's users write it.
  ///
  /// Arguments without names stand in the engine's order. In PyTorch's and timm's calls, what the
  /// optimizer is to move, such as `model.parameters()` or `[w, b]`, is passed over. burn's calls are
  /// those of the builder: `RmsPropConfig::new().with_alpha(0.9)`.
  ///
  /// - Parameters:
  ///   - call: Such as `torch.optim.RMSprop(lr=0.01, alpha=0.9)`.
  ///   - engine: Whose it is, where the call does not say so, as in `RMSprop(lr=0.01)`.
  /// - Throws: ``TranslationError`` when the text is no call, has arguments that only a running
  ///   program knows (`**options`), or is another engine's, and as `init(of:in:_:)` does.
  public init(parsing call: String, in engine: Engine? = nil) throws(TranslationError) {
    let parsed = try EngineCall(parsing: call)
    let found = Engine.allCases.compactMap { candidate in
      candidate.prefixes.first { !$0.isEmpty && parsed.name.hasPrefix($0) }
        .map { (engine: candidate, prefix: $0) }
    }.max { $0.prefix.count < $1.prefix.count }
    let written = found?.engine ?? (parsed.name == "RmsPropConfig" ? .burn : nil)
    // Before Keras 3, what is "legacy" now had the plain name.
    if let engine, let written, engine != written, (written, engine) != (.keras, .tfKerasLegacy) {
      throw .contradiction(parsed.name, written: written.title, named: engine.title)
    }
    if let found, engine == nil || engine == found.engine {
      let rule = String(parsed.name.dropFirst(found.prefix.count))
      try self.init(rule, parsed.arguments, found.engine)
    } else if let engine = engine ?? written {
      let rule = parsed.name.split(separator: ".").last.map(String.init) ?? parsed.name
      try self.init(rule, parsed.arguments, engine)
    } else {
      throw .unclearEngine(parsed.name)
    }
  }

  /// Starts from a rule of ours, or from an ``UpdatePlan``, of which the rule is translated.
  public init(of optimizer: some Optimizer) {
    engine = nil
    self.optimizer = optimizer
  }

  private init(
    _ rule: String, _ arguments: [EngineCall.Argument], _ engine: Engine
  ) throws(TranslationError) {
    let lowered = rule.lowercased()
    guard let signature = engine.signatures.first(where: { $0.name.lowercased() == lowered }) else {
      throw .unknownRule(rule, engine: engine.title, known: engine.signatures.map(\.name))
    }
    let call = (engine.prefixes.first ?? "") + signature.name
    self.engine = engine
    optimizer = try signature.make(
      Arguments(arguments, of: signature, in: engine, call: call))
  }

  /// The call that makes the same optimizer in an engine, or nil when there is none.
  ///
  /// It may be the same on a condition only; ``answer(in:)`` has it.
  public func call(in engine: Engine) -> String? {
    guard case .same(let call, _) = answer(in: engine) else { return nil }
    return call
  }
}

extension Engine {
  /// The engine's own names of the optimizers that can be read.
  public var optimizers: [String] { signatures.map(\.name) }

  /// Every optimizer of the engine that is known here.
  var signatures: [Signature] {
    let others: [Signature] =
      switch self {
      case .pytorch: Signature.pytorch
      case .keras: Signature.keras
      case .optax: Signature.optax
      case .mlx: Signature.mlx
      default: []
      }
    return [.rmsprop(of: self)] + others
  }
}
