/// One contender's row of the summary as text, for the page and for the terminal alike.
struct SummaryCells: Sendable {
  /// A median and what is said in small print with it.
  struct Cell: Equatable, Sendable {
    /// The median as text.
    var value: String

    /// The range of the runs, or a remark; empty when there is none.
    var spread = ""

    /// Whether no contender has a better one.
    var isBest = false
  }

  /// The learning rate of the final runs.
  let learningRate: Cell

  /// The accuracy on the test split.
  let testAccuracy: Cell

  /// The loss on the test split.
  let testLoss: Cell

  /// The updates until the target accuracy.
  let stepsToTarget: Cell

  /// The training time until the target accuracy.
  let secondsToTarget: Cell

  /// The time of one update per parameter.
  let nanosecondsPerParameter: Cell

  /// The cells in the order of the columns.
  var all: [Cell] {
    [learningRate, testAccuracy, testLoss, stepsToTarget, secondsToTarget, nanosecondsPerParameter]
  }

  /// Writes the row of a contender.
  ///
  /// - Parameters:
  ///   - contender: Whose row it is.
  ///   - results: The problem with all contenders, which says what the best values are.
  init(of contender: ComparisonResults.Contender, among results: ComparisonResults.ProblemResults) {
    let summary = contender.summary
    let summaries = results.contenders.map(\.summary)
    func cell(
      _ value: (ComparisonResults.Summary) -> Spread?, isHigherBetter: Bool = false,
      missing: String = "–", text: (Double) -> String
    ) -> Cell {
      guard let spread = value(summary) else { return Cell(value: "–") }
      guard spread.median.isFinite else { return Cell(value: missing) }
      let medians = summaries.compactMap { value($0)?.median }
      let best = isHigherBetter ? medians.max() : medians.min()
      var cell = Cell(
        value: text(spread.median), isBest: medians.count > 1 && spread.median == best)
      if spread.count > 1 {
        cell.spread = NumberText.range(text(spread.lowerEnd), text(spread.upperEnd))
      }
      return cell
    }

    var rate = Cell(value: contender.chosenLearningRate.map(NumberText.short) ?? "all diverged")
    if contender.chosenRateIsAtEdge { rate.spread = "edge of those tried" }
    learningRate = rate

    testAccuracy = cell(\.testAccuracy, isHigherBetter: true) { NumberText.percent($0) }
    var loss = cell(\.testLoss, missing: "diverged") { NumberText.significant($0) }
    if summary.runs > 1, summary.divergedRuns > 0 {
      loss.spread = "\(summary.divergedRuns) of \(summary.runs) diverged"
    }
    testLoss = loss

    var steps = cell(\.stepsToTarget, missing: "not reached") { NumberText.grouped($0) }
    if summary.runs > 1, summary.runsThatReachedTarget < summary.runs {
      steps.spread = "\(summary.runsThatReachedTarget) of \(summary.runs) runs"
    }
    stepsToTarget = steps
    secondsToTarget = cell(\.secondsToTarget, missing: "not reached") { NumberText.seconds($0) }
    nanosecondsPerParameter = cell(\.nanosecondsPerParameter) { NumberText.significant($0, 2) }
  }
}
