import Foundation

/// The one with the best score beside every other, over all problems.
///
/// Median steps to the target are compared problem by problem. They have no common scale, but their
/// ratios have: the signs and ranks of the differences of their logarithms are tested, after Wilcoxon. A
/// target that is not kept takes infinitely many. Holm's correction is for all of the others.
struct OverallComparison {
  /// One of the others.
  struct Row {
    /// Its name.
    let contender: String
    /// The chance of ranks as lopsided if there were no difference, corrected.
    let probability: Double
    /// Whether the first needs fewer steps, going by the ranks.
    let isBehind: Bool

    /// Whether it is more than chance.
    var isClear: Bool { probability < 0.05 }
  }

  /// The name of the one that all others are compared with.
  let first: String
  /// The others, in the order given.
  let rows: [Row]
  private let problemCount: Int

  /// The name of the test.
  static let test = "Wilcoxon’s signed-rank test"

  init(
    _ problems: [ComparisonResults.ProblemResults], first: String, others: [String]
  ) {
    func allCosts(_ name: String) -> [Double] {
      problems.map { problem in
        let steps =
          problem.contenders.first { $0.name == name }?.summary.stepsToTarget?.median ?? .infinity
        return log(max(steps, 1))
      }
    }
    let costs = allCosts(first)
    let comparisons = others.map { PairedComparison(costs, allCosts($0)) }
    let chances = HolmCorrection.adjusted(comparisons.map { $0?.signedRank.pValue ?? 1 })
    self.first = first
    rows = others.indices.map { index in
      Row(
        contender: others[index], probability: chances[index],
        isBehind: (comparisons[index]?.rankBiserialCorrelation ?? 0) < 0)
    }
    problemCount = problems.count
  }

  /// Compares the one with the best score with the others; nil where nobody has a score, or is alone.
  init?(_ problems: [ComparisonResults.ProblemResults], _ profile: ComparisonResults.Profile) {
    let ranked = profile.curves.sorted { $0.score > $1.score }
    guard ranked.count > 1, let first = ranked.first, first.score > 0 else { return nil }
    self.init(
      problems, first: first.contender, others: ranked.dropFirst().map(\.contender))
  }

  /// Those who clearly need more steps than the first.
  var behind: [String] { rows.filter { $0.isClear && $0.isBehind }.map(\.contender) }

  /// With fewer problems not even the fewest steps on every one of them are clear.
  private var fewestProblems: Int { HolmCorrection.fewestPairs(questions: rows.count) }

  /// What decides, and by which chances.
  var remark: String {
    let test = "\(Self.test) of the median steps, problem by problem"
    guard problemCount >= fewestProblems else {
      return "What decides is not the score but \(test), and for \(rows.count + 1) optimizers it "
        + "takes at least \(fewestProblems) problems to find anything."
    }
    let behind = rows.filter { $0.isClear && $0.isBehind }
    let others = rows.filter { !$0.isClear }
    // The best score may belong to one that another is clearly ahead of by ranks.
    let ahead = rows.filter { $0.isClear && !$0.isBehind }
    var clauses: [String] = []
    if let most = behind.map(\.probability).max() {
      clauses.append(
        Self.chance(behind.count > 1 ? "at most " : "", most) + " beside "
          + (behind.count == rows.count && rows.count > 1
            ? "every other" : behind.map(\.contender).inWords(naming: Verdict.mostNames)))
    }
    if let least = others.map(\.probability).min() {
      clauses.append(
        Self.chance(others.count > 1 ? "at least " : "", least, isSecond: behind.count > 1)
          + " beside "
          + (others.count == rows.count && rows.count > 1
            ? "every other" : others.map(\.contender).inWords(naming: Verdict.mostNames)))
    }
    return "What decides is not the score but \(test): "
      + clauses.joined(separator: ", and ")
      + (ahead.isEmpty
        ? "."
        : "; \(ahead.map(\.contender).inWords(naming: Verdict.mostNames)) "
          + "\(ahead.count == 1 ? "is" : "are") clearly ahead of \(first) by it.")
  }

  private static func chance(
    _ bound: String, _ value: Double, isSecond: Bool = false
  ) -> String {
    let text = NumberText.probability(value)
    if text.hasPrefix("<") { return "p \(text)" }
    if bound.isEmpty { return "p = \(text)" }
    return (isSecond ? "" : "p is ") + bound + text
  }
}
