extension HTMLReport {
  /// The table of what the final runs of a problem come to.
  @MarkupBuilder func summary(of page: ProblemPage) -> Markup {
    let contenders = page.entry.contenders
    let rows = contenders.map { columns(of: SummaryCells(of: $0, among: contenders), page) }
    let titles = rows.first?.map(\.title) ?? []
    Markup.element(sectionHeading, ["id": "\(page.prefix)-summary"]) { "Summary" }
    Markup.element("p", ["class": "lead"]) { summaryLead(of: page) }
    table(
      label: "Summary of \(page.entry.problem.title)", titles: ["Optimizer"] + titles,
      rows: zip(contenders, rows).map { contender, cells in
        TableRow(
          contender: contender.name,
          isWinner: contender.name == page.entry.verdict.winner, cells: cells.map(\.cell))
      })
  }

  private typealias Cell = (title: String, cell: SummaryCells.Cell)

  /// The cells that say something about this kind of problem.
  private func columns(of cells: SummaryCells, _ page: ProblemPage) -> [Cell] {
    let problem = page.entry.problem
    let contenders = page.entry.contenders
    var columns: [Cell] = [("Learning rate", cells.learningRate)]
    if problem.hasAccuracy { columns.append(("Test accuracy", cells.testAccuracy)) }
    columns += [
      (page.charts.finalLossTitle.capitalizedFirst, cells.testLoss), ("Diverged", cells.diverged),
      ("Steps to target", cells.stepsToTarget), ("Time to target", cells.secondsToTarget),
    ]
    if contenders.contains(where: { $0.summary.areaUnderCurve != nil }) {
      columns.append(("Mean loss on the way", cells.areaUnderCurve))
    }
    if contenders.contains(where: { $0.summary.nanosecondsPerParameter != nil }) {
      columns.append(("Update, ns per parameter", cells.nanosecondsPerParameter))
    }
    // Where a phone shows only the first columns of many rows, the one that decides is among them.
    let decisive =
      switch problem.measure {
      case .testAccuracy: "Test accuracy"
      case .testLoss: page.charts.finalLossTitle.capitalizedFirst
      case .stepsToTarget: "Steps to target"
      }
    if contenders.count > Self.mostBlocks,
      let place = columns.firstIndex(where: { $0.title == decisive })
    {
      columns.insert(columns.remove(at: place), at: 0)
    }
    return columns
  }

  private func summaryLead(of page: ProblemPage) -> String {
    let contenders = page.entry.contenders
    let runs = contenders.map(\.summary.runs).max() ?? 0
    let target =
      "The target is \(page.charts.targetText), \(page.entry.problem.keeping); a run that leaves it again "
      + "has not reached it."
    guard runs > 1 else { return "One run of each optimizer. \(target)" }
    let spread = runs >= 4 ? "the middle half of the runs (lower to upper quartile)" : "all runs"
    let hasInterval = contenders.contains { $0.summary.testLoss?.interval != nil }
    return "Medians over \(runs) runs that differ in their seed; in small print the range of "
      + spread
      + (hasInterval ? ", and in brackets the 95% bootstrap interval of the median" : "")
      + ". Best values are bold. \(target) How times are taken is said under “How this was measured”."
  }
}
