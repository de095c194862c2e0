extension HTMLReport {
  /// Every other contender beside the reference, a table for each measure.
  @MarkupBuilder func pairingTables(of page: ProblemPage) -> Markup {
    let charts = page.charts
    Markup.element("div", ["class": "card"]) {
      Markup.element("p", ["class": "lead"]) {
        [pairingLead(of: page), page.entry.leftOutSentence].filter { !$0.isEmpty }
          .joined(separator: " ")
      }
      // The figures beneath say the same at a glance.
      if page.entry.contenders.count > 7 {
        Markup.element("details", ["class": "more"]) {
          Markup.element("summary") { "The numbers" }
          tables(of: charts)
        }
      } else {
        tables(of: charts)
      }
    }
  }

  @MarkupBuilder private func tables(of charts: ProblemCharts) -> Markup {
    for measure in charts.measures {
      pairingTable(
        charts.pairings(of: measure),
        caption: charts.name(of: measure).capitalizedFirst
          + (measure == .testAccuracy ? ": higher is better" : ": lower is better"))
    }
  }

  private func pairingLead(of page: ProblemPage) -> String {
    let tests = page.entry.tellablePairings.reduce(into: [String]()) { names, pairing in
      if !names.contains(pairing.test) { names.append(pairing.test) }
    }
    return
      "Runs of the same seed \(page.entry.problem.whatSeedsShare), so they are compared pair by pair. The effect size is the matched-pairs rank-biserial correlation: 1 "
      + "when the optimizer was better with every seed, −1 when it was worse with every one. p is "
      + "the chance of a difference as large if there were none"
      + (tests.isEmpty ? "" : " (\(tests.inWords.replacing("'", with: "’")))")
      + ", after Holm’s correction for the number of optimizers; below 0.05 counts as clear."
  }

  private func pairingTable(
    _ pairings: [ComparisonResults.Pairing], caption: String
  ) -> Markup {
    let titles = [
      "Difference", "95% interval", "Wins, losses, ties", "Effect size", "p", "Clear?",
    ]
    return table(
      label: caption, caption: caption,
      titles: ["Beside \(pairings.first?.reference ?? "the reference")"] + titles,
      rows: pairings.map(row), class: "numbers pairings")
  }

  private func row(of pairing: ComparisonResults.Pairing) -> TableRow {
    let isBetter = pairing.effectSize > 0
    let cells = [
      ProblemCharts.differenceText(pairing), ProblemCharts.intervalText(pairing) ?? "–",
      "\(pairing.wins), \(pairing.losses), \(pairing.ties)",
      NumberText.signed(pairing.effectSize) { NumberText.fixed($0, 2) },
      NumberText.probability(pairing.probability),
    ].map { SummaryCells.Cell(value: $0) }
    let verdict = SummaryCells.Cell(
      value: pairing.isClear ? (isBetter ? "better" : "worse") : "not clear",
      isBest: pairing.isClear)
    return TableRow(contender: pairing.contender, cells: cells + [verdict])
  }
}
