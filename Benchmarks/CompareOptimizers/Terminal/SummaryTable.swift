/// The summary of one problem as text for a terminal, at most 80 columns wide.
///
/// Each optimizer has two lines: medians, and beneath them the spread over the runs. On a terminal
/// too narrow for that, each number has a line.
struct SummaryTable: Sendable {
  /// One optimizer's cells, its name first.
  private struct Row {
    var cells: [SummaryCells.Cell]
    var isWinner: Bool
  }

  /// What is shown.
  let results: ComparisonResults.ProblemResults

  /// Where it is shown.
  let terminal: Terminal

  /// The most columns that a table takes.
  static let width = 80

  /// The table, ending with a line feed.
  var text: String {
    var rows = results.contenders.map(row)
    var widths = widths(of: rows)
    // Where room is short, the spreads of what matters least are left to the report.
    for column in [5, 4, 3, 2] where 2 + widths.reduce(0, +) + widths.count - 1 > Self.width {
      for index in rows.indices { rows[index].cells[column].spread = "" }
      widths = self.widths(of: rows)
    }
    let gap = gap(for: widths)
    let total = 2 + widths.reduce(0, +) + gap * (widths.count - 1)
    if terminal.isInteractive, total > terminal.width { return list(of: rows) }
    let rule = String(repeating: terminal.shown("─"), count: total) + "\n"
    var text = ""
    for line in 0..<2 {
      text += "  " + aligned(header.map { $0[line] }, widths, gap: gap) { $1 } + "\n"
    }
    text += rule
    for row in rows {
      text += terminal.shown(row.isWinner ? "★ " : "  ")
      text += aligned(row.cells.map(\.value), widths, gap: gap) { column, cell in
        (column == 0 ? row.isWinner : row.cells[column].isBest) ? terminal.bold(cell) : cell
      }
      text += "\n"
      if row.cells.contains(where: { !$0.spread.isEmpty }) {
        var line = aligned(row.cells.map(\.spread), widths, gap: gap) { $1 }
        while line.last == " " { line.removeLast() }
        text += "  " + terminal.dim(line) + "\n"
      }
    }
    text += rule
    return text + terminal.dim(terminal.shown(footnote)) + "\n"
  }

  /// The same without columns, ending with a line feed.
  private func list(of rows: [Row]) -> String {
    let titles = header.map { $0.joined(separator: " ") }
    let width = titles.map(\.count).max() ?? 0
    var text = ""
    for row in rows {
      let name = terminal.shown(row.cells[0].value)
      text += terminal.shown(row.isWinner ? "★ " : "  ")
      text += (row.isWinner ? terminal.bold(name) : name) + "\n"
      for (title, cell) in zip(titles, row.cells).dropFirst() {
        let gap = String(repeating: " ", count: width - title.count)
        let value = terminal.shown(cell.value)
        text += "    \(title)\(gap)  " + (cell.isBest ? terminal.bold(value) : value)
        if !cell.spread.isEmpty { text += "  " + terminal.dim(terminal.shown(cell.spread)) }
        text += "\n"
      }
    }
    return text + terminal.dim(terminal.wrapped(footnote)) + "\n"
  }

  /// The titles of the columns, in two lines.
  private var header: [[String]] {
    let target =
      switch results.problem.target.measure {
      case .accuracy: NumberText.shortPercent(results.problem.target.value)
      case .loss: "≤ " + NumberText.significant(results.problem.target.value, 2)
      }
    return [
      ["", "optimizer"], ["learning", "rate"], ["test", "accuracy"], ["test", "loss"],
      ["steps to", target], ["time to", target], ["update", "ns/param"],
    ]
  }

  /// The width that each column needs for its titles and cells.
  private func widths(of rows: [Row]) -> [Int] {
    header.indices.map { column in
      let cells = rows.map(\.cells[column]).flatMap { [$0.value, $0.spread] }
      return (cells + header[column]).map { terminal.shown($0).count }.max() ?? 0
    }
  }

  private var footnote: String {
    let runs = results.contenders.map(\.summary.runs).max() ?? 0
    guard runs > 1 else { return "one run each" }
    return "median of \(runs) runs each; with it "
      + (runs >= 4 ? "the range of their middle half" : "the range of all")
  }

  private func row(of contender: ComparisonResults.Contender) -> Row {
    var cells = SummaryCells(of: contender, among: results.contenders).all
    // What a page says in words must be short here.
    for index in cells.indices {
      cells[index].value = shortened(cells[index].value)
      cells[index].spread = shortened(cells[index].spread)
    }
    // The time of an update hardly varies between runs; its range is left to the report.
    cells[5].spread = ""
    let name = terminal.fitted(contender.name, to: 13)
    return Row(
      cells: [SummaryCells.Cell(value: name)] + cells,
      isWinner: contender.name == results.verdict.winner)
  }

  private func shortened(_ text: String) -> String {
    let words = [
      "all diverged": "none", "edge of those tried": "at edge", "not reached": "never",
    ]
    return (words[text] ?? text).replacing(" – ", with: "–").replacing(" diverged", with: " div.")
      .replacing(" runs", with: "")
  }

  /// The number of spaces between columns that keeps the table within its width.
  private func gap(for widths: [Int]) -> Int {
    let free = Self.width - 2 - widths.reduce(0, +)
    return min(3, max(1, free / max(1, widths.count - 1)))
  }

  /// Cells in their columns, the first to the left and the others to the right, then styled.
  private func aligned(
    _ cells: [String], _ widths: [Int], gap: Int, style: (Int, String) -> String
  ) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() {
      let shown = terminal.shown(cell)
      let padding = String(repeating: " ", count: max(0, widths[column] - shown.count))
      if column > 0 { line += String(repeating: " ", count: gap) + padding }
      line += style(column, shown)
      if column == 0 { line += padding }
    }
    return line
  }
}
