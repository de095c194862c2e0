extension HTMLReport {
  /// The verdict over everything.
  @MarkupBuilder var header: Markup {
    Markup.element("header", ["id": "verdict"]) {
      Markup.element("div", ["class": "top"]) {
        Markup.element("p", ["class": "eyebrow"]) {
          "\(contenderNames) on \(problemNames)"
        }
        Markup.element("button", ["type": "button", "id": "theme", "class": "theme"]) {
          "Light or dark"
        }
      }
      Markup.element("h1") { unbroken(results.verdict.sentence) }
      remarks(results.verdict)
      tiles(results.verdict)
    }
  }

  /// What a careful reader wants to know beside a verdict.
  @MarkupBuilder func remarks(
    _ verdict: ComparisonResults.Verdict, besides said: [String] = []
  ) -> Markup {
    let remarks = verdict.remarks.filter { !said.contains($0) }
    if !remarks.isEmpty {
      Markup.element("ul", ["class": "remarks"]) {
        for remark in remarks { Markup.element("li") { unbroken(remark) } }
      }
    }
  }

  /// Numbers shown large.
  @MarkupBuilder func tiles(_ verdict: ComparisonResults.Verdict) -> Markup {
    if !verdict.highlights.isEmpty {
      Markup.element("dl", ["class": "tiles"]) {
        for highlight in verdict.highlights { tile(highlight) }
      }
    }
  }

  @MarkupBuilder private func tile(_ highlight: ComparisonResults.Highlight) -> Markup {
    Markup.element("div") {
      Markup.element("dt") { highlight.label }
      Markup.element("dd") {
        Markup.element("span", ["class": "value"]) { highlight.valueText }
        if !highlight.remark.isEmpty {
          Markup.element("span", ["class": "remark"]) { highlight.remark }
        }
      }
    }
  }

  /// Warnings.
  @MarkupBuilder func notes(_ notes: [String]) -> Markup {
    if !notes.isEmpty {
      Markup.element("ul", ["class": "notes", "aria-label": "Warnings"]) {
        for note in notes { Markup.element("li", ["class": "note"]) { note } }
      }
    }
  }

  /// Every problem with its outcome, as a table that leads to each; for one problem where to find
  /// what.
  @MarkupBuilder var overview: Markup {
    if problems.count > 1 {
      Markup.element("nav", ["id": "problems", "aria-label": "Problems", "class": "card"]) {
        Markup.element("div", ["class": "top"]) {
          Markup.element("h2") { "Problem by problem" }
          Markup.element("button", ["type": "button", "class": "all"]) { "Open all" }
        }
        Markup.element("ol", ["class": "outcomes"]) {
          for page in problems { outcome(of: page) }
        }
        Markup.element("ul", ["class": "places"]) {
          for (anchor, title) in places {
            Markup.element("li") { Markup.element("a", ["href": "#\(anchor)"]) { title } }
          }
        }
      }
    }
  }

  private var places: [(String, String)] {
    overall.map { ($0.anchor, $0.title) }
      + [("reproduce", "Reproduce it"), ("method", "How this was measured")]
  }

  @MarkupBuilder private func outcome(of page: ProblemPage) -> Markup {
    let verdict = page.entry.verdict
    Markup.element("li") {
      Markup.element("a", ["href": "#\(page.prefix)"]) { page.entry.problem.title }
      Markup.element("span", ["class": "who"]) {
        if let winner = verdict.winner {
          if let style = styles[winner] { style.swatch }
          winner
        } else {
          "no clear winner"
        }
      }
      Markup.element("span", ["class": "why"]) { unbroken(verdict.sentence) }
    }
  }
}

extension ComparisonResults.Highlight {
  /// The number as it is shown.
  var valueText: String {
    switch kind {
    case .percent: NumberText.percent(value)
    case .points: NumberText.signed(value * 100) { NumberText.fixed($0, 2) } + " points"
    case .ratio: NumberText.significant(value, 2) + "×"
    case .seconds: NumberText.seconds(value)
    case .count: NumberText.grouped(value)
    case .number: NumberText.short(value)
    }
  }
}
