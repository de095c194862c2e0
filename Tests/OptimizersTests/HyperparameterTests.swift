import Optimizers
import Testing

/// What all rules say of a hyper-parameter that is out of range: its name and its value.
@Suite struct HyperparameterTests {
  struct Fault: Sendable, CustomStringConvertible {
    let rule: String
    let name: String
    let value: Double
    let sentence: String?

    var description: String { "\(rule)(\(name): \(value))" }
  }

  private static let negative = [-1, Double.nan, .infinity]
  private static let fractions = [-0.1, 1, Double.nan, .infinity]
  private static let shares = [-0.1, 1.5, Double.nan, .infinity]

  /// What the rule says for each of the values of one of its hyper-parameters.
  private static func faults<Rule: Optimizer>(
    _ rule: Rule, _ name: String, _ path: WritableKeyPath<Rule, Double>, _ values: [Double]
  ) -> [Fault] {
    values.map { value in
      var broken = rule
      broken[keyPath: path] = value
      return Fault(rule: Rule.name, name: name, value: value, sentence: broken.fault)
    }
  }

  static let ofRMSpropAndSGD =
    faults(RMSprop(), "learningRate", \.learningRate, negative)
    + faults(RMSprop(), "rho", \.rho, fractions)
    + faults(RMSprop(), "epsilon", \.epsilon, negative)
    + faults(RMSprop(), "momentum", \.momentum, shares)
    + faults(RMSprop(), "weightDecay", \.weightDecay, negative)
    + faults(RMSprop(), "initialMeanSquare", \.convention.initialMeanSquare, negative)
    + faults(SGD(), "learningRate", \.learningRate, negative)
    + faults(SGD(), "momentum", \.momentum, shares)
    + faults(SGD(), "dampening", \.dampening, shares)
    + faults(SGD(), "weightDecay", \.weightDecay, negative)

  static let ofAdam =
    faults(Adam(), "learningRate", \.learningRate, negative)
    + faults(Adam(), "beta1", \.beta1, fractions)
    + faults(Adam(), "beta2", \.beta2, fractions)
    + faults(Adam(), "epsilon", \.epsilon, negative)
    + faults(Adam(), "weightDecay", \.weightDecay, negative)
    + faults(AdamW(), "learningRate", \.learningRate, negative)
    + faults(AdamW(), "beta1", \.beta1, fractions)
    + faults(AdamW(), "beta2", \.beta2, fractions)
    + faults(AdamW(), "epsilon", \.epsilon, negative)
    + faults(AdamW(), "weightDecay", \.weightDecay, negative)

  static let ofRelatives =
    faults(NAdam(), "learningRate", \.learningRate, negative)
    + faults(NAdam(), "beta1", \.beta1, fractions)
    + faults(NAdam(), "beta2", \.beta2, fractions)
    + faults(NAdam(), "epsilon", \.epsilon, negative)
    + faults(NAdam(), "momentumDecay", \.momentumDecay, negative)
    + faults(NAdam(), "weightDecay", \.weightDecay, negative)
    + faults(RAdam(), "learningRate", \.learningRate, negative)
    + faults(RAdam(), "beta1", \.beta1, fractions)
    + faults(RAdam(), "beta2", \.beta2, fractions)
    + faults(RAdam(), "epsilon", \.epsilon, negative)
    + faults(RAdam(), "weightDecay", \.weightDecay, negative)
    + faults(Adamax(), "learningRate", \.learningRate, negative)
    + faults(Adamax(), "beta1", \.beta1, fractions)
    + faults(Adamax(), "beta2", \.beta2, fractions)
    + faults(Adamax(), "epsilon", \.epsilon, negative)
    + faults(Adamax(), "weightDecay", \.weightDecay, negative)

  static let ofYogiAndLion =
    faults(Yogi(), "learningRate", \.learningRate, negative)
    + faults(Yogi(), "beta1", \.beta1, fractions)
    + faults(Yogi(), "beta2", \.beta2, fractions)
    + faults(Yogi(), "epsilon", \.epsilon, negative)
    + faults(Yogi(), "initialAccumulator", \.initialAccumulator, negative)
    + faults(Lion(), "learningRate", \.learningRate, negative)
    + faults(Lion(), "beta1", \.beta1, fractions)
    + faults(Lion(), "beta2", \.beta2, fractions)
    + faults(Lion(), "weightDecay", \.weightDecay, negative)

  static let ofAdagradAdadeltaAndRprop =
    faults(Adagrad(), "learningRate", \.learningRate, negative)
    + faults(Adagrad(), "learningRateDecay", \.learningRateDecay, negative)
    + faults(Adagrad(), "initialAccumulator", \.initialAccumulator, negative)
    + faults(Adagrad(), "epsilon", \.epsilon, negative)
    + faults(Adagrad(), "weightDecay", \.weightDecay, negative)
    + faults(Adadelta(), "learningRate", \.learningRate, negative)
    + faults(Adadelta(), "rho", \.rho, fractions)
    + faults(Adadelta(), "epsilon", \.epsilon, negative)
    + faults(Adadelta(), "weightDecay", \.weightDecay, negative)
    + faults(Rprop(), "learningRate", \.learningRate, negative)
    + faults(Rprop(), "smallestStep", \.smallestStep, negative)
    + faults(Rprop(), "largestStep", \.largestStep, negative + [1e-7])

  static let all =
    ofRMSpropAndSGD + ofAdam + ofRelatives + ofYogiAndLion + ofAdagradAdadeltaAndRprop

  @Test(arguments: all)
  func namesTheParameterAndItsValue(_ fault: Fault) throws {
    let sentence = try #require(fault.sentence)
    #expect(sentence.hasPrefix("\(fault.name) ") && sentence.hasSuffix("but is \(fault.value)"))
  }

  @Test func theTableHasEveryRule() {
    #expect(Set(Self.all.map(\.rule)) == Set(EveryRuleTests.allRules.map { type(of: $0).name }))
  }

  @Test(
    arguments: [
      (0, 1.2), (1, 1.2), (-0.5, 1.2), (.nan, 1.2), (0.5, 1), (0.5, .infinity), (0.5, .nan),
    ] as [(Double, Double)])
  func rpropNamesItsFactors(_ shrink: Double, _ growth: Double) throws {
    var rule = Rprop()
    (rule.shrink, rule.growth) = (shrink, growth)
    let sentence = try #require(rule.fault)
    #expect(sentence == "0 < shrink < 1 < growth does not hold for \(shrink) and \(growth)")
  }

  // MARK: What stops a program says the same

  @Test func aRuleStopsWithTheName() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = SGD(momentum: 1.5) }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("SGD: momentum must lie in 0...1, but is 1.5"))
  }

  @Test func anUpdateStopsWithTheName() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var rule = Adam()
      rule.beta2 = 1
      var theta = [1.0]
      var state = rule.makeState(for: theta)
      rule.update(&theta, gradient: [1.0], state: &state)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("Adam: beta2 must be at least 0 and below 1, but is 1.0"))
  }

  @Test func anOptionThatTheEngineLacksStopsWithItsValue() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = RMSprop(momentum: 0.9, convention: .mlx) }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("RMSprop: the convention 'mlx' has no momentum, but it is 0.9"))
  }
}
