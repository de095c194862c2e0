/// The summary of a comparison on several problems as text for a terminal, at most 80 columns wide.
///
/// On a narrow terminal the columns that say least are left out.
struct ProfileTable: Sendable {
  /// How often each contender is near the best.
  let profile: ComparisonResults.Profile

  /// The problems behind it.
  let problems: [ComparisonResults.ProblemResults]

  /// Where it is shown.
  let terminal: Terminal

  /// The longest name that is not cut, and the shortest that one is cut to.
  private static let nameLengths = (longest: 22, shortest: 7)
  /// The columns that may be left out, the least wanted first.
  private static let leastWanted = [4, 3, 5, 2]

  /// The table, best score first, ending with a line feed.
  var text: String {
    let summary = ProfileColumns(profile: profile, problems: problems)
    var columns = Array(ProfileColumns.titles.indices)
    var name = Self.nameLengths.longest
    func cells(_ cells: [String]) -> [String] {
      columns.map { column in
        let cell = terminal.shown(cells[column])
        return column == 0 ? terminal.fitted(cell, to: name) : cell
      }
    }
    func layout() -> TextColumns {
      let lines = ([ProfileColumns.titles] + summary.rows.map(\.cells)).map(cells)
      return TextColumns(columns.indices.map { column in lines.map { $0[column] } }, for: terminal)
    }
    for column in Self.leastWanted where !layout().fits {
      columns.removeAll { $0 == column }
    }
    while name > Self.nameLengths.shortest, !layout().fits { name -= 1 }
    let layout = layout()
    let rule = layout.rule
    var text = layout.line(cells(ProfileColumns.titles)) { $1 } + "\n" + rule
    for row in summary.rows {
      let line = layout.line(cells(row.cells)) { $1 }
      text += (row.isFirst ? terminal.bold(line) : line) + "\n"
    }
    return text + rule + TextColumns.footnote(summary.footnote, for: terminal)
  }
}
