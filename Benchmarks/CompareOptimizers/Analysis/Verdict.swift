/// Says who did better on one problem, and whether that is more than chance.
struct Verdict {
  let problem: ComparisonResults.Problem
  let contenders: [ComparisonResults.Contender]
  /// What the reader sees beside it, which it must not contradict.
  let pairings: [ComparisonResults.Pairing]

  init(
    _ problem: ComparisonResults.Problem, _ contenders: [ComparisonResults.Contender],
    pairings: [ComparisonResults.Pairing] = []
  ) {
    self.problem = problem
    self.contenders = contenders
    self.pairings = pairings
  }

  /// The contenders that a list names.
  static let mostNames = 4

  /// With fewer seeds not even a win with every one of them is clear: the more others there are to be
  /// ahead of, the more it takes.
  var fewestSeeds: Int { HolmCorrection.fewestPairs(questions: contenders.count - 1) }

  var measure: ComparisonResults.Pairing.Measure { problem.measure }

  /// Those that came to an end at all.
  var finite: [ComparisonResults.Contender] {
    contenders.filter { $0.finalTrials.contains(where: \.isFinite) }
  }

  /// The sentence, its numbers, and what speaks for and against it.
  var result: ComparisonResults.Verdict {
    let finite = finite
    let lost = LostContenders(
      contenders.filter { contender in !finite.contains { $0.name == contender.name } })
    guard let ranking = Ranking(finite, by: measure, table: pairings) else {
      return .init(sentence: lost.sentenceWithoutOthers)
    }
    let first = ranking.first
    if measure == .stepsToTarget, finite.allSatisfy({ !measure.cost(of: $0.summary).isFinite }) {
      return .init(
        sentence:
          "No optimizer reached the target, \(problem.targetText), and kept it in most runs.",
        remarks: arrivalRemarks(ranking) + heightRemarks + divergenceRemarks + lost.remarks)
    }
    guard let second = ranking.others.first else {
      var verdict = soleSurvivor(first, lost)
      verdict.remarks += decayRemarks
      return verdict
    }
    var verdict =
      ranking.equals.isEmpty ? clearWin(of: first, second) : noClearWin(ranking)
    verdict.remarks +=
      splitRemarks(ranking) + nearMisses(ranking) + amongOthers(ranking) + lossRemarks(ranking)
    if measure != .stepsToTarget { verdict.remarks += speedRemarks([first] + ranking.equals) }
    verdict.remarks += robustnessRemark(among: [first] + ranking.equals)
    verdict.remarks += divergenceRemarks + lost.remarks + decayRemarks
    verdict.highlights = highlights(
      first, second, isClear: ranking.differences.isAhead(first.name, of: second.name))
    return verdict
  }

  private func clearWin(
    of first: ComparisonResults.Contender, _ second: ComparisonResults.Contender
  ) -> ComparisonResults.Verdict {
    let pairing = ComparisonResults.Pairing(first, second, measure)
    let seeds = pairing.map { $0.wins + $0.losses + $0.ties } ?? 0
    let others = contenders.count > 2 ? "every other optimizer" : second.name
    return .init(
      sentence:
        "\(first.name) did better than \(others): \(measureName) of \(text(first)), against "
        + "\(text(second))\(contenders.count > 2 ? " of \(second.name)" : ""), better with "
        + "\(pairing?.wins ?? 0) of \(seeds) seeds.", winner: first.name)
  }

  private func noClearWin(_ ranking: Ranking) -> ComparisonResults.Verdict {
    let (first, equals) = (ranking.first, ranking.equals)
    // Steps to a target that was not kept are no number.
    let valued = ([first] + equals).filter {
      measure != .stepsToTarget || measure.cost(of: $0.summary).isFinite
    }
    // Of several numbers it is hard to see whose each is, of fewer than there are names, too.
    let hasNames = valued.count > 2 || valued.count <= equals.count
    let values = valued.map { text($0) + (hasNames ? " (\($0.name))" : "") }
    let seeds = first.finalTrials.count
    var sentence =
      "No clear difference between \(first.name) and "
      + "\(equals.map(\.name).asAlternatives(naming: Self.mostNames)): "
      + (values.count == 1 ? measureName : measureNames)
    if values.count <= Self.mostNames + 1 {
      sentence += " of " + values.inWords
    } else {
      sentence += " from \(values[0]) to \(values[values.count - 1])"
    }
    let without = equals.map(\.name).filter { name in !valued.contains { $0.name == name } }
    if !without.isEmpty {
      sentence +=
        "; at least half of the runs of \(without.inWords(naming: Self.mostNames)) did not keep it"
    }
    sentence +=
      seeds < fewestSeeds ? "; it takes at least \(fewestSeeds) seeds to tell." : "."
    if !ranking.beaten.isEmpty {
      sentence +=
        " \(first.name) is clearly ahead of "
        + "\(ranking.beaten.map(\.name).inWords(naming: Self.mostNames))."
    }
    return .init(sentence: sentence)
  }

