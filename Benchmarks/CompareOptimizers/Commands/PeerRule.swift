import Descent

/// One of the rules beside RMSprop and SGD, with what the report says about it.
struct PeerRule: Sendable {
  /// The name in tables and charts, such as "AdamW".
  let title: String
  /// The rule; its learning rate may be a placeholder.
  let optimizer: any Optimizer
  /// The update rule, a line for each of its steps.
  let formula: String
  /// Every setting but the learning rate.
  let hyperparameters: [ComparisonResults.Hyperparameter]

  /// The words that choose one of them, in the order in which messages list them.
  static let words = [
    "adam", "adamw", "nadam", "radam", "adamax", "adagrad", "adadelta", "lion", "yogi", "rprop",
  ]

  init(
    _ optimizer: some Optimizer, formula: [String], settings: KeyValuePairs<String, Double>
  ) {
    title = type(of: optimizer).name
    self.optimizer = optimizer
    self.formula = formula.joined(separator: "\n")
    hyperparameters =
      settings.map { .init(name: $0.key, value: "\($0.value)") }
      + (optimizer.conventionName.map { [.init(name: "convention", value: $0)] } ?? [])
  }
}

extension PeerRule: Equatable {
  static func == (left: PeerRule, right: PeerRule) -> Bool {
    left.title == right.title && left.formula == right.formula
      && left.hyperparameters == right.hyperparameters
      && left.optimizer.learningRate == right.optimizer.learningRate
  }
}
