import Descent

extension PeerRule {
  /// Reads the settings of a rule, or gives nil where none has that word.
  ///
  /// - Throws: `ValidationError` with the setting that is wrong.
  init?(parsing settings: inout Settings, rate: Double?) throws {
    switch settings.rule {
    case "adam": try self.init(adam: &settings, rate)
    case "adamw": try self.init(adamW: &settings, rate)
    case "nadam": try self.init(nadam: &settings, rate)
    case "radam": try self.init(radam: &settings, rate)
    case "adamax": try self.init(adamax: &settings, rate)
    case "adagrad": try self.init(adagrad: &settings, rate)
    case "adadelta": try self.init(adadelta: &settings, rate)
    case "lion": try self.init(lion: &settings, rate)
    case "yogi": try self.init(yogi: &settings, rate)
    case "rprop": self.init(rprop: Rprop(learningRate: rate ?? 0.01))
    default: return nil
    }
  }

  private init(adam settings: inout Settings, _ rate: Double?) throws {
    let rule = Adam(
      learningRate: rate, beta1: try settings.takeFraction("beta1"),
      beta2: try settings.takeFraction("beta2"),
      epsilon: try settings.takeNonNegative("epsilon"), amsgrad: try settings.takeFlag("amsgrad"),
      weightDecay: try settings.takeNonNegative("decay") ?? 0,
      convention: try settings.takeConvention(among: Adam.Convention.all, by: \.name) ?? .textbook)
    self.init(
      rule,
      formula: ContenderSpecification.decay(rule.weightDecay, rule.convention.weightDecayMode)
        + Self.adamLines(rule.convention.epsilonScale, amsgrad: rule.amsgrad),
      settings: [
        "β₁": rule.beta1, "β₂": rule.beta2, "ε": rule.epsilon, "λ": rule.weightDecay,
      ])
  }

  private init(adamW settings: inout Settings, _ rate: Double?) throws {
    let rule = AdamW(
      learningRate: rate, beta1: try settings.takeFraction("beta1"),
      beta2: try settings.takeFraction("beta2"),
      epsilon: try settings.takeNonNegative("epsilon"),
      weightDecay: try settings.takeNonNegative("decay"),
      amsgrad: try settings.takeFlag("amsgrad"),
      convention: try settings.takeConvention(among: AdamW.Convention.all, by: \.name) ?? .pytorch)
    self.init(
      rule,
      formula: ContenderSpecification.decay(rule.weightDecay, .decoupled)
        + Self.adamLines(rule.convention.epsilonScale, amsgrad: rule.amsgrad),
      settings: [
        "β₁": rule.beta1, "β₂": rule.beta2, "ε": rule.epsilon, "λ": rule.weightDecay,
      ])
  }

  private init(nadam settings: inout Settings, _ rate: Double?) throws {
    let rule = NAdam(
      learningRate: rate, beta1: try settings.takeFraction("beta1"),
      beta2: try settings.takeFraction("beta2"),
      epsilon: try settings.takeNonNegative("epsilon"),
      weightDecay: try settings.takeNonNegative("decay") ?? 0,
      convention: try settings.takeConvention(among: NAdam.Convention.all, by: \.name) ?? .textbook)
    self.init(
      rule,
      formula: ContenderSpecification.decay(rule.weightDecay, rule.weightDecayMode) + [
        "μₜ = β₁(1 − ½·0.96^(tψ)), P ← Pμₜ", "m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g²",
        "θ ← θ − η(μₜ₊₁m/(1−Pμₜ₊₁) + (1−μₜ)g/(1−P)) / (√v̂ + ε)",
      ],
      settings: [
        "β₁": rule.beta1, "β₂": rule.beta2, "ε": rule.epsilon, "ψ": rule.momentumDecay,
        "λ": rule.weightDecay,
      ])
  }

  private init(radam settings: inout Settings, _ rate: Double?) throws {
    let rule = RAdam(
      learningRate: rate ?? 0.001, beta1: try settings.takeFraction("beta1") ?? 0.9,
      beta2: try settings.takeFraction("beta2") ?? 0.999,
      epsilon: try settings.takeNonNegative("epsilon") ?? 1e-8,
      weightDecay: try settings.takeNonNegative("decay") ?? 0)
    self.init(
      rule,
      formula: ContenderSpecification.decay(rule.weightDecay, rule.weightDecayMode) + [
        "m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g²", "θ ← θ − ηr√(1−β₂ᵗ)m̂ / (√v + ε) where ρ > 5",
        "θ ← θ − ηm̂ before",
      ],
      settings: [
        "β₁": rule.beta1, "β₂": rule.beta2, "ε": rule.epsilon, "λ": rule.weightDecay,
      ])
  }

