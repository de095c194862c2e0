import Foundation

extension Verdict {
  /// Who of those that are about equally good gets to the target sooner, if that is clear.
  func speedRemarks(_ equals: [ComparisonResults.Contender]) -> [String] {
    let target = problem.targetText
    guard let ranking = Ranking(equals, by: .stepsToTarget, table: pairings),
      equals.contains(where: { steps($0).isFinite })
    else {
      guard let only = equals.first else { return [] }
      let hasSome = equals.contains { $0.summary.runsThatReachedTarget > 0 }
      return [
        equals.count > 1
          ? "None of them kept the target, \(target), in "
            + "\(hasSome ? "more than half of its runs" : "any run")."
          : "\(only.name) kept the target, \(target), in "
            + "\(hasSome ? "no more than half of its runs" : "no run")."
      ]
    }
    let first = ranking.first
    guard let second = ranking.others.first, ranking.equals.isEmpty, steps(first) > 0 else {
      return []
    }
    let group = equals.count > 2 ? "them" : "the two"
    guard steps(second).isFinite else {
      return [
        "Of \(group) only \(first.name) reached \(target) and kept it in most runs: after "
          + NumberText.counted(steps(first), "step", "steps") + "."
      ]
    }
    return [
      "\(first.name) was the fastest of \(group) to \(target): "
        + "\(NumberText.counted(steps(first), "step", "steps")), \(second.name) took "
        + "\(NumberText.significant(steps(second) / steps(first), 2))× as many."
    ]
  }

  /// Whose learning rates are the easiest to choose, of those that are about equally good, if the
  /// difference is worth a word: that nothing is learnt at any rate is no merit.
  ///
  /// The rates that were tried are too far apart to tell ranges of nearly the same length, and where a
  /// single one did well its range is a guess.
  func robustnessRemark(among equals: [ComparisonResults.Contender]) -> [String] {
    let isOfSteps = problem.measure == .stepsToTarget
    let ranges = learners(among: equals).compactMap { contender in
      contender.summary.robustness.map { (contender: contender, rates: $0) }
    }.sorted { $0.rates.decades > $1.rates.decades }
    let step = ranges.map { Self.step(of: $0.contender) }.max() ?? 0
    let tellable = max(step, Self.tellableDecades)
    guard ranges.count > 1, let widest = ranges.first, let narrowest = ranges.last,
      !narrowest.rates.isCutOff, widest.rates.decades > narrowest.rates.decades + tellable
    else { return [] }
    let wide = ranges.filter { $0.rates.decades > widest.rates.decades - tellable / 2 }
    guard wide.count <= Self.mostNames, let leastWide = wide.last,
      wide.allSatisfy({ Self.triedRates(of: $0.contender, within: $0.rates) > 1 })
    else { return [] }
    let isOne = wide.count == 1
    let lengths = [leastWide, widest].map { NumberText.fixed($0.rates.decades, 1) }
    let least = narrowest.rates.decades
    return [
      "The learning \(isOne ? "rate" : "rates") of \(wide.map(\.contender.name).inWords) "
        + "\(isOne ? "is" : "are") the easiest to choose: over "
        + (wide.contains(where: \.rates.isCutOff) ? "at least " : "about ")
        + (lengths[0] == lengths[1] ? lengths[0] : lengths.joined(separator: " to "))
        + " decades \(isOne ? "of it " : "")"
        + (isOfSteps
          ? "the target takes at most 1.5× the fewest steps"
          : "the validation loss stays within 1.5× of its best")
        + "; \(narrowest.contender.name) has "
        + (least < step
          ? "less than the \(NumberText.fixed(step, 1)) between two rates."
          : "about \(NumberText.fixed(least, 1)).")
    ]
  }

