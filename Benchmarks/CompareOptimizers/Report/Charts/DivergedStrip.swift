/// A row above the frame for each curve that diverged or crashed somewhere, with a cross where it did.
struct DivergedStrip: Sendable {
  let chart: LineChart
  private let affected: [LineChart.Series]

  init(chart: LineChart) {
    self.chart = chart
    affected = chart.series.filter { $0.samples.contains { $0.lost > 0 } }
  }

  var isEmpty: Bool { affected.isEmpty }

  /// The room that the strip takes.
  var height: Double { isEmpty ? 0 : Double(affected.count) * rowHeight + 10 }

  /// What the crosses mean.
  private var label: String {
    let samples = affected.flatMap(\.samples)
    let words = [
      samples.contains { $0.diverged > 0 } ? ["diverged"] : [],
      samples.contains { $0.crashed > 0 } ? ["crashed"] : [],
    ]
    return words.joined().joined(separator: ", ")
  }

  /// The height of a row.
  private var rowHeight: Double { affected.count > 5 ? 8 : 12 }

  @MarkupBuilder func markup(in layout: LineChartLayout) -> Markup {
    if !isEmpty {
      let frame = layout.frame
      let top = frame.top - Double(affected.count) * rowHeight - 6
      SVG.text(chart.vertical.title, class: "axis-title", x: frame.left, y: top - 8)
      // Where it fits beside the title; every caption says it, too.
      let size = layout.size
      if size.textWidth(chart.vertical.title) + size.textWidth(label) + 12 < frame.width {
        SVG.text(label, class: "label", x: frame.right, y: top - 8, anchor: .end)
      }
      SVG.rectangle(
        class: "strip",
        ChartFrame(left: frame.left, top: top, right: frame.right, bottom: frame.top - 3))
      for (row, series) in affected.enumerated() {
        SVG.series(series.style) {
          for sample in series.samples where sample.lost > 0 {
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
    let counts = [(sample.diverged, "diverged"), (sample.crashed, "crashed")].filter { $0.0 > 0 }
    let runs = NumberText.counted(sample.runs, "run", "runs")
    return "\(series.name), \(place): "
      + counts.map { "\($0.0) of \(runs) \($0.1)" }.joined(separator: ", ")
  }

  private func cross(at x: Double, _ y: Double) -> SVGPath {
    let arm = affected.count > 5 ? 2.6 : 3.5
    var path = SVGPath()
    path.addLine([(x - arm, y - arm), (x + arm, y + arm)])
    path.addLine([(x - arm, y + arm), (x + arm, y - arm)])
    return path
  }
}

extension LineChart.Sample {
  /// How many runs have no result here.
  fileprivate var lost: Int { diverged + crashed }
}
