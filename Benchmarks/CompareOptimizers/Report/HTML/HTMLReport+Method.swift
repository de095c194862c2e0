import Foundation

extension HTMLReport {
  /// How the numbers came about, in plain words and in enough detail to repeat them.
  @MarkupBuilder var method: Markup {
    Markup.element("section", ["class": "card", "aria-labelledby": "method"]) {
      Markup.element("h2", ["id": "method"]) { "How this was measured" }
      Markup.element("ul", ["class": "words"]) {
        for sentence in methodSentences { Markup.element("li") { sentence } }
      }
      Markup.element("h3") { "Optimizers and every default" }
      rules
    }
  }

  private var spaces: [ComparisonResults.SearchSpace] {
    results.problems.flatMap { $0.contenders.map(\.searchSpace) }
  }

  private var methodSentences: [String] {
    let settings = results.settings
    var sentences = [equalitySentence, searchSentence]
    let widenings = spaces.map(\.widenings).max() ?? 0
    if widenings > 0 {
      sentences.append(
        "When the best rate of one lay at the edge, the range was widened for all; that happened "
          + (widenings == 1 ? "once" : "\(widenings) times")
          + (results.problems.count > 1 ? " at most on one problem." : "."))
    }
    sentences.append(
      "What was chosen was then run again with \(settings.seeds.count) "
        + "\(settings.seeds.count == 1 ? "seed" : "seeds") "
        + "(\(settings.seeds.map(String.init).joined(separator: ", "))\(reportingClause)")
    sentences += [
      differenceSentence, chanceSentence,
      "Nothing is clipped, decayed or scheduled unless a rule below says so.",
      "A target counts as reached when a run stays there to its end, from the step on from which it "
        + "stays; one that is touched and left again does not count." + forgivenessSentence,
      "A run whose loss becomes NaN or infinite"
        + (hasFunctions
          ? ", or that goes below the known minimum of a function outside of its domain," : "")
        + " counts as diverged, with infinite loss; one that is not at the target at its end counts "
        + "with infinitely many steps. One that crashed, so that it has no end, counts with both and is called crashed. None is left out of any median: that "
        + "would flatter.",
      settings.clock,
    ]
    if let profile = results.profile,
      let comparison = OverallComparison(results.problems, profile)
    {
      sentences.append(
        "Over all problems the scores are one view, and the test that the verdict goes by is another: "
          + "\(OverallComparison.test) on the logarithms of the median steps to the target, of "
          + "\(comparison.first), which has the best score, beside each other optimizer, problem by "
          + "problem; a target that no more than half of the runs kept takes infinitely many. Holm’s "
          + "correction is for the number of others.")
    }
    return sentences.filter { !$0.isEmpty }
  }

  private var searchSentence: String {
    let settings = results.settings
    let trials = spaces.map(\.trials).max() ?? 0
    guard !settings.searchSeeds.isEmpty, trials > 1 else {
      return "Learning rates were given, not searched."
    }
    let strategy =
      switch spaces.first?.strategy {
      case .random: "drawn at random, evenly on a logarithmic scale"
      case .grid: "evenly spaced on a logarithmic scale"
      default: "as given"
      }
    return "Equal budgets: every optimizer was given \(trials) settings to try, \(strategy), each "
      + "with the search \(settings.searchSeeds.count == 1 ? "seed" : "seeds") "
      + "\(settings.searchSeeds.map(String.init).joined(separator: ", ")). "
      + choiceSentence
  }

