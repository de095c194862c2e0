/// Places the parts of a map for one size.
struct ContourChartLayout: Sendable {
  let chart: ContourChart
  let size: ChartSize
  let frame: ChartFrame
  let axes: Axes
  let bottom: Double
  let horizontal: LinearScale
  let vertical: LinearScale
  var landscape: Landscape { chart.landscape }

  init(chart: ContourChart, size: ChartSize, top: Double) {
    self.chart = chart
    self.size = size
    let landscape = chart.landscape
    let frameTop = top + size.fontSize + 14
    let frameBottom = frameTop + size.frameHeight
    vertical = LinearScale(
      from: landscape.vertical.lower, to: landscape.vertical.upper, start: frameBottom,
      end: frameTop, isExact: true)
    let left = Axes.leftMargin(for: vertical, size: size)
    let right = size.width - 12
    horizontal = LinearScale(
      from: landscape.horizontal.lower, to: landscape.horizontal.upper, start: left, end: right,
      tickCount: size.width > 400 ? 10 : 5, isExact: true)
    frame = ChartFrame(left: left, top: frameTop, right: right, bottom: frameBottom)
    axes = Axes(
      frame: frame, size: size, horizontal: horizontal, vertical: vertical,
      horizontalTitle: landscape.horizontalTitle, verticalTitle: landscape.verticalTitle,
      hasGrid: false)
    bottom = frameBottom + Axes.bottomMargin(size: size) + 32
  }

  /// The ground, coloured from the highest band inwards, with a thin line at each level.
  @MarkupBuilder var bands: Markup {
    let grid = samples
    SVG.rectangle(class: "b0", frame)
    for (index, level) in landscape.levels.reversed().enumerated() {
      SVG.path(class: "b\(shade(index + 1)) level", outline(of: grid, atMost: level))
    }
  }

  /// The place of a band, counted from the highest, among the colours there are.
  private func shade(_ band: Int) -> Int {
    let bands = landscape.levels.count
    return bands == 0 ? 0 : band * (Palette.bandCount - 1) / bands
  }

  /// The lowest height, above which the root of the height is taken.
  private var base: Double {
    (landscape.grid.heights.filter(\.isFinite) + landscape.levels).min() ?? 0
  }

  /// The root of a height above the lowest, which near a minimum is close to linear, so that
  /// interpolation between samples keeps the innermost rings round.
  private func root(_ height: Double) -> Double { max(0, height - base).squareRoot() }

  private var samples: MarchingSquares {
    let base = base
    let grid = GridRefinement.refined(landscape.grid)
    return MarchingSquares(columns: grid.columns, rows: grid.rows) { column, row in
      let height = grid[column, row]
      return height.isNaN ? .infinity : max(0, height - base).squareRoot()
    }
  }

  private func outline(of grid: MarchingSquares, atMost level: Double) -> SVGPath {
    var path = SVGPath()
    for ring in grid.rings(atMost: root(level)) {
      let corners = ring.map { point in
        (
          frame.left + frame.width * point.column / Double(grid.columns - 1),
          frame.bottom - frame.height * point.row / Double(grid.rows - 1)
        )
      }
      path.addPolygon(PathSimplifier.simplified(corners, tolerance: 0.2))
    }
    return path
  }

  /// What the colours mean: a row of samples from above the highest level to below the lowest.
  @MarkupBuilder var heightKey: Markup {
    if let lowest = landscape.levels.first, let highest = landscape.levels.last {
      let high = "above " + NumberText.short(highest)
      let low = "below " + NumberText.short(lowest)
      let count = Double(landscape.levels.count + 1)
      let room = frame.right - 8 - size.textWidth(high) - size.textWidth(low) - 16
      let cell = min(size.width > 400 ? 20.0 : 12.0, max(4, room / count))
      let width = size.textWidth(high) + 8 + cell * count + 8 + size.textWidth(low)
      let left = max(4, (size.width - width) / 2) + size.textWidth(high) + 8
      let top = bottom - 22
      let baseline = top + 6 + size.fontSize * 0.36
      SVG.text(high, class: "label", x: left - 8, y: baseline, anchor: .end)
      for index in 0...landscape.levels.count {
        SVG.rectangle(
          class: "b\(shade(index)) level",
          ChartFrame(
            left: left + cell * Double(index), top: top, right: left + cell * Double(index + 1),
            bottom: top + 12))
      }
      SVG.text(low, class: "label", x: left + cell * count + 8, y: baseline)
    }
  }
}
