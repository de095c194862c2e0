extension HTMLReport {
  /// Everything on one problem; folded up where there are several.
  func section(of page: ProblemPage) -> Markup {
    let problem = page.entry.problem
    let content = Markup.joined([
      remarks(page.entry.verdict, besides: results.verdict.remarks),
      problems.count > 1 ? tiles(page.entry.verdict) : .empty,
      notes(page.entry.notes),
      Markup.element("section", ["class": "card", "aria-labelledby": "\(page.prefix)-summary"]) {
        summary(of: page)
        facts(of: problem)
      },
      .joined(page.groups.map { group(of: $0, in: page) }),
    ])
    guard problems.count > 1 else {
      return Markup.element("div", ["id": page.prefix, "class": "problem"]) { content }
    }
    // Two or three fit a page as they are.
    let isOpen = problems.count <= 3 || page.prefix == problems.first?.prefix
    let heading = Markup.element("summary") {
      Markup.element("h2") { problem.title }
      Markup.element("p") { unbroken(page.entry.verdict.sentence) }
    }
    return isOpen
      ? Markup.element("details", ["id": page.prefix, "class": "problem", "open": "open"]) {
        heading
        content
      }
      : Markup.element("details", ["id": page.prefix, "class": "problem"]) {
        heading
        content
      }
  }

  /// Figures about one question, after the table that belongs to them.
  @MarkupBuilder private func group(of group: FigureGroup, in page: ProblemPage) -> Markup {
    let anchor = "\(page.prefix)-\(group.anchor)"
    Markup.element("section", ["class": "group", "aria-labelledby": anchor]) {
      Markup.element(sectionHeading, ["id": anchor]) { group.title }
      if group.anchor == "paired" { pairingTables(of: page) }
      figures(of: group, heading: problems.count > 1 ? "h4" : "h3")
    }
  }

  /// The heading of a part of a problem, which is a part of the page where there is no other problem.
  var sectionHeading: StaticString { problems.count > 1 ? "h3" : "h2" }

  /// The key and the figures of a group, each under a heading of the level below the group's.
  @MarkupBuilder func figures(of group: FigureGroup, heading: StaticString) -> Markup {
    if !group.keys.isEmpty {
      Markup.element(
        "ul", ["class": group.keys.count > 6 ? "legend" : "legend sticky", "aria-label": "Key"]
      ) {
        for key in group.keys {
          Markup.element("li", ["data-s": key.style.colour]) {
            key.style.swatch
            key.name
          }
        }
      }
    }
    let count = group.figures.count
    // Many curves need a larger chart than a third of the page.
    let isInThrees = count == 3 && group.keys.count <= 6
    Markup.element("div", ["class": isInThrees ? "figures three" : "figures"]) {
      for (index, figure) in group.figures.enumerated() {
        // One that is left over has its caption beside it.
        let isWide = !isInThrees && count % 2 == 1 && index == count - 1
        let shape = figure.chart is PanelChart ? "card full" : isWide ? "card wide" : "card"
        Markup.element("figure", ["class": shape]) {
          Markup.element("figcaption") {
            Markup.element(heading) { figure.heading }
            Markup.element("p") { figure.caption }
          }
          figure.chart.page
        }
      }
    }
  }

  /// What the problem is.
  @MarkupBuilder private func facts(of problem: ComparisonResults.Problem) -> Markup {
    Markup.element("details", ["class": "more"]) {
      Markup.element("summary") { "What was to be solved" }
      list(problemFacts(problem).filter { !$0.1.isEmpty })
    }
  }

  private func problemFacts(_ problem: ComparisonResults.Problem) -> [(String, String)] {
    let isFunction = problem.kind == .function
    let split =
      "\(NumberText.grouped(problem.trainingCount)) to train on, "
      + "\(NumberText.grouped(problem.validationCount)) to choose by, "
      + "\(NumberText.grouped(problem.testCount)) to test on"
    let run =
      NumberText.counted(problem.epochs * problem.stepsPerEpoch, "step", "steps")
      + (isFunction
        ? ""
        : ": \(NumberText.counted(problem.epochs, "epoch", "epochs")) of batches of \(problem.batchSize)")
    let target =
      problem.target.measure == .accuracy
      ? problem.targetText
      : "a loss of \(NumberText.short(problem.target.value))"
        + (problem.lowestLoss == nil ? "" : " above the lowest")
        + (isFunction ? "" : " on the validation split")
    let kept = target + ", \(problem.keeping)"
    return [
      (isFunction ? "Function" : "Data", problem.data), ("Source", problem.source),
      ("Split", problem.trainingCount > 0 ? split : ""),
      ("Features", problem.preprocessing),
      (
        isFunction ? "Variables" : "Model",
        [problem.model, problem.activations].filter { !$0.isEmpty }.joined(separator: ", ")
      ),
      ("Parameters", isFunction ? "" : NumberText.grouped(problem.parameterCount)),
      (isFunction ? "Start" : "First weights", problem.initialization), ("Loss", problem.loss),
      ("Lowest loss", problem.lowestLoss.map { NumberText.short($0) } ?? ""),
      ("Target", kept), ("A run", run), ("Arithmetic", problem.scalar),
    ]
  }

  /// Facts by name.
  @MarkupBuilder func list(_ facts: [(String, String)]) -> Markup {
    Markup.element("dl", ["class": "facts"]) {
      for (name, value) in facts {
        Markup.element("dt") { name }
        Markup.element("dd") { value }
      }
    }
  }
}
