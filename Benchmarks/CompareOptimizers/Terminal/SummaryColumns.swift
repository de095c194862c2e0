/// The summary of one problem in columns, for a terminal and for Markdown alike.
struct SummaryColumns: Sendable {
  /// One number and what is said in small print with it.
  struct Cell: Equatable, Sendable {
    var value: String
    var remark = ""
    var isBest = false
  }

  /// One contender's cells, its name first.
  struct Row: Equatable, Sendable {
    var cells: [Cell]
    var isWinner: Bool
  }

  /// The titles, in up to two lines each.
  private(set) var titles: [(first: String, second: String)]
  /// The rows in the order of the contenders.
  private(set) var rows: [Row]
  /// The columns whose remarks may be left out, the least wanted first.
  private(set) var leastWanted: [Int]
  /// What the numbers are.
  let footnote: String
  /// What each contender has chosen beside its rate.
  private let settings: [[String]]
  /// The place of the learning rates.
  private static let rateColumn = 1

  /// Takes the columns in which there is anything.
  init(of results: ComparisonResults.ProblemResults) {
    let target =
      switch results.problem.target.measure {
      case .accuracy: NumberText.shortPercent(results.problem.target.value)
      case .loss: "≤ " + NumberText.significant(results.problem.target.value, 2)
      }
    let pairings = results.tellablePairings.filter { $0.measure == results.problem.measure }
    titles = [
      ("", "optimizer"), ("learning", "rate"), ("test", "accuracy"),
      results.problem.kind == .function ? ("final", "height") : ("test", "loss"),
      ("steps to", target), ("time to", target), ("p against", pairings.first?.reference ?? ""),
    ]
    rows = results.contenders.map { contender in
      let cells = SummaryCells(of: contender, among: results.contenders)
      let numbers = [
        cells.learningRate, cells.testAccuracy, cells.testLoss, cells.stepsToTarget,
        cells.secondsToTarget,
      ]
      return Row(
        cells: [Cell(value: contender.name)] + numbers.map(Self.short)
          + [Self.probability(of: contender.name, pairings)],
        isWinner: contender.name == results.verdict.winner)
    }
    footnote = Self.footnote(results, pairings.first)
    settings = results.contenders.map { contender in
      // By a copy: see `SummaryCells`.
      [contender.chosen].compactMap { $0 }.flatMap(SummaryCells.settings(of:))
    }
    leastWanted = [5, 6, 4, 3, 2, 1]
    // From the last on: the places of the others stay as they are.
    for column in titles.indices.dropFirst().reversed()
    where rows.allSatisfy({ $0.cells[column].value == "–" }) {
      titles.remove(at: column)
      for row in rows.indices { rows[row].cells.remove(at: column) }
      leastWanted = leastWanted.filter { $0 != column }.map { $0 > column ? $0 - 1 : $0 }
    }
  }

  /// The longest remark beside a learning rate, where several settings may stand.
  var longestRateRemark: Int { rows.map { $0.cells[Self.rateColumn].remark.count }.max() ?? 0 }

  /// Takes the settings that were chosen from beside the rates, where they find no room.
  ///
  /// - Returns: All of them in one sentence, for beneath the table.
  mutating func takeSettings() -> String {
    var told: [String] = []
    for (index, settings) in settings.enumerated() where !settings.isEmpty {
      let words = settings.joined(separator: ", ")
      told.append("\(rows[index].cells[0].value) \(words)")
      // What comes before them is said of the rate itself.
      let remark = rows[index].cells[Self.rateColumn].remark.dropLast(words.count)
      rows[index].cells[Self.rateColumn].remark = String(
        remark.hasSuffix(", ") ? remark.dropLast(2) : remark)
    }
    return "chosen beside the rates: " + told.joined(separator: "; ")
  }

  /// A cell in the words that are short enough for a column.
  private static func short(_ cell: SummaryCells.Cell) -> Cell {
    func shortened(_ text: String) -> String {
      let words = [
        "all diverged": "none", "all crashed": "crashed", "all diverged or crashed": "none",
        "not reached": "never",
      ]
      return (words[text] ?? text).replacing("edge of those tried", with: "at edge")
        .replacing(" – ", with: "–").replacing(" diverged", with: " div.")
        .replacing(" runs", with: "")
    }
    // What is said of some of the runs goes before the interval of them all.
    let hasWord = cell.spread.contains(" of ") || cell.interval.isEmpty
    let interval = cell.interval.filter { !"[]".contains($0) }
    return Cell(
      value: shortened(cell.value), remark: shortened(hasWord ? cell.spread : interval),
      isBest: cell.isBest)
  }

  /// How sure the difference from the reference is, and with how many seeds it was for the better.
  private static func probability(
    of name: String, _ pairings: [ComparisonResults.Pairing]
  ) -> Cell {
    guard let pairing = pairings.first(where: { $0.contender == name }) else {
      return Cell(value: "–")
    }
    let seeds = pairing.wins + pairing.losses + pairing.ties
    return Cell(
      value: NumberText.probability(pairing.probability),
      remark: "\(pairing.wins) of \(seeds)", isBest: pairing.isClear)
  }

  private static func footnote(
    _ results: ComparisonResults.ProblemResults, _ pairing: ComparisonResults.Pairing?
  ) -> String {
    let summaries = results.contenders.map(\.summary)
    let runs = summaries.map(\.runs).max() ?? 0
    // Of which accuracy: the other columns are of the test split.
    let target =
      results.problem.target.measure == .accuracy ? "; target: \(results.problem.targetText)" : ""
    guard runs > 1 else { return "one run each" + target }
    let hasInterval = summaries.contains { $0.testLoss?.interval != nil }
    var text =
      "median of \(runs) runs each, with "
      + (hasInterval
        ? "its 95% interval"
        : runs >= 4 ? "the range of their middle half" : "the range of all") + target
    if let pairing {
      let measure =
        switch pairing.measure {
        case .testAccuracy: "test accuracy"
        case .testLoss: "test loss"
        case .stepsToTarget: "steps"
        }
      text += "; p: \(pairing.test) on the \(measure), with the seeds that were better"
    }
    return text
  }
}