  /// Those whose range of rates says something: with the best of them a rate of theirs gets about as far
  /// as the best of any, and the lowest that was tried does not, or else the loss hardly moves at all.
  private func learners(
    among equals: [ComparisonResults.Contender]
  ) -> [ComparisonResults.Contender] {
    let costs = equals.map { $0.costsByRate(measure: problem.measure) }
    let best = costs.compactMap { $0.map(\.cost).min() }.min() ?? .infinity
    return zip(equals, costs).compactMap { contender, costs in
      guard let least = costs.map(\.cost).min(), let lowest = costs.first else { return contender }
      guard least <= RateRobustness.usualFactor * best else { return nil }
      // A target that is reached at every rate is reached.
      guard problem.measure != .stepsToTarget else { return contender }
      return lowest.cost > RateRobustness.usualFactor * least ? contender : nil
    }
  }

  /// The decades by which ranges of rates must differ, about a step of the usual grid.
  private static let tellableDecades = 0.5

  /// The decades from one rate that was tried to the next.
  private static func step(of contender: ComparisonResults.Contender) -> Double {
    let places = contender.learningRates.map { log10($0) }
    let gaps = zip(places.dropFirst(), places).map { $0 - $1 }
    guard let largest = gaps.max() else { return .infinity }
    // Those of a grid differ by rounding only.
    return contender.searchSpace.strategy == .random
      ? largest : gaps.reduce(0, +) / Double(gaps.count)
  }

  /// How many of the rates that were tried lie in a range.
  private static func triedRates(
    of contender: ComparisonResults.Contender, within range: ComparisonResults.RobustRates
  ) -> Int {
    contender.learningRates.count { rate in
      rate >= range.rates.lower * (1 - 1e-9) && rate <= range.rates.upper * (1 + 1e-9)
    }
  }

  /// The numbers worth showing large of the best two; `isClear` says whether they are told apart.
  func highlights(
    _ first: ComparisonResults.Contender, _ second: ComparisonResults.Contender, isClear: Bool
  ) -> [ComparisonResults.Highlight] {
    var list: [ComparisonResults.Highlight] = []
    if let best = first.summary.testAccuracy?.median, let next = second.summary.testAccuracy?.median
    {
      // Seed by seed, as in the tables, which is not the difference of the medians.
      let difference =
        ComparisonResults.Pairing(first, second, .testAccuracy)?.difference ?? best - next
      let medians = ComparisonResults.Highlight(
        label: "", value: best - next, kind: .points
      ).valueText
      // The medians are shown to a tenth of a point.
      let isApart = abs(difference - (best - next)) > 0.001
      list = [
        .init(
          label: "median test accuracy of \(first.name)", value: best, kind: .percent,
          remark: "\(second.name): \(NumberText.percent(next))"),
        .init(
          label: isApart ? "Hodges–Lehmann difference, seed by seed" : "difference, seed by seed",
          value: difference, kind: .points,
          remark: "to \(second.name), \(isClear ? "clear" : "not clear")"
            + (isApart ? "; the difference of the medians is \(medians)" : "")),
      ]
    } else if problem.kind != .function, let best = first.summary.testLoss?.median,
      let next = second.summary.testLoss?.median
    {
      list = [
        .init(
          label: "test loss of \(first.name)", value: best, kind: .number,
          remark: "\(second.name): \(NumberText.significant(next, 3))")
      ]
    }
    for contender in [first, second] where steps(contender).isFinite {
      list.append(
        .init(
          label: "steps to \(problem.targetText), \(contender.name)", value: steps(contender),
          kind: .count))
    }
    return list
  }

  private func steps(_ contender: ComparisonResults.Contender) -> Double {
    contender.summary.stepsToTarget?.median ?? .infinity
  }
}

extension ComparisonResults.Problem {
  /// The target in a sentence: "95% validation accuracy", "a validation loss of 0.02".
  var targetText: String {
    switch target.measure {
    case .accuracy: "\(NumberText.shortPercent(target.value)) validation accuracy"
    case .loss where kind == .function: "a loss of \(NumberText.short(target.value))"
    case .loss: "a validation loss of \(NumberText.short(target.value))"
    }
  }
}
