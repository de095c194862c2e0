import Foundation

/// One contender on one problem by one measure, now and then.
struct BaselineChange {
  let problem: ComparisonResults.Problem
  let measure: ComparisonResults.Pairing.Measure
  let old: ComparisonResults.Contender
  let new: ComparisonResults.Contender
  /// The new costs beside the old ones of the same seeds.
  let comparison: PairedComparison
  /// The runs of these seeds, then and now; none now where it diverged at every rate.
  private let runs: (old: [ComparisonResults.Trial], new: [ComparisonResults.Trial])
  /// As many questions as this one is corrected for.
  var family = 1

  /// Compares runs of the same seeds; nil when there are none.
  ///
  /// One that diverges at every rate now has no runs; it costs ∞ with every seed that it had.
  init?(
    _ problem: ComparisonResults.Problem, _ measure: ComparisonResults.Pairing.Measure,
    old: ComparisonResults.Contender, new: ComparisonResults.Contender
  ) {
    func cost(_ trial: ComparisonResults.Trial) -> Double {
      let cost = measure.cost(of: trial)
      // Below its target a function is solved: what differs there is rounding.
      let isSolved = problem.kind == .function && measure == .testLoss
      return isSolved ? max(cost, problem.target.value) : cost
    }
    let trials = Dictionary(
      new.finalTrials.map { ($0.seed, $0) }, uniquingKeysWith: { first, _ in first })
    let worst = measure == .testAccuracy ? 1 : Double.infinity
    let common = old.finalTrials.filter { trials.isEmpty || trials[$0.seed] != nil }
    let now = common.compactMap { trials[$0.seed] }
    guard
      let comparison = PairedComparison(
        trials.isEmpty ? common.map { _ in worst } : now.map(cost), common.map(cost))
    else { return nil }
    (self.problem, self.measure, self.old, self.new) = (problem, measure, old, new)
    runs = (common, now)
    self.comparison = comparison
  }

  /// How many seeds both have.
  var seeds: Int { comparison.count }

  /// Whether any seed differs.
  var differs: Bool { comparison.ties < comparison.count }

  /// The least chance that as many differences can have, were they all for the worse: ½ⁿ.
  var leastChance: Double {
    let counted = pow(0.5, Double(comparison.count - comparison.ties))
    return comparison.signFlip.method == .sampled ? max(counted, 0.5e-4) : counted
  }

  /// Whether it is worse rather than better: by the mean, or by ranks where there is none.
  private var isWorse: Bool {
    (comparison.meanDifference ?? comparison.rankBiserialCorrelation) > 0
  }

  /// The chance of a change as large in its own direction, corrected for the family.
  var chance: Double { min(1, comparison.signFlip.pValue / 2 * Double(family)) }

  private var isClear: Bool { differs && chance < BaselineFindings.level }

  /// Whether it is clearly worse than it was.
  var isRegression: Bool { isClear && isWorse }

  /// Whether it is clearly better than it was.
  var isImprovement: Bool { isClear && !isWorse }

  /// "RMSprop on digits: test accuracy 96.9% → 95.1%, worse with 9 of 10 seeds, p = 0.004".
  var text: String {
    let values = "\(value(of: runs.old)) → \(value(of: runs.new))"
    let change = "\(new.name) on \(problem.name): \(name) \(values)\(whichSeeds)"
    guard differs else { return change + ", the same with every seed" }
    let outcome =
      isRegression
      ? "worse with \(comparison.losses) of \(seeds) seeds"
      : isImprovement ? "better with \(comparison.wins) of \(seeds) seeds" : "no clear change"
    return "\(change), \(outcome), p = \(NumberText.significant(chance, 2))"
  }

  private var name: String {
    switch measure {
    case .testAccuracy: "test accuracy"
    case .testLoss: problem.kind == .function ? "final height" : "test loss"
    case .stepsToTarget: "steps to the target"
    }
  }

  /// Of which seeds the numbers are, where either had others as well.
  private var whichSeeds: String {
    let isAll = [old, new].allSatisfy { [0, seeds].contains($0.finalTrials.count) }
    guard !isAll else { return "" }
    return " (of the \(seeds == 1 ? "seed" : "\(NumberText.grouped(seeds)) seeds") in common)"
  }

  /// The median of runs in words.
  private func value(of runs: [ComparisonResults.Trial]) -> String {
    guard !runs.isEmpty else { return new.fate }
    switch measure {
    case .testAccuracy:
      let accuracies = Spread(of: runs.map { $0.testAccuracy ?? 0 }, replacingNaNWith: 0)
      return NumberText.percent(accuracies?.median ?? 0)
    case .testLoss:
      let loss = Spread(of: runs.map(\.finalLoss))?.median ?? .infinity
      return loss.isFinite ? NumberText.significant(loss) : runs.fate
    case .stepsToTarget:
      let steps = runs.medianStepsToTarget
      return steps.isFinite ? NumberText.grouped(steps) : "not kept"
    }
  }
}
