import ArgumentParser
import Descent

/// The parts of a specification that are still to be understood.
struct Settings {
  let text: String
  let rule: String
  private let all: [(key: String, value: String)]
  private var left: [String: String]
  /// The settings that there are, in the order in which they were asked for.
  private var known: [String] = []
  /// Settings without "=value": switches that are on, or a slip.
  private let bare: Set<String>

  init(_ text: String) throws {
    self.text = text
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    rule = parts[0].lowercased()
    var bare: Set<String> = []
    all = try parts.dropFirst().map { part in
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.allSatisfy({ !$0.isEmpty }) else {
        throw ValidationError("'\(text)': a setting is written as name=value, not '\(part)'")
      }
      if pair.count == 1 { bare.insert(String(pair[0])) }
      return (String(pair[0]), pair.count == 2 ? String(pair[1]) : "true")
    }
    self.bare = bare
    left = Dictionary(all.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
    guard left.count == all.count else {
      throw ValidationError("'\(text)': a setting is given twice")
    }
  }

  /// The settings that were given.
  var names: [String] { all.map(\.key) }

  mutating func take(_ key: String, in limits: SettingLimits) throws -> Double? {
    known.append(key)
    guard let value = left.removeValue(forKey: key) else { return nil }
    try requireValue(of: key, as: Self.examples[key] ?? "0.1")
    guard let number = Double(value), number.isFinite, limits.contains(number) else {
      throw ValidationError(
        "'\(text)': \(key) cannot be '\(value)'; it is a number \(limits.words)")
    }
    return number
  }

  private static let examples = [
    "rate": "0.001", "rho": "0.9", "momentum": "0.9", "beta1": "0.9", "beta2": "0.999",
    "epsilon": "1e-8", "decay": "0.01",
  ]

  private func requireValue(of key: String, as example: String) throws {
    guard bare.contains(key) else { return }
    throw ValidationError("'\(text)': \(key) needs a value, as in \(key)=\(example)")
  }

  mutating func takeFlag(_ key: String) throws -> Bool {
    known.append(key)
    guard let value = left.removeValue(forKey: key) else { return false }
    guard let flag = Bool(value) else {
      throw ValidationError("'\(text)': \(key) is true or false, not '\(value)'")
    }
    return flag
  }

  /// A setting in 0 ≤ x < 1.
  mutating func takeFraction(_ key: String) throws -> Double? {
    try take(key, in: .belowOne)
  }

  /// A setting that is not negative.
  mutating func takeNonNegative(_ key: String) throws -> Double? {
    try take(key, in: .nonNegative)
  }

  mutating func takeConvention<Convention>(
    among all: [Convention], by name: KeyPath<Convention, String>
  ) throws -> Convention? {
    known.append("convention")
    guard let value = left.removeValue(forKey: "convention") else { return nil }
    try requireValue(of: "convention", as: all.first?[keyPath: name] ?? "")
    guard let convention = all.first(where: { $0[keyPath: name] == value }) else {
      throw ValidationError(
        NearestWord.suggesting(
          value, among: all.map { $0[keyPath: name] },
          "'\(text)': there is no convention '\(value)'", all: "there are"))
    }
    return convention
  }

  func requireNoneLeft() throws {
    guard let key = left.keys.min() else { return }
    guard !known.isEmpty else {
      throw ValidationError("'\(text)': \(rule) has no settings, and so no '\(key)'")
    }
    let nearest = NearestWord.nearest(to: key, among: known).map { "; did you mean '\($0)'?" }
    throw ValidationError(
      "'\(text)': \(rule) has no setting '\(key)'"
        + (nearest.map { $0 + " (it has \(known.inWords))" } ?? ", only \(known.inWords)"))
  }

  /// "RMSprop", "SGD μ 0.9", "RMSprop ρ 0.99 keras".
  func displayName(of rule: ContenderSpecification.Rule) -> String {
    let title =
      switch rule {
      case .rmsprop: RMSprop.name
      case .sgd: SGD.name
      case .peer(let peer): peer.title
      }
    let words = all.filter { $0.key != "rate" && $0.value != "false" }.map { key, value in
      switch key {
      case "momentum": "μ \(value)"
      case "rho": "ρ \(value)"
      case "epsilon": "ε \(value)"
      case "decay": "λ \(value)"
      case "beta1": "β₁ \(value)"
      case "beta2": "β₂ \(value)"
      case "convention": value
      default: value == "true" ? key : "\(key) \(value)"
      }
    }
    return ([title] + words).joined(separator: " ")
  }
}
