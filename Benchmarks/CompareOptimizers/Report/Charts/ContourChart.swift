/// The classic picture: bands of equal height in a valley, and the ways that optimizers take down.
struct ContourChart: Sendable {
  /// A name unique in the page.
  var name: String

  /// What is drawn.
  var valley: Valley

  /// The look of each contender, by name.
  var styles: [String: SeriesStyle]

  /// What the picture is.
  var title: String {
    "\(valley.function.name) with the steps of "
      + valley.trajectories.map(\.contender).joined(separator: " and ")
  }

  /// Where each descent ends, for those who do not see it.
  var description: String {
    "Bands of equal height of \(valley.function.formula), and every step of each optimizer from "
      + "the same start. " + valley.trajectories.map(outcome).joined(separator: " ")
  }

  /// How far one descent came, in words.
  func outcome(of trajectory: Valley.Trajectory) -> String {
    let steps = NumberText.grouped(max(0, trajectory.points.count - 1))
    guard let end = trajectory.points.last, valley.function.value(at: end).isFinite else {
      return "\(trajectory.contender) diverged."
    }
    return "\(trajectory.contender) (learning rate \(NumberText.short(trajectory.learningRate))) "
      + "is at f = \(NumberText.significant(valley.function.value(at: end), 2)) "
      + "after \(steps) steps."
  }

  /// The drawing, with a style sheet of its own when it is not part of a page that has one.
  func drawing(size: ChartSize, standingAloneWith sheet: StyleSheet? = nil) -> Markup {
    let layout = ContourChartLayout(chart: self, size: size)
    let margin = sheet == nil ? 0 : 20.0
    let clipName = "\(name)-\(size.name)-clip"
    return SVG.drawing(
      size: (size.width, layout.height), name: "\(name)-\(size.name)", title: title,
      description: description, class: "chart \(size.name)", margin: margin
    ) {
      if let sheet {
        Markup.style(sheet)
        SVG.rectangle(
          class: "ground",
          ChartFrame(
            left: -margin, top: -margin, right: size.width + margin,
            bottom: layout.height + margin))
      }
      SVG.clip(name: clipName, layout.frame)
      layout.legend.markup(top: 0)
      SVG.clipped(by: clipName) {
        layout.bands
        // The first in the legend lies on top.
        for trajectory in valley.trajectories.reversed() { layout.way(of: trajectory) }
      }
      layout.axes.markup
      layout.landmarks
      layout.heightKey
    }
  }
}
