/// The results of a comparison as Markdown: the verdict, and tables as GitHub shows them.
struct MarkdownSummary: Sendable {
  /// What is shown.
  let results: ComparisonResults

  /// The text, ending with a line feed.
  var text: String {
    var parts = ["**\(Self.escaped(results.verdict.sentence))**"]
    if !results.verdict.remarks.isEmpty {
      parts.append(results.verdict.remarks.map(Self.escaped).joined(separator: " "))
    }
    if let profile = results.profile {
      parts.append(table(of: profile))
      parts.append(tableOfProblems)
    } else {
      parts += results.problems.map(table)
    }
    let details = results.problems.count == 1 ? results.problems[0].notes : []
    let notes = (details + results.notes + results.environment.warnings).map {
      "- " + Self.escaped($0)
    }
    if !notes.isEmpty { parts.append(notes.joined(separator: "\n")) }
    parts.append(Self.code(results.settings.commandLine.withHiddenShown))
    return parts.joined(separator: "\n\n") + "\n"
  }

  // MARK: One problem

  private func table(of problem: ComparisonResults.ProblemResults) -> String {
    let table = SummaryColumns(of: problem)
    let rows = table.rows.map { row in
      row.cells.enumerated().map { column, cell -> String in
        let value = Self.escaped(cell.value)
        let isBold = cell.isBest || (column == 0 && row.isWinner)
        let small = Self.escaped(cell.remark)
        return (isBold ? "**\(value)**" : value) + (small.isEmpty ? "" : " (\(small))")
      }
    }
    let titles = table.titles.map { title in
      Self.escaped([title.first, title.second].filter { !$0.isEmpty }.joined(separator: " "))
    }
    return "\(Self.escaped(problem.problem.title)), \(Self.escaped(table.footnote)):\n\n"
      + Self.table(titles, rows)
  }

  // MARK: Several problems

  private func table(of profile: ComparisonResults.Profile) -> String {
    let table = ProfileColumns(profile: profile, problems: results.problems)
    let rows = table.rows.map { row in
      row.cells.enumerated().map { column, cell in
        row.isFirst && column == 0 ? "**\(Self.escaped(cell))**" : Self.escaped(cell)
      }
    }
    return "\(Self.escaped(table.footnote)):\n\n"
      + Self.table(ProfileColumns.titles, rows)
  }

  /// What each problem is judged by, for every contender.
  private var tableOfProblems: String {
    let rows = results.problems.map { problem in
      let cells = problem.contenders.map { contender in
        let cells = SummaryCells(of: contender, among: problem.contenders)
        let cell =
          switch problem.problem.measure {
          case .testAccuracy: cells.testAccuracy
          case .testLoss: cells.testLoss
          case .stepsToTarget: cells.stepsToTarget
          }
        let value = Self.escaped(cell.value)
        return cell.isBest ? "**\(value)**" : value
      }
      let measure =
        switch problem.problem.measure {
        case .testAccuracy: "test accuracy"
        case .testLoss: "test loss"
        case .stepsToTarget: "steps to target"
        }
      return [Self.escaped(problem.problem.title), measure] + cells
    }
    let names = results.contenderNames.map(Self.escaped)
    return "Medians, the best of each problem in bold:\n\n"
      + Self.table(["problem", "measure"] + names, rows)
  }

  // MARK: Markdown

  /// A table with its first column to the left and the others to the right.
  private static func table(_ titles: [String], _ rows: [[String]]) -> String {
    let rule = titles.indices.map { $0 == 0 ? ":--" : "--:" }
    return ([titles, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }

  /// Text as it is, between more backticks than stand anywhere in it.
  static func code(_ text: String) -> String {
    let longest = text.split(whereSeparator: { $0 != "`" }).map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    // A space at either end is taken away again.
    let space = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return fence + space + text + space + fence
  }

  /// Text without what Markdown, or HTML in it, would take for its own.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text.withHiddenShown {
      switch character {
      case "|", "*", "_", "`", "\\", "[", "]", "#": escaped += "\\\(character)"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case _ where character.isNewline: escaped += " "
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
