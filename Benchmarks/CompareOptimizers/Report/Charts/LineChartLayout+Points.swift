extension LineChartLayout {
  /// The marks on a curve: at each point, or where they would crowd at some, each curve at others.
  @MarkupBuilder func points(of series: LineChart.Series, index: Int) -> Markup {
    let drawn = series.samples.filter {
      $0.y.isFinite && $0.y <= chart.ceiling && (chart.vertical.kind != .percent || isInside($0))
    }
    for sample in drawn where sample.isChosen {
      SVG.path(
        class: "ring c\(series.style.colour)" + (sample.isAtEdge ? " edge" : ""),
        Marker.circle.path(
          at: horizontal.position(of: sample.x), position(of: sample.y), radius: 8))
    }
    if chart.hasMarkers {
      SVG.path(class: series.style.fillClass + " mark", markers(on: drawn, series, index: index))
    }
  }

  private func isInside(_ sample: LineChart.Sample) -> Bool {
    vertical.position(of: sample.y) <= frame.bottom + 0.1
  }

  private func markers(
    on samples: [LineChart.Sample], _ series: LineChart.Series, index: Int
  ) -> SVGPath {
    var path = SVGPath()
    let most = chart.series.count > 6 ? 5 : 10
    let radius = size.width > 400 ? 4.0 : 3.0
    var pending =
      samples.count <= (chart.series.count > 6 ? 12 : 16)
      ? Array(samples.indices)
      : (0..<most).map { number in
        // Where curves run together, shifted marks stay apart.
        let shift = (Double(index) * 0.382).truncatingRemainder(dividingBy: 1)
        return Int((Double(number) + shift) / Double(most) * Double(samples.count))
      }
    if !samples.isEmpty, chart.isStepped, samples.count > 2 { pending = [samples.count / 2] }
    for place in pending {
      let sample = samples[place]
      path.append(
        series.style.marker.path(
          at: horizontal.position(of: sample.x), position(of: sample.y), radius: radius))
    }
    return path
  }

  /// The line at the value to compare with.
  @MarkupBuilder var markLine: Markup {
    if let y = markHeight {
      SVG.line(class: "goal", from: (frame.left, y), to: (frame.right, y))
    }
  }

  /// What that line is, on the side of it that curves come to last.
  @MarkupBuilder var markLabel: Markup {
    if let y = markHeight, let mark = chart.mark {
      let isHigh = y < frame.top + size.fontSize + 8
      // On the left, where losses are above their target and accuracies below.
      SVG.text(
        mark.label, class: "goal-label", x: frame.left + 6,
        y: isHigh || chart.vertical.kind != .percent ? y + size.fontSize + 1 : y - 5)
    }
  }

  /// That curves on the lower edge lie below it.
  @MarkupBuilder var cutLabel: Markup {
    // Rings would lie over it; the caption says it in any case.
    if chart.isCutBelow, !chart.series.contains(where: { $0.samples.contains(where: \.isChosen) }) {
      SVG.text(
        "on the edge: less", class: "goal-label", x: frame.right - 6, y: frame.bottom - 8,
        anchor: .end)
    }
  }

  private var markHeight: Double? {
    guard let mark = chart.mark else { return nil }
    let y = vertical.position(of: mark.value)
    return y >= frame.top && y <= frame.bottom ? y : nil
  }

  /// What the script shows: for each curve its values and the ends of its band.
  var readings: JSONValue {
    let most = chart.series.count > 6 ? 24 : 60
    let rows = chart.series.map { Self.thinned($0.samples, to: most) }
    let shared = rows.first.map { first in rows.allSatisfy { $0.map(\.x) == first.map(\.x) } }
    let lists = zip(chart.series, rows).map { series, samples -> JSONValue in
      let hasBand = samples.contains { $0.upper > $0.lower }
      return .object([
        "i": .number(Double(series.style.colour)), "n": .text(series.name),
        "x": .numbers(shared == true ? [] : samples.map(\.x)),
        "y": .numbers(samples.map(\.y)),
        "l": .numbers(hasBand ? samples.map(\.lower) : []),
        "u": .numbers(hasBand ? samples.map(\.upper) : []),
        // The script's own word is the usual one.
        "w": .text(series.fate == "diverged" ? "" : series.fate),
      ])
    }
    return .object([
      "a": Self.reading(chart.horizontal, horizontal), "b": Self.reading(chart.vertical, vertical),
      "f": .numbers([frame.left, frame.top, frame.right, frame.bottom]),
      "t": .flag(chart.isStepped),
      "x": .numbers(shared == true ? rows.first?.map(\.x) ?? [] : []), "s": .list(lists),
    ])
  }

  private static func reading(_ axis: LineChart.Axis, _ scale: any Scale) -> JSONValue {
    .object([
      "g": .flag(scale.isLogarithmic), "k": .text(axis.format.rawValue),
      "p": .text(axis.prefix), "q": .text(axis.suffix),
      // Ends as exact as they are: the script finds positions by them.
      "d": .list([
        .exact(scale.lower), .exact(scale.upper), .exact(scale.start), .exact(scale.end),
      ]),
    ])
  }

  /// No more points than a hand can point at, and of many curves fewer.
  private static func thinned(
    _ samples: [LineChart.Sample], to most: Int
  ) -> [LineChart.Sample] {
    guard samples.count > most else { return samples }
    return (0..<most).map { samples[$0 * (samples.count - 1) / (most - 1)] }
  }
}
