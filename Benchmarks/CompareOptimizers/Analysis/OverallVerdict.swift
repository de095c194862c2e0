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
        sentence:
          "No optimizer reached the target of any of the \(problems.count) problems and kept it "
          + "in most runs.")
    }
    let solved = first.points.last?.share ?? 0
    let achievement =
      "it reached the target of \(count(solved)) of \(problems.count) problems and kept it, on "
      + "\(count(share(of: first, within: 2))) of them in at most twice the steps of the fastest"
    guard ranked.count > 1 else {
      return .init(
        sentence: "\(first.contender) had no other to be compared with; \(achievement).")
    }
    let comparison = OverallComparison(
      problems, first: first.contender, others: ranked.dropFirst().map(\.contender))
    let behind = comparison.behind
    let equals = ranked.dropFirst().filter { !behind.contains($0.contender) }
    let remarks = [comparison.remark] + clearWins + fleeting + decays
    let highlights = ranked.prefix(4).map { curve in
      ComparisonResults.Highlight(
        label: "score of \(curve.contender)", value: (curve.score * 100).rounded() / 100,
        kind: .number,
        remark: "target kept on \(count(curve.points.last?.share ?? 0)) of \(problems.count)")
    }
    guard !equals.isEmpty else {
      return .init(
        sentence: "\(first.contender) did best over \(problems.count) problems: \(achievement).",
        remarks: remarks, winner: first.contender, highlights: highlights)
    }
    return .init(
      sentence: noClearWin(first, equals, behind), remarks: remarks, highlights: highlights)
  }

  private typealias Curve = ComparisonResults.Profile.Curve

  private func noClearWin(_ first: Curve, _ equals: [Curve], _ behind: [String]) -> String {
    let scores = ([first] + equals).map { NumberText.fixed($0.score, 2) }
    let named = equals.count <= Verdict.mostNames
    var sentence =
      "No clear difference between \(first.contender) and "
      + "\(equals.map(\.contender).asAlternatives(naming: Verdict.mostNames)) over "
      + "\(problems.count) problems: their scores "
      + (named ? "are \(scores.inWords)" : "go from \(scores[0]) to \(scores[scores.count - 1])")
      + " of 1."
    if !behind.isEmpty {
      sentence +=
        " \(first.contender) is clearly ahead of \(behind.inWords(naming: Verdict.mostNames))."
    }
    return sentence
  }

  /// Who touched targets without keeping them, on how many problems.
  private var fleeting: [String] {
    let names = problems.first?.contenders.map(\.name) ?? []
    let counts = names.map { name in
      (
        name,
        problems.count { problem in
          problem.contenders.contains { $0.name == name && $0.summary.touchesWithoutKeeping }
        }
      )
    }.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
    guard !counts.isEmpty else { return [] }
    return [
      "A target that a run leaves again does not count; most runs touched it, and at most half kept it: "
        + "\(Self.list(counts)) of \(problems.count) problems."
    ]
  }

  /// Whose weight decay leads to the minimum by itself, on how many problems.
  private var decays: [String] {
    let names = problems.first?.contenders.map(\.name) ?? []
    return names.compactMap { name in
      let helped = problems.filter { problem in
        Verdict(problem.problem, problem.contenders).helpedByDecay.contains { $0.name == name }
      }
      guard !helped.isEmpty else { return nil }
      let (place, wins) = (
        helped.count == 1
          ? "of \(helped[0].problem.title)"
          : helped.count == problems.count
            ? "of all \(helped.count) problems"
            : "of \(helped.count) of \(problems.count) problems",
        helped.count { $0.verdict.winner == name }
      )
      return "The decay of \(name) draws every parameter to 0, which is where the minimum \(place) "
        + "lies" + (wins == 0 ? "" : Self.clearlyBest(wins, of: helped.count))
        + ": its steps there say little about functions that are lowest elsewhere."
    }
  }

  private static func clearlyBest(_ wins: Int, of count: Int) -> String {
    count == 1
      ? ", and there it was clearly the best" : ", and on \(wins) of these it was clearly the best"
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
    return ["Clearly better than all others: \(Self.list(counts)) of \(problems.count) problems."]
  }

  /// "A on 4, B on 2 and C on 1", or at its end "and 3 other optimizers on 1 to 2 each".
  static func list(_ counts: [(String, Int)]) -> String {
    let most = Verdict.mostNames
    let named = counts.prefix(counts.count > most ? most - 1 : most)
      .map { name, count in "\(name) on \(count)" }
    let rest = counts.dropFirst(named.count).map { $0.1 }
    guard let least = rest.min(), let largest = rest.max() else { return named.inWords }
    return (named + ["\(rest.count) other optimizers"]).inWords
      + " on \(least == largest ? "\(least)" : "\(least) to \(largest)") each"
  }

  private func share(of curve: ComparisonResults.Profile.Curve, within factor: Double) -> Double {
    curve.points.last { $0.factor <= factor }?.share ?? 0
  }

  private func count(_ share: Double) -> Int { Int((share * Double(problems.count)).rounded()) }
}
