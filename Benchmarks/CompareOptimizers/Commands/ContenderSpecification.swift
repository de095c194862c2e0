import ArgumentParser
import Descent

/// An optimizer as the command line names it, without or with a learning rate.
struct ContenderSpecification: Equatable, Sendable {
  /// The rule with every setting but the rate.
  enum Rule: Equatable, Sendable {
    case rmsprop(RMSprop)
    case sgd(SGD)
    case peer(PeerRule)
  }

  /// The name in tables and charts.
  private(set) var name: String
  /// The name without a rate.
  let ruleName: String
  /// The rule; its learning rate is a placeholder while ``rate`` is nil.
  let rule: Rule
  /// The rate to use, or nil to search for one.
  let rate: Double?
  /// The settings that the user gave, and that no sweep changes.
  let givenSettings: Set<SearchedSetting>

  /// The words that choose a rule, in the order in which messages list them.
  static let words = ["rmsprop", "sgd"] + PeerRule.words

  /// What "all" stands for.
  private static let every =
    (["rmsprop", "rmsprop:centered", "sgd", "sgd:momentum=0.9"] + PeerRule.words)
    .joined(separator: ",")

  /// More than a chart or a table can keep apart.
  static let most = 16

  /// Reads "rmsprop,sgd:momentum=0.9".
  ///
  /// - Throws: `ValidationError` with the word that is wrong.
  static func list(_ text: String) throws -> [ContenderSpecification] {
    let words = text.withoutBlanks == "all" ? every : text
    var contenders = try words.listedWords.map(ContenderSpecification.init(parsing:))
    guard contenders.count <= most else {
      throw ValidationError("--optimizers lists \(contenders.count), but can list at most \(most)")
    }
    // A rule may stand against itself at other rates, which its name then has to say.
    let names = contenders.map(\.name)
    for index in contenders.indices where names.count(where: { $0 == names[index] }) > 1 {
      guard let rate = contenders[index].rate else { continue }
      contenders[index].name += " η \(NumberText.typed(rate))"
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
    rate = try settings.take("rate", in: .rate)
    switch settings.rule {
    case "rmsprop":
      let convention =
        try settings.takeConvention(among: RMSprop.Convention.all, by: \.name) ?? .textbook
      let centered = try settings.takeFlag("centered")
      let momentum =
        try settings.take("momentum", in: .within(0...1))
        ?? convention.momentum(whenCentered: centered)
      let decay = try settings.takeNonNegative("decay") ?? 0
      if let refusal = convention.refusal(
        momentum: momentum, centered: centered, weightDecay: decay)
      {
        throw ValidationError("'\(text)': \(refusal)")
      }
      rule = .rmsprop(
        RMSprop(
          learningRate: rate, rho: try settings.takeFraction("rho"),
          epsilon: try settings.takeNonNegative("epsilon"), momentum: momentum,
          centered: centered, weightDecay: decay, convention: convention))
    case "sgd":
      let convention =
        try settings.takeConvention(among: SGD.Convention.all, by: \.name) ?? .textbook
      let momentum = try settings.take("momentum", in: .within(0...1)) ?? 0
      let nesterov = try settings.takeFlag("nesterov")
      guard !nesterov || momentum > 0 else {
        throw ValidationError("'\(text)': nesterov needs a momentum above 0")
      }
      let decay = try settings.takeNonNegative("decay") ?? 0
      if let refusal = convention.refusal(weightDecay: decay) {
        throw ValidationError("'\(text)': \(refusal)")
      }
      rule = .sgd(
        SGD(
          learningRate: rate, momentum: momentum, nesterov: nesterov, weightDecay: decay,
          convention: convention))
    default:
      guard let peer = try PeerRule(parsing: &settings, rate: rate) else {
        throw ValidationError(
          NearestWord.unknown("optimizer", settings.rule, among: Self.words))
      }
      rule = .peer(peer)
    }
    try settings.requireNoneLeft()
    ruleName = settings.displayName(of: rule)
    name = ruleName
    givenSettings = Set(SearchedSetting.allCases.filter { settings.names.contains($0.rawValue) })
  }
}
