import ArgumentParser
import Descent
import Testing

@testable import CompareOptimizers

@Suite struct ContenderSpecificationTests {
  static let words =
    "rmsprop, sgd, adam, adamw, nadam, radam, adamax, adagrad, adadelta, lion, yogi, rprop"

  @Test(arguments: [
    ("rmsprop", "RMSprop"), ("RMSProp", "RMSprop"), ("sgd", "SGD"),
    ("sgd:momentum=0.9", "SGD μ 0.9"), ("sgd:momentum=0.9:nesterov", "SGD μ 0.9 nesterov"),
    ("sgd:momentum=0.9:nesterov=false", "SGD μ 0.9"), ("sgd:rate=0.1", "SGD"),
    ("rmsprop:rho=0.99:epsilon=1e-3:centered", "RMSprop ρ 0.99 ε 1e-3 centered"),
    ("rmsprop:decay=0.01:convention=keras", "RMSprop λ 0.01 keras"),
    ("adam:beta1=0.8:amsgrad", "Adam β₁ 0.8 amsgrad"), ("adamw:decay=0.01", "AdamW λ 0.01"),
    ("lion:convention=optax", "Lion optax"), ("rprop:rate=0.1", "Rprop"),
  ])
  func `names say every setting but the rate`(text: String, name: String) throws {
    #expect(try ContenderSpecification(parsing: text).name == name)
  }