  /// The update rules with their hyper-parameters and where these were searched.
  @MarkupBuilder private var rules: Markup {
    let columns = ["Update rule", "Fixed settings", "Searched"]
    Markup.element(
      "table",
      ["class": "rules blocks", "role": "table", "aria-label": "Optimizers and every default"]
    ) {
      tableHead(["Optimizer"] + columns)
      Markup.element("tbody", ["role": "rowgroup"]) {
        for contender in results.problems.first?.contenders ?? [] {
          Markup.element("tr", ["role": "row"]) {
            rowHead(contender.name)
            Markup.element("td", ["role": "cell", "data-label": columns[0]]) {
              Markup.element("span", ["class": "rule"]) { contender.rule }
            }
            Markup.element("td", ["role": "cell", "data-label": columns[1]]) {
              fixedSettings(of: contender)
            }
            Markup.element("td", ["role": "cell", "data-label": columns[2]]) {
              for line in searched(contender.name) {
                Markup.element("span", ["class": "line-of-text"]) { line }
              }
            }
          }
        }
      }
    }
  }

  /// Every setting but those that were searched.
  private func fixedSettings(of contender: ComparisonResults.Contender) -> String {
    let searched = contender.searchSpace.dimensions.compactMap {
      SearchedSetting(rawValue: $0.name)?.symbol
    }
    return contender.hyperparameters.filter { !searched.contains($0.name) }
      .map { "\($0.name) \(Double($0.value).map(NumberText.typed) ?? $0.value)" }
      .joined(separator: ", ")
  }

  /// Where a contender was searched, with the problem where that differs between problems.
  private func searched(_ name: String) -> [String] {
    let entries = results.problems.compactMap { entry in
      entry.contenders.first { $0.name == name }.map { (entry.problem.title, $0) }
    }
    let spaces = entries.map { ($0, Self.text(of: $1.searchSpace, rates: $1.learningRates)) }
    guard let first = spaces.first else { return [] }
    let texts =
      spaces.allSatisfy { $0.1 == first.1 }
      ? first.1 : spaces.map { "\($0.0): \($0.1.joined(separator: "; "))" }
    return texts + widening(of: entries.map(\.1))
  }

  /// How far rates were tried in the end, and on how many problems beyond the range.
  private func widening(of contenders: [ComparisonResults.Contender]) -> [String] {
    let widened = contenders.filter { $0.searchSpace.widenings > 0 }
    let ranges = widened.compactMap(Self.widenedRange)
    guard let lower = ranges.map(\.lower).min(), let upper = ranges.map(\.upper).max() else {
      return []
    }
    return [
      "widened to \(NumberText.typed(lower)) to \(NumberText.typed(upper))"
        + (contenders.count > 1 ? " (\(widened.count) of \(contenders.count) problems)" : "")
    ]
  }

  /// From where to where rates were searched in the end.
  ///
  /// At random that is more than the rates which were drawn: a decade is added at a time.
  private static func widenedRange(
    of contender: ComparisonResults.Contender
  ) -> ComparisonResults.Interval? {
    let rates = contender.learningRates
    guard let lowest = rates.first, let highest = rates.last else { return nil }
    guard let range = contender.searchSpace.dimensions.first?.range else {
      return .init(lower: lowest, upper: highest)
    }
    guard contender.searchSpace.strategy == .random else {
      return .init(lower: min(range.lower, lowest), upper: max(range.upper, highest))
    }
    // Rates are rounded to two digits, and may lie as far beyond the end of a decade.
    func widening(by factor: Double) -> Double {
      pow(10, max(0, (log10(factor) - log10(1.05)).rounded(.up)))
    }
    return .init(
      lower: range.lower / widening(by: range.lower / lowest),
      upper: range.upper * widening(by: highest / range.upper))
  }

  private static func text(
    of space: ComparisonResults.SearchSpace, rates: [Double]
  ) -> [String] {
    if space.strategy == .given {
      return ["rate " + rates.map(NumberText.typed).joined(separator: ", ") + ", given"]
    }
    return space.dimensions.map { dimension in
      if let range = dimension.range {
        return "\(dimension.name) \(NumberText.typed(range.lower)) to "
          + NumberText.typed(range.upper)
      }
      return "\(dimension.name) " + dimension.values.map(NumberText.typed).joined(separator: ", ")
    }
  }
}
