import Descent

extension ContenderSpecification {
  /// What a sweep searches of this contender: all that its rule has, but for what the user gave.
  var searchedSettings: Set<SearchedSetting> { ownSettings.subtracting(givenSettings) }

  /// What can be searched of the rule.
  var ownSettings: Set<SearchedSetting> {
    switch rule {
    case .rmsprop(let rule):
      // Some conventions have no momentum, and their updates refuse it.
      rule.convention.refusal(momentum: 1, centered: rule.centered) == nil
        ? [.rho, .epsilon, .momentum] : [.rho, .epsilon]
    case .sgd: [.momentum]
    case .peer(let peer):
      switch peer.optimizer {
      case is Adam, is AdamW, is NAdam, is RAdam, is Adamax, is Adagrad, is Yogi: [.epsilon]
      case is Adadelta: [.rho, .epsilon]
      default: []
      }
    }
  }

  /// The rule with the hyper-parameters of a candidate; what it does not have is left out.
  func optimizer(for candidate: ComparisonResults.Candidate) -> any Optimizer {
    func value(_ setting: SearchedSetting) -> Double? {
      candidate.settings.first { $0.name == setting.rawValue }?.value
    }
    switch rule {
    case .rmsprop(var rule):
      rule.learningRate = candidate.learningRate
      rule.rho = value(.rho) ?? rule.rho
      rule.epsilon = value(.epsilon) ?? rule.epsilon
      rule.momentum = value(.momentum) ?? rule.momentum
      return rule
    case .sgd(var rule):
      rule.learningRate = candidate.learningRate
      rule.momentum = value(.momentum) ?? rule.momentum
      return rule
    case .peer(let peer):
      var rule = peer.optimizer
      rule.learningRate = candidate.learningRate
      return rule.setting(epsilon: value(.epsilon), rho: value(.rho))
    }
  }
}

extension Optimizer {
  /// The same rule with another ε or ρ, where it has one.
  fileprivate func setting(epsilon: Double?, rho: Double?) -> any Optimizer {
    func with<Rule: Optimizer>(
      _ rule: Rule, _ path: WritableKeyPath<Rule, Double>
    ) -> any Optimizer {
      var rule = rule
      rule[keyPath: path] = epsilon ?? rule[keyPath: path]
      return rule
    }
    switch self {
    case let rule as Adam: return with(rule, \.epsilon)
    case let rule as AdamW: return with(rule, \.epsilon)
    case let rule as NAdam: return with(rule, \.epsilon)
    case let rule as RAdam: return with(rule, \.epsilon)
    case let rule as Adamax: return with(rule, \.epsilon)
    case let rule as Adagrad: return with(rule, \.epsilon)
    case let rule as Yogi: return with(rule, \.epsilon)
    case var rule as Adadelta:
      rule.epsilon = epsilon ?? rule.epsilon
      rule.rho = rho ?? rule.rho
      return rule
    default: return self
    }
  }
}
