/// Says who did better on one problem, and whether that is more than chance.
struct Verdict {
  let problem: ComparisonResults.Problem
  let contenders: [ComparisonResults.Contender]

  init(_ problem: ComparisonResults.Problem, _ contenders: [ComparisonResults.Contender]) {
    self.problem = problem
    self.contenders = contenders
  }

  /// With fewer seeds not even a win with every one of them is clear: 2 · ½⁵ > 0.05.
  private static let fewestSeeds = 6

  private var measure: ComparisonResults.Pairing.Measure { problem.measure }

  /// The sentence, its numbers, and what speaks for and against it.
  var result: ComparisonResults.Verdict {
    let finite = contenders.filter { $0.finalTrials.contains(where: \.isFinite) }
    let ranked = finite.sorted { cost($0) < cost($1) }
    let lost = contenders.map(\.name).filter { name in !finite.contains { $0.name == name } }
    if measure == .stepsToTarget, let first = ranked.first, !cost(first).isFinite {
      return .init(
        sentence: "No optimizer reached the target, \(problem.target.text), in most runs.")
    }
    guard let first = ranked.first else {
      return .init(
        sentence: contenders.count == 1
          ? "\(contenders[0].name) diverged at every learning rate tried."
          : "Every optimizer diverged at every learning rate tried.")
    }
    guard ranked.count > 1 else { return soleSurvivor(first, lost) }
    let pairings = pairings(of: first, with: ranked.dropFirst())
    let (equals, beaten) = (
      pairings.filter { !$0.isClear || $0.effectSize <= 0 },
      pairings.filter { $0.isClear && $0.effectSize > 0 }
    )
    var verdict =
      equals.isEmpty
      ? clearWin(of: first, ranked[1], pairings[0]) : noClearWin(first, equals, beaten, ranked)
    if measure != .stepsToTarget {
      verdict.remarks += speedRemarks(
        [first]
          + ranked.filter { contender in
            equals.contains { $0.reference == contender.name }
          })
    }
    verdict.remarks += robustnessRemark
    if !lost.isEmpty { verdict.remarks.append("\(lost.inWords) diverged at every rate tried.") }
    verdict.highlights = highlights(first, ranked[1])
    return verdict
  }

  /// The first beside each of the others, with Holm's correction.
  private func pairings(
    of first: ComparisonResults.Contender, with others: ArraySlice<ComparisonResults.Contender>
  ) -> [ComparisonResults.Pairing] {
    var pairings = others.compactMap { ComparisonResults.Pairing(first, $0, measure) }
    let corrected = HolmCorrection.adjusted(pairings.map(\.probability))
    for index in pairings.indices { pairings[index].probability = corrected[index] }
    return pairings
  }

  private func clearWin(
    of first: ComparisonResults.Contender, _ second: ComparisonResults.Contender,
    _ pairing: ComparisonResults.Pairing
  ) -> ComparisonResults.Verdict {
    let seeds = pairing.wins + pairing.losses + pairing.ties
    let others = contenders.count > 2 ? "every other optimizer" : second.name
    return .init(
      sentence:
        "\(first.name) did better than \(others): \(measureName) of \(text(first)), against "
        + "\(text(second))\(contenders.count > 2 ? " of \(second.name)" : ""), better with "
        + "\(pairing.wins) of \(seeds) seeds.", winner: first.name)
  }

  private func noClearWin(
    _ first: ComparisonResults.Contender, _ equals: [ComparisonResults.Pairing],
    _ beaten: [ComparisonResults.Pairing], _ ranked: [ComparisonResults.Contender]
  ) -> ComparisonResults.Verdict {
    let names = equals.map(\.reference)
    let values = ([first.name] + names).map { name in
      ranked.first { $0.name == name }.map(text) ?? ""
    }
    let seeds = first.finalTrials.count
    var sentence =
      "No clear difference between \(first.name) and \(names.asAlternatives): \(measureNames) of "
      + values.inWords
    if seeds < Self.fewestSeeds {
      sentence += "; it takes at least \(Self.fewestSeeds) seeds to tell."
    } else {
      sentence += "."
    }
    if !beaten.isEmpty {
      sentence += " \(first.name) is clearly ahead of \(beaten.map(\.reference).inWords)."
    }
    return .init(sentence: sentence)
  }

  /// The verdict when no other is left to compare one with.
  private func soleSurvivor(
    _ contender: ComparisonResults.Contender, _ lost: [String]
  ) -> ComparisonResults.Verdict {
    let achievement = "\(contender.name) reached \(measureName) of \(text(contender))"
    guard !lost.isEmpty else {
      return .init(sentence: "\(achievement); there was no other to compare it with.")
    }
    return .init(sentence: "\(achievement); \(lost.inWords) diverged.", winner: contender.name)
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

  private func cost(_ contender: ComparisonResults.Contender) -> Double {
    switch measure {
    case .testAccuracy: -(contender.summary.testAccuracy?.median ?? 0)
    case .testLoss: contender.summary.testLoss?.median ?? .infinity
    case .stepsToTarget: contender.summary.stepsToTarget?.median ?? .infinity
    }
  }

  private func text(_ contender: ComparisonResults.Contender) -> String {
    switch measure {
    case .testAccuracy: return NumberText.percent(contender.summary.testAccuracy?.median ?? 0)
    case .testLoss:
      return NumberText.significant(contender.summary.testLoss?.median ?? .infinity, 3)
    case .stepsToTarget:
      let steps = cost(contender)
      return steps.isFinite ? "\(NumberText.grouped(steps)) steps" : "more steps than it had"
    }
  }
}
