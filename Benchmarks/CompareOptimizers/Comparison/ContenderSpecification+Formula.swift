import Descent

extension ContenderSpecification {
  /// The update rule, a line for each of its steps.
  var formula: String { formula(searching: []) }

  /// The same with the terms of settings that are searched, though they may be 0 before.
  func formula(searching settings: Set<SearchedSetting>) -> String {
    let searchesMomentum = settings.contains(.momentum)
    return switch rule {
    case .rmsprop(let rule):
      Self.formula(of: rule, hasMomentum: rule.momentum > 0 || searchesMomentum)
    case .sgd(let rule):
      Self.formula(of: rule, hasMomentum: rule.momentum > 0 || searchesMomentum)
    case .peer(let rule): rule.formula
    }
  }

  private static func formula(of rule: RMSprop, hasMomentum: Bool) -> String {
    let isInside =
      rule.convention.epsilonPlacement(hasMomentum: hasMomentum, isCentered: rule.centered)
      == .insideRoot
    let start = rule.convention.initialMeanSquare
    let isBuffered = rule.convention.learningRatePlacement == .inBuffer
    var lines = decay(rule.weightDecay, rule.convention.weightDecayMode)
    if rule.centered {
      lines.append("v ← ρ(v + (1−ρ)(g−m)²), m ← ρm + (1−ρ)g")
    } else {
      lines.append("v ← ρv + (1−ρ)g²")
    }
    if start != 0 { lines[lines.count - 1] += ", v₀ = \(NumberText.typed(start))" }
    let ratio = isInside ? "g / √(v + ε)" : "g / (√v + ε)"
    if hasMomentum {
      lines.append("b ← μb + \(isBuffered ? "η" : "")\(ratio)")
      lines.append("θ ← θ − \(isBuffered ? "b" : "ηb")")
    } else {
      lines.append("θ ← θ − η\(ratio)")
    }
    return lines.joined(separator: "\n")
  }

  private static func formula(of rule: SGD, hasMomentum: Bool) -> String {
    let isBuffered = rule.convention.learningRatePlacement == .inBuffer
    var lines = decay(rule.weightDecay, rule.convention.weightDecayMode)
    guard hasMomentum else { return (lines + ["θ ← θ − ηg"]).joined(separator: "\n") }
    lines.append("b ← μb + \(isBuffered ? "ηg" : "g")")
    switch (rule.nesterov, isBuffered) {
    case (false, false): lines.append("θ ← θ − ηb")
    case (false, true): lines.append("θ ← θ − b")
    case (true, false): lines.append("θ ← θ − η(g + μb)")
    case (true, true): lines.append("θ ← θ − (ηg + μb)")
    }
    return lines.joined(separator: "\n")
  }

  static func decay(_ lambda: Double, _ mode: WeightDecayMode) -> [String] {
    guard lambda > 0 else { return [] }
    return [mode == .coupled ? "g ← g + λθ" : "θ ← θ − ηλθ"]
  }

  /// Every setting but the learning rate.
  var hyperparameters: [ComparisonResults.Hyperparameter] {
    func entry(_ name: String, _ value: Double) -> ComparisonResults.Hyperparameter {
      ComparisonResults.Hyperparameter(name: name, value: "\(value)")
    }
    switch rule {
    case .rmsprop(let rule):
      return [
        entry("ρ", rule.rho), entry("ε", rule.epsilon), entry("μ", rule.momentum),
        entry("λ", rule.weightDecay),
        .init(name: "centered", value: rule.centered ? "yes" : "no"),
        .init(name: "convention", value: rule.convention.name),
      ]
    case .sgd(let rule):
      return [
        entry("μ", rule.momentum), entry("λ", rule.weightDecay),
        .init(name: "Nesterov", value: rule.nesterov ? "yes" : "no"),
        .init(name: "convention", value: rule.convention.name),
      ]
    case .peer(let rule):
      return rule.hyperparameters
    }
  }
}
