/// Curves with the spread around them, over a shared horizontal axis.
struct LineChart: Chart {
  /// One point of a curve.
  struct Sample: Sendable {
    /// The horizontal value.
    var x: Double

    /// The value to draw the line through; infinite where the line is interrupted.
    var y: Double

    /// The ends of the band; equal to `y` where there is none.
    var lower: Double
    var upper: Double

    /// Whether the point is ringed, and whether it lies at the edge of what was tried.
    var isChosen = false
    var isAtEdge = false

    /// How many runs diverged here, and how many crashed, out of how many.
    var diverged = 0
    var crashed = 0
    var runs = 0
  }

  /// One curve.
  struct Series: Sendable {
    /// The name in the key.
    var name: String

    /// Its look.
    var style: SeriesStyle

    /// Its points, ascending in x.
    var samples: [Sample]

    /// What became of the runs where there is no value.
    var fate = "diverged"
  }

  /// A kind of axis.
  enum AxisKind: Sendable {
    /// Equal distances are equal differences, between whole-number ticks.
    case counting
    /// Equal distances are equal differences, labelled in per cent.
    case percent
    /// Equal distances are equal ratios.
    case logarithmic
    /// Equal distances are equal differences.
    case linear
  }

  /// An axis and what it measures.
  struct Axis: Sendable {
    /// What it measures.
    var title: String

    /// How values lie along it.
    var kind = AxisKind.linear

    /// How values are written.
    var format = ValueFormat.number

    /// What stands before and after a value when one is named, such as "step ".
    var prefix = ""
    var suffix = ""

    /// The values to cover at least, beside those of the curves; shared by charts side by side.
    var values: [Double] = []
  }

  /// A line across the chart at one value, with its meaning.
  struct Mark: Sendable {
    /// The vertical value.
    var value: Double

    /// What it is.
    var label: String
  }

  var name: String
  var title: String
  var horizontal: Axis
  var vertical: Axis

  /// The curves, in the order of the key.
  var series: [Series]

  /// Whether a value holds until the next point, so that lines run level and then jump.
  var isStepped = false

  /// Whether the points of the curves are marked.
  var hasMarkers = true

  /// Values outside of these are drawn at the lower edge or cut off at the upper one, so that one
  /// bad run does not flatten all others.
  var floor = -Double.infinity
  var ceiling = Double.infinity

  /// A value to compare the curves with.
  var mark: Mark?

  /// The size in the page.
  var pageSize = ChartSize.page

  var isEmpty: Bool { series.allSatisfy { $0.samples.isEmpty } || finiteValues.isEmpty }

  var keys: [Legend.Entry] { series.map { Legend.Entry(name: $0.name, style: $0.style) } }

  /// The finite values that the vertical axis must show.
  var finiteValues: [Double] {
    let values = series.flatMap { series in series.samples.flatMap { [$0.y, $0.lower, $0.upper] } }
    return (values + vertical.values).filter {
      $0.isFinite && $0 <= ceiling && $0 >= floor && (vertical.kind != .logarithmic || $0 > 0)
    }
  }

  private var drawn: [Double] {
    series.flatMap { series in series.samples.map(\.y) }.filter(\.isFinite)
  }

  /// Whether a logarithmic axis ends above some of the values.
  var isCutBelow: Bool {
    vertical.kind == .logarithmic && drawn.contains { $0 < floor || $0 <= 0 }
  }

  /// What is not drawn where it is, in sentences; empty when all is.
  var cutRemark: String {
    func text(_ value: Double) -> String { NumberText.inPowers(NumberText.significant(value, 2)) }
    var sentences: [String] = []
    if isCutBelow {
      // Where the axis ends.
      let least = finiteValues.min() ?? floor
      sentences.append("What is below \(text(least)), zeros included, lies on the lower edge.")
    }
    if drawn.contains(where: { $0 > ceiling }) {
      let most = ceiling < 1e6 && ceiling >= 1_000 ? NumberText.grouped(ceiling) : text(ceiling)
      sentences.append("What is above \(most) is cut off.")
    }
    return sentences.joined(separator: " ")
  }

  /// Where each curve ends, for those who do not see it.
  var description: String { ([ends] + [cutRemark].filter { !$0.isEmpty }).joined(separator: " ") }

  private var ends: String {
    series.map { series in
      guard let last = series.samples.last(where: { $0.y.isFinite }) else {
        return "\(series.name) has no finite value."
      }
      let place = horizontal.prefix + horizontal.format.text(last.x) + horizontal.suffix
      return "\(series.name): \(vertical.format.text(last.y)) at \(place)."
    }
    .joined(separator: " ")
  }

  func plot(size: ChartSize, top: Double) -> Plot {
    guard !isEmpty else { return Plot(markup: .empty, bottom: top) }
    return LineChartLayout(chart: self, size: size, top: top).plot
  }
}
