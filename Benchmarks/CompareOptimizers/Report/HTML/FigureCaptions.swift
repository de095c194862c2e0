/// Chooses the figures of a problem and says what to look at in each.
struct FigureCaptions: Sendable {
  let entry: ComparisonResults.ProblemResults
  let charts: ProblemCharts

  private var problem: ComparisonResults.Problem { entry.problem }

  /// What a line and its band are.
  private var bandRemark: String {
    switch entry.contenders.map(\.summary.runs).max() ?? 0 {
    case ...1: "One run each."
    case 2...3: "Line: the median of the runs; band: all of them."
    default: "Line: the median of the runs; band: the middle half of them."
    }
  }

  /// Differences to the reference.
  var paired: FigureGroup {
    FigureGroup(
      anchor: "paired", title: "Beside the reference", hasKey: false,
      figures: charts.measures.map { measure -> Figure? in
        let pairings = charts.pairings(of: measure)
        let reference = pairings.first?.reference ?? "the reference"
        let hasNone = pairings.contains { $0.difference == nil }
        // Where nobody has a difference there is nothing to draw; the table says so.
        guard pairings.contains(where: { $0.difference != nil }) else { return nil }
        return Figure(
          heading: "Difference in \(charts.name(of: measure))",
          caption: "Each optimizer minus \(reference), seed by seed: the dot is the Hodges–Lehmann "
            + "estimate of the difference, the median of the means of all pairs of differences; the "
            + "bar is its 95% interval, which takes this pair of optimizers for the only one. A full "
            + "dot is clear when the number of pairs is considered; a hollow one may be chance."
            + (hasNone
              ? " None: runs that diverged, crashed or never arrived leave no difference to give."
              : "")
            + (measure == .stepsToTarget ? " \(arrivals) \(entry.leftOutSentence)" : ""),
          chart: charts.intervals(of: measure))
      })
  }

  /// Curves over the course of training.
  var progress: FigureGroup {
    let isFunction = problem.kind == .function
    let loss =
      isFunction
      ? "How high above the lowest point each optimizer still is. A straight line downwards on this "
        + "scale halves the height again and again; a level line is stuck."
      : "On samples that are not trained on. The lower and the further to the left, the better."
    return FigureGroup(
      anchor: "progress", title: isFunction ? "How the height falls" : "How the loss falls",
      figures: [
        charts.trainingLoss.map {
          Figure(
            heading: "Training loss by steps",
            caption:
              "On the samples that are trained on. Compare it with the validation loss: where "
              + "this falls and that rises, the network learns its samples by heart. "
              + [bandRemark, $0.cutRemark].inSentences, chart: $0)
        },
        Figure(
          heading: "\(charts.lossTitle.capitalizedFirst) by steps",
          caption: [loss, bandRemark, charts.loss(over: .steps).cutRemark].inSentences,
          chart: charts.loss(over: .steps)),
        Figure(
          heading: "\(charts.lossTitle.capitalizedFirst) by time",
          caption: "The same against training time: an optimizer whose update costs more slides to "
            + "the right.", chart: charts.loss(over: .seconds)),
        charts.accuracy(over: .steps).map {
          Figure(
            heading: "Accuracy by steps",
            caption: "The share of validation samples whose class is found. The axis begins where "
              + "the contest does, not at zero. \(bandRemark)", chart: $0)
        },
        charts.accuracy(over: .seconds).map {
          Figure(
            heading: "Accuracy by time",
            caption: "The same against training time.", chart: $0)
        },
        target,
      ])
  }

  /// What the learning rate does.
  var tuning: FigureGroup {
    let sensitivity = charts.sensitivity
    let isOfSteps = problem.measure == .stepsToTarget
    let edge = entry.contenders.filter(\.chosenRateIsAtEdge).map(\.name)
    let lost = LostContenders(entry.contenders.filter { $0.chosen == nil && !$0.trials.isEmpty })
    var remark =
      isOfSteps
      ? " Chosen is not the lowest but the rate that kept the target after the fewest steps, if one "
        + "did." : ""
    if !edge.isEmpty {
      remark +=
        " A dashed ring lies at the edge of the rates tried (\(edge.inWords)): a better one "
        + "may lie beyond."
    }
    remark += lost.remarks.map { " " + $0 }.joined()
    return FigureGroup(
      anchor: "tuning", title: "How much tuning matters",
      figures: [
        Figure(
          heading: "Sensitivity to the learning rate",
          caption: "The outcome of every rate tried. A wide, flat valley is easy to tune; a narrow "
            + "one must be hit. Ring: the rate chosen; cross: runs that diverged or crashed."
            + [remark, " " + sensitivity.cutRemark].joined(),
          chart: sensitivity),
        Figure(
          heading: "Learning rates that do well",
          caption:
            "Bar: the rates "
            + (isOfSteps
              ? "that keep the target after at most 1.5 times the fewest steps; none where no rate "
                + "keeps it" : "whose loss is within 1.5 times the best")
            + "; pale line: all that were tried; circle: the one chosen. A decade is a factor of ten.",
          chart: charts.robustness),
        Figure(
          heading: "What a budget of tries buys",
          caption:
            "The \(charts.lossTitle) at the end to expect of the best of so many settings drawn at "
            + "random from those tried. Who is lowest at the left is best with little tuning."
            + [" " + charts.expectedBest.cutRemark].joined(),
          chart: charts.expectedBest),
      ])
  }

