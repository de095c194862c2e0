import Foundation

/// A map: bands of equal height, and the ways that optimizers take down.
struct ContourChart: Chart {
  /// A name unique in the report.
  var name: String

  /// What is drawn.
  var landscape: Landscape

  /// The look of each contender, by name.
  var styles: [String: SeriesStyle]

  /// The ways as they are drawn.
  let ways: [Way]

  /// Creates the map of a landscape.
  init(name: String, landscape: Landscape, styles: [String: SeriesStyle]) {
    self.name = name
    self.landscape = landscape
    self.styles = styles
    let indices = Way.indices(of: landscape)
    ways = landscape.trajectories.compactMap { trajectory in
      styles[trajectory.contender].map { Way(trajectory, style: $0, indices: indices) }
    }
  }

  var title: String { "\(landscape.title): the ways of the optimizers" }
  var pageSize: ChartSize { .map }
  var fileSize: ChartSize { .mapAlone }
  var isEmpty: Bool {
    landscape.grid.columns < 2 || landscape.grid.rows < 2
      || landscape.grid.heights.count != landscape.grid.columns * landscape.grid.rows
      || !(landscape.horizontal.length > 0) || !(landscape.vertical.length > 0)
  }

  var keys: [Legend.Entry] {
    ways.map {
      Legend.Entry(
        name: $0.trajectory.contender, style: $0.style,
        remark: "rate " + NumberText.short($0.trajectory.learningRate))
    }
  }

  /// The updates at which the ways are drawn.
  var steps: [Int] { Way.indices(of: landscape).map { $0 * landscape.stepsPerPoint } }

  /// The ways that stay so near the start that they cannot be followed, and how far they go as a share
  /// of the farthest, or of the picture where that one leaves it.
  var waysNearStart: [(contender: String, share: Double)] {
    let reaches = ways.map { way in
      (way.trajectory.contender, way.hasDiverged ? .infinity : way.reach)
    }
    let farthest = min(
      reaches.map(\.1).filter(\.isFinite).max() ?? 0,
      hypot(landscape.horizontal.length, landscape.vertical.length))
    guard farthest > 0 else { return [] }
    return reaches.map { ($0.0, $0.1 / farthest) }.filter { $0.1 < 0.08 }
  }

  /// Where each way ends, for those who do not see it.
  var description: String {
    "Bands of equal height of \(landscape.formula), and the way of each optimizer from the same "
      + "start. " + ways.map(outcome).joined(separator: " ")
  }

  /// How far one way came, in words.
  func outcome(of way: Way) -> String {
    let name = way.trajectory.contender
    guard !way.hasDiverged, let height = way.trajectory.heights.last else {
      return "\(name) diverged."
    }
    let steps = NumberText.counted(
      max(0, way.trajectory.points.count - 1) * landscape.stepsPerPoint, "step", "steps")
    return "\(name) (learning rate \(NumberText.short(way.trajectory.learningRate))) is at a "
      + "height of \(NumberText.significant(height, 2)) after \(steps)."
  }

  func plot(size: ChartSize, top: Double) -> Plot {
    guard !isEmpty else { return Plot(markup: .empty, bottom: top) }
    let layout = ContourChartLayout(chart: self, size: size, top: top)
    let clipName = "\(name)-clip"
    let markup = Markup.joined([
      SVG.clip(name: clipName, layout.frame),
      SVG.clipped(by: clipName) {
        layout.bands
        // The first in the key lies on top.
        for way in ways.reversed() { layout.drawing(of: way) }
      },
      layout.axes.markup, layout.landmarks,
      // Where each has come to is seen even where another went the same way later.
      SVG.clipped(by: clipName) {
        for way in ways.reversed() { layout.head(of: way) }
      },
      layout.names, layout.heightKey,
    ])
    return Plot(
      markup: markup, bottom: layout.bottom,
      readings: .object([
        "k": .numbers(steps.map(Double.init)),
        "h": .list(
          ways.map { way in
            .object([
              "n": .text(way.trajectory.contender), "i": .number(Double(way.style.colour)),
              "v": .numbers(way.heights), "d": .flag(way.hasDiverged),
            ])
          }),
      ]))
  }
}

extension ContourChart {
  /// The way of one contender, with no more points than a picture shows.
  struct Way: Sendable {
    let trajectory: Landscape.Trajectory
    let style: SeriesStyle

    /// The points up to the first that is not finite.
    let points: [Landscape.Point]

    /// The heights at these.
    let heights: [Double]

    /// Whether it left the world of numbers.
    let hasDiverged: Bool

    init(_ trajectory: Landscape.Trajectory, style: SeriesStyle, indices: [Int]) {
      self.trajectory = trajectory
      self.style = style
      let all = trajectory.points
      let drawn = indices.filter { all.indices.contains($0) }
        .prefix { all[$0].x.isFinite && all[$0].y.isFinite }
      points = drawn.map { all[$0] }
      heights = drawn.map {
        trajectory.heights.indices.contains($0) ? trajectory.heights[$0] : .nan
      }
      hasDiverged =
        all.contains { !$0.x.isFinite || !$0.y.isFinite }
        || trajectory.heights.contains { !$0.isFinite }
    }

    /// How far it gets from its start.
    var reach: Double {
      guard let start = points.first else { return 0 }
      return points.reduce(0) { max($0, hypot($1.x - start.x, $1.y - start.y)) }
    }

    /// The points of the longest way that are drawn, its last one always among them.
    ///
    /// Every one at first, where ways differ most, and fewer and fewer later on. Strides are odd: of a way
    /// that jumps from side to side every second point would show one side.
    static func indices(of landscape: Landscape) -> [Int] {
      let count = landscape.trajectories.map(\.points.count).max() ?? 0
      guard count > 0 else { return [] }
      let most = landscape.trajectories.count > 6 ? 150 : 300
      guard count > most else { return Array(0..<count) }
      // Half of the points one by one, and then some at each stride.
      var (indices, stride) = ([0], 1)
      while let last = indices.last, last + stride < count {
        indices.append(last + stride)
        if indices.count >= most / 2, (indices.count - most / 2) % (most / 6) == 0 { stride += 2 }
      }
      if indices.last != count - 1 { indices.append(count - 1) }
      return indices
    }
  }
}