  private init(adamax settings: inout Settings, _ rate: Double?) throws {
    let rule = Adamax(
      learningRate: rate, beta1: try settings.takeFraction("beta1"),
      beta2: try settings.takeFraction("beta2"),
      epsilon: try settings.takeNonNegative("epsilon"),
      weightDecay: try settings.takeNonNegative("decay") ?? 0,
      convention: try settings.takeConvention(among: Adamax.Convention.all, by: \.name)
        ?? .textbook)
    let isInside = rule.convention.isEpsilonInMaximum
    self.init(
      rule,
      formula: ContenderSpecification.decay(rule.weightDecay, rule.convention.weightDecayMode) + [
        "m ← β₁m + (1−β₁)g, u ← max(β₂u, |g|\(isInside ? " + ε" : ""))",
        "θ ← θ − ηm̂ / \(isInside ? "u" : "(u + ε)")",
      ],
      settings: [
        "β₁": rule.beta1, "β₂": rule.beta2, "ε": rule.epsilon, "λ": rule.weightDecay,
      ])
  }

  private init(adagrad settings: inout Settings, _ rate: Double?) throws {
    let rule = Adagrad(
      learningRate: rate, epsilon: try settings.takeNonNegative("epsilon"),
      weightDecay: try settings.takeNonNegative("decay") ?? 0,
      convention: try settings.takeConvention(among: Adagrad.Convention.all, by: \.name)
        ?? .textbook)
    let isInside = rule.convention.epsilonPlacement == .insideRoot
    self.init(
      rule,
      formula: ContenderSpecification.decay(rule.weightDecay, rule.convention.weightDecayMode) + [
        "a ← a + g²", "θ ← θ − ηg / \(isInside ? "√(a + ε)" : "(√a + ε)")",
      ],
      settings: ["a₀": rule.initialAccumulator, "ε": rule.epsilon, "λ": rule.weightDecay])
  }

  private init(adadelta settings: inout Settings, _ rate: Double?) throws {
    let rule = Adadelta(
      learningRate: rate, rho: try settings.takeFraction("rho"),
      epsilon: try settings.takeNonNegative("epsilon"),
      weightDecay: try settings.takeNonNegative("decay") ?? 0,
      convention: try settings.takeConvention(among: Adadelta.Convention.all, by: \.name)
        ?? .textbook)
    self.init(
      rule,
      formula: ContenderSpecification.decay(rule.weightDecay, rule.convention.weightDecayMode) + [
        "v ← ρv + (1−ρ)g²", "s = √(d + ε)/√(v + ε)·g, d ← ρd + (1−ρ)s²", "θ ← θ − ηs",
      ],
      settings: ["ρ": rule.rho, "ε": rule.epsilon, "λ": rule.weightDecay])
  }

  private init(lion settings: inout Settings, _ rate: Double?) throws {
    let rule = Lion(
      learningRate: rate, beta1: try settings.takeFraction("beta1"),
      beta2: try settings.takeFraction("beta2"),
      weightDecay: try settings.takeNonNegative("decay"),
      convention: try settings.takeConvention(among: Lion.Convention.all, by: \.name) ?? .textbook)
    self.init(
      rule,
      formula: [
        "c = β₁m + (1−β₁)g, m ← β₂m + (1−β₂)g",
        rule.weightDecay > 0 ? "θ ← θ − η(sign(c) + λθ)" : "θ ← θ − η sign(c)",
      ],
      settings: ["β₁": rule.beta1, "β₂": rule.beta2, "λ": rule.weightDecay])
  }

  private init(yogi settings: inout Settings, _ rate: Double?) throws {
    let rule = Yogi(
      learningRate: rate ?? 0.01, beta1: try settings.takeFraction("beta1") ?? 0.9,
      beta2: try settings.takeFraction("beta2") ?? 0.999,
      epsilon: try settings.takeNonNegative("epsilon") ?? 1e-3)
    self.init(
      rule,
      formula: [
        "m ← β₁m + (1−β₁)g, v ← v − (1−β₂)sign(v − g²)g²", "θ ← θ − ηm̂ / (√v̂ + ε)",
      ],
      settings: ["β₁": rule.beta1, "β₂": rule.beta2, "ε": rule.epsilon])
  }

  private init(rprop rule: Rprop) {
    self.init(
      rule,
      formula: [
        "s ← s·η⁺ or s·η⁻ as g keeps or changes its sign, s₀ = η", "θ ← θ − sign(g)s",
      ],
      settings: ["η⁻": rule.shrink, "η⁺": rule.growth])
  }

  private static func adamLines(_ scale: EpsilonScale, amsgrad: Bool) -> [String] {
    let (raw, corrected) = amsgrad ? ("w", "ŵ") : ("v", "v̂")
    let step =
      switch scale {
      case .correctedRoot: "θ ← θ − ηm̂ / (√\(corrected) + ε)"
      case .rawRoot: "θ ← θ − η√(1−β₂ᵗ)m̂ / (√\(raw) + ε)"
      }
    return ["m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g²"] + (amsgrad ? ["w ← max(w, v)"] : []) + [step]
  }
}
