/// A drawing that can be part of a page or a file of its own.
protocol Chart: Sendable {
  /// A name unique in the report, of letters, digits and dashes.
  var name: String { get }

  /// What the chart is.
  var title: String { get }

  /// What the chart shows, for those who do not see it.
  var description: String { get }

  /// What the lines mean.
  var keys: [Legend.Entry] { get }

  /// Whether there is nothing to draw.
  var isEmpty: Bool { get }

  /// The size in the page.
  var pageSize: ChartSize { get }

  /// The size in a file of its own.
  var fileSize: ChartSize { get }

  /// Lays the chart out, without its key, from a height on downwards.
  func plot(size: ChartSize, top: Double) -> Plot

  /// The chart as a part of the page, whose key is elsewhere.
  var page: Markup { get }
}

/// A chart that has been laid out.
struct Plot: Sendable {
  /// The drawing.
  var markup: Markup

  /// Where it ends.
  var bottom: Double

  /// What the script tells of it when it is pointed at; nil when shapes have their own texts.
  var readings: JSONValue?
}

extension Chart {
  /// The size of most charts in the page.
  var pageSize: ChartSize { .page }

  /// The size of most charts as files.
  var fileSize: ChartSize { .alone }

  /// The drawing with the values that the script shows.
  var page: Markup {
    let plot = plot(size: pageSize, top: 0)
    return Markup.element("div", ["class": "plot", "data-title": title]) {
      SVG.drawing(
        size: (pageSize.width, plot.bottom), name: name, title: title, description: description,
        class: "chart \(pageSize.name)"
      ) {
        plot.markup
      }
      if let readings = plot.readings { Markup.data(readings) }
    }
  }

  /// The chart with its title, its key and its colours as an SVG file.
  func standingAlone(_ sheet: StyleSheet) -> String {
    let size = fileSize
    let margin = 20.0
    let legend = Legend(entries: keys, size: size)
    let titleHeight = size.fontSize + 20
    let plot = plot(size: size, top: titleHeight + legend.height)
    return SVG.drawing(
      size: (size.width, plot.bottom), name: name, title: title, description: description,
      class: "chart \(size.name)", margin: margin
    ) {
      Markup.style(sheet)
      SVG.rectangle(
        class: "ground",
        ChartFrame(
          left: -margin, top: -margin, right: size.width + margin, bottom: plot.bottom + margin))
      SVG.text(title, class: "heading", x: 0, y: size.fontSize)
      legend.markup(top: titleHeight)
      plot.markup
    }.source + "\n"
  }
}
