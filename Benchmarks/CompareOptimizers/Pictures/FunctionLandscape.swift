import Descent

/// Draws a function of two variables, and lets contenders descend it from one start.
struct FunctionLandscape: Sendable {
  /// The function.
  let function: TestFunction
  /// Where the ways begin.
  let start: Landscape.Point
  /// Where the function is at home: the picture goes no farther, but for a margin.
  let domain: PlaneFrame
  /// The noise on each coordinate of the gradient.
  var standardDeviation = 0.0
  /// The updates of a way, at most.
  var mostSteps: Int

  /// Every update is kept, or of many an odd share: of a way that jumps from side to side, every second
  /// point would show one side.
  private var stepsPerPoint: Int { (mostSteps + Self.mostPoints - 1) / Self.mostPoints | 1 }
  private static let mostPoints = 1_000

  /// The updates of a way, unless none is at its end by then.
  private static let usualSteps = 60
  /// The samples of the height in a row and in a column.
  static let gridSide = 81
  /// The digits of a height.
  static let digits = 4
  private static let seed: UInt64 = 1

  /// The positions and heights of a descent, as far as they are finite and not far off.
  private struct Way {
    var points: [Landscape.Point] = []
    var heights: [Double] = []
    /// Whether it was followed to the last update.
    var isWhole = false
  }

  /// The picture, but for the words.
  ///
  /// A function that has other than two variables has none.
  func landscape(of subjects: [PictureSubject]) -> Landscape? {
    guard function.dimensions == 2, let core = PlaneFrame(around: [start] + minima) else {
      return nil
    }
    let ways = subjects.map { way(of: $0.optimizer, within: domain.widened(by: 50)) }
    let last = settled(ways, unit: core.side)
    let shown = ways.map { way in
      Way(
        points: Array(way.points.prefix(last + 1)), heights: Array(way.heights.prefix(last + 1)))
    }
    let points = shown.flatMap(\.points)
    // One that strays must not make the picture of all others small; if most do, the whole domain is
    // to be seen.
    let near = core.withSides(atLeast: 1).widened(by: 1).clipped(to: domain)
    let seen =
      points.count(where: near.contains) * 2 >= points.count
      ? points.filter(near.contains) : domain.corners
    guard let hull = PlaneFrame(around: [start] + minima + seen) else { return nil }
    let frame = hull.withSides(atLeast: 0.5).widened(by: 0.08).withShortEnds
    let grid = grid(over: frame)
    return Landscape(
      name: "", title: function.name, kind: .function, formula: function.formula,
      horizontal: frame.horizontal, vertical: frame.vertical, grid: grid,
      levels: HeightLevels.levels(through: grid.heights), minima: minima,
      trajectories: zip(subjects, shown).map { subject, way in
        Landscape.Trajectory(
          contender: subject.name, learningRate: subject.optimizer.learningRate,
          points: way.points.map(frame.shortened),
          heights: way.heights.map { $0.rounded(toDigits: Self.digits) })
      }, stepsPerPoint: stepsPerPoint, remark: remark(ways, last: last))
  }

  /// How much of the ways is to be seen.
  private func remark(_ ways: [Way], last: Int) -> String {
    let shown = last * stepsPerPoint
    return ways.contains { $0.points.count > last + 1 }
      ? "After step \(NumberText.grouped(shown)) of \(NumberText.grouped(mostSteps)) no way moves so far "
        + "that it could be seen." : ""
  }

  /// How high a way ends after so many updates; infinite for one that left the numbers.
  func finalHeight(of optimizer: any Optimizer) -> Double {
    let way = way(of: optimizer, within: nil)
    return way.isWhole ? way.heights.last ?? .infinity : .infinity
  }

  private var minima: [Landscape.Point] {
    function.minima.map { Landscape.Point(x: $0[0], y: $0[1]) }
  }

  private func grid(over frame: PlaneFrame) -> Landscape.Grid {
    let side = Self.gridSide
    let heights = (0..<side * side).map { index in
      let point = frame.point(column: index % side, of: side, row: index / side, of: side)
      return height(at: point).rounded(toDigits: Self.digits)
    }
    return Landscape.Grid(columns: side, rows: side, heights: heights)
  }

  /// Above the minimum, as in the runs.
  private func height(at point: Landscape.Point) -> Double {
    max(function([point.x, point.y]).value - function.minimumValue, 0)
  }

  private func way(of optimizer: some Optimizer, within horizon: PlaneFrame?) -> Way {
    var descent = FunctionDescent(
      function.withGradientNoise(standardDeviation: standardDeviation, seed: Self.seed),
      from: [start.x, start.y], with: optimizer)
    var way = Way()
    while true {
      let point = Landscape.Point(x: descent.position[0], y: descent.position[1])
      guard point.x.isFinite, point.y.isFinite, descent.height.isFinite else { return way }
      way.isWhole = descent.stepsTaken == mostSteps
      // What comes after a point that far off nobody can see.
      let isFarOff = horizon.map { !$0.contains(point) } ?? false
      if isFarOff || descent.stepsTaken.isMultiple(of: stepsPerPoint) {
        way.points.append(point)
        way.heights.append(descent.height)
      }
      if isFarOff { return way }
      guard !way.isWhole else { return way }
      descent.step()
    }
  }

  /// The last point to show: every way is near its end by then, and a few more follow.
  private func settled(_ ways: [Way], unit: Double) -> Int {
    let settled = ways.map { way in
      guard let end = way.points.last else { return 0 }
      let last = way.points.lastIndex { point in
        max(abs(point.x - end.x), abs(point.y - end.y)) > 0.01 * unit
      }
      return (last ?? 0) * 6 / 5
    }
    let points = (ways.map(\.points.count).max() ?? 1) - 1
    return min(points, max(Self.usualSteps, settled.max() ?? 0))
  }
}

extension PlaneFrame {
  /// The domain of a function of two variables.
  init(_ domain: [ClosedRange<Double>]) {
    horizontal = .init(lower: domain[0].lowerBound, upper: domain[0].upperBound)
    vertical = .init(lower: domain[1].lowerBound, upper: domain[1].upperBound)
  }
}
