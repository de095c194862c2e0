/// Draws the frame of a chart with its ticks, grid lines and titles.
struct Axes: Sendable {
  /// Where values are drawn.
  var frame: ChartFrame

  /// The size that the chart is laid out for.
  var size: ChartSize

  /// The horizontal axis.
  var horizontal: any Scale

  /// The vertical axis.
  var vertical: any Scale

  /// What the horizontal axis measures.
  var horizontalTitle: String

  /// What the vertical axis measures; written above the frame, where it reads without turning
  /// one's head.
  var verticalTitle: String

  /// Whether lines cross the frame at the ticks.
  var hasGrid = true

  /// The room that tick labels take to the left of a frame.
  static func leftMargin(for vertical: any Scale, size: ChartSize) -> Double {
    (vertical.ticks.map { size.textWidth($0.label) }.max() ?? 0) + 14
  }

  /// The room that tick labels and the title take below a frame.
  static func bottomMargin(size: ChartSize) -> Double { 2 * size.fontSize + 18 }

  /// The lines and texts.
  var markup: Markup {
    SVG.group(class: "axes") {
      for tick in vertical.ticks {
        horizontalLine(at: tick)
      }
      for tick in horizontal.ticks {
        verticalLine(at: tick)
      }
      SVG.rectangle(class: "frame", frame)
      if !verticalTitle.isEmpty {
        title(verticalTitle, x: frame.left, y: frame.top - 9, room: size.width - frame.left)
      }
      title(
        horizontalTitle, x: (frame.left + frame.right) / 2,
        y: frame.bottom + 2 * size.fontSize + 13, anchor: .middle, room: size.width)
    }
  }

  /// A title, set narrower where it would not fit.
  private func title(
    _ text: String, x: Double, y: Double, anchor: SVG.Anchor = .start, room: Double
  ) -> Markup {
    // Titles are of small letters, narrower than what the estimate is made for.
    size.textWidth(text) * 0.92 > room
      ? SVG.text(text, class: "axis-title", x: x, y: y, anchor: anchor, length: room)
      : SVG.text(text, class: "axis-title", x: x, y: y, anchor: anchor)
  }

  /// A label with a minus sign that is as wide as a plus sign.
  private func shown(_ label: String) -> String { label.replacing("-", with: "−") }

  @MarkupBuilder private func horizontalLine(at tick: Tick) -> Markup {
    let y = vertical.position(of: tick.value)
    if hasGrid {
      SVG.line(
        class: tick.label.isEmpty ? "minor" : "grid", from: (frame.left, y), to: (frame.right, y))
    } else {
      SVG.line(class: "tick", from: (frame.left - 4, y), to: (frame.left, y))
    }
    if !tick.label.isEmpty {
      SVG.text(
        shown(tick.label), class: "label", x: frame.left - 8, y: y + size.fontSize * 0.36,
        anchor: .end)
    }
  }

  @MarkupBuilder private func verticalLine(at tick: Tick) -> Markup {
    let x = horizontal.position(of: tick.value)
    if hasGrid && !tick.label.isEmpty {
      SVG.line(class: "grid", from: (x, frame.top), to: (x, frame.bottom))
    }
    SVG.line(
      class: "tick", from: (x, frame.bottom),
      to: (x, frame.bottom + (tick.label.isEmpty ? 3 : 5)))
    if !tick.label.isEmpty {
      SVG.text(
        shown(tick.label), class: "label", x: x, y: frame.bottom + size.fontSize + 7,
        anchor: .middle)
    }
  }
}
