/// The report as one HTML file that needs nothing else: no network, no font, no picture beside it.
///
/// A short script of its own shows values and sets landscapes in motion; without it the page still
/// says everything.
struct HTMLReport: Sendable {
  /// What is reported.
  let results: ComparisonResults

  /// The look of each contender, by name.
  let styles: [String: SeriesStyle]

  /// What the page has on each problem.
  let problems: [ProblemPage]

  /// The figures that are not of one problem.
  let overall: [FigureGroup]

  /// Creates the report of a comparison.
  init(_ results: ComparisonResults) {
    self.results = results
    let styles = results.styles
    self.styles = styles
    var names = UniqueNames(besides: HTMLReport.anchors)
    problems = results.problems.map { ProblemPage($0, styles: styles, names: &names) }
    overall = Self.overallFigures(results, styles)
  }

  /// The places of the page that are not of one problem.
  static let anchors = [
    "verdict", "problems", "over-all-problems", "update-cost", "reproduce", "method", "key", "tip",
    "said", "theme", "performance-profile", "update-time", "update-bandwidth",
  ]

  /// Every figure as an SVG file that stands alone, with a name for it without ending.
  var figures: [(name: String, svg: String)] {
    let sheet = StyleSheet.colours + .charts
    let groups = problems.flatMap(\.groups) + overall
    return groups.flatMap(\.figures).map { ($0.chart.name, $0.chart.standingAlone(sheet)) }
  }

  /// The whole file.
  var text: String {
    Markup.document(
      .element("html", ["lang": "en"]) {
        head
        Markup.element("body") {
          symbols
          Markup.element("a", ["class": "skip", "href": "#verdict"]) { "Skip to the verdict" }
          Markup.element("main") {
            header
            notes(results.notes + results.environment.warnings)
            overview
            for page in problems { section(of: page) }
            overallSections
            reproduction
            method
            footer
          }
          Markup.element("div", ["id": "tip", "class": "tip", "aria-hidden": "true"])
          Markup.element("div", ["id": "said", "class": "unseen", "aria-live": "polite"])
          Markup.script(.page)
        }
      })
  }

  @MarkupBuilder private var head: Markup {
    Markup.element("head") {
      Markup.void("meta", ["charset": "utf-8"])
      Markup.void(
        "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      // The browser itself sees to it that the page asks nobody for anything.
      Markup.void(
        "meta",
        [
          "http-equiv": "Content-Security-Policy",
          "content": "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
            + "img-src data:; base-uri 'none'; form-action 'none'",
        ])
      Markup.void("meta", ["name": "description", "content": results.verdict.sentence])
      Markup.void("link", ["rel": "icon", "href": "data:,"])
      Markup.element("title") { "\(contenderNames) on \(problemNames)" }
      Markup.style(.colours + .charts + .page + .parts + .phone + .print)
    }
  }

  /// Samples of the lines, for keys to refer to.
  private var symbols: Markup {
    Markup.element("svg", ["class": "symbols", "aria-hidden": "true"]) {
      for name in styles.keys.sorted() {
        if let style = styles[name] { style.symbol }
      }
      SeriesStyle.reference.symbol
    }
  }

  /// The contenders in a few words.
  var contenderNames: String {
    let names = results.contenderNames
    return names.count > 5 ? "\(names.count) optimizers" : names.inWords
  }

  /// A sentence in which no line ends within the name of a contender, unless that is long.
  func unbroken(_ sentence: String) -> String {
    results.contenderNames.filter { $0.count <= 24 && $0.contains(" ") }
      // One name may begin with another.
      .sorted { $0.count > $1.count }
      .reduce(sentence) { $0.replacing($1, with: $1.replacing(" ", with: "\u{A0}")) }
  }

  /// The problems in a few words.
  var problemNames: String {
    let titles = results.problems.map(\.problem.title)
    return titles.count > 3 ? "\(titles.count) problems" : titles.inWords
  }
}

extension ComparisonResults {
  /// The look of each contender, by name; the same in every chart and table.
  var styles: [String: SeriesStyle] {
    var names: [String] = []
    for name in problems.flatMap({ $0.contenders.map(\.name) }) where !names.contains(name) {
      names.append(name)
    }
    return Dictionary(
      names.enumerated().map { ($1, Palette.style(at: $0)) },
      uniquingKeysWith: { first, _ in first })
  }
}
