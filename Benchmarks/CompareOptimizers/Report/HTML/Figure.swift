/// A chart with the words that it needs.
struct Figure: Sendable {
  /// What it shows, in a few words.
  var heading: String

  /// What to look at, and what it tells.
  var caption: String

  /// The drawing.
  var chart: any Chart
}

/// Figures about one question.
struct FigureGroup: Sendable {
  /// What the name of its place in the page ends with.
  var anchor: String

  /// The question in a few words.
  var title: String

  /// The figures, of which none is empty.
  var figures: [Figure]

  /// What the lines of all of the figures mean; empty when they say it themselves.
  var keys: [Legend.Entry]

  /// Collects figures, leaving out what there is nothing to draw of.
  init(anchor: String, title: String, hasKey: Bool = true, figures: [Figure?]) {
    self.anchor = anchor
    self.title = title
    self.figures = figures.compactMap { $0 }.filter { !$0.chart.isEmpty }
    var keys: [Legend.Entry] = []
    if hasKey {
      for key in self.figures.flatMap(\.chart.keys)
      where !keys.contains(where: { $0.name == key.name }) {
        keys.append(key)
      }
    }
    self.keys = keys
  }
}

/// What the page has on one problem.
struct ProblemPage: Sendable {
  /// What the problem showed.
  let entry: ComparisonResults.ProblemResults

  /// What the names of its places and figures begin with.
  let prefix: String

  /// Its charts.
  let charts: ProblemCharts

  /// Its figures.
  let groups: [FigureGroup]

  /// Collects the figures of a problem.
  ///
  /// - Parameters:
  ///   - entry: What the problem showed.
  ///   - styles: The look of each contender, by name.
  ///   - names: Makes names that nothing else in the report has.
  init(
    _ entry: ComparisonResults.ProblemResults, styles: [String: SeriesStyle],
    names: inout UniqueNames
  ) {
    self.entry = entry
    prefix = names.name(for: entry.problem.name)
    charts = ProblemCharts(entry: entry, styles: styles, prefix: prefix)
    let captions = FigureCaptions(entry: entry, charts: charts)
    var maps: [Figure] = []
    for landscape in entry.landscapes {
      let chart = ContourChart(
        name: names.name(for: "landscape-" + landscape.name), landscape: landscape, styles: styles)
      maps.append(captions.map(of: chart))
    }
    groups = [
      captions.paired, captions.progress, captions.tuning, captions.stepSizes,
      FigureGroup(anchor: "landscapes", title: "Landscapes", hasKey: false, figures: maps),
    ].filter { !$0.figures.isEmpty }
  }
}

/// Makes names of letters, digits and dashes, each once.
struct UniqueNames: Sendable {
  /// As long as a name may be before its number: with what charts add to it and the ending of a file
  /// it stays well below the 255 bytes that file systems take.
  static let mostLetters = 160

  private var used: Set<String>

  /// Keeps to itself names that are taken.
  init(besides used: [String] = []) { self.used = Set(used) }

  /// A name like a text, or like its beginning.
  mutating func name(for text: String) -> String {
    let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    var base = words.isEmpty ? "unnamed" : words.joined(separator: "-")
    base = String(base.prefix(Self.mostLetters))
    if base.hasSuffix("-") { base.removeLast() }
    var name = base
    var number = 2
    while used.contains(name) {
      name = "\(base)\(number)"
      number += 1
    }
    used.insert(name)
    return name
  }
}
