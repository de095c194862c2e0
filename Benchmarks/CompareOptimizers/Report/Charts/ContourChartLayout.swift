/// Places the parts of a contour picture for one size.
struct ContourChartLayout: Sendable {
  let chart: ContourChart
  let size: ChartSize
  let frame: ChartFrame
  let legend: Legend
  let axes: Axes
  let height: Double
  private let horizontal: LinearScale
  private let vertical: LinearScale
  private var valley: Valley { chart.valley }

  init(chart: ContourChart, size: ChartSize) {
    self.chart = chart
    self.size = size
    let valley = chart.valley
    legend = Legend(
      entries: valley.trajectories.compactMap { trajectory in
        guard let style = chart.styles[trajectory.contender] else { return nil }
        let rate = NumberText.short(trajectory.learningRate)
        return Legend.Entry(
          name: "\(trajectory.contender), learning rate \(rate)", style: style, isDashed: false)
      }, size: size)
    let top = legend.height + size.fontSize + 18
    let bottom = top + size.frameHeight
    vertical = LinearScale(
      from: valley.vertical.lower, to: valley.vertical.upper, start: bottom, end: top,
      isExact: true)
    let left = Axes.leftMargin(for: vertical, size: size)
    let right = size.width - 14
    horizontal = LinearScale(
      from: valley.horizontal.lower, to: valley.horizontal.upper, start: left, end: right,
      tickCount: size.width > 400 ? 10 : 5, isExact: true)
    frame = ChartFrame(left: left, top: top, right: right, bottom: bottom)
    axes = Axes(
      frame: frame, size: size, horizontal: horizontal, vertical: vertical, horizontalTitle: "x",
      verticalTitle: "y", hasGrid: false)
    height = bottom + Axes.bottomMargin(size: size) + 34
  }

  /// The ground, coloured from the highest band inwards, with a thin line at each level.
  @MarkupBuilder var bands: Markup {
    let grid = samples
    SVG.rectangle(class: "b0", frame)
    for (index, level) in valley.levels.reversed().enumerated() {
      SVG.path(class: "b\(index + 1) level", outline(of: grid, atMost: level))
    }
  }

  /// The function at about every third drawing unit.
  ///
  /// Of its root, which near a minimum is close to linear, so that interpolation between samples
  /// keeps the innermost rings round.
  private var samples: MarchingSquares {
    let columns = Int(frame.width / 3) + 1
    let rows = Int(frame.height / 3) + 1
    return MarchingSquares(columns: columns, rows: rows) { column, row in
      let x =
        valley.horizontal.lower + valley.horizontal.length * Double(column) / Double(columns - 1)
      let y = valley.vertical.lower + valley.vertical.length * Double(row) / Double(rows - 1)
      return max(0, valley.function.value(at: Valley.Point(x: x, y: y))).squareRoot()
    }
  }

  private func outline(of grid: MarchingSquares, atMost level: Double) -> SVGPath {
    var path = SVGPath()
    for ring in grid.rings(atMost: level.squareRoot()) {
      let corners = ring.map { point in
        (
          frame.left + frame.width * point.column / Double(grid.columns - 1),
          frame.bottom - frame.height * point.row / Double(grid.rows - 1)
        )
      }
      path.addPolygon(PathSimplifier.simplified(corners, tolerance: 0.12))
    }
    return path
  }

  /// One descent: its line on a pale edge that sets it off the ground, and a mark at each step.
  @MarkupBuilder func way(of trajectory: Valley.Trajectory) -> Markup {
    if let style = chart.styles[trajectory.contender] {
      let points = positions(of: trajectory)
      let line = SVGPath(through: points)
      SVG.path(class: "halo", line)
      SVG.path(class: style.solidLineClass, line)
      SVG.path(class: style.fillClass + " step", marks(at: points, style.marker))
    }
  }

  /// The positions up to the first that is not finite, none farther off than drawing needs.
  private func positions(of trajectory: Valley.Trajectory) -> [(Double, Double)] {
    trajectory.points.prefix { $0.x.isFinite && $0.y.isFinite }.map { point in
      (
        min(max(horizontal.position(of: point.x), -1e5), 1e5),
        min(max(vertical.position(of: point.y), -1e5), 1e5)
      )
    }
  }

  /// A mark at each step, as one path; where steps crowd, marks that would hide each other are
  /// left out.
  private func marks(at points: [(Double, Double)], _ marker: Marker) -> SVGPath {
    var path = SVGPath()
    var last: (Double, Double)?
    for point in points {
      if let last, abs(point.0 - last.0) + abs(point.1 - last.1) < 1.5 { continue }
      path.append(marker.path(at: point.0, point.1, radius: size.width > 400 ? 3.2 : 2.2))
      last = point
    }
    return path
  }

  /// The start and the minimum, with their names.
  @MarkupBuilder var landmarks: Markup {
    landmark("start", at: valley.start)
    landmark("minimum", at: valley.function.minimum)
  }

  @MarkupBuilder private func landmark(_ name: String, at point: Valley.Point) -> Markup {
    let (x, y) = (horizontal.position(of: point.x), vertical.position(of: point.y))
    if x >= frame.left, x <= frame.right, y >= frame.top, y <= frame.bottom {
      let isStart = name == "start"
      SVG.path(
        class: isStart ? "start" : "minimum",
        isStart
          ? Marker.circle.path(at: x, y, radius: 6.5) : Marker.plus.path(at: x, y, radius: 7))
      // Above the mark, on the side where there is room.
      let isRight = x > frame.right - 1.25 * size.textWidth(name) - 11
      SVG.text(
        name, class: "landmark", x: isRight ? x - 11 : x + 11,
        y: max(y - 11, frame.top + size.fontSize + 3), anchor: isRight ? .end : .start)
    }
  }

  /// What the colours mean: a row of samples from above the highest level to below the lowest.
  @MarkupBuilder var heightKey: Markup {
    let high = "f > " + NumberText.significant(valley.levels.last ?? 0, 2)
    let low = "< " + NumberText.significant(valley.levels.first ?? 0, 2)
    let count = Double(valley.levels.count + 1)
    let cell = size.width > 400 ? 20.0 : 13.0
    let width = size.textWidth(high) + 8 + cell * count + 8 + size.textWidth(low)
    let left = (frame.left + frame.right - width) / 2 + size.textWidth(high) + 8
    let top = height - 24
    let baseline = top + 6 + size.fontSize * 0.36
    SVG.text(high, class: "label", x: left - 8, y: baseline, anchor: .end)
    for index in 0...valley.levels.count {
      SVG.rectangle(
        class: "b\(index) level",
        ChartFrame(
          left: left + cell * Double(index), top: top, right: left + cell * Double(index + 1),
          bottom: top + 12))
    }
    SVG.text(low, class: "label", x: left + cell * count + 8, y: baseline)
  }
}
