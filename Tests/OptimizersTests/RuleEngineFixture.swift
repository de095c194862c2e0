import Optimizers
import TestSupport

/// SGD, Adam and the other rules as five engines computed them: `rules.json`, see
/// Fixtures/README.md.
struct RuleEngineFixture: Decodable, Sendable {
  /// What the engine was given, by our names; nil for what was left to it.
  struct Hyperparameters: Decodable, Sendable {
    let learningRate, rho, epsilon, momentum, dampening, weightDecay, beta1, beta2: Double?
    let momentumDecay, learningRateDecay, initialAccumulator: Double?
    let shrink, growth, smallestStep, largestStep: Double?
    let nesterov, maximize, amsgrad, decoupled: Bool?

    /// Whether the engine ran with its defaults.
    var isEmpty: Bool { learningRate == nil }
  }

  struct Case: Decodable, Sendable, CustomStringConvertible {
    let name: String
    let engine: String
    let rule: String
    let dtype: String
    /// The convention here with the engine's formula; nil for a rule without conventions.
    let convention: String?
    let hyperparameters: Hyperparameters
    let values: [String: [Double]]
    let state: [String: [Double]]

    var description: String { name }
  }

  let inputs: RMSpropEngineFixture.Inputs
  let cases: [Case]

  static let shared: RuleEngineFixture = {
    do {
      return try loadFixture("rules", from: .module)
    } catch {
      fatalError("fixture rules: \(error)")
    }
  }()
}

extension RuleEngineFixture.Case {
  /// The rule here that should do the same, or nil if the rule's or the convention's name is unknown.
  var optimizer: (any Optimizer)? {
    let given = hyperparameters
    let mode: WeightDecayMode? = given.decoupled == true ? .decoupled : nil
    switch rule {
    case "SGD":
      return named(SGD.Convention.all, by: \.name).map {
        SGD(
          learningRate: given.learningRate, momentum: given.momentum ?? 0,
          dampening: given.dampening ?? 0, nesterov: given.nesterov ?? false,
          weightDecay: given.weightDecay ?? 0, maximize: given.maximize ?? false, convention: $0)
      }
    case "Adam":
      return named(Adam.Convention.all, by: \.name).map {
        Adam(
          learningRate: given.learningRate, beta1: given.beta1, beta2: given.beta2,
          epsilon: given.epsilon, amsgrad: given.amsgrad ?? false,
          weightDecay: given.weightDecay ?? 0, convention: $0)
      }
    case "AdamW":
      return named(AdamW.Convention.all, by: \.name).map {
        AdamW(
          learningRate: given.learningRate, beta1: given.beta1, beta2: given.beta2,
          epsilon: given.epsilon, weightDecay: given.weightDecay, amsgrad: given.amsgrad ?? false,
          convention: $0)
      }
    case "NAdam":
      return named(NAdam.Convention.all, by: \.name).map {
        NAdam(
          learningRate: given.learningRate, beta1: given.beta1, beta2: given.beta2,
          epsilon: given.epsilon, momentumDecay: given.momentumDecay,
          weightDecay: given.weightDecay ?? 0, weightDecayMode: mode, convention: $0)
      }
    case "Adamax":
      return named(Adamax.Convention.all, by: \.name).map {
        Adamax(
          learningRate: given.learningRate, beta1: given.beta1, beta2: given.beta2,
          epsilon: given.epsilon, weightDecay: given.weightDecay ?? 0, convention: $0)
      }
    case "Adagrad":
      return named(Adagrad.Convention.all, by: \.name).map {
        Adagrad(
          learningRate: given.learningRate, learningRateDecay: given.learningRateDecay ?? 0,
          initialAccumulator: given.initialAccumulator, epsilon: given.epsilon,
          weightDecay: given.weightDecay ?? 0, convention: $0)
      }
    case "Adadelta":
      return named(Adadelta.Convention.all, by: \.name).map {
        Adadelta(
          learningRate: given.learningRate, rho: given.rho, epsilon: given.epsilon,
          weightDecay: given.weightDecay ?? 0, convention: $0)
      }
    case "Lion":
      return named(Lion.Convention.all, by: \.name).map {
        Lion(
          learningRate: given.learningRate, beta1: given.beta1, beta2: given.beta2,
          weightDecay: given.weightDecay, convention: $0)
      }
    default: return ruleWithoutConventions(mode: mode)
    }
  }

  private func ruleWithoutConventions(mode: WeightDecayMode?) -> (any Optimizer)? {
    let given = hyperparameters
    switch rule {
    case "RAdam":
      return given.isEmpty
        ? RAdam()
        : RAdam(
          learningRate: given.learningRate ?? 0, beta1: given.beta1 ?? 0, beta2: given.beta2 ?? 0,
          epsilon: given.epsilon ?? 0, weightDecay: given.weightDecay ?? 0,
          weightDecayMode: mode ?? .coupled)
    case "Yogi":
      return given.isEmpty
        ? Yogi()
        : Yogi(
          learningRate: given.learningRate ?? 0, beta1: given.beta1 ?? 0, beta2: given.beta2 ?? 0,
          epsilon: given.epsilon ?? 0, initialAccumulator: given.initialAccumulator ?? 0)
    case "Rprop":
      guard let shrink = given.shrink, let growth = given.growth,
        let smallest = given.smallestStep, let largest = given.largestStep
      else { return Rprop(learningRate: given.learningRate ?? 0.01) }
      return Rprop(
        learningRate: given.learningRate ?? 0, shrink: shrink, growth: growth,
        smallestStep: smallest, largestStep: largest)
    default: return nil
    }
  }

  private func named<Convention>(
    _ all: [Convention], by name: KeyPath<Convention, String>
  ) -> Convention? {
    all.first { $0[keyPath: name] == convention }
  }
}
