/// The summary of a comparison on several problems as text for a terminal, at most 80 columns wide.
struct ProfileTable: Sendable {
  /// How often each contender is near the best.
  let profile: ComparisonResults.Profile

  /// The problems behind it.
  let problems: [ComparisonResults.ProblemResults]

  /// Where it is shown.
  let terminal: Terminal

  private static let titles = [
    "optimizer", "score", "solved", "fastest", "within 2×", "clear wins",
  ]

  /// The table, best score first, ending with a line feed.
  var text: String {
    let curves = profile.curves.sorted { $0.score > $1.score }
    let winner = curves.first?.contender
    let rows = curves.map(cells)
    let widths = Self.titles.indices.map { column in
      (rows.map { terminal.shown($0[column]).count } + [terminal.shown(Self.titles[column]).count])
        .max() ?? 0
    }
    let rule =
      String(
        repeating: terminal.shown("─"), count: 2 + widths.reduce(0, +) + 2 * (widths.count - 1))
      + "\n"
    var text = "  " + line(Self.titles, widths) + "\n" + rule
    for (curve, row) in zip(curves, rows) {
      let isBest = curve.contender == winner
      text += "  " + (isBest ? terminal.bold(line(row, widths)) : line(row, widths)) + "\n"
    }
    let footnote =
      "of \(problems.count) problems; solved: half of the runs reached the target; score: the mean "
      + "share of problems within 1 to 4 times the fewest steps"
    return text + rule + terminal.dim(terminal.wrapped(footnote)) + "\n"
  }

  private func cells(of curve: ComparisonResults.Profile.Curve) -> [String] {
    func count(within factor: Double) -> String {
      let share = curve.points.last { $0.factor <= factor }?.share ?? 0
      return "\(Int((share * Double(problems.count)).rounded()))"
    }
    let wins = problems.count { $0.verdict.winner == curve.contender }
    return [
      terminal.fitted(curve.contender, to: 22), NumberText.fixed(curve.score, 2),
      count(within: .infinity), count(within: 1), count(within: 2), "\(wins)",
    ]
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    zip(cells, widths).enumerated().map { column, pair in
      let shown = terminal.shown(pair.0)
      let padding = String(repeating: " ", count: max(0, pair.1 - shown.count))
      return column == 0 ? shown + padding : padding + shown
    }.joined(separator: "  ")
  }
}
