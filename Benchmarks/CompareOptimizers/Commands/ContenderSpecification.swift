import ArgumentParser
import Descent

/// An optimizer as the command line names it, without or with a learning rate.
struct ContenderSpecification: Equatable, Sendable {
  /// The rule with every setting but the rate.
  enum Rule: Equatable, Sendable {
    case rmsprop(RMSprop)
    case sgd(SGD)
  }

  /// The name in tables and charts.
  private(set) var name: String
  /// The rule; its learning rate is a placeholder while ``rate`` is nil.
  let rule: Rule
  /// The rate to use, or nil to search for one.
  let rate: Double?

  /// More than a chart or a table can keep apart.
  static let most = 16

  /// Reads "rmsprop,sgd:momentum=0.9".
  ///
  /// - Throws: `ValidationError` with the word that is wrong.
  static func list(_ text: String) throws -> [ContenderSpecification] {
    var contenders = try text.split(separator: ",", omittingEmptySubsequences: false).map {
      try ContenderSpecification(parsing: String($0))
    }
    guard contenders.count <= most else {
      throw ValidationError("--optimizers lists \(contenders.count), but can list at most \(most)")
    }
    // A rule may stand against itself at other rates, which its name then has to say.
    let names = contenders.map(\.name)
    for index in contenders.indices where names.count(where: { $0 == names[index] }) > 1 {
      guard let rate = contenders[index].rate else { continue }
      contenders[index].name += " η \(NumberText.short(rate))"
    }
    for (index, contender) in contenders.enumerated()
    where contenders[..<index].contains(where: { $0.name == contender.name }) {
      throw ValidationError("--optimizers lists \(contender.name) twice")
    }
    return contenders
  }

  /// Reads "rmsprop:rate=0.001:rho=0.9".
  ///
  /// - Throws: `ValidationError` with the word that is wrong.
  init(parsing text: String) throws {
    var settings = try Settings(text)
    rate = try settings.take("rate") { $0 > 0 }
    switch settings.rule {
    case "rmsprop":
      let convention =
        try settings.takeConvention(among: RMSprop.Convention.all, by: \.name) ?? .textbook
      let centered = try settings.takeFlag("centered")
      let momentum =
        try settings.take("momentum") { $0 >= 0 } ?? convention.momentum(whenCentered: centered)
      let decay = try settings.take("decay") { $0 >= 0 } ?? 0
      if let refusal = convention.refusal(
        momentum: momentum, centered: centered, weightDecay: decay)
      {
        throw ValidationError("'\(text)': \(refusal)")
      }
      rule = .rmsprop(
        RMSprop(
          learningRate: rate, rho: try settings.take("rho") { $0 >= 0 && $0 < 1 },
          epsilon: try settings.take("epsilon") { $0 >= 0 }, momentum: momentum,
          centered: centered, weightDecay: decay, convention: convention))
    case "sgd":
      let convention = try settings.takeConvention(among: SGD.Convention.all, by: \.name)
      let momentum = try settings.take("momentum") { $0 >= 0 } ?? 0
      let nesterov = try settings.takeFlag("nesterov")
      guard !nesterov || momentum > 0 else {
        throw ValidationError("'\(text)': nesterov needs a momentum above 0")
      }
      rule = .sgd(
        SGD(
          learningRate: rate, momentum: momentum, nesterov: nesterov,
          weightDecay: try settings.take("decay") { $0 >= 0 } ?? 0,
          convention: convention ?? .textbook))
    default:
      throw ValidationError("unknown optimizer '\(settings.rule)'; there are rmsprop and sgd")
    }
    try settings.requireNoneLeft()
    name = settings.displayName
  }

  /// The rule at a learning rate.
  func optimizer(rate: Double) -> any Optimizer {
    switch rule {
    case .rmsprop(var rule):
      rule.learningRate = rate
      return rule
    case .sgd(var rule):
      rule.learningRate = rate
      return rule
    }
  }
}

/// The parts of a specification that are still to be understood.
private struct Settings {
  let text: String
  let rule: String
  private let all: [(key: String, value: String)]
  private var left: [String: String]

  init(_ text: String) throws {
    self.text = text
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    rule = parts[0].lowercased()
    all = try parts.dropFirst().map { part in
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.allSatisfy({ !$0.isEmpty }) else {
        throw ValidationError("'\(text)': a setting is written as name=value, not '\(part)'")
      }
      return (String(pair[0]), pair.count == 2 ? String(pair[1]) : "true")
    }
    left = Dictionary(all.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
    guard left.count == all.count else {
      throw ValidationError("'\(text)': a setting is given twice")
    }
  }

  mutating func take(_ key: String, where isValid: (Double) -> Bool) throws -> Double? {
    guard let value = left.removeValue(forKey: key) else { return nil }
    guard let number = Double(value), number.isFinite, isValid(number) else {
      throw ValidationError("'\(text)': \(key) cannot be '\(value)'")
    }
    return number
  }

  mutating func takeFlag(_ key: String) throws -> Bool {
    guard let value = left.removeValue(forKey: key) else { return false }
    guard let flag = Bool(value) else {
      throw ValidationError("'\(text)': \(key) is true or false, not '\(value)'")
    }
    return flag
  }

  mutating func takeConvention<Convention>(
    among all: [Convention], by name: KeyPath<Convention, String>
  ) throws -> Convention? {
    guard let value = left.removeValue(forKey: "convention") else { return nil }
    guard let convention = all.first(where: { $0[keyPath: name] == value }) else {
      let names = all.map { $0[keyPath: name] }.joined(separator: ", ")
      throw ValidationError("'\(text)': there is no convention '\(value)', only \(names)")
    }
    return convention
  }

  func requireNoneLeft() throws {
    guard let key = left.keys.min() else { return }
    throw ValidationError("'\(text)': \(rule) has no setting '\(key)'")
  }

  /// "RMSprop", "SGD μ 0.9", "RMSprop ρ 0.99 keras".
  var displayName: String {
    let title = rule == "rmsprop" ? "RMSprop" : "SGD"
    let words = all.filter { $0.key != "rate" && $0.value != "false" }.map { key, value in
      switch key {
      case "momentum": "μ \(value)"
      case "rho": "ρ \(value)"
      case "epsilon": "ε \(value)"
      case "decay": "λ \(value)"
      case "convention": value
      default: value == "true" ? key : "\(key) \(value)"
      }
    }
    return ([title] + words).joined(separator: " ")
  }
}
