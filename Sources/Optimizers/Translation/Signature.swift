/// An optimizer as one engine declares it: its name, its hyper-parameters in order, and our rule.
struct Signature: Sendable {
  /// The engine's name for it.
  let name: String
  /// The hyper-parameters with their defaults, in the order of unnamed arguments.
  let parameters: [(name: String, preset: Hyperparameter)]
  /// Our rule, from hyper-parameters that are all there.
  let make: @Sendable (Arguments) throws(TranslationError) -> any Optimizer

  init(
    _ name: String, _ parameters: KeyValuePairs<String, Hyperparameter>,
    make: @escaping @Sendable (Arguments) throws(TranslationError) -> any Optimizer
  ) {
    self.name = name
    self.parameters = parameters.map { (name: $0.key, preset: $0.value) }
    self.make = make
  }
}

extension Hyperparameter {
  /// Stands where an engine has no default.
  static let required = Hyperparameter.expression("")
}

/// The hyper-parameters of one call, checked as they are taken.
struct Arguments: Sendable {
  /// The engine's name of the optimizer, for messages.
  let call: String
  private let values: [String: Hyperparameter]
  /// The names of those that the engine itself leaves at `None`.
  private let optional: Set<String>

  /// Puts every argument under its name, and the defaults where none is given.
  init(
    _ arguments: [EngineCall.Argument], of signature: Signature, in engine: Engine, call: String
  ) throws(TranslationError) {
    self.call = call
    var given: [String: Hyperparameter] = [:]
    let names = signature.parameters.map(\.name)
    let accepted = names + engine.options.keys.filter { !names.contains($0) }.sorted()
    var arguments = arguments[...]
    // `torch.optim.RMSprop(model.parameters(), …)`: what is to be moved is no matter of the rule.
    if let leading = engine.leadingArgument, let first = arguments.first, first.name == nil,
      case .expression = first.value
    {
      try Self.checkParameters(first.value, named: leading, names: accepted, call: call)
      arguments = arguments.dropFirst()
    }
    var position = 0
    for argument in arguments {
      var name = argument.name.map { engine.aliases[$0] ?? $0 }
      if name == nil {
        guard position < names.count else {
          throw .tooManyArguments(position + 1, call: call, accepted: accepted)
        }
        name = names[position]
        position += 1
      }
      guard let name else { continue }
      if name == engine.leadingArgument {
        try Self.checkParameters(argument.value, named: name, names: accepted, call: call)
        continue
      }
      guard given[name] == nil else { throw .repeatedParameter(name, call: call) }
      guard accepted.contains(name) else {
        throw .unknownParameter(argument.name ?? name, call: call, accepted: accepted)
      }
      if !names.contains(name), case .only(let off)? = engine.options[name],
        argument.value != off, argument.value != .nothing
      {
        throw .noRule(
          call: call,
          reason: "'\(name)' changes what is around the rule; translate without it, and see to it "
            + "in the other engine")
      }
      given[name] = argument.value
    }
    for (name, preset) in signature.parameters where given[name] == nil {
      if preset == .required { throw .missingParameter(name, call: call) }
      given[name] = preset
    }
    values = given
    optional = Set(signature.parameters.filter { $0.preset == .nothing }.map(\.name))
  }

  func fault(_ name: String, _ requirement: String) -> TranslationError {
    .value(
      name, found: values[name]?.description ?? "missing", call: call, requirement: requirement)
  }

  /// A number in a range; `None` is 0 where the engine has it for a momentum or a decay that is off.
  private func number(
    _ name: String, _ requirement: String, where isInRange: (Double) -> Bool
  ) throws(TranslationError) -> Double {
    switch values[name] {
    case .number(let number) where isInRange(number): return number
    case .nothing where optional.contains(name): return 0
    default: throw fault(name, requirement)
    }
  }

  /// A finite number that is not negative.
  func nonNegative(_ name: String) throws(TranslationError) -> Double {
    try number(name, "a finite number, not negative") { $0 >= 0 && $0.isFinite }
  }

  /// A number from 0 to 1.
  func share(_ name: String) throws(TranslationError) -> Double {
    try number(name, "from 0 to 1") { $0 >= 0 && $0 <= 1 }
  }

  /// A number that is at least 0 and below 1.
  func fraction(_ name: String) throws(TranslationError) -> Double {
    try number(name, "at least 0 and below 1") { $0 >= 0 && $0 < 1 }
  }

  /// Whether a switch is on; numbers are off when 0, as in Python.
  func flag(_ name: String) throws(TranslationError) -> Bool {
    switch values[name] {
    case .flag(let flag): return flag
    case .number(let number) where number == 0 || number == 1: return number == 1
    case .nothing: return false
    default: throw fault(name, "True or False")
    }
  }

  /// Two numbers that `isValid`.
  func pair(
    _ name: String, _ requirement: String, where isValid: (Double, Double) -> Bool
  ) throws(TranslationError) -> (Double, Double) {
    guard case .numbers(let numbers)? = values[name], numbers.count == 2,
      isValid(numbers[0], numbers[1])
    else { throw fault(name, requirement) }
    return (numbers[0], numbers[1])
  }

  /// β₁ and β₂.
  func betas(_ name: String = "betas") throws(TranslationError) -> (Double, Double) {
    try pair(name, "two numbers, each at least 0 and below 1") {
      $0 >= 0 && $0 < 1 && $1 >= 0 && $1 < 1
    }
  }

  /// Refuses what there is no rule for here, unless the switch or number is off.
  func refuse(
    _ name: String, unless off: Hyperparameter, because reason: String
  ) throws(TranslationError) {
    guard let value = values[name], value != off, value != .nothing else { return }
    throw .noRule(call: call, reason: "\(name)=\(value): \(reason)")
  }
}

extension Engine {
  /// Other names that users write.
  var aliases: [String: String] {
    switch self {
    case .flux: ["η": "eta", "ρ": "rho", "ϵ": "epsilon", "ε": "epsilon", "centered": "centred"]
    case .keras: ["lr": "learning_rate"]
    default: [:]
    }
  }

  /// Arguments that every optimizer of the engine takes and that are no part of its formula.
  var options: [String: Option] {
    switch self {
    case .pytorch:
      ["foreach": .free, "capturable": .free, "differentiable": .free, "fused": .free]
    case .keras:
      [
        "name": .free, "clipnorm": .only(.nothing), "clipvalue": .only(.nothing),
        "global_clipnorm": .only(.nothing), "use_ema": .only(.flag(false)),
        "ema_momentum": .free, "ema_overwrite_frequency": .free,
        "loss_scale_factor": .only(.nothing), "gradient_accumulation_steps": .only(.nothing),
      ]
    case .tfKerasLegacy:
      [
        "name": .free, "clipnorm": .only(.nothing), "clipvalue": .only(.nothing),
        "global_clipnorm": .only(.nothing), "decay": .only(.number(0)),
      ]
    case .tensorflow1: ["name": .free, "use_locking": .free]
    case .timm: ["foreach": .free, "caution": .only(.flag(false))]
    case .mxnet:
      [
        "clip_weights": .only(.nothing), "clip_gradient": .only(.nothing),
        "rescale_grad": .only(.number(1)), "use_fused_step": .free,
      ]
    case .burn: ["grad_clipping": .only(.nothing)]
    case .optax: ["mu_dtype": .free, "accumulator_dtype": .free, "mask": .only(.nothing)]
    case .mlx, .flux: [:]
    }
  }

  /// What an argument beside the formula may be.
  enum Option {
    /// Anything: it changes no number.
    case free
    /// Only what switches it off.
    case only(Hyperparameter)
  }
}
