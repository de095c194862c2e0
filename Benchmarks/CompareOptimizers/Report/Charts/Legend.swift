/// The key of a chart: a sample of each line with its name, in as many rows as the width needs.
struct Legend: Sendable {
  /// One line of the key.
  struct Entry: Sendable {
    /// The name to show.
    var name: String

    /// The look of the line.
    var style: SeriesStyle

    /// Whether the line is drawn with its dash, or solid.
    var isDashed = true
  }

  /// The lines, in order.
  var entries: [Entry]

  /// The size that the chart is laid out for.
  var size: ChartSize

  /// The length of the sample of a line.
  private let sampleWidth = 34.0
  private var rowHeight: Double { size.fontSize + 9 }

  /// The room that the key takes.
  var height: Double {
    entries.isEmpty ? 0 : Double((places.last?.row ?? 0) + 1) * rowHeight + 4
  }

  /// Where each entry goes: its left edge and its row.
  private var places: [(x: Double, row: Int)] {
    var places: [(x: Double, row: Int)] = []
    var x = 2.0
    var row = 0
    for entry in entries {
      let width = sampleWidth + 8 + size.textWidth(entry.name) + 16
      if x > 2, x + width - 16 > size.width {
        x = 2
        row += 1
      }
      places.append((x, row))
      x += width
    }
    return places
  }

  /// The key, drawn downwards from a height.
  func markup(top: Double) -> Markup {
    SVG.group(class: "legend") {
      for (entry, place) in zip(entries, places) {
        sample(of: entry, x: place.x, y: top + (Double(place.row) + 0.5) * rowHeight)
      }
    }
  }

  @MarkupBuilder private func sample(of entry: Entry, x: Double, y: Double) -> Markup {
    SVG.line(
      class: entry.isDashed ? entry.style.lineClass : entry.style.solidLineClass,
      from: (x, y), to: (x + sampleWidth, y))
    SVG.path(
      class: entry.style.fillClass + " mark",
      entry.style.marker.path(at: x + sampleWidth / 2, y, radius: 4))
    SVG.text(
      entry.name, class: "key", x: x + sampleWidth + 8, y: y + size.fontSize * 0.36)
  }
}
