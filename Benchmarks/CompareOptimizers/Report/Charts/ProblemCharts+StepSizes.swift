extension ProblemCharts {
  /// How far each part of the network moves per step: a chart for each part, one scale for all.
  var effectiveSteps: PanelChart {
    panels(
      "effective-steps", "effective step size", title: "effective step sizes",
      axis: "step size (log scale)"
    ) { point in
      LineChart.Sample(
        x: Double(point.step), y: point.median, lower: point.lowerQuartile,
        upper: point.upperQuartile)
    }
  }

  /// How large the steps are beside the weights.
  var updateRatios: PanelChart {
    panels(
      "update-ratios", "update ratio", title: "size of a step beside the weights",
      axis: "‖Δθ‖/‖θ‖ (log scale)"
    ) { point in
      point.updateRatio.map { LineChart.Sample(x: Double(point.step), y: $0) }
    }
  }

  private func panels(
    _ name: String, _ quantity: String, title: String, axis: String,
    sample: (ComparisonResults.StepSeries.Point) -> LineChart.Sample?
  ) -> PanelChart {
    var parts: [String] = []
    for series in entry.effectiveSteps where !parts.contains(series.part) {
      parts.append(series.part)
    }
    let curves = parts.map { part in
      entry.contenders.compactMap { contender in
        series(
          contender.name,
          entry.effectiveSteps.filter { $0.part == part && $0.contender == contender.name }
            .flatMap(\.points).compactMap(sample).map(Self.positive))
      }
    }
    let values = curves.joined().flatMap { series in
      series.samples.flatMap { [$0.y, $0.lower, $0.upper] }
    }.filter { $0.isFinite && $0 > 0 }
    let highest = values.max() ?? 1
    // Steps that are next to nothing would leave no room for the others.
    let floor = max(values.min() ?? 0, highest * 1e-12)
    let panels = zip(parts, curves).enumerated().map { index, panel in
      PanelChart.Panel(
        heading: panel.0,
        chart: LineChart(
          name: "\(prefix)-\(name)-\(index + 1)", title: "\(quantity) of \(panel.0)",
          horizontal: .init(
            title: "steps", kind: .counting, format: .count, prefix: "step "),
          vertical: .init(title: axis, kind: .logarithmic, values: [floor, highest]),
          series: panel.1, hasMarkers: false, floor: floor, pageSize: .panel))
    }
    return PanelChart(
      name: "\(prefix)-\(name)", title: "\(problem.title): \(title)",
      panels: panels.filter { !$0.chart.isEmpty })
  }

  /// A logarithmic axis has no place for zeros; the line is interrupted there.
  private static func positive(_ sample: LineChart.Sample) -> LineChart.Sample {
    sample.y > 0 ? sample : LineChart.Sample(x: sample.x, y: .infinity)
  }
}