  /// When runs reach the target.
  private var target: Figure {
    Figure(
      heading: "Runs that reached the target",
      caption:
        "\(charts.targetText.capitalizedFirst), \(problem.keeping). Each jump is one more run that "
        + "has come to stay. The further to the left a curve rises, the sooner; "
        + "one that ends below 100% has runs that did not stay or never came. \(arrivals)",
      chart: charts.timeToTarget)
  }

  /// How many runs of each are at the target when they end.
  private var arrivals: String {
    let counts = entry.contenders.filter { $0.summary.runs > 0 }.map { contender in
      (contender.name, contender.summary.runsThatReachedTarget, contender.summary.runs)
    }
    guard let runs = counts.map(\.2).max() else { return "" }
    if counts.allSatisfy({ $0.1 == $0.2 }) { return "At the target at the end: every run." }
    let none = counts.filter { $0.1 == 0 }.map(\.0)
    let some = counts.filter { $0.1 > 0 }
      .map { "\($0.0) \($0.1)" }
    return "At the target at the end, of \(runs) \(runs == 1 ? "run" : "runs") each: "
      + (some + (none.isEmpty ? [] : ["none of \(none.inWords)"])).joined(separator: ", ") + "."
  }

  /// How far parameters move.
  var stepSizes: FigureGroup {
    FigureGroup(
      anchor: "step-sizes", title: "Effective step sizes",
      figures: [
        Figure(
          heading: "What each gradient is multiplied by",
          caption:
            "Plain SGD multiplies every gradient by the same number throughout. RMSprop and its "
            + "kin give each parameter a step size of its own: line: the median of a part’s "
            + "parameters; band: the middle half. Wide bands are where adapting does something. With "
            + "a momentum μ each gradient acts again in later steps, 1/(1 − μ) times in all.",
          chart: charts.effectiveSteps),
        Figure(
          heading: "How far a step goes, beside the weights",
          caption: "The length of a step over the length of the weights. About 0.001 is a common "
            + "rule of thumb; far above it training is rough, far below it is slow.",
          chart: charts.updateRatios),
      ])
  }

  /// A map with the ways of the contenders.
  func map(of chart: ContourChart) -> Figure {
    let landscape = chart.landscape
    let what =
      landscape.kind == .function
      ? landscape.formula
      : "A slice through the loss of the network: every point is a set of weights. "
        + landscape.formula
    let gone = chart.ways.filter(\.hasDiverged).map(\.trajectory.contender)
    let near = chart.waysNearStart.map { name, share in
      "\(name) \(NumberText.percent(share, decimals: share < 0.0095 ? 1 : 0))"
    }
    var caption =
      "\(what.endingSentence) The stronger the blue, the lower; all start at the ring"
      + (landscape.minima.isEmpty ? "." : ", and a plus marks the lowest place.")
      + " See who zigzags across a valley, and who follows it."
    if !landscape.remark.isEmpty { caption += " " + landscape.remark }
    if !near.isEmpty {
      caption +=
        " Too near the start to be followed here, with the share of the farthest way that they go: "
        + "\(near.inWords)."
    }
    if !gone.isEmpty { caption += " Left the world of numbers: \(gone.inWords)." }
    return Figure(heading: landscape.title, caption: caption, chart: chart)
  }
}

extension [String] {
  /// Up to so many of the texts, or all but one of them and how many others there are.
  private func named(_ most: Int) -> [String] {
    count <= most ? self : prefix(most - 1) + ["\(count - most + 1) others"]
  }

  /// The texts as a list in words, no longer than so many entries: "A, B and 9 others".
  func inWords(naming most: Int) -> String { named(most).inWords }

  /// The texts as alternatives in words, no longer than so many entries: "A, B or 9 others".
  func asAlternatives(naming most: Int) -> String { named(most).asAlternatives }

  /// The texts as a list in words.
  var inWords: String {
    guard count > 2, let last else { return joined(separator: " and ") }
    return dropLast().joined(separator: ", ") + " and " + last
  }

  /// The texts as alternatives in words: "one, another or a third".
  var asAlternatives: String {
    guard count > 1, let last else { return joined() }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}

extension [String] {
  /// The sentences that say something, one after the other.
  fileprivate var inSentences: String { filter { !$0.isEmpty }.joined(separator: " ") }
}

extension String {
  /// The text with a capital letter in front.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

  /// The text with a full stop at its end, unless it has one.
  var endingSentence: String {
    last.map { ".!?".contains($0) } == true || isEmpty ? self : self + "."
  }
}
