extension Verdict {
  /// Who kept the target in some runs, where nobody did in most.
  func arrivalRemarks(_ ranking: Ranking) -> [String] {
    let arrivals = finite.map { ($0.name, $0.summary.runsThatReachedTarget, $0.summary.runs) }
    guard let words = Self.runs(arrivals) else { return [] }
    let standing = Standing(ranking)
    return [
      "It was kept in \(words)"
        + (standing.behind.isEmpty ? "." : "; by that \(standing.leadersText).")
    ]
  }

  /// Who is clearly lower than others at the end, where nobody kept the target.
  var heightRemarks: [String] {
    guard finite.count > 1, let ranking = Ranking(finite, by: .testLoss, table: pairings) else {
      return []
    }
    func height(_ contender: ComparisonResults.Contender) -> String {
      let height = contender.summary.testLoss?.median ?? .infinity
      return height.isFinite ? NumberText.significant(height, 3) : "none (diverged)"
    }
    let standing = Standing(ranking)
    guard !standing.behind.isEmpty else {
      let findings = amongEquals(ranking)
      return [
        findings.isEmpty
          ? "By the final height there is no clear difference either"
            + (ranking.first.finalTrials.count < fewestSeeds
              ? "; it takes at least \(fewestSeeds) seeds to tell." : ".")
          : "By the final height, \(findings)."
      ]
    }
    return [
      "By the final height, \(standing.leadersText): "
        + (standing.leaders.count == 1 ? "a median of " : "medians of ")
        + Self.values(standing.leaders.map(height)) + ", against "
        + Self.values(standing.behind.map(height)) + "."
    ]
  }

  /// Who diverged in some runs, and in others did not.
  var divergenceRemarks: [String] {
    let counts = finite.map { ($0.name, $0.summary.divergedRuns, $0.summary.runs) }
    return Self.runs(counts).map { ["\($0) diverged."] } ?? []
  }

  /// "3 of 10 runs of SGD, 2 of 10 of Adam and some of 5 others", the most first; nil where there are
  /// none.
  static func runs(_ counts: [(name: String, count: Int, runs: Int)]) -> String? {
    let some = counts.filter { $0.count > 0 }.sorted { $0.count > $1.count }
    guard !some.isEmpty else { return nil }
    let named = some.prefix(some.count > mostNames ? mostNames - 1 : mostNames)
    var words = named.enumerated().map { index, entry in
      "\(entry.count) of \(entry.runs) \(index > 0 ? "" : entry.runs == 1 ? "run " : "runs ")"
        + "of \(entry.name)"
    }
    if named.count < some.count { words.append("some of \(some.count - named.count) others") }
    return words.inWords
  }

  /// A few values in the order of their names, or the first and the last.
  static func values(_ values: [String]) -> String {
    guard values.count > mostNames, let first = values.first, let last = values.last else {
      return values.inWords
    }
    return "\(first) to \(last)"
  }
}

/// Those of a ranking that are clearly ahead of all that the first is ahead of.
struct Standing {
  /// The first, and who is clearly ahead of as many.
  let leaders: [ComparisonResults.Contender]
  /// Whom they are clearly ahead of.
  let behind: [ComparisonResults.Contender]

  init(_ ranking: Ranking) {
    let behind = ranking.beaten
    leaders =
      [ranking.first]
      + ranking.equals.filter { equal in
        behind.allSatisfy { ranking.differences.isAhead(equal.name, of: $0.name) }
      }
    self.behind = behind
  }

  /// "A and B are clearly ahead of C".
  var leadersText: String {
    let names = leaders.map(\.name).inWords(naming: Verdict.mostNames)
    return "\(names) \(leaders.count == 1 ? "is" : "are") clearly ahead of "
      + behind.map(\.name).inWords(naming: Verdict.mostNames)
  }
}
