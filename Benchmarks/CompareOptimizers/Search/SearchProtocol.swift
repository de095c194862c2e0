import Descent
import Foundation

/// How hyper-parameters are searched: alike for every contender.
struct SearchProtocol: Equatable, Sendable {
  /// The candidates of each contender, unless the user says otherwise.
  static let usualTrials = 12

  /// How many times a range may be widened to either side, unless the user says otherwise.
  static let usualWidenings = 2

  /// The candidates of each contender, before anything is widened.
  var trials = Self.usualTrials

  /// The learning rates among which all contenders choose.
  var rates = RateRange(lower: 1e-5, upper: 3.2)

  /// How candidates are taken.
  var strategy = ComparisonResults.SearchSpace.Strategy.grid

  /// What is searched beside the rate, for the contenders that have it.
  var sweeps: [Sweep] = []

  /// How many times the range of rates may be widened to either side.
  var mostWidenings = Self.usualWidenings

  /// The rates that a widening adds to a grid.
  private static let ratesPerWidening = 2

  /// From one rate that a widening adds to the next, at most: by the step of a grid of few rates two
  /// widenings would end where no step changes anything.
  private static let widestStep = 10.0

  /// The candidates of a contender before anything is widened.
  func candidates(for contender: ContenderSpecification) -> [ComparisonResults.Candidate] {
    if let rate = contender.rate { return [.init(learningRate: rate)] }
    switch strategy {
    case .given, .grid:
      return (0..<trials).map {
        .init(learningRate: Self.short(rates.lower * pow(ratio, Double($0))))
      }
    case .random:
      // The same draws of rates for all: who is luckier in them must not decide.
      var generator = SeededGenerator(seed: Self.seed)
      return (0..<trials).map { _ in draw(for: contender, from: rates, using: &generator) }
    }
  }

  /// The candidates that a widening adds, below or above those tried; the same rates for all, and none
  /// that a `Float` does not hold.
  ///
  /// - Parameters:
  ///   - contender: Whose candidates they are.
  ///   - widenings: How many widenings to that side there have been.
  ///   - isDownward: To which side.
  /// - Returns: The candidates; none where the rate is given.
  func addition(
    for contender: ContenderSpecification, after widenings: Int, isDownward: Bool
  ) -> [ComparisonResults.Candidate] {
    guard contender.rate == nil else { return [] }
    return unboundedAddition(for: contender, after: widenings, isDownward: isDownward)
      .filter { RateRange.floats.contains($0.learningRate) }
  }

  private func unboundedAddition(
    for contender: ContenderSpecification, after widenings: Int, isDownward: Bool
  ) -> [ComparisonResults.Candidate] {
    switch strategy {
    case .given, .grid:
      return (1...Self.ratesPerWidening).map { index in
        let steps = Double(widenings * Self.ratesPerWidening + index)
        let step = min(ratio, Self.widestStep)
        return .init(
          learningRate: Self.short(
            isDownward ? rates.lower * pow(step, -steps) : rates.upper * pow(step, steps)))
      }
    case .random:
      let decade = RateRange(
        lower: isDownward
          ? rates.lower * pow(10, -Double(widenings + 1))
          : rates.upper * pow(10, Double(widenings)),
        upper: isDownward
          ? rates.lower * pow(10, -Double(widenings)) : rates.upper * pow(10, Double(widenings + 1))
      )
      var generator = SeededGenerator(
        seed: Self.seed + UInt64(widenings + 1) * 2 + (isDownward ? 1 : 0))
      return (0..<max(1, trials / 6)).map { _ in
        draw(for: contender, from: decade, using: &generator)
      }
    }
  }

  /// The settings that are searched of a contender, beside its rate.
  func settingsSearched(
    of contender: ContenderSpecification
  ) -> Set<SearchedSetting> {
    contender.rate == nil ? contender.searchedSettings.intersection(sweeps.map(\.setting)) : []
  }

  /// What a report says of a contender's space.
  func space(
    of contender: ContenderSpecification, widenings: Int
  ) -> ComparisonResults.SearchSpace {
    if let rate = contender.rate {
      return .init(
        strategy: .given, dimensions: [.init(name: "rate", range: nil, values: [rate])], trials: 1,
        widenings: 0)
    }
    let searched = settingsSearched(of: contender)
    let swept = sweeps.filter { searched.contains($0.setting) }
    return .init(
      strategy: strategy,
      dimensions: [.init(name: "rate", range: .init(lower: rates.lower, upper: rates.upper))]
        + swept.map { sweep in
          switch sweep.values {
          case .list(let values):
            .init(name: sweep.setting.rawValue, range: nil, values: values)
          case .range(let lower, let upper):
            .init(name: sweep.setting.rawValue, range: .init(lower: lower, upper: upper))
          }
        }, trials: trials, widenings: widenings)
  }

  private static let seed: UInt64 = 2012

  /// From one rate of the grid to the next.
  private var ratio: Double {
    trials > 1 ? pow(rates.upper / rates.lower, 1 / Double(trials - 1)) : 1
  }

  private func draw(
    for contender: ContenderSpecification, from rates: RateRange,
    using generator: inout SeededGenerator
  ) -> ComparisonResults.Candidate {
    func logarithmic(_ lower: Double, _ upper: Double) -> Double {
      Self.short(exp(Double.random(in: log(lower)...log(upper), using: &generator)))
    }
    let rate = logarithmic(rates.lower, rates.upper)
    // Every draw is made, also for what the contender does not have: the next rate stays the same.
    let settings = sweeps.sorted { $0.setting.rawValue < $1.setting.rawValue }.map { sweep in
      switch sweep.values {
      case .list(let values):
        let index = Int.random(in: 0..<values.count, using: &generator)
        return (sweep.setting, values[index])
      case .range(let lower, let upper): return (sweep.setting, logarithmic(lower, upper))
      }
    }
    return .init(
      learningRate: rate,
      settings: settings.filter { contender.searchedSettings.contains($0.0) }
        .map { .init(name: $0.0.rawValue, value: $0.1) })
  }

  /// Two digits: the rate in a report is the rate that was used.
  private static func short(_ rate: Double) -> Double {
    Double(String(format: "%.1e", rate)) ?? rate
  }
}
