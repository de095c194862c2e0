/// The widths of the columns of a table for a terminal: the first flush left, the others right.
struct TextColumns: Sendable {
  /// The most columns that a table takes, where the terminal is not narrower.
  static let widest = 80
  /// What stands before each line: a mark or nothing, and a space.
  private static let margin = 2

  private let terminal: Terminal
  private let widths: [Int]
  /// The spaces between columns, up to three.
  private let gap: Int

  /// Makes each column as wide as the longest of its texts.
  init(_ texts: [[String]], for terminal: Terminal) {
    self.terminal = terminal
    let widths = texts.map { $0.map(\.count).max() ?? 0 }
    self.widths = widths
    gap = (1...3).last { Self.width(widths, $0) <= Self.room(terminal) } ?? 1
  }

  /// The most characters that a line may have.
  private static func room(_ terminal: Terminal) -> Int {
    terminal.isInteractive ? min(widest, terminal.width) : widest
  }

  private static func width(_ widths: [Int], _ gap: Int) -> Int {
    margin + widths.reduce(0, +) + gap * max(0, widths.count - 1)
  }

  /// Whether lines find room.
  var fits: Bool { Self.width(widths, gap) <= Self.room(terminal) }

  /// Whether a single space stands between columns.
  var isTight: Bool { gap < 2 }

  /// A line below or above the table.
  var rule: String {
    let width = min(Self.width(widths, gap), Self.room(terminal))
    return terminal.dim(String(repeating: terminal.shown("─"), count: width)) + "\n"
  }

  /// Texts in their columns, styled once their place is known; without spaces at the end.
  func line(_ cells: [String], mark: String = "", style: (Int, String) -> String) -> String {
    var line = mark + String(repeating: " ", count: max(0, Self.margin - mark.count))
    for (column, cell) in cells.enumerated() {
      let padding = String(repeating: " ", count: max(0, widths[column] - cell.count))
      if column > 0 { line += String(repeating: " ", count: gap) + padding }
      line += cell.isEmpty ? "" : style(column, cell)
      if column == 0 { line += padding }
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  /// Small print beneath a table, in lines no longer than its widest.
  static func footnote(_ text: String, for terminal: Terminal) -> String {
    paragraph(text, for: terminal).split(separator: "\n").map { terminal.dim(String($0)) + "\n" }
      .joined()
  }

  /// Sentences in lines as wide as a table may be, in a file or a pipe too: what is read beneath a
  /// table is no wider than it.
  static func paragraph(_ text: String, for terminal: Terminal) -> String {
    var narrow = terminal
    narrow.isInteractive = true
    narrow.width = room(terminal)
    return narrow.wrapped(text)
  }
}
