/// One contender's row of the summary of a problem as text, for the page and for the terminal
/// alike.
struct SummaryCells: Sendable {
  /// A median and what is said in small print with it.
  struct Cell: Equatable, Sendable {
    /// The median as text.
    var value: String

    /// The range of the runs, or a remark; empty when there is none.
    var spread = ""

    /// The 95 % interval of the median; empty when there is none.
    var interval = ""

    /// Whether no contender has a better one.
    var isBest = false
  }

  /// The learning rate of the final runs.
  let learningRate: Cell

  /// The accuracy on the test split.
  let testAccuracy: Cell

  /// The loss on the test split.
  let testLoss: Cell

  /// The share of the final runs that diverged, and how many crashed.
  let diverged: Cell

  /// The updates until the target.
  let stepsToTarget: Cell

  /// The training time until the target.
  let secondsToTarget: Cell

  /// The mean of the validation loss over the updates.
  let areaUnderCurve: Cell

  /// The time of one update per parameter.
  let nanosecondsPerParameter: Cell

  /// The cells that fit a terminal, in the order of its columns.
  var all: [Cell] {
    [learningRate, testAccuracy, testLoss, stepsToTarget, secondsToTarget, nanosecondsPerParameter]
  }

  /// Writes the row of a contender.
  ///
  /// - Parameters:
  ///   - contender: Whose row it is.
  ///   - contenders: All of the problem, which say what the best values are.
  init(
    of contender: ComparisonResults.Contender, among contenders: [ComparisonResults.Contender]
  ) {
    let summary = contender.summary
    let column = Column(summary: summary, all: contenders.map(\.summary))

    learningRate = Self.rate(of: contender)

    testAccuracy = column.cell(\.testAccuracy, isHigherBetter: true) { NumberText.percent($0) }
    let lost = summary.crashedCount > summary.divergedRuns ? "crashed" : "diverged"
    var loss = column.cell(\.testLoss, missing: lost) { NumberText.significant($0) }
    if summary.runs > 1, let losses = summary.losses { loss.spread = losses }
    testLoss = loss
    diverged = column.diverged

    let missing = summary.touchesWithoutKeeping ? "not kept" : "not reached"
    var steps = column.cell(\.stepsToTarget, missing: missing) { NumberText.grouped($0) }
    var seconds = column.cell(\.secondsToTarget, missing: missing) { NumberText.seconds($0) }
    if summary.runs > 1, summary.runsThatReachedTarget < summary.runs {
      steps.spread = "\(summary.runsThatReachedTarget) of \(summary.runs) runs"
      if !(summary.secondsToTarget?.upperEnd.isFinite ?? false) { seconds.spread = "" }
    }
    stepsToTarget = steps
    secondsToTarget = seconds
    areaUnderCurve = column.cell(\.areaUnderCurve, missing: lost) {
      NumberText.significant($0)
    }
    nanosecondsPerParameter = column.cell(\.nanosecondsPerParameter) {
      NumberText.significant($0, 2)
    }
  }

  /// The hyper-parameters that were chosen.
  private static func rate(of contender: ComparisonResults.Contender) -> Cell {
    // By a copy: Swift 6.3.1 crashes over the optional of a borrowed contender when it optimizes.
    let chosen = [contender.chosen].compactMap { $0 }
    guard let candidate = chosen.first else { return Cell(value: "all \(contender.fate)") }
    let edge = contender.chosenRateIsAtEdge ? ["edge of those tried"] : []
    return Cell(
      value: NumberText.typed(candidate.learningRate),
      spread: (edge + settings(of: candidate)).joined(separator: ", "))
  }

  /// What was chosen beside the rate: "rho 0.99".
  static func settings(of candidate: ComparisonResults.Candidate) -> [String] {
    candidate.settings.map { "\($0.name) \(NumberText.typed($0.value))" }
  }

  /// Writes one contender's numbers in the light of everybody's.
  private struct Column {
    let summary: ComparisonResults.Summary
    let all: [ComparisonResults.Summary]

    func cell(
      _ value: (ComparisonResults.Summary) -> Spread?, isHigherBetter: Bool = false,
      missing: String = "–", text: (Double) -> String
    ) -> Cell {
      guard let spread = value(summary) else { return Cell(value: "–") }
      guard spread.median.isFinite else { return Cell(value: missing) }
      let medians = all.compactMap { value($0)?.median }
      let best = isHigherBetter ? medians.max() : medians.min()
      var cell = Cell(
        value: text(spread.median), isBest: medians.count > 1 && spread.median == best)
      if spread.count > 1 {
        cell.spread = NumberText.range(text(spread.lowerEnd), text(spread.upperEnd))
      }
      if let interval = spread.interval {
        cell.interval = "[\(NumberText.range(text(interval.lower), text(interval.upper)))]"
      }
      return cell
    }

    var diverged: Cell {
      guard summary.runs > 0 else { return Cell(value: "–") }
      let share = Double(summary.divergedRuns) / Double(summary.runs)
      var cell = Cell(value: NumberText.percent(share, decimals: 0))
      if summary.divergedRuns > 0 { cell.spread = "\(summary.divergedRuns) of \(summary.runs)" }
      if summary.crashedCount > 0, let losses = summary.losses { cell.spread = losses }
      if let search = summary.divergedShareOfSearch, search > 0 {
        cell.interval = "search: " + NumberText.percent(search, decimals: 0)
      }
      return cell
    }
  }
}

extension ComparisonResults.Summary {
  /// How many of the final runs crashed.
  var crashedCount: Int { crashedRuns ?? 0 }

  /// "2 of 10 diverged", "1 of 10 crashed" or "2 of 10 diverged, 1 crashed"; nil where all came to
  /// their end.
  fileprivate var losses: String? {
    guard divergedRuns > 0 || crashedCount > 0 else { return nil }
    if crashedCount == 0 { return "\(divergedRuns) of \(runs) diverged" }
    if divergedRuns == 0 { return "\(crashedCount) of \(runs) crashed" }
    return "\(divergedRuns) of \(runs) diverged, \(crashedCount) crashed"
  }
}
