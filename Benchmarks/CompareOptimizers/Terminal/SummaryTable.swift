/// The summary of one problem as text for a terminal, at most 80 columns wide.
///
/// Each optimizer has two lines: medians, and beneath them their intervals. On a terminal too narrow
/// for that, each number has a line.
struct SummaryTable: Sendable {
  /// What is shown.
  let results: ComparisonResults.ProblemResults

  /// Where it is shown.
  let terminal: Terminal

  /// The longest name that is not cut.
  private static let longestName = 16
  /// Settings that are longer find room beneath the table, and none beside a learning rate.
  private static let longestSettings = 14

  /// The table, ending with a line feed.
  var text: String {
    var summary = SummaryColumns(of: results)
    var footnote = TextColumns.footnote(summary.footnote, for: terminal)
    if summary.longestRateRemark > Self.longestSettings {
      footnote += TextColumns.footnote(summary.takeSettings(), for: terminal)
    }
    var rows = summary.rows.map { row in
      var row = row
      for index in row.cells.indices {
        let cell = row.cells[index]
        row.cells[index].value = terminal.fitted(
          terminal.shown(cell.value), to: index == 0 ? Self.longestName : .max)
        row.cells[index].remark = terminal.shown(cell.remark)
      }
      return row
    }
    let titles = summary.titles.map { title in
      [title.first, title.second].map {
        terminal.fitted(terminal.shown($0), to: Self.longestName)
      }
    }
    func layout() -> TextColumns {
      TextColumns(
        titles.indices.map { column in
          titles[column] + rows.flatMap { [$0.cells[column].value, $0.cells[column].remark] }
        }, for: terminal)
    }
    // Where room is short, the intervals of what matters least are left to the report; the very
    // least give way to space between the columns.
    for (index, column) in summary.leastWanted.enumerated()
    where index == 0 ? layout().isTight : !layout().fits {
      for index in rows.indices { rows[index].cells[column].remark = "" }
    }
    let layout = layout()
    guard layout.fits else { return list(of: summary) + footnote }
    let rule = layout.rule
    var text = ""
    for line in 0..<2 {
      text += layout.line(titles.map { $0[line] }) { $1 } + "\n"
    }
    text += rule
    for row in rows {
      text += layout.line(row.cells.map(\.value), mark: row.isWinner ? terminal.shown("★") : "") {
        column, cell in
        (column == 0 ? row.isWinner : row.cells[column].isBest) ? terminal.bold(cell) : cell
      }
      text += "\n"
      if row.cells.contains(where: { !$0.remark.isEmpty }) {
        text += terminal.dim(layout.line(row.cells.map(\.remark)) { $1 }) + "\n"
      }
    }
    return text + rule + footnote
  }

  /// The same without columns and what stands beneath them, ending with a line feed.
  private func list(of summary: SummaryColumns) -> String {
    let titles = summary.titles.map { terminal.shown("\($0.first) \($0.second)") }
    let width = titles.dropFirst().map(\.count).max() ?? 0
    var text = ""
    for row in summary.rows {
      let name = terminal.fitted(terminal.shown(row.cells[0].value), to: terminal.width - 3)
      text += row.isWinner ? terminal.shown("★ ") + terminal.bold(name) : "  " + name
      text += "\n"
      for (title, cell) in zip(titles, row.cells).dropFirst() {
        let gap = String(repeating: " ", count: width - title.count)
        let value = terminal.shown(cell.value)
        let remark = terminal.shown(cell.remark)
        var line = "  \(title)\(gap)  " + (cell.isBest ? terminal.bold(value) : value)
        let length = 2 + width + 2 + value.count
        if length > terminal.width {
          line =
            terminal.fitted("  \(title)", to: terminal.width) + "\n"
            + terminal.fitted("    \(value)", to: terminal.width)
        } else if !remark.isEmpty, length + 2 + remark.count <= terminal.width {
          line += "  " + terminal.dim(remark)
        }
        text += line + "\n"
      }
    }
    return text
  }
}
