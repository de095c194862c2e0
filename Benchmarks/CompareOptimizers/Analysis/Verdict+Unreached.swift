extension Verdict {
  /// Who kept the target in some runs, where nobody did in most.
  func arrivalRemarks(_ ranking: Ranking) -> [String] {
    let arrivals = finite.map { ($0.name, $0.summary.runsThatReachedTarget, $0.summary.runs) }
    guard let words = Self.runs(arrivals) else { return [] }
    let behind = ranking.beaten.map(\.name)
    return [
      "It was kept in \(words)"
        + (behind.isEmpty
          ? "."
          : "; by that \(ranking.first.name) is clearly ahead of "
            + "\(behind.inWords(naming: Self.mostNames)).")
    ]
  }

  /// Who is clearly lower than others at the end, where nobody kept the target, if that is worth a word:
  /// of those that end in the same hollow the digits differ, too.
  var heightRemarks: [String] {
    guard finite.count > 1, let ranking = Ranking(finite, by: .testLoss, table: pairings) else {
      return []
    }
    let standings = ([ranking.first] + ranking.others).map {
      Standing(of: $0, ranking, by: Self.height, apart: 1 + Self.tellableShare)
    }
    // The first, unless it is ahead of nobody.
    guard let standing = standings.first(where: { !$0.behind.isEmpty }) else {
      let seeds = ranking.first.finalTrials.count
      return [
        "By the final height, none is clearly ahead of another by more than "
          + NumberText.shortPercent(Self.tellableShare)
          + (seeds < fewestSeeds ? "; it takes at least \(fewestSeeds) seeds to tell." : ".")
      ]
    }
    func text(_ contender: ComparisonResults.Contender) -> String {
      let height = Self.height(contender)
      return height.isFinite ? NumberText.significant(height, 3) : "none (diverged)"
    }
    return [
      "By the final height, \(standing.text): "
        + (standing.leaders.count == 1 ? "a median of " : "medians of ")
        + Self.values(standing.leaders.map(text)) + ", against "
        + Self.values(standing.behind.map(text)) + "."
    ]
  }

  /// By how much of itself a height must be above another to be worth a word.
  private static let tellableShare = 0.05

  private static func height(_ contender: ComparisonResults.Contender) -> Double {
    contender.summary.testLoss?.median ?? .infinity
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

/// Those of a ranking that are clearly ahead of all that one of them is ahead of.
private struct Standing {
  /// The one, and who is clearly ahead of as many.
  let leaders: [ComparisonResults.Contender]
  /// Whom they are clearly ahead of.
  let behind: [ComparisonResults.Contender]

  /// Looks for them.
  ///
  /// - Parameters:
  ///   - leader: The one.
  ///   - ranking: All that take part.
  ///   - cost: What should be small.
  ///   - factor: By how much more those cost who are far enough behind.
  init(
    of leader: ComparisonResults.Contender, _ ranking: Ranking,
    by cost: (ComparisonResults.Contender) -> Double, apart factor: Double
  ) {
    let all = [ranking.first] + ranking.others
    func isAhead(_ one: ComparisonResults.Contender, _ other: ComparisonResults.Contender) -> Bool {
      ranking.differences.isAhead(one.name, of: other.name) && cost(other) > factor * cost(one)
    }
    let behind = all.filter { isAhead(leader, $0) }
    leaders = all.filter { one in
      one.name == leader.name || (!behind.isEmpty && behind.allSatisfy { isAhead(one, $0) })
    }
    self.behind = behind
  }

  /// "A and B are clearly ahead of C".
  var text: String {
    let names = leaders.map(\.name).inWords(naming: Verdict.mostNames)
    return "\(names) \(leaders.count == 1 ? "is" : "are") clearly ahead of "
      + behind.map(\.name).inWords(naming: Verdict.mostNames)
  }
}
