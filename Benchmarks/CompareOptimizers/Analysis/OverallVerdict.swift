import Foundation

/// Says who did better over several problems, and whether that is more than chance.
struct OverallVerdict {
  let problems: [ComparisonResults.ProblemResults]
  let profile: ComparisonResults.Profile?

  init(_ problems: [ComparisonResults.ProblemResults], profile: ComparisonResults.Profile?) {
    self.problems = problems
    self.profile = profile
  }

  /// The sentence, its numbers, and a word for each problem.
  var result: ComparisonResults.Verdict {
    let ranked = (profile?.curves ?? []).sorted { $0.score > $1.score }
    guard let first = ranked.first, first.score > 0 else {
      return .init(
        sentence: "No optimizer reached the target of any of the \(problems.count) problems.")
    }
    let solved = first.points.last?.share ?? 0
    let achievement =
      "it reached the target of \(count(solved)) of \(problems.count) problems, on "
      + "\(count(share(of: first, within: 2))) of them in at most twice the steps of the fastest"
    guard ranked.count > 1 else {
      return .init(
        sentence: "\(first.contender) had no other to be compared with; \(achievement).")
    }
    let second = ranked[1]
    let remarks = clearWins
    let highlights = ranked.prefix(4).map { curve in
      ComparisonResults.Highlight(
        label: "score of \(curve.contender)", value: curve.score, kind: .number,
        remark: "target reached on \(count(curve.points.last?.share ?? 0)) of \(problems.count)")
    }
    guard isClear(first.contender, second.contender) else {
      return .init(
        sentence: "No clear difference between \(first.contender) and \(second.contender) over "
          + "\(problems.count) problems: their scores are \(NumberText.significant(first.score, 2)) "
          + "and \(NumberText.significant(second.score, 2)) of 1.",
        remarks: remarks, highlights: highlights)
    }
    return .init(
      sentence: "\(first.contender) did best over \(problems.count) problems: \(achievement).",
      remarks: remarks, winner: first.contender, highlights: highlights)
  }

  /// On how many problems each was clearly better than all others.
  private var clearWins: [String] {
    let winners = problems.compactMap(\.verdict.winner)
    let names = problems.first?.contenders.map(\.name) ?? []
    let counts = names.map { name in (name, winners.count { $0 == name }) }.filter { $0.1 > 0 }
      .sorted { $0.1 > $1.1 }
    guard !counts.isEmpty else {
      return ["On no single problem was one clearly better than all others."]
    }
    let wins = counts.map { "\($0.0) on \($0.1)" }.inWords
    return ["Clearly better than all others: \(wins) of \(problems.count) problems."]
  }

  /// Whether one needs fewer steps than the other, problem by problem.
  private func isClear(_ first: String, _ second: String) -> Bool {
    func costs(_ name: String) -> [Double] {
      problems.map { problem in
        let steps =
          problem.contenders.first { $0.name == name }?.summary.stepsToTarget?.median ?? .infinity
        // Steps on different problems have no common scale; their ratios have.
        return log(max(steps, 1))
      }
    }
    guard let comparison = PairedComparison(costs(first), costs(second)) else { return false }
    return comparison.signedRank.pValue < 0.05 && comparison.wins > comparison.losses
  }

  private func share(of curve: ComparisonResults.Profile.Curve, within factor: Double) -> Double {
    curve.points.last { $0.factor <= factor }?.share ?? 0
  }

  private func count(_ share: Double) -> Int { Int((share * Double(problems.count)).rounded()) }
}