  @Test func `settings reach the rule`() throws {
    let rmsprop = try ContenderSpecification(
      parsing: "rmsprop:rate=0.5:rho=0.8:epsilon=0.1:momentum=0.7:centered:decay=0.2"
        + ":convention=pytorch")
    #expect(rmsprop.rate == 0.5)
    #expect(
      rmsprop.rule
        == .rmsprop(
          RMSprop(
            learningRate: 0.5, rho: 0.8, epsilon: 0.1, momentum: 0.7, centered: true,
            weightDecay: 0.2, convention: .pytorch)))
    let sgd = try ContenderSpecification(parsing: "sgd:momentum=0.9:nesterov:decay=0.1")
    #expect(sgd.rate == nil)
    #expect(sgd.rule == .sgd(SGD(momentum: 0.9, nesterov: true, weightDecay: 0.1)))
    #expect(sgd.optimizer(for: .init(learningRate: 0.25)).learningRate == 0.25)
    #expect(rmsprop.optimizer(for: .init(learningRate: 0.25)).learningRate == 0.25)
  }

  @Test func `settings reach the other rules`() throws {
    let text = "adam:rate=0.5:beta1=0.8:beta2=0.9:epsilon=0.1:amsgrad:decay=0.2:convention=keras"
    let adam = try ContenderSpecification(parsing: text)
    #expect(
      adam.optimizer(for: .init(learningRate: 0.5)) as? Adam
        == Adam(
          learningRate: 0.5, beta1: 0.8, beta2: 0.9, epsilon: 0.1, amsgrad: true, weightDecay: 0.2,
          convention: .keras))
    #expect(adam.formula.hasPrefix("θ ← θ − ηλθ\n"))
    for word in PeerRule.words {
      let contender = try ContenderSpecification(parsing: word)
      #expect(contender.name.lowercased() == word && !contender.formula.isEmpty)
      #expect(contender.optimizer(for: .init(learningRate: 0.25)).learningRate == 0.25)
    }
  }

  @Test(arguments: [
    ("adamm", "unknown optimizer 'adamm'; did you mean 'adam'? (there are \(words))"),
    ("", "unknown optimizer ''; there are \(words)"),
    (
      "adam:rho=0.9",
      "'adam:rho=0.9': adam has no setting 'rho', "
        + "only rate, beta1, beta2, epsilon, amsgrad, decay and convention"
    ),
    (
      "adamw:beta2=1",
      "'adamw:beta2=1': beta2 cannot be '1'; it is a number 0 or more, and below 1"
    ),
    ("rprop:decay=1", "'rprop:decay=1': rprop has no setting 'decay', only rate"),
    (
      "sgd:rho=0.9",
      "'sgd:rho=0.9': sgd has no setting 'rho', "
        + "only rate, convention, momentum, nesterov and decay"
    ),
    (
      "rmsprop:roh=0.9",
      "'rmsprop:roh=0.9': rmsprop has no setting 'roh'; did you mean 'rho'? "
        + "(it has rate, convention, centered, momentum, decay, rho and epsilon)"
    ),
    (
      "sgd:Momentum=0.9",
      "'sgd:Momentum=0.9': sgd has no setting 'Momentum'; did you mean 'momentum'? "
        + "(it has rate, convention, momentum, nesterov and decay)"
    ),
    (
      "rmsprop:nesterov",
      "'rmsprop:nesterov': rmsprop has no setting 'nesterov', "
        + "only rate, convention, centered, momentum, decay, rho and epsilon"
    ),
    ("rmsprop:rho=1", "'rmsprop:rho=1': rho cannot be '1'; it is a number 0 or more, and below 1"),
    (
      "rmsprop:rho=nan",
      "'rmsprop:rho=nan': rho cannot be 'nan'; it is a number 0 or more, and below 1"
    ),
    (
      "rmsprop:epsilon=-1",
      "'rmsprop:epsilon=-1': epsilon cannot be '-1'; it is a number 0 or more"
    ),
    ("sgd:rate=0", "'sgd:rate=0': rate cannot be '0'; it is a number from 1e-30 to 3.4e38"),
    ("sgd:rate=inf", "'sgd:rate=inf': rate cannot be 'inf'; it is a number from 1e-30 to 3.4e38"),
    (
      "sgd:momentum=-0.1",
      "'sgd:momentum=-0.1': momentum cannot be '-0.1'; it is a number from 0 to 1"
    ),
    ("sgd:momentum", "'sgd:momentum': momentum needs a value, as in momentum=0.9"),
    (
      "sgd:rate=true",
      "'sgd:rate=true': rate cannot be 'true'; it is a number from 1e-30 to 3.4e38"
    ),
    ("rmsprop:rate", "'rmsprop:rate': rate needs a value, as in rate=0.001"),
    (
      "adamw:convention",
      "'adamw:convention': convention needs a value, as in convention=pytorch"
    ),
    ("sgd:decay=x", "'sgd:decay=x': decay cannot be 'x'; it is a number 0 or more"),
    ("sgd:momentum=", "'sgd:momentum=': a setting is written as name=value, not 'momentum='"),
    ("sgd:=1", "'sgd:=1': a setting is written as name=value, not '=1'"),
    ("sgd:", "'sgd:': a setting is written as name=value, not ''"),
    ("sgd:rate=1:rate=2", "'sgd:rate=1:rate=2': a setting is given twice"),
    ("sgd:nesterov", "'sgd:nesterov': nesterov needs a momentum above 0"),
    ("rmsprop:centered=1", "'rmsprop:centered=1': centered is true or false, not '1'"),
    (
      "rmsprop:centered:convention=mlx",
      "'rmsprop:centered:convention=mlx': the convention 'mlx' has no centered mode, but it is on"
    ),
    (
      "sgd:convention=jax",
      "'sgd:convention=jax': there is no convention 'jax'; "
        + "there are textbook, pytorch, keras, optax, mlx"
    ),
    (
      "sgd:convention=Kears",
      "'sgd:convention=Kears': there is no convention 'Kears'; did you mean 'keras'? "
        + "(there are textbook, pytorch, keras, optax, mlx)"
    ),
    (
      "sgd:convention=optax:decay=0.1",
      "'sgd:convention=optax:decay=0.1': the convention 'optax' has no weight decay, but it is 0.1"
    ),
    (
      "sgd:momentum=1.5", "'sgd:momentum=1.5': momentum cannot be '1.5'; it is a number from 0 to 1"
    ),
  ])
  func `what is wrong is named`(text: String, message: String) {
    let error = #expect(throws: ValidationError.self) { try ContenderSpecification(parsing: text) }
    #expect(error?.message == message)
  }

  @Test(arguments: RMSprop.Convention.all)
  func `every convention is known by name`(convention: RMSprop.Convention) throws {
    let contender = try ContenderSpecification(
      parsing: "rmsprop:rate=0.001:convention=\(convention.name)")
    #expect(contender.rule == .rmsprop(RMSprop(learningRate: 0.001, convention: convention)))
  }

  /// What the help lists for a rule is what the rule takes.
  @Test func `the help names every convention`() throws {
    let places = ContenderSpecification.conventionHelp.split(separator: "of ").dropFirst()
    var words: [String] = []
    for place in places {
      let parts = place.split(separator: ":")
      let conventions = parts[1].prefix { $0 != ";" && $0 != "." }.split(separator: ", ")
        .map { $0.trimmingPrefix(" ") }
      for word in parts[0].split(separator: ", ") {
        words.append(String(word))
        let refused = #expect(throws: ValidationError.self) {
          try ContenderSpecification(parsing: "\(word):convention=none")
        }
        #expect(
          refused?.message.hasSuffix("there are \(conventions.joined(separator: ", "))") == true)
      }
    }
    let without = (["rmsprop", "sgd"] + PeerRule.words).filter { !words.contains($0) }
    #expect(without == ["radam", "yogi", "rprop"])
    for word in without {
      #expect(throws: ValidationError.self) {
        try ContenderSpecification(parsing: "\(word):convention=pytorch")
      }
    }
  }

  @Test func `a list keeps its order, and rates tell a rule from itself`() throws {
    let list = try ContenderSpecification.list("sgd:rate=0.1,rmsprop,sgd:rate=0.01,sgd")
    #expect(list.map(\.name) == ["SGD η 0.1", "RMSprop", "SGD η 0.01", "SGD"])
    let close = try ContenderSpecification.list("sgd:rate=0.12341,sgd:rate=0.12342")
    #expect(close.map(\.name) == ["SGD η 0.12341", "SGD η 0.12342"])
  }

  @Test(arguments: [
    ("sgd,sgd", "--optimizers lists SGD twice"),
    ("sgd,rmsprop,SGD:nesterov=false", "--optimizers lists SGD twice"),
    ("sgd:rate=0.1,sgd:rate=0.10", "--optimizers lists SGD η 0.1 twice"),
    ("sgd,", "unknown optimizer ''; there are \(words)"),
    (
      (0...16).map { "sgd:momentum=0.\($0)1" }.joined(separator: ","),
      "--optimizers lists 17, but can list at most 16"
    ),
  ])
  func `a list at fault is refused`(text: String, message: String) {
    let error = #expect(throws: ValidationError.self) { try ContenderSpecification.list(text) }
    #expect(error?.message == message)
  }
}
