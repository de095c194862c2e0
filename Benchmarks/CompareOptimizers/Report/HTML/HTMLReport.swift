/// The report as one HTML file that needs nothing else: no script, no font, no picture beside it.
struct HTMLReport: Sendable {
  /// What is reported.
  let results: ComparisonResults

  /// The look of each contender, by name.
  let styles: [String: SeriesStyle]

  /// Creates the report of a comparison.
  init(_ results: ComparisonResults) {
    self.results = results
    styles = results.styles
  }

  /// The whole file.
  var text: String {
    let bandCount = (results.valley?.levels.count ?? 0) + 1
    let sheet = StyleSheet.colours(bandCount: bandCount) + .charts(bandCount: bandCount) + .page
    return Markup.document(
      .element("html", ["lang": "en"]) {
        Markup.element("head") {
          Markup.void("meta", ["charset": "utf-8"])
          Markup.void(
            "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
          Markup.void("meta", ["name": "description", "content": results.verdict.sentence])
          // A report that is opened from disk asks nobody for anything, an icon included.
          Markup.void("link", ["rel": "icon", "href": "data:,"])
          Markup.element("title") { "\(names) on \(results.problem.data)" }
          Markup.style(sheet)
        }
        Markup.element("body") {
          Markup.element("main") {
            header
            notes
            summary
            valleyFigure
            curveFigures
            method
          }
        }
      })
  }

  /// The contenders' names as a list in words.
  var names: String {
    let names = results.contenders.map(\.name)
    guard names.count > 2, let last = names.last else { return names.joined(separator: " and ") }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  @MarkupBuilder private var header: Markup {
    Markup.element("header") {
      Markup.element("p", ["class": "eyebrow"]) {
        "\(names) · \(results.problem.model) · \(results.problem.data)"
      }
      Markup.element("h1") { results.verdict.sentence }
      if !results.verdict.highlights.isEmpty {
        Markup.element("dl", ["class": "tiles"]) {
          for highlight in results.verdict.highlights { tile(highlight) }
        }
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

  @MarkupBuilder private var notes: Markup {
    let notes = results.notes + results.environment.warnings
    if !notes.isEmpty {
      Markup.element("ul", ["class": "notes", "aria-label": "Warnings"]) {
        for note in notes {
          Markup.element("li", ["class": "note"]) { note }
        }
      }
    }
  }
}

extension ComparisonResults {
  /// The look of each contender, by name; the same in every chart and table.
  var styles: [String: SeriesStyle] {
    Dictionary(
      contenders.enumerated().map { ($1.name, Palette.style(at: $0)) },
      uniquingKeysWith: { first, _ in first })
  }
}

extension ComparisonResults.Highlight {
  /// The number as it is shown.
  var valueText: String {
    switch kind {
    case .percent: NumberText.percent(value)
    case .points:
      (value > 0 ? "+" : value < 0 ? "−" : "") + NumberText.fixed(abs(value) * 100, 1) + " points"
    case .ratio: NumberText.significant(value, 2) + "×"
    case .seconds: NumberText.seconds(value)
    case .count: NumberText.grouped(value)
    case .number: NumberText.short(value)
    }
  }
}
