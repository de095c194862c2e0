/// Places the parts of a chart that has a row for each contender: its name, and beneath it what is
/// drawn, so that no name is too long.
struct RowLayout: Sendable {
  let size: ChartSize
  let frame: ChartFrame

  /// The distance from one row to the next.
  let rowHeight: Double

  init(rows: Int, size: ChartSize, top: Double, header: Double) {
    self.size = size
    // Few rows fill a chart as high as its neighbours.
    rowHeight = max(size.fontSize + 24, min(54, size.frameHeight / Double(max(1, rows))))
    let frameTop = top + header
    frame = ChartFrame(
      left: 8, top: frameTop, right: size.width - 8,
      bottom: frameTop + Double(rows) * rowHeight + 8)
  }

  /// Where the text of a row stands.
  func baseline(of row: Int) -> Double { frame.top + Double(row) * rowHeight + size.fontSize + 4 }

  /// The middle of what is drawn in a row.
  func middle(of row: Int) -> Double { baseline(of: row) + 11 }

  /// Where everything ends, the title of the axis included.
  var bottom: Double { frame.bottom + Axes.bottomMargin(size: size) }

  /// The ticks below the rows with faint lines across them.
  @MarkupBuilder func axis(_ scale: any Scale, title: String) -> Markup {
    SVG.group(class: "axes") {
      for tick in scale.ticks where !tick.label.isEmpty {
        let x = scale.position(of: tick.value)
        let half = size.textWidth(tick.label) / 2
        SVG.line(class: "grid", from: (x, frame.top), to: (x, frame.bottom))
        SVG.line(class: "tick", from: (x, frame.bottom), to: (x, frame.bottom + 5))
        SVG.text(
          tick.label.replacing("-", with: "−"), class: "label", x: x,
          y: frame.bottom + size.fontSize + 7,
          anchor: x + half > size.width ? .end : x < half ? .start : .middle)
      }
      SVG.line(class: "frame", from: (frame.left, frame.bottom), to: (frame.right, frame.bottom))
      SVG.text(
        title, class: "axis-title", x: (frame.left + frame.right) / 2,
        y: frame.bottom + 2 * size.fontSize + 13, anchor: .middle)
    }
  }

  /// The name of a row's contender after a mark of its own, and its number at the right.
  @MarkupBuilder func names(
    _ name: String, _ style: SeriesStyle, value: String, row: Int
  ) -> Markup {
    let y = baseline(of: row)
    SVG.path(
      class: style.fillClass, style.marker.path(at: frame.left + 5, y - 4.5, radius: 4))
    SVG.text(fitted(name, beside: value), class: "key over", x: frame.left + 16, y: y)
    SVG.text(value, class: "label over", x: frame.right, y: y, anchor: .end)
  }

  /// A name without the end that would run into the number at the right.
  private func fitted(_ name: String, beside value: String) -> String {
    let room = frame.width - 30 - size.textWidth(value)
    let most = max(6, Int(room / size.textWidth("n")))
    return name.count > most ? String(name.prefix(most - 1)) + "…" : name
  }
}
