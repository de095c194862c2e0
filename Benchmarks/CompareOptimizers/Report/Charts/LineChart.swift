/// Curves with the spread around them, over a shared horizontal axis.
struct LineChart: Sendable {
  /// One point of a curve.
  struct Sample: Sendable {
    /// The horizontal value.
    var x: Double

    /// The values there, one of each run; nil where there is none.
    var spread: Spread

    /// Whether the point is ringed.
    var isChosen = false

    /// How many runs diverged here, out of how many.
    var diverged = 0
  }

  /// One curve.
  struct Series: Sendable {
    /// The name in the key.
    var name: String

    /// Its look.
    var style: SeriesStyle

    /// Its points, ascending in x.
    var samples: [Sample]
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

  /// A name unique in the page.
  var name: String

  /// What the chart is.
  var title: String

  /// What the horizontal axis measures.
  var horizontalTitle: String

  /// What the vertical axis measures.
  var verticalTitle: String

  /// The kind of the horizontal axis.
  var horizontalKind: AxisKind

  /// The kind of the vertical axis.
  var verticalKind: AxisKind

  /// The curves, in the order of the key.
  var series: [Series]

  /// Values above this one are cut off, so that one bad run does not flatten all others.
  var ceiling = Double.infinity

  /// How a horizontal value is called in the tip of a point, such as "epoch 3".
  var pointName: @Sendable (Double) -> String

  /// How a vertical value is written in the tip of a point and in the description.
  var valueText: @Sendable (Double) -> String

  /// Whether there is anything to draw.
  var isEmpty: Bool { series.allSatisfy { $0.samples.isEmpty } || finiteValues.isEmpty }

  /// The finite values that the vertical axis must show.
  var finiteValues: [Double] {
    series.flatMap { series in
      series.samples.flatMap { [$0.spread.median, $0.spread.lowerEnd, $0.spread.upperEnd] }
    }
    .filter { $0.isFinite && $0 <= ceiling && (verticalKind != .logarithmic || $0 > 0) }
  }

  /// Where each curve ends, for those who do not see it.
  var description: String {
    series.map { series in
      guard let last = series.samples.last(where: { $0.spread.median.isFinite }) else {
        return "\(series.name) diverged."
      }
      return "\(series.name): \(valueText(last.spread.median)) at \(pointName(last.x))."
    }
    .joined(separator: " ")
  }

  /// The drawing.
  ///
  /// - Precondition: The chart is not empty.
  func drawing(size: ChartSize) -> Markup {
    let layout = LineChartLayout(chart: self, size: size)
    let clipName = "\(name)-\(size.name)-clip"
    return SVG.drawing(
      size: (size.width, layout.height), name: "\(name)-\(size.name)", title: title,
      description: description, class: "chart \(size.name)"
    ) {
      SVG.clip(name: clipName, layout.frame)
      layout.legend.markup(top: 0)
      layout.axes.markup
      layout.divergedStrip
      SVG.clipped(by: clipName) {
        for series in series { layout.area(of: series) }
      }
      for series in series { layout.curve(of: series, clipName: clipName) }
    }
  }
}
