/// One contender's row in a table of the page.
struct TableRow: Sendable {
  /// The contender's name.
  var contender: String

  /// Whether it did better than the others.
  var isWinner = false

  /// What is in the columns.
  var cells: [SummaryCells.Cell]
}

extension HTMLReport {
  /// The most rows that a phone shows as blocks; more are moved sideways as a table.
  static let mostBlocks = 6

  /// A table with a row for each contender.
  func table(
    label: String, caption: String = "", titles: [String], rows: [TableRow],
    class className: String = "numbers"
  ) -> Markup {
    let isShort = rows.count <= Self.mostBlocks
    // A place that a table wider than the page can be moved in, by keyboard too.
    return Markup.element(
      "div", ["class": "scroll", "role": "region", "aria-label": label, "tabindex": 0]
    ) {
      // As blocks the elements lose the meaning of a table; the roles give it back.
      Markup.element(
        "table",
        ["class": "\(className) \(isShort ? "blocks" : "many")", "role": "table"]
      ) {
        if !caption.isEmpty { Markup.element("caption") { caption } }
        tableHead(titles)
        Markup.element("tbody", ["role": "rowgroup"]) {
          for row in rows { self.row(row, titles: Array(titles.dropFirst()), isShort: isShort) }
        }
      }
    }
  }

  /// The titles of columns.
  func tableHead(_ titles: [String]) -> Markup {
    Markup.element("thead", ["role": "rowgroup"]) {
      Markup.element("tr", ["role": "row"]) {
        for title in titles {
          Markup.element("th", ["role": "columnheader", "scope": "col"]) { title }
        }
      }
    }
  }

  /// The name of a contender in front of its row.
  func rowHead(_ contender: String, isWinner: Bool = false) -> Markup {
    Markup.element("th", ["role": "rowheader", "scope": "row"]) {
      if let style = styles[contender] { style.swatch }
      contender
      if isWinner { Markup.element("span", ["class": "badge"]) { "winner" } }
    }
  }

  private func row(_ row: TableRow, titles: [String], isShort: Bool) -> Markup {
    Markup.element("tr", row.isWinner ? ["role": "row", "class": "won"] : ["role": "row"]) {
      rowHead(row.contender, isWinner: row.isWinner)
      for (title, cell) in zip(titles, row.cells) {
        if isShort {
          Markup.element("td", ["role": "cell", "data-label": title]) { content(of: cell) }
        } else {
          Markup.element("td") { content(of: cell) }
        }
      }
    }
  }

  /// "not reached" and "not kept" are not broken, where their column is narrow.
  private static func inOneLine(_ value: String) -> String {
    value.hasPrefix("not ") ? value.replacing(" ", with: "\u{A0}") : value
  }

  @MarkupBuilder private func content(of cell: SummaryCells.Cell) -> Markup {
    let value = Self.inOneLine(cell.value)
    if cell.isBest { Markup.element("b") { value } } else { value }
    if cell.spread.contains(", ") {
      // Settings, of which there may be more than fit in one line.
      Markup.element("small", ["class": "listed"]) { cell.spread }
    } else if !cell.spread.isEmpty {
      Markup.element("small") { cell.spread }
    }
    if !cell.interval.isEmpty { Markup.element("small") { cell.interval } }
  }
}
