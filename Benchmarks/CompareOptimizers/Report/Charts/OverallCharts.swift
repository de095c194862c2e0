/// The charts that are not of one problem.
struct OverallCharts: Sendable {
  /// The comparison.
  let results: ComparisonResults

  /// The look of each contender, by name.
  let styles: [String: SeriesStyle]

  /// On what share of the problems each contender is within a factor of the best.
  var profile: LineChart? {
    guard let profile = results.profile else { return nil }
    let end = max(4, (profile.curves.flatMap(\.points).map(\.factor).max() ?? 1) * 1.2)
    let series = profile.curves.compactMap { curve -> LineChart.Series? in
      guard let style = styles[curve.contender] else { return nil }
      var samples = curve.points.map { LineChart.Sample(x: $0.factor, y: $0.share) }
      if samples.first.map({ $0.x > 1 }) ?? true { samples.insert(.init(x: 1, y: 0), at: 0) }
      if let last = samples.last, last.x < end { samples.append(.init(x: end, y: last.y)) }
      return LineChart.Series(name: curve.contender, style: style, samples: samples)
    }
    return LineChart(
      name: "performance-profile", title: "Performance profile over all problems",
      horizontal: .init(
        title: "times the best (log scale)", kind: .logarithmic,
        prefix: "within ", suffix: "× of the best"),
      vertical: .init(
        title: "share of the problems", kind: .percent, format: .percent, values: [0, 1]),
      series: series, isStepped: true)
  }

  /// What one update costs per parameter, by size.
  var updateTime: LineChart? {
    results.updateCosts.map { costs in
      LineChart(
        name: "update-time", title: "Time of one update per parameter",
        horizontal: Self.sizes,
        vertical: .init(title: "nanoseconds per parameter", suffix: " ns", values: [0]),
        series: costs.curves.compactMap { curve in
          series(curve.contender, costs.sizes, curve.nanosecondsPerParameter)
        })
    }
  }

  /// How fast an update moves its data, beside a plain loop over as much.
  var updateBandwidth: LineChart? {
    results.updateCosts.map { costs in
      let loop = LineChart.Series(
        name: "plain loop", style: .reference,
        samples: zip(costs.sizes, costs.loopBytesPerNanosecond).map { .init(x: Double($0), y: $1) })
      return LineChart(
        name: "update-bandwidth", title: "Data moved by an update, beside a plain loop",
        horizontal: Self.sizes,
        vertical: .init(title: "gigabytes per second", suffix: " GB/s", values: [0]),
        series: costs.curves.compactMap { curve in
          series(
            curve.contender, costs.sizes,
            curve.nanosecondsPerParameter.map { curve.bytesPerParameter / $0 })
        } + [loop])
    }
  }

  private static let sizes = LineChart.Axis(
    title: "parameters (log scale)", kind: .logarithmic, format: .count, suffix: " parameters")

  private func series(
    _ contender: String, _ sizes: [Int], _ values: [Double]
  ) -> LineChart.Series? {
    styles[contender].map { style in
      LineChart.Series(
        name: contender, style: style,
        samples: zip(sizes, values).map { LineChart.Sample(x: Double($0), y: $1) })
    }
  }
}
