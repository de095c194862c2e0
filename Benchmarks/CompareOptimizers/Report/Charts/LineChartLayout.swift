import Foundation

/// Places the parts of a line chart for one size.
struct LineChartLayout: Sendable {
  let chart: LineChart
  let size: ChartSize
  let frame: ChartFrame
  let horizontal: any Scale
  let vertical: any Scale
  private let axes: Axes

  init(chart: LineChart, size: ChartSize, top: Double) {
    self.chart = chart
    self.size = size
    let strip = DivergedStrip(chart: chart)
    let frameTop = top + size.fontSize + 14 + strip.height
    let bottom = frameTop + size.frameHeight
    let values = chart.finiteValues
    vertical = Self.scale(
      chart.vertical.kind, values, start: bottom, end: frameTop,
      tickCount: size.frameHeight > 200 ? 5 : 3, isExact: false)
    let left = Axes.leftMargin(for: vertical, size: size)
    let right = size.width - 12
    horizontal = Self.scale(
      chart.horizontal.kind,
      chart.series.flatMap { $0.samples.map(\.x) } + chart.horizontal.values,
      start: left + 8, end: right - 8, tickCount: size.width > 400 ? 8 : 5, isExact: true)
    frame = ChartFrame(left: left, top: frameTop, right: right, bottom: bottom)
    axes = Axes(
      frame: frame, size: size, horizontal: horizontal, vertical: vertical,
      horizontalTitle: chart.horizontal.title,
      // Above the strip, where there is one.
      verticalTitle: strip.isEmpty ? chart.vertical.title : "")
  }

  private static func scale(
    _ kind: LineChart.AxisKind, _ values: [Double], start: Double, end: Double, tickCount: Int,
    isExact: Bool
  ) -> any Scale {
    let (lower, upper) = (values.min() ?? 0, values.max() ?? 1)
    switch kind {
    case .logarithmic where lower > 0 && upper.isFinite:
      // A little air keeps lines off the frame.
      let air = isExact ? 1 : max(1.08, pow(upper / lower, 0.03))
      return LogScale(
        from: max(lower / air, .leastNormalMagnitude),
        to: min(upper * air, .greatestFiniteMagnitude), start: start, end: end,
        tickCount: tickCount)
    case .counting:
      return LinearScale(
        from: lower, to: upper, start: start, end: end, tickCount: tickCount, isExact: isExact,
        wholeNumbers: true
      ) { value, _ in NumberText.grouped(value) }
    case .percent:
      return LinearScale(
        from: lower, to: upper, start: start, end: end, tickCount: tickCount, isExact: isExact
      ) { value, decimals in NumberText.percent(value, decimals: max(0, decimals - 2)) }
    default:
      return LinearScale(
        from: lower, to: upper, start: start, end: end, tickCount: tickCount, isExact: isExact)
    }
  }

  /// The whole chart.
  var plot: Plot {
    let clipName = "\(chart.name)-clip"
    let markup = Markup.joined([
      SVG.clip(name: clipName, frame), axes.markup,
      DivergedStrip(chart: chart).markup(in: self),
      SVG.clipped(by: clipName) {
        markLine
        for series in chart.series {
          SVG.series(series.style) { area(of: series) }
        }
      },
      // The first in the key lies on top.
      .joined(
        chart.series.indices.reversed().map { index in
          let series = chart.series[index]
          return SVG.series(series.style) {
            SVG.clipped(by: clipName) {
              SVG.path(class: series.style.lineClass, linePath(through: series.samples))
            }
            points(of: series, index: index)
          }
        }), markLabel, cutLabel,
    ])
    return Plot(
      markup: markup, bottom: frame.bottom + Axes.bottomMargin(size: size), readings: readings)
  }

  /// The band between the ends of the spread.
  private func area(of series: LineChart.Series) -> Markup {
    var path = SVGPath()
    for part in series.samples.split(whereSeparator: { !$0.lower.isFinite || !$0.upper.isFinite })
    where part.count > 1 && part.contains(where: { $0.upper > $0.lower }) {
      path.addPolygon(
        simplified(corners(of: part, \.upper)) + simplified(corners(of: part, \.lower)).reversed())
    }
    // Many bands on top of each other would hide what they are about.
    return SVG.path(
      class: series.style.areaClass + (chart.series.count > 6 ? " faint" : ""), path)
  }

  /// The line, interrupted where the value is not finite.
  private func linePath(through samples: [LineChart.Sample]) -> SVGPath {
    var path = SVGPath()
    for part in samples.split(whereSeparator: { !$0.y.isFinite }) {
      path.addLine(simplified(corners(of: part, \.y)))
    }
    return path
  }

  /// The positions that a line turns at.
  private func corners(
    of samples: some Sequence<LineChart.Sample>, _ value: (LineChart.Sample) -> Double
  ) -> [(Double, Double)] {
    var corners: [(Double, Double)] = []
    for sample in samples {
      let x = horizontal.position(of: sample.x)
      if chart.isStepped, let last = corners.last { corners.append((x, last.1)) }
      corners.append((x, position(of: value(sample))))
    }
    return corners
  }

  /// Positions without those that a long smooth curve can do without.
  private func simplified(_ points: [(Double, Double)]) -> [(Double, Double)] {
    PathSimplifier.simplified(points, tolerance: 0.15)
  }

  /// The height of a value, at most a little outside the frame, which cuts off the rest; on a
  /// logarithmic axis, which has no zero, the smallest lie on the edge.
  func position(of value: Double) -> Double {
    let lowest = vertical.isLogarithmic ? frame.bottom : frame.bottom + 20
    return min(max(vertical.position(of: value), frame.top - 20), lowest)
  }
}
