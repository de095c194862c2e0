import Descent

/// An update rule with its options, as a row of the table of rules.
struct MeasuredRule: Sendable {
  /// The rule, such as "RMSprop".
  let rule: String
  /// What sets the row apart from the rule's plain form, such as "momentum"; empty for that.
  let options: String
  /// The rule with these options.
  let optimizer: any Optimizer

  init(_ optimizer: some Optimizer, _ options: String = "") {
    rule = type(of: optimizer).name
    self.options = options
    self.optimizer = optimizer
  }

  /// The rule and its options, as a message names them.
  var name: String { options.isEmpty ? rule : "\(rule), \(options)" }

  /// The first cell of the row: options stand beneath their rule.
  var title: String { options.isEmpty ? rule : "  " + options }

  /// Every rule, and every option that changes its loop or its memory traffic.
  ///
  /// Weight decay is here to show that it does neither.
  static let all: [MeasuredRule] = [
    MeasuredRule(RMSprop()),
    MeasuredRule(RMSprop(weightDecay: 0.01), "weight decay"),
    MeasuredRule(RMSprop(momentum: 0.9), "momentum"),
    MeasuredRule(RMSprop(momentum: 0.9, nesterov: true), "Nesterov"),
    MeasuredRule(RMSprop(centered: true), "centered"),
    MeasuredRule(RMSprop(centered: true, centeredMode: .reference), "centered, reference"),
    MeasuredRule(RMSprop(momentum: 0.9, centered: true), "centered, momentum"),
    MeasuredRule(SGD(learningRate: 0.001)),
    MeasuredRule(SGD(learningRate: 0.001, momentum: 0.9), "momentum"),
    MeasuredRule(SGD(learningRate: 0.001, momentum: 0.9, nesterov: true), "Nesterov"),
    MeasuredRule(Adam()),
    MeasuredRule(Adam(amsgrad: true), "AMSGrad"),
    MeasuredRule(AdamW()),
    MeasuredRule(NAdam()),
    MeasuredRule(RAdam()),
    MeasuredRule(Adamax()),
    MeasuredRule(Adagrad()),
    MeasuredRule(Adadelta()),
    MeasuredRule(Lion()),
    MeasuredRule(Yogi()),
    MeasuredRule(Rprop()),
  ]
}
