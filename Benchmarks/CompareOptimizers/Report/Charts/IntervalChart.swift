/// Differences to the reference with their intervals, about a line at zero.
struct IntervalChart: Chart {
  /// One contender beside the reference.
  struct Row: Sendable {
    /// Its name and its look.
    var name: String
    var style: SeriesStyle

    /// The difference; nil where divergence leaves none.
    var difference: Double?

    /// The ends of its interval.
    var interval: ComparisonResults.Interval?

    /// Whether it is more than chance.
    var isClear: Bool

    /// The difference in words, and the whole row in words.
    var valueText: String
    var tip: String
  }

  var name: String
  var title: String

  /// What the differences are of, with their unit.
  var axisTitle: String

  /// The name of the one that all are compared with.
  var reference: String

  /// Whether a positive difference is for the better.
  var isHigherBetter: Bool

  /// By how much values are multiplied on the axis: 100 for points of per cent.
  var unit = 1.0

  /// The contenders, in order.
  var rows: [Row]

  var isEmpty: Bool { rows.isEmpty }
  var keys: [Legend.Entry] { [] }
  var description: String { rows.map { $0.tip + "." }.joined(separator: " ") }

  func plot(size: ChartSize, top: Double) -> Plot {
    let layout = RowLayout(rows: rows.count, size: size, top: top, header: size.fontSize + 12)
    let values = rows.flatMap { [$0.difference, $0.interval?.lower, $0.interval?.upper] }
      .compactMap { $0.map { $0 * unit } }.filter(\.isFinite)
    // Numbers have a column of their own: the line at zero would run through them.
    let column = rows.map { size.textWidth($0.valueText) }.max() ?? 0
    let end = layout.frame.right - min(column + 16, layout.frame.width / 2)
    let scale = Self.scale(values, from: layout.frame.left + 12, to: end)
    let zero = scale.position(of: 0)
    let title = scale is SignedLogScale ? axisTitle + ", log scale" : axisTitle
    let markup = Markup.joined(
      [layout.axis(scale, title: title), sides(layout, zero)]
        + rows.enumerated().map { index, row in shape(of: row, index, layout, scale) })
    return Plot(markup: markup, bottom: layout.bottom)
  }

  /// A logarithmic axis where differences are of very different size.
  private static func scale(
    _ values: [Double], from start: Double, to end: Double
  ) -> any Scale {
    let sizes = values.map(abs).filter { $0 > 0 }
    let count = max(2, Int((end - start) / 75))
    if let largest = sizes.max(), let median = Spread(of: sizes)?.lowerQuartile,
      largest > 300 * median
    {
      return SignedLogScale(
        threshold: max(sizes.min() ?? 0, largest * 1e-8), lower: min(0, values.min() ?? 0),
        upper: max(0, values.max() ?? 0), start: start, end: end, tickCount: count)
    }
    return LinearScale(
      from: min(0, values.min() ?? -1), to: max(0, values.max() ?? 1), start: start, end: end,
      tickCount: count)
  }

  /// The line at zero, and what lies on either side of it.
  @MarkupBuilder private func sides(_ layout: RowLayout, _ zero: Double) -> Markup {
    let frame = layout.frame
    SVG.line(class: "zero", from: (zero, frame.top - 4), to: (zero, frame.bottom))
    let (left, right) = isHigherBetter ? ("worse", "better") : ("better", "worse")
    let y = frame.top - 10
    if zero > frame.left + layout.size.textWidth("← " + left) + 12 {
      SVG.text("← \(left)", class: "label", x: zero - 10, y: y, anchor: .end)
    }
    if zero < frame.right - layout.size.textWidth(right + " →") - 12 {
      SVG.text("\(right) →", class: "label", x: zero + 10, y: y)
    }
  }

  private func shape(
    of row: Row, _ index: Int, _ layout: RowLayout, _ scale: any Scale
  ) -> Markup {
    let y = layout.middle(of: index)
    // What lies beyond the axis ends at its edge.
    func place(_ value: Double) -> Double {
      min(max(scale.position(of: value * unit), layout.frame.left), layout.frame.right)
    }
    return SVG.tipped(row.tip) {
      layout.names(row.name, row.style, value: row.valueText, row: index)
      if let interval = row.interval, !interval.lower.isNaN, !interval.upper.isNaN {
        let (left, right) = (place(interval.lower), place(interval.upper))
        SVG.line(class: "interval c\(row.style.colour)", from: (left, y), to: (right, y))
        for x in [left, right] {
          SVG.line(class: "interval c\(row.style.colour)", from: (x, y - 4), to: (x, y + 4))
        }
      }
      if let difference = row.difference, !difference.isNaN {
        SVG.path(
          class: row.isClear ? row.style.fillClass + " mark" : "hollow c\(row.style.colour)",
          Marker.circle.path(at: place(difference), y, radius: 5))
      }
    }
  }
}
