/// A row above the frame for each curve that diverged somewhere, with a cross where it did.
struct DivergedStrip: Sendable {
  let chart: LineChart
  private let affected: [LineChart.Series]

  init(chart: LineChart) {
    self.chart = chart
    affected = chart.series.filter { $0.samples.contains { $0.diverged > 0 } }
  }

  var isEmpty: Bool { affected.isEmpty }

  /// The room that the strip takes.
  var height: Double { isEmpty ? 0 : Double(affected.count) * rowHeight + 10 }

  /// The height of a row.
  private var rowHeight: Double { affected.count > 5 ? 8 : 12 }

  @MarkupBuilder func markup(in layout: LineChartLayout) -> Markup {
    if !isEmpty {
      let frame = layout.frame
      let top = frame.top - Double(affected.count) * rowHeight - 6
      SVG.text(chart.vertical.title, class: "axis-title", x: frame.left, y: top - 8)
      // Where it fits beside the title; every caption says it, too.
      let size = layout.size
      if size.textWidth(chart.vertical.title) + size.textWidth("diverged") + 12 < frame.width {
        SVG.text("diverged", class: "label", x: frame.right, y: top - 8, anchor: .end)
      }
      SVG.rectangle(
        class: "strip",
        ChartFrame(left: frame.left, top: top, right: frame.right, bottom: frame.top - 3))
      for (row, series) in affected.enumerated() {
        SVG.series(series.style) {
          for sample in series.samples where sample.diverged > 0 {
            SVG.path(
              class: "c\(series.style.colour) stroke",
              cross(
                at: layout.horizontal.position(of: sample.x),
                top + (Double(row) + 0.5) * rowHeight + 1.5),
              tip: tip(of: sample, in: series))
          }
        }
      }
    }
  }

  private func tip(of sample: LineChart.Sample, in series: LineChart.Series) -> String {
    let place =
      chart.horizontal.prefix + chart.horizontal.format.text(sample.x) + chart.horizontal.suffix
    return "\(series.name), \(place): \(sample.diverged) of \(sample.runs) runs diverged"
  }

  private func cross(at x: Double, _ y: Double) -> SVGPath {
    let arm = affected.count > 5 ? 2.6 : 3.5
    var path = SVGPath()
    path.addLine([(x - arm, y - arm), (x + arm, y + arm)])
    path.addLine([(x - arm, y + arm), (x + arm, y - arm)])
    return path
  }
}
