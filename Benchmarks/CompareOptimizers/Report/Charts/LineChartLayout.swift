/// Places the parts of a line chart for one size.
struct LineChartLayout: Sendable {
  let chart: LineChart
  let size: ChartSize
  let frame: ChartFrame
  let legend: Legend
  let axes: Axes
  let height: Double
  private let horizontal: any Scale
  private let vertical: any Scale
  /// The height of the row in which each curve shows where it diverged.
  private static let stripRow = 13.0

  init(chart: LineChart, size: ChartSize) {
    self.chart = chart
    self.size = size
    legend = Legend(
      entries: chart.series.map { Legend.Entry(name: $0.name, style: $0.style) }, size: size)
    let divergedRows = chart.series.count { $0.samples.contains { $0.diverged > 0 } }
    let strip = divergedRows == 0 ? 0 : Double(divergedRows) * Self.stripRow + 10
    let top = legend.height + size.fontSize + 18 + strip
    let bottom = top + size.frameHeight
    height = bottom + Axes.bottomMargin(size: size)

    let values = chart.finiteValues
    vertical = Self.scale(
      chart.verticalKind, values, start: bottom, end: top, tickCount: 5, isExact: false)
    let left = Axes.leftMargin(for: vertical, size: size)
    let right = size.width - 14
    horizontal = Self.scale(
      chart.horizontalKind, chart.series.flatMap { $0.samples.map(\.x) },
      start: left + 10, end: right - 10, tickCount: size.width > 400 ? 8 : 5, isExact: true)
    frame = ChartFrame(left: left, top: top, right: right, bottom: bottom)
    axes = Axes(
      frame: frame, size: size, horizontal: horizontal, vertical: vertical,
      horizontalTitle: chart.horizontalTitle,
      // Above the strip, where there is one.
      verticalTitle: divergedRows == 0 ? chart.verticalTitle : "")
  }

  private static func scale(
    _ kind: LineChart.AxisKind, _ values: [Double], start: Double, end: Double, tickCount: Int,
    isExact: Bool
  ) -> any Scale {
    let (lower, upper) = (values.min() ?? 0, values.max() ?? 1)
    switch kind {
    case .logarithmic where lower > 0 && upper.isFinite:
      // A little air keeps points off the frame.
      let air = isExact ? 1 : 1.08
      return LogScale(
        from: lower / air, to: upper * air, start: start, end: end, tickCount: tickCount)
    case .counting:
      return LinearScale(
        from: lower, to: upper, start: start, end: end, tickCount: tickCount, isExact: isExact,
        wholeNumbers: true)
    case .percent:
      return LinearScale(
        from: lower, to: upper, start: start, end: end, tickCount: tickCount, isExact: isExact
      ) { value, decimals in NumberText.percent(value, decimals: max(0, decimals - 2)) }
    default:
      return LinearScale(
        from: lower, to: upper, start: start, end: end, tickCount: tickCount, isExact: isExact)
    }
  }

  /// The band between the ends of the spread.
  func area(of series: LineChart.Series) -> Markup {
    let drawn = series.samples.filter {
      $0.spread.count > 1 && $0.spread.lowerEnd.isFinite && $0.spread.upperEnd.isFinite
    }
    guard drawn.count > 1 else { return .empty }
    let upper = simplified(drawn) { $0.upperEnd }
    let lower = simplified(drawn) { $0.lowerEnd }
    var path = SVGPath()
    path.addPolygon(upper + lower.reversed())
    return SVG.path(class: series.style.areaClass, path)
  }

  /// The line through the medians, with a mark at each point or, where they crowd, at some.
  @MarkupBuilder func curve(of series: LineChart.Series, clipName: String) -> Markup {
    let drawn = series.samples.filter { $0.spread.median.isFinite }
    let stride = max(1, Int((Double(drawn.count) * 22 / frame.width).rounded(.up)))
    SVG.clipped(by: clipName) {
      SVG.path(class: series.style.lineClass, linePath(through: series.samples))
    }
    for (index, sample) in drawn.enumerated() where isVisible(sample) {
      if index % stride == 0 || index == drawn.count - 1 {
        mark(sample, of: series)
      }
    }
  }

  /// The line, interrupted where the median is not finite.
  private func linePath(through samples: [LineChart.Sample]) -> SVGPath {
    var path = SVGPath()
    for part in samples.split(whereSeparator: { !$0.spread.median.isFinite }) {
      path.addLine(simplified(part) { $0.median })
    }
    return path
  }

  /// Positions along a curve, without those that a long smooth curve can do without.
  private func simplified(
    _ samples: some Sequence<LineChart.Sample>, _ value: (Spread) -> Double
  ) -> [(Double, Double)] {
    PathSimplifier.simplified(
      samples.map { (horizontal.position(of: $0.x), position(of: value($0.spread))) },
      tolerance: 0.15)
  }

  @MarkupBuilder private func mark(
    _ sample: LineChart.Sample, of series: LineChart.Series
  ) -> Markup {
    let x = horizontal.position(of: sample.x)
    let y = position(of: sample.spread.median)
    if sample.isChosen {
      SVG.path(class: "ring c\(series.style.colour)", Marker.circle.path(at: x, y, radius: 8.5))
    }
    SVG.path(
      class: series.style.fillClass + " mark", series.style.marker.path(at: x, y, radius: 3.4),
      tip: tip(sample, of: series))
  }

  private func tip(_ sample: LineChart.Sample, of series: LineChart.Series) -> String {
    let text = chart.valueText
    var tip = "\(series.name), \(chart.pointName(sample.x)): \(text(sample.spread.median))"
    if sample.spread.count > 1 {
      tip += " (\(text(sample.spread.lowerEnd)) to \(text(sample.spread.upperEnd)))"
    }
    return sample.isChosen ? tip + ", chosen" : tip
  }

  /// A row above the frame for each curve that diverged somewhere, with a cross where it did.
  @MarkupBuilder var divergedStrip: Markup {
    let affected = chart.series.filter { $0.samples.contains { $0.diverged > 0 } }
    if !affected.isEmpty {
      let top = frame.top - Double(affected.count) * Self.stripRow - 6
      SVG.text(chart.verticalTitle, class: "axis-title", x: frame.left, y: top - 8)
      SVG.text("diverged", class: "label", x: frame.right, y: top - 8, anchor: .end)
      SVG.rectangle(
        class: "strip",
        ChartFrame(left: frame.left, top: top, right: frame.right, bottom: frame.top - 3))
      for (row, series) in affected.enumerated() {
        for sample in series.samples where sample.diverged > 0 {
          SVG.path(
            class: "c\(series.style.colour) stroke",
            cross(
              at: horizontal.position(of: sample.x),
              top + (Double(row) + 0.5) * Self.stripRow + 1.5),
            tip: "\(series.name), \(chart.pointName(sample.x)): "
              + "\(sample.diverged) of \(sample.spread.count) runs diverged")
        }
      }
    }
  }

  private func cross(at x: Double, _ y: Double) -> SVGPath {
    var path = SVGPath()
    path.addLine([(x - 3.5, y - 3.5), (x + 3.5, y + 3.5)])
    path.addLine([(x - 3.5, y + 3.5), (x + 3.5, y - 3.5)])
    return path
  }

  private func isVisible(_ sample: LineChart.Sample) -> Bool {
    sample.spread.median <= chart.ceiling
  }

  /// The height of a value, at most a little outside the frame, which cuts off the rest.
  private func position(of value: Double) -> Double {
    min(max(vertical.position(of: value), frame.top - 20), frame.bottom + 20)
  }
}
