import Descent

/// An update rule with its options, as a row of the table of rules.
struct MeasuredRule: Sendable {
  /// The rule, such as "RMSprop".
  let rule: String
  /// What sets the row apart from the rule's plain form, such as "momentum"; empty for that.
  let options: String
  /// The rule with these options.
  let optimizer: any Optimizer
  /// Whether the gradient is read once more, before the pass.
  let readsGradientFirst: Bool
  /// How many of the moments are the rule's or its averages, and not a sum of gradients.
  private let keptMomentCount: Int

  init(_ optimizer: some Optimizer, _ options: String = "", readsGradientFirst: Bool = false) {
    keptMomentCount = optimizer.moments.count { $0 != "accumulatedGradient" }
    rule = type(of: optimizer).name
    self.options = options
    self.optimizer = optimizer
    self.readsGradientFirst = readsGradientFirst
  }

  /// What the row must move.
  var traffic: UpdateTraffic {
    UpdateTraffic(
      momentCount: keptMomentCount, gradientReads: readsGradientFirst ? 2 : 1,
      accumulatesTwo: keptMomentCount < optimizer.moments.count)
  }

  /// The rule and its options, as a message names them.
  var name: String { options.isEmpty ? rule : "\(rule), \(options)" }

  /// The first cell of the row: options stand beneath their rule.
  var title: String { options.isEmpty ? rule : "  " + options }

  /// Every rule, and every option that changes its loop or its memory traffic.
  ///
  /// Weight decay and clipping by value are here to show that they do neither.
  static let all: [MeasuredRule] = [
    MeasuredRule(RMSprop()),
    MeasuredRule(RMSprop(weightDecay: 0.01), "weight decay"),
    MeasuredRule(RMSprop(momentum: 0.9), "momentum"),
    MeasuredRule(RMSprop(momentum: 0.9, nesterov: true), "Nesterov"),
    MeasuredRule(RMSprop(centered: true), "centered"),
    MeasuredRule(RMSprop(centered: true, centeredMode: .reference), "centered, reference"),
    MeasuredRule(RMSprop(momentum: 0.9, centered: true), "centered, momentum"),
    MeasuredRule(UpdatePlan(RMSprop(), clipping: .value(0.5)), "clipped by value"),
    MeasuredRule(
      UpdatePlan(RMSprop(), clipping: .globalNorm(1)), "clipped by norm", readsGradientFirst: true),
    MeasuredRule(UpdatePlan(RMSprop(), averageDecay: 0.999), "with averages"),
    MeasuredRule(UpdatePlan(RMSprop(), accumulationSteps: 2), "two gradients a step"),
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
