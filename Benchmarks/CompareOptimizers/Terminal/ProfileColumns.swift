/// The summary of several problems in columns, for a terminal and for Markdown alike.
struct ProfileColumns: Sendable {
  /// One contender's cells, its name first.
  struct Row: Equatable, Sendable {
    var cells: [String]
    /// Whether nobody has a better score.
    var isFirst: Bool
  }

  /// The titles of the columns.
  static let titles = ["optimizer", "score", "solved", "fastest", "within 2×", "clear wins"]

  /// The rows, best score first.
  let rows: [Row]

  /// What the numbers are.
  let footnote: String

  /// Sums up some problems.
  init(profile: ComparisonResults.Profile, problems: [ComparisonResults.ProblemResults]) {
    let curves = profile.curves.sorted { $0.score > $1.score }
    rows = curves.map { curve in
      func count(within factor: Double) -> String {
        let share = curve.points.last { $0.factor <= factor }?.share ?? 0
        return "\(Int((share * Double(problems.count)).rounded()))"
      }
      let wins = problems.count { $0.verdict.winner == curve.contender }
      return Row(
        cells: [
          curve.contender, NumberText.fixed(curve.score, 2), count(within: .infinity),
          count(within: 1), count(within: 2), "\(wins)",
        ],
        isFirst: curve.score > 0 && curve.score == curves.first?.score)
    }
    footnote =
      "Of \(problems.count) problems; solved: more than half of the runs reached the target and kept it; "
      + "score: the mean share of problems within 1 to 4 times the fewest steps"
  }
}
