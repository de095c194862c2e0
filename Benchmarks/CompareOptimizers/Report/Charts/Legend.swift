/// The key of a chart: a sample of each line with its name, in as many rows as the width needs.
struct Legend: Sendable {
  /// One line of the key.
  struct Entry: Sendable {
    /// The name to show.
    var name: String

    /// The look of the line.
    var style: SeriesStyle

    /// What follows the name in small print.
    var remark = ""
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
    entries.isEmpty ? 0 : Double((places.last?.row ?? 0) + 1) * rowHeight + 6
  }

  private func text(of entry: Entry) -> String {
    entry.remark.isEmpty ? entry.name : "\(entry.name) (\(entry.remark))"
  }

  /// Where each entry goes: its left edge and its row.
  private var places: [(x: Double, row: Int)] {
    var places: [(x: Double, row: Int)] = []
    var x = 2.0
    var row = 0
    for entry in entries {
      let width = sampleWidth + 8 + size.textWidth(text(of: entry)) + 26
      if x > 2, x + width - 26 > size.width {
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
        let y = top + (Double(place.row) + 0.5) * rowHeight
        entry.style.sample(x: place.x, y: y, width: sampleWidth)
        SVG.text(
          text(of: entry), class: "key", x: place.x + sampleWidth + 8, y: y + size.fontSize * 0.36)
      }
    }
  }
}

extension SeriesStyle {
  /// A short stretch of the line with one of its points.
  @MarkupBuilder func sample(x: Double, y: Double, width: Double) -> Markup {
    SVG.line(class: lineClass, from: (x, y), to: (x + width, y))
    SVG.path(class: fillClass + " mark", marker.path(at: x + width / 2, y, radius: 4))
  }
}
