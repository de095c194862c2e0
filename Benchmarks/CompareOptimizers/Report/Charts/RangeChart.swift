/// A bar for each contender from the lowest to the highest learning rate that does well.
struct RangeChart: Chart {
  /// One contender.
  struct Row: Sendable {
    /// Its name and its look.
    var name: String
    var style: SeriesStyle

    /// The rates that were tried.
    var tried: ComparisonResults.Interval

    /// Those that do well; nil when none does.
    var good: ComparisonResults.RobustRates?

    /// The rate that was chosen.
    var chosen: Double?

    /// The length of the bar in words.
    var valueText: String {
      guard let good else { return "none does" }
      return (good.isCutOff ? "at least " : "") + NumberText.fixed(good.decades, 1) + " decades"
    }

    /// The whole row in words.
    var tip: String {
      guard let good else { return "\(name): no learning rate does well" }
      var tip =
        "\(name): learning rates from \(NumberText.short(good.rates.lower)) to "
        + "\(NumberText.short(good.rates.upper)), \(valueText)"
      if let chosen { tip += "; chosen \(NumberText.short(chosen))" }
      return tip
    }
  }

  var name: String
  var title: String

  /// The contenders, in order.
  var rows: [Row]

  var isEmpty: Bool { rows.allSatisfy { $0.good == nil } }
  var keys: [Legend.Entry] { [] }
  var description: String { rows.map { $0.tip + "." }.joined(separator: " ") }

  func plot(size: ChartSize, top: Double) -> Plot {
    let lowest = rows.map(\.tried.lower).min() ?? 1
    let highest = rows.map(\.tried.upper).max() ?? 1
    let layout = RowLayout(rows: rows.count, size: size, top: top, header: 2)
    let scale = LogScale(
      from: lowest, to: highest, start: layout.frame.left, end: layout.frame.right,
      tickCount: size.width > 400 ? 8 : 5)
    let markup = Markup.joined(
      [layout.axis(scale, title: "learning rate (log scale)")]
        + rows.enumerated().map { index, row in bar(of: row, index, layout, scale) })
    return Plot(markup: markup, bottom: layout.bottom)
  }

  private func bar(
    of row: Row, _ index: Int, _ layout: RowLayout, _ scale: LogScale
  ) -> Markup {
    let y = layout.middle(of: index)
    return SVG.tipped(row.tip) {
      layout.names(row.name, row.style, value: row.valueText, row: index)
      SVG.line(
        class: "track", from: (scale.position(of: row.tried.lower), y),
        to: (scale.position(of: row.tried.upper), y))
      if let good = row.good {
        let (left, right) = (
          scale.position(of: good.rates.lower), scale.position(of: good.rates.upper)
        )
        SVG.rectangle(
          class: row.style.fillClass + " bar",
          ChartFrame(
            left: left, top: y - 4, right: max(right, left + 3), bottom: y + 4))
      }
      if let chosen = row.chosen {
        SVG.path(
          class: "chosen", Marker.circle.path(at: scale.position(of: chosen), y, radius: 4.5))
      }
    }
  }
}
