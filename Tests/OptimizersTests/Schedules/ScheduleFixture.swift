import Foundation
import Optimizers
import TestSupport

/// What the engines schedule: see Fixtures/README.md.
struct ScheduleFixture: Decodable, Sendable {
  struct Case: Decodable, Sendable, CustomStringConvertible {
    let engine: String
    let kind: String
    let parameters: Parameters
    let rates: [Double]

    var description: String { "\(engine) \(kind)" }
  }

  struct Parameters: Decodable, Sendable {
    let initial: Double?
    let maximum: Double?
    let minimum: Double?
    let end: Double?
    let alpha: Double?
    let start: Double?
    let power: Double?
    let factor: Double?
    let decayRate: Double?
    let startFactor: Double?
    let endFactor: Double?
    let periodFactor: Double?
    let restartFactor: Double?
    let warmUpShare: Double?
    let initialDivisor: Double?
    let finalDivisor: Double?
    let decaySteps: Int?
    let steps: Int?
    let interval: Int?
    let firstPeriod: Int?
    let totalSteps: Int?
    let warmUpSteps: Int?
    let staircase: Bool?
    let cycles: Bool?
    let hasThreePhases: Bool?
    let annealing: Schedule.Annealing?
    let boundaries: [Int]?
    let milestones: [Int]?
    let values: [Double]?
  }

  struct Plateau: Decodable, Sendable, CustomStringConvertible {
    struct Options: Decodable, Sendable {
      let factor: Double
      let patience: Int
      let minimumDelta: Double
      let cooldown: Int
      let minimum: Double
    }

    let engine: ReduceOnPlateau.Convention
    let mode: String
    let options: Options
    let initial: Double
    let metrics: [Double]
    let rates: [Double]

    var description: String { "\(engine) \(mode), patience \(options.patience)" }
  }

  let schedules: [Case]
  let plateaus: [Plateau]

  static let shared: ScheduleFixture = {
    do {
      return try loadFixture("schedules", from: .module)
    } catch {
      fatalError("fixture schedules: \(error)")
    }
  }()
}

extension ScheduleFixture.Case {
  /// The schedule that the engine was asked for, or nil when a parameter is missing.
  var schedule: Schedule? {
    let given = parameters
    guard let initial = given.initial ?? given.maximum ?? given.values?.first else { return nil }
    switch kind {
    case "exponential", "inverseTime":
      guard let rate = given.decayRate, let steps = given.decaySteps,
        let staircase = given.staircase
      else { return nil }
      return kind == "exponential"
        ? .exponential(initial: initial, decayRate: rate, decaySteps: steps, staircase: staircase)
        : .inverseTime(initial: initial, decayRate: rate, decaySteps: steps, staircase: staircase)
    case "polynomial":
      guard let end = given.end, let power = given.power, let steps = given.decaySteps,
        let cycles = given.cycles
      else { return nil }
      return .polynomial(
        initial: initial, end: end, power: power, decaySteps: steps, cycles: cycles)
    case "piecewiseConstant":
      guard let boundaries = given.boundaries, let values = given.values else { return nil }
      return .piecewiseConstant(boundaries: boundaries, values: values)
    case "step":
      guard let factor = given.factor, let interval = given.interval else { return nil }
      return .step(initial: initial, factor: factor, every: interval)
    case "multiStep":
      guard let factor = given.factor, let milestones = given.milestones else { return nil }
      return .multiStep(initial: initial, factor: factor, milestones: milestones)
    case "linear":
      guard let start = given.startFactor, let end = given.endFactor, let steps = given.steps
      else { return nil }
      return .linear(initial: initial, startFactor: start, endFactor: end, steps: steps)
    default: return cosineOrWarmUp(initial: initial)
    }
  }

  private func cosineOrWarmUp(initial: Double) -> Schedule? {
    let given = parameters
    switch kind {
    case "cosine", "cosineWarmUp":
      guard let steps = given.decaySteps, let alpha = given.alpha else { return nil }
      let cosine = Schedule.cosine(initial: initial, decaySteps: steps, alpha: alpha)
      guard let warmUp = given.warmUpSteps, let start = given.start else { return cosine }
      return cosine.warmingUp(over: warmUp, from: start)
    case "cosineAnnealing":
      guard let minimum = given.minimum, let steps = given.steps else { return nil }
      return .cosineAnnealing(initial: initial, minimum: minimum, steps: steps)
    case "cosineRestarts":
      guard let period = given.firstPeriod, let factor = given.periodFactor,
        let restart = given.restartFactor, let alpha = given.alpha
      else { return nil }
      return .cosineRestarts(
        initial: initial, firstPeriod: period, periodFactor: factor, restartFactor: restart,
        alpha: alpha)
    case "cosineWarmRestarts":
      guard let minimum = given.minimum, let period = given.firstPeriod,
        let factor = given.periodFactor
      else { return nil }
      return .cosineWarmRestarts(
        initial: initial, minimum: minimum, firstPeriod: period, periodFactor: Int(factor))
    case "oneCycle":
      guard let steps = given.totalSteps, let share = given.warmUpShare,
        let annealing = given.annealing, let initialDivisor = given.initialDivisor,
        let finalDivisor = given.finalDivisor, let hasThreePhases = given.hasThreePhases
      else { return nil }
      return .oneCycle(
        maximum: initial, totalSteps: steps, warmUpShare: share, annealing: annealing,
        initialDivisor: initialDivisor, finalDivisor: finalDivisor,
        hasThreePhases: hasThreePhases)
    case "sequentialWarmUp", "chainedWarmUp":
      guard let rate = given.decayRate, let steps = given.warmUpSteps else { return nil }
      let decay = Schedule.exponential(initial: initial, decayRate: rate)
      if let start = given.start { return decay.warmingUp(over: steps, from: start) }
      return given.startFactor.map { decay.warmingUpWithin(steps, startFactor: $0) }
    default: return nil
    }
  }
}
