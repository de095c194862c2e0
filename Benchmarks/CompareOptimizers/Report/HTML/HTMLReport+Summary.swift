extension HTMLReport {
  /// The table of what the final runs come to.
  @MarkupBuilder var summary: Markup {
    let target = NumberText.shortPercent(results.settings.targetAccuracy)
    let columns = [
      "Learning rate", "Test accuracy", "Test loss", "Steps to \(target)", "Time to \(target)",
      "Update, ns per parameter",
    ]
    Markup.element("section", ["aria-labelledby": "summary"]) {
      Markup.element("h2", ["id": "summary"]) { "Summary" }
      Markup.element("p", ["class": "lead"]) { summaryLead }
      // On a phone the style sheet lays rows out as blocks, which takes the meaning of a table
      // from its elements; the roles give it back.
      Markup.element("table", ["class": "numbers", "role": "table", "aria-labelledby": "summary"]) {
        Markup.element("thead", ["role": "rowgroup"]) {
          Markup.element("tr", ["role": "row"]) {
            for column in ["Optimizer"] + columns {
              Markup.element("th", ["role": "columnheader", "scope": "col"]) { column }
            }
          }
        }
        Markup.element("tbody", ["role": "rowgroup"]) {
          for contender in results.contenders { row(of: contender, columns: columns) }
        }
      }
    }
  }

  private var summaryLead: String {
    let runs = results.contenders.map(\.summary.runs).max() ?? 0
    guard runs > 1 else { return "One run of each optimizer." }
    let spread = runs >= 4 ? "the middle half of the runs (lower to upper quartile)" : "all runs"
    return "Medians over \(runs) runs that differ in their seed; in small print the range of "
      + "\(spread). Best values are bold. “To target” counts from the first update until the "
      + "validation accuracy, measured after each epoch, reached it. Times depend on what else the "
      + "machine does."
  }

  @MarkupBuilder private func row(
    of contender: ComparisonResults.Contender, columns: [String]
  ) -> Markup {
    let isWinner = contender.name == results.verdict.winner
    Markup.element("tr", ["role": "row", "class": isWinner ? "won" : "lost"]) {
      Markup.element("th", ["role": "rowheader", "scope": "row"]) {
        swatch(styles[contender.name])
        contender.name
        if isWinner { Markup.element("span", ["class": "badge"]) { "winner" } }
      }
      for (column, cell) in zip(columns, SummaryCells(of: contender, among: results).all) {
        Markup.element(
          "td", ["role": "cell", "data-label": column, "class": cell.isBest ? "best" : "plain"]
        ) {
          Markup.element("span") {
            cell.value
            if !cell.spread.isEmpty { Markup.element("small") { cell.spread } }
          }
        }
      }
    }
  }

  /// A sample of a contender's line.
  @MarkupBuilder private func swatch(_ style: SeriesStyle?) -> Markup {
    if let style {
      Markup.element("svg", ["class": "swatch", "viewBox": "0 0 34 14", "aria-hidden": "true"]) {
        SVG.line(class: style.lineClass, from: (0, 7), to: (34, 7))
        SVG.path(class: style.fillClass + " mark", style.marker.path(at: 17, 7, radius: 4))
      }
    }
  }
}
