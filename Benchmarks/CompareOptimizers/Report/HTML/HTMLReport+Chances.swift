// What a seed decides, and what was therefore measured: other things on a function than on data.

extension ComparisonResults.Problem {
  /// What runs of one seed have in common, whoever makes them.
  var whatSeedsShare: String {
    guard kind == .function else { return "begin with the same weights and see the same batches" }
    return "begin at the same place" + (noise == nil ? "" : " and meet the same noise")
  }
}

extension HTMLReport {
  private var described: [ComparisonResults.Problem] { results.problems.map(\.problem) }

  /// Whether there are functions among the problems.
  var hasFunctions: Bool { described.contains { $0.kind == .function } }

  /// Whether there are data among the problems.
  private var hasData: Bool { described.contains { $0.kind != .function } }

  /// Whether there are functions whose gradient is noisy.
  private var hasNoise: Bool { described.contains { $0.noise != nil } }

  /// How many of the problems have a test split.
  private var splitCount: Int { described.count(where: \.hasTestSplit) }

  /// What is the same for every optimizer.
  var equalitySentence: String {
    var sentence = "Equal for all: with one seed every optimizer"
    if hasData {
      sentence += " begins with the same weights and sees the same batches in the same order"
    }
    if hasFunctions {
      let spread = NumberText.shortPercent(ComparisonResults.Problem.startSpread)
      sentence +=
        (hasData ? "; on a function it" : "")
        + " begins at the same place, which the seed chooses beside the usual start, up to "
        + "\(spread) of the domain’s width away"
        + (hasNoise ? ", and meets the same noise on its gradient" : "")
    }
    return sentence + "."
  }

  /// What the choice was made by.
  var choiceSentence: String {
    let bySteps = "the one that kept the target after the fewest steps"
    var sentence =
      hasData
      ? "The one with the lowest median validation loss at the end was chosen"
        + (hasFunctions ? ", on a function \(bySteps)" : "")
      : bySteps.capitalizedFirst + " was chosen, by the median, and the one that ended lowest "
        + "where none did"
    if splitCount > 0 { sentence += "; the test data was not looked at" }
    return sentence + "."
  }

  /// What the final runs are reported on, as the end of a sentence whose bracket is open.
  var reportingClause: String {
    guard splitCount > 0 else { return "), and these runs are what is reported." }
    return ") and is reported on test data that nothing was chosen on"
      + (splitCount < described.count ? ", where there is such data." : ".")
  }

  /// What the difference of two optimizers is; empty where there is one only.
  var differenceSentence: String {
    guard results.problems.contains(where: { !$0.pairings.isEmpty }) else { return "" }
    return "The difference of two optimizers, seed by seed, is the Hodges–Lehmann estimate: the "
      + "median of the means of all pairs of differences, each paired with itself, too."
  }

  /// What the chance is that intervals and p-values tell of.
  var chanceSentence: String {
    let starts = "of where on a function a run begins" + (hasNoise ? " and of noise" : "")
    if splitCount > 0 {
      return "Intervals and p-values are for this split of the data. They hold the chance of first "
        + "weights and of batches\(hasFunctions ? ", \(starts)" : ""), and not that of which "
        + "samples are in the test split."
    }
    let parts =
      (hasData ? ["of first weights and of batches"] : []) + (hasFunctions ? [starts] : [])
    return "Intervals and p-values hold the chance \(parts.joined(separator: ", and "))."
  }

  /// That a single measurement on the wrong side of a target may be forgiven; empty where none is.
  var forgivenessSentence: String {
    let causes = (hasData ? ["mini-batches"] : []) + (hasNoise ? ["noise"] : [])
    guard !causes.isEmpty else { return "" }
    return " Single measurements on the wrong side are forgiven where they scatter, with "
      + "\(causes.inWords), when the two before and the one after are on the right side; the last one "
      + "is not."
  }
}
