/// Small charts of the same quantity side by side, each of another part, on one scale.
struct PanelChart: Chart {
  /// One of the small charts.
  struct Panel: Sendable {
    /// The part that it shows.
    var heading: String

    /// The chart.
    var chart: LineChart
  }

  var name: String
  var title: String

  /// The small charts, in order.
  var panels: [Panel]

  var isEmpty: Bool { panels.isEmpty }

  var description: String {
    panels.map { "\($0.heading): \($0.chart.description)" }.joined(separator: " ")
  }

  /// Every contender once, though it may be missing in some of the charts.
  var keys: [Legend.Entry] {
    var keys: [Legend.Entry] = []
    for key in panels.flatMap(\.chart.keys) where !keys.contains(where: { $0.name == key.name }) {
      keys.append(key)
    }
    return keys
  }

  /// In the page each chart finds its own place.
  var page: Markup {
    Markup.element("div", ["class": "panels of-\(columnCount)"]) {
      for panel in panels {
        Markup.element("div", ["class": "panel"]) {
          Markup.element("p", ["class": "panel-name"]) { panel.heading }
          panel.chart.page
        }
      }
    }
  }

  /// As many in a row as leave no gaps, where there is room.
  private var columnCount: Int {
    panels.count <= 4 ? panels.count : panels.count % 3 == 0 && panels.count % 4 != 0 ? 3 : 4
  }

  /// In a file there are two in a row.
  func plot(size: ChartSize, top: Double) -> Plot {
    let gap = 24.0
    let columns = panels.count > 1 ? 2 : 1
    var cell = size
    cell.width = (size.width - gap * Double(columns - 1)) / Double(columns)
    cell.frameHeight = 170
    var pieces: [Markup] = []
    var rowTop = top
    for start in stride(from: 0, to: panels.count, by: columns) {
      var bottom = rowTop
      for (column, panel) in panels[start..<min(start + columns, panels.count)].enumerated() {
        let plot = panel.chart.plot(size: cell, top: rowTop + size.fontSize + 12)
        pieces.append(
          SVG.moved(right: Double(column) * (cell.width + gap)) {
            SVG.text(panel.heading, class: "heading", x: 0, y: rowTop + size.fontSize)
            plot.markup
          })
        bottom = max(bottom, plot.bottom)
      }
      rowTop = bottom + 14
    }
    return Plot(markup: .joined(pieces), bottom: rowTop - 14)
  }
}
