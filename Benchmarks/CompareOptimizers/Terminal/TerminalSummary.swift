/// The results of a comparison as text for a terminal: tables, the verdict, and what to beware of.
struct TerminalSummary: Sendable {
  /// What is shown.
  let results: ComparisonResults

  /// Where it is shown.
  let terminal: Terminal

  /// The text, ending with a line feed.
  var text: String {
    var parts: [String] = []
    if let profile = results.profile {
      parts.append(
        ProfileTable(profile: profile, problems: results.problems, terminal: terminal).text)
    } else {
      parts += results.problems.map { SummaryTable(results: $0, terminal: terminal).text }
    }
    func paragraph(_ text: String) -> String { TextColumns.paragraph(text, for: terminal) }
    let remarks = results.verdict.remarks.map(paragraph)
    let verdict = paragraph(results.verdict.sentence).split(separator: "\n")
      .map { terminal.bold(String($0)) }
    let details = results.problems.count == 1 ? results.problems[0].notes : []
    let notes = (details + results.notes + results.environment.warnings).map {
      paragraph("Note: \($0)")
    }
    parts.append((verdict + remarks + notes).joined(separator: "\n") + "\n")
    return parts.joined(separator: "\n")
  }
}