  /// The verdict when no other is left to compare one with.
  private func soleSurvivor(
    _ contender: ComparisonResults.Contender, _ lost: LostContenders
  ) -> ComparisonResults.Verdict {
    let achievement = "\(contender.name) reached \(measureName) of \(text(contender))"
    guard !lost.isEmpty else {
      return .init(sentence: "\(achievement); there was no other to compare it with.")
    }
    return .init(
      sentence: "\(achievement); \(lost.clauses).",
      winner: contender.name)
  }

  private var measureName: String {
    switch measure {
    case .testAccuracy: "a median test accuracy"
    case .testLoss: "a median test loss"
    case .stepsToTarget: "the target after a median"
    }
  }

  private var measureNames: String {
    switch measure {
    case .testAccuracy: "median test accuracies"
    case .testLoss: "median test losses"
    case .stepsToTarget: "the target after medians"
    }
  }

  private func text(_ contender: ComparisonResults.Contender) -> String {
    switch measure {
    case .testAccuracy: return NumberText.percent(contender.summary.testAccuracy?.median ?? 0)
    case .testLoss:
      return NumberText.significant(contender.summary.testLoss?.median ?? .infinity, 3)
    case .stepsToTarget:
      let steps = measure.cost(of: contender.summary)
      return steps.isFinite ? NumberText.counted(steps, "step", "steps") : "more steps than it had"
    }
  }
}

extension Verdict {
  /// Who of those that the first is not clearly ahead of is clearly ahead of another of them.
  private func amongOthers(_ ranking: Ranking) -> [String] {
    let names = ranking.equals.map(\.name)
    let findings = names.compactMap { name -> String? in
      let behind = names.filter { ranking.differences.isAhead(name, of: $0) }
      guard !behind.isEmpty else { return nil }
      return "\(name) is clearly ahead of \(behind.inWords(naming: Self.mostNames))"
    }
    guard !findings.isEmpty else { return [] }
    let rest = findings.count > 2 ? ", and there is more between the others" : ""
    return ["Among the others, " + findings.prefix(2).joined(separator: "; ") + rest + "."]
  }

  /// Whose test loss is clearly lower than that of others, where accuracies do not say so.
  private func lossRemarks(_ ranking: Ranking) -> [String] {
    guard measure == .testAccuracy,
      let losses = Ranking(finite, by: .testLoss, table: pairings)
    else { return [] }
    let first = losses.first
    func loss(_ contender: ComparisonResults.Contender) -> String {
      NumberText.significant(contender.summary.testLoss?.median ?? .infinity, 3)
    }
    // "0.612, against 0.612" may be clear, and says nothing.
    let news = losses.beaten.filter {
      !ranking.differences.isAhead(first.name, of: $0.name) && loss($0) != loss(first)
    }
    guard !news.isEmpty else { return [] }
    let named = Array(news.prefix(news.count > Self.mostNames ? Self.mostNames - 1 : news.count))
    let contrary = news.filter { ranking.differences.isAhead($0.name, of: first.name) }.map(\.name)
    return [
      "By its test loss, \(first.name) is clearly ahead of "
        + "\(news.map(\.name).inWords(naming: Self.mostNames)): a median of \(loss(first)), against "
        + named.map(loss).inWords
        + (contrary.isEmpty
          ? "." : "; by accuracy it is clearly behind \(contrary.inWords(naming: Self.mostNames)).")
    ] + lossSplitRemarks(of: first, over: news)
  }
}
