extension HTMLReport {
  /// The figures that are not of one problem.
  static func overallFigures(
    _ results: ComparisonResults, _ styles: [String: SeriesStyle]
  ) -> [FigureGroup] {
    let charts = OverallCharts(results: results, styles: styles)
    return [
      FigureGroup(
        anchor: "over-all-problems", title: "Over all problems",
        figures: [
          charts.profile.map {
            Figure(
              heading: "Performance profile",
              caption: "For how many of the \(results.profile?.problemCount ?? 0) problems an "
                + "optimizer needs at most so many times the \(results.profile?.cost ?? "cost") of "
                + "the best. Where a curve begins, at the left, is how often it is the best; how "
                + "high it ends, how often it gets there and stays. Upper left is best.",
              chart: $0)
          }
        ]),
      FigureGroup(
        anchor: "update-cost", title: "What an update costs",
        figures: [
          charts.updateTime.map {
            Figure(
              heading: "Time per parameter",
              caption: "From networks that fit the fastest cache, at the left, to ones that only "
                + "fit memory. Lower is better. \(results.updateCosts?.remark ?? "")",
              chart: $0)
          },
          charts.updateBandwidth.map {
            Figure(
              heading: "Data moved per second",
              caption:
                "An update can be no faster than its data comes and goes. The grey line is a "
                + "yardstick and no roof: a plain loop that reads three arrays and writes two, as "
                + "RMSprop does. A rule near it has no time left to gain, one far below is held up by "
                + "arithmetic, and one with a better mix of reading and writing may lie above it.",
              chart: $0)
          },
        ]),
    ].filter { !$0.figures.isEmpty }
  }

  /// The sections of these figures.
  @MarkupBuilder var overallSections: Markup {
    for group in overall {
      Markup.element("section", ["class": "group", "aria-labelledby": group.anchor]) {
        Markup.element("h2", ["id": group.anchor]) { group.title }
        if group.anchor == "over-all-problems" { scores }
        figures(of: group, heading: "h3")
      }
    }
  }

  /// The performance profile as numbers.
  @MarkupBuilder private var scores: Markup {
    if let profile = results.profile {
      let comparison = OverallComparison(results.problems, profile)
      let titles =
        ["Score", "Fastest on", "Within 2× on", "Solved"]
        + (comparison.map { ["p beside \($0.first)"] } ?? [])
      Markup.element("div", ["class": "card"]) {
        Markup.element("p", ["class": "lead"]) { scoresLead(profile, comparison) }
        table(
          label: "Scores", titles: ["Optimizer"] + titles,
          rows: profile.curves.map { row(of: $0, profile.problemCount, comparison) },
          class: "numbers scores")
      }
    }
  }

  private func scoresLead(
    _ profile: ComparisonResults.Profile, _ comparison: OverallComparison?
  ) -> String {
    "Of \(profile.problemCount) problems. The score is the mean height of a curve between 1 and 4 times "
      + "the best: 1 is the best on every problem. Solved: more than half of the runs reached the target "
      + "and kept it."
      + (comparison.map {
        " p is another view, and the one that decides the verdict: \(OverallComparison.test) of the "
          + "median steps beside those of \($0.first), the best by score, problem by problem, after "
          + "Holm’s correction for the number of others; below 0.05 counts as clear."
      } ?? "")
  }

  private func row(
    of curve: ComparisonResults.Profile.Curve, _ problemCount: Int, _ comparison: OverallComparison?
  ) -> TableRow {
    func problems(within factor: Double) -> String {
      let share = curve.points.last { $0.factor <= factor }?.share ?? 0
      return NumberText.grouped(share * Double(problemCount))
    }
    var cells = ([NumberText.fixed(curve.score, 2)] + [1, 2, .infinity].map(problems)).map {
      SummaryCells.Cell(value: $0)
    }
    if let comparison {
      let beside = comparison.rows.first { $0.contender == curve.contender }
      cells.append(
        .init(
          value: beside.map { NumberText.probability($0.probability) } ?? "–",
          isBest: beside?.isClear ?? false))
    }
    return TableRow(contender: curve.contender, cells: cells)
  }
}
