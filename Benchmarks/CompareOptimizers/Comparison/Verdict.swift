/// Says in one sentence who did better, and whether that is more than chance.
struct Verdict {
  let contenders: [ComparisonResults.Contender]
  let target: Double

  init(_ contenders: [ComparisonResults.Contender], target: Double) {
    self.contenders = contenders
    self.target = target
  }

  /// The sentence and its numbers.
  var result: ComparisonResults.Verdict {
    let ranked =
      contenders
      .filter { $0.finalTrials.contains { $0.divergedAtStep == nil } }
      .sorted { accuracy($0) > accuracy($1) }
    guard let first = ranked.first else {
      return .init(sentence: "Every optimizer diverged at every learning rate tried.", winner: nil)
    }
    guard ranked.count > 1 else { return soleSurvivor(first) }
    let second = ranked[1]
    let paired = pairedWins(first, second)
    let difference = accuracy(first) - accuracy(second)
    // Medians alone differ by chance; the seeds must agree on who was better.
    guard paired.isClear, difference > 0 else {
      return .init(
        sentence: "No clear difference between \(first.name) and \(second.name): median test "
          + "accuracies of \(NumberText.percent(accuracy(first))) and "
          + "\(NumberText.percent(accuracy(second))), and \(first.name) was better with "
          + "\(paired.wins) of \(paired.pairs) \(paired.pairs == 1 ? "seed" : "seeds")"
          + (paired.pairs < Self.fewestSeeds
            ? "; it takes at least \(Self.fewestSeeds) seeds to tell." : "."),
        winner: nil, highlights: highlights(first, second))
    }
    var sentence =
      "\(first.name) did better than \(second.name): a median test accuracy of "
      + "\(NumberText.percent(accuracy(first))) against \(NumberText.percent(accuracy(second))), "
      + "better with \(paired.wins) of \(paired.pairs) seeds"
    if let speed = stepRatio(first, second) {
      sentence +=
        speed >= 1
        ? ", and \(NumberText.short(speed))× fewer steps to \(NumberText.shortPercent(target))"
        : ", though with \(NumberText.short(1 / speed))× the steps to "
          + NumberText.shortPercent(target)
    }
    return .init(
      sentence: sentence + ".", winner: first.name, highlights: highlights(first, second))
  }

  /// The verdict when no other is left to compare one with.
  private func soleSurvivor(
    _ contender: ComparisonResults.Contender
  ) -> ComparisonResults.Verdict {
    let achievement = "a median test accuracy of \(NumberText.percent(accuracy(contender)))"
    let others = contenders.filter { $0.name != contender.name }.map(\.name)
    guard !others.isEmpty else {
      return .init(
        sentence: "\(contender.name) reached \(achievement); "
          + "there was no other to compare it with.",
        winner: nil)
    }
    return .init(
      sentence: "\(contender.name) reached \(achievement); "
        + others.joined(separator: " and ") + " diverged.",
      winner: contender.name)
  }

  /// With fewer seeds not even a win with every one of them is clear: 2 · ½⁵ > 0.05.
  private static let fewestSeeds = 6

  private func accuracy(_ contender: ComparisonResults.Contender) -> Double {
    contender.summary.testAccuracy?.median ?? 0
  }

  /// With how many seeds one was better than the other on the test data, ties apart.
  private func pairedWins(
    _ first: ComparisonResults.Contender, _ second: ComparisonResults.Contender
  ) -> (wins: Int, pairs: Int, isClear: Bool) {
    var (wins, losses, pairs) = (0, 0, 0)
    for trial in first.finalTrials {
      guard let other = second.finalTrials.first(where: { $0.seed == trial.seed }) else { continue }
      let (left, right) = (trial.testAccuracy ?? 0, other.testAccuracy ?? 0)
      pairs += 1
      if left > right { wins += 1 }
      if left < right { losses += 1 }
    }
    return (wins, pairs, Self.signTest(wins: wins, losses: losses) < 0.05)
  }

  /// The chance that a fair coin gives a result as lopsided (two-sided sign test).
  static func signTest(wins: Int, losses: Int) -> Double {
    let count = wins + losses
    guard count > 0 else { return 1 }
    var (tail, term) = (0.0, 1.0)
    for k in 0...min(wins, losses) {
      tail += term
      term *= Double(count - k) / Double(k + 1)
    }
    var probability = 2 * tail
    for _ in 0..<count { probability /= 2 }
    return min(1, probability)
  }

  /// How many times as many steps the second took to the target; nil unless both got there.
  private func stepRatio(
    _ first: ComparisonResults.Contender, _ second: ComparisonResults.Contender
  ) -> Double? {
    guard let a = first.summary.stepsToTarget?.median, let b = second.summary.stepsToTarget?.median,
      a.isFinite, b.isFinite, a > 0, b > 0, a != b
    else { return nil }
    return b / a
  }

  private func highlights(
    _ first: ComparisonResults.Contender, _ second: ComparisonResults.Contender
  ) -> [ComparisonResults.Highlight] {
    var list = [
      ComparisonResults.Highlight(
        label: "test accuracy of \(first.name)", value: accuracy(first), kind: .percent,
        remark: "\(second.name): \(NumberText.percent(accuracy(second)))"),
      ComparisonResults.Highlight(
        label: "difference", value: accuracy(first) - accuracy(second), kind: .points,
        remark: "to \(second.name)"),
    ]
    for contender in [first, second] {
      if let steps = contender.summary.stepsToTarget?.median, steps.isFinite {
        list.append(
          .init(
            label: "steps to \(NumberText.shortPercent(target)), \(contender.name)", value: steps,
            kind: .count))
      }
    }
    return list
  }
}
