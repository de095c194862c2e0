import Foundation

@testable import CompareOptimizers

/// Plain descents of functions of two variables, for landscapes.
enum SampleDescent {
  /// An update rule.
  enum Rule { case plain, momentum, rmsprop, adam }

  /// A function of two variables.
  struct Function {
    var formula: String
    var value: @Sendable (Double, Double) -> Double
    var horizontal: ComparisonResults.Interval
    var vertical: ComparisonResults.Interval
    var start: Landscape.Point
    var minima: [Landscape.Point]
    var levels: [Double]

    static let rosenbrock = Function(
      formula: "f(x, y) = (1 − x)² + 100(y − x²)²",
      value: { (1 - $0) * (1 - $0) + 100 * ($1 - $0 * $0) * ($1 - $0 * $0) },
      horizontal: .init(lower: -2, upper: 2), vertical: .init(lower: -1, upper: 3),
      start: .init(x: -1.2, y: 1), minima: [.init(x: 1, y: 1)],
      levels: [0.1, 0.5, 2, 5, 10, 25, 60, 150, 400, 900])

    static let himmelblau = Function(
      formula: "f(x, y) = (x² + y − 11)² + (x + y² − 7)²",
      value: { x, y in
        let (a, b) = (x * x + y - 11, x + y * y - 7)
        return a * a + b * b
      },
      horizontal: .init(lower: -5, upper: 5), vertical: .init(lower: -5, upper: 5),
      start: .init(x: -0.5, y: -1),
      minima: [
        .init(x: 3, y: 2), .init(x: -2.805, y: 3.131), .init(x: -3.779, y: -3.283),
        .init(x: 3.584, y: -1.848),
      ], levels: [1, 5, 15, 30, 60, 100, 150, 200, 300, 500])

    static let rastrigin = Function(
      formula: "f(x, y) = 20 + x² + y² − 10(cos 2πx + cos 2πy)",
      value: { 20 + $0 * $0 + $1 * $1 - 10 * (cos(2 * .pi * $0) + cos(2 * .pi * $1)) },
      horizontal: .init(lower: -4, upper: 4), vertical: .init(lower: -4, upper: 4),
      start: .init(x: -2.2, y: 3.3), minima: [.init(x: 0, y: 0)],
      levels: [2, 5, 10, 15, 20, 25, 30, 40, 50])

    /// A valley 40 times as steep across as along, that has no number beyond its rim.
    static let bowl = Function(
      formula: "f(x, y) = (x² + 40y²) / 2",
      value: { $0 * $0 + $1 * $1 > 110 ? .infinity : ($0 * $0 + 40 * $1 * $1) / 2 },
      horizontal: .init(lower: -10, upper: 3), vertical: .init(lower: -2, upper: 2),
      start: .init(x: -9, y: 1.6), minima: [.init(x: 0, y: 0)],
      levels: [0.1, 0.5, 2, 5, 10, 18, 28, 40, 60, 80])

    func slope(at point: Landscape.Point) -> Landscape.Point {
      let h = 1e-5
      return .init(
        x: (value(point.x + h, point.y) - value(point.x - h, point.y)) / (2 * h),
        y: (value(point.x, point.y + h) - value(point.x, point.y - h)) / (2 * h))
    }
  }

  /// The way of a rule.
  static func way(
    down function: Function, _ rule: Rule, rate: Double, steps: Int
  ) -> [Landscape.Point] {
    var points = [function.start]
    var (m, v) = (Landscape.Point(x: 0, y: 0), Landscape.Point(x: 0, y: 0))
    for step in 1...steps {
      var point = points[points.count - 1]
      let g = function.slope(at: point)
      func move(_ x: inout Double, _ m: inout Double, _ v: inout Double, _ g: Double) {
        switch rule {
        case .plain: x -= rate * g
        case .momentum:
          m = 0.9 * m + g
          x -= rate * m
        case .rmsprop:
          v = 0.9 * v + 0.1 * g * g
          x -= rate * g / (v.squareRoot() + 1e-7)
        case .adam:
          m = 0.9 * m + 0.1 * g
          v = 0.999 * v + 0.001 * g * g
          let (first, second) = (1 - pow(0.9, Double(step)), 1 - pow(0.999, Double(step)))
          x -= rate * (m / first) / ((v / second).squareRoot() + 1e-8)
        }
      }
      move(&point.x, &m.x, &v.x, g.x)
      move(&point.y, &m.y, &v.y, g.y)
      points.append(point)
      guard abs(point.x) < 1e4, abs(point.y) < 1e4 else {
        points.append(.init(x: .infinity, y: .infinity))
        break
      }
    }
    return points
  }
}

extension SampleDescent.Function {
  /// The function on a grid, with the ways of some contenders; the last one's rate is too high.
  func landscape(
    named name: String, _ title: String, _ shapes: [SampleComparison.Shape], size: Int = 121,
    steps: Int = 200
  ) -> Landscape {
    let heights = (0..<size * size).map { index -> Double in
      let (row, column) = (index / size, index % size)
      return value(
        horizontal.lower + horizontal.length * Double(column) / Double(size - 1),
        vertical.lower + vertical.length * Double(row) / Double(size - 1))
    }
    let stiff = name.hasPrefix("rosenbrock")
    let ways = shapes.enumerated().map { index, shape -> Landscape.Trajectory in
      var rate: Double =
        switch shape.descent {
        case .plain: stiff ? 0.0011 : levels[0] < 1 ? 0.0478 : 0.006
        case .momentum: stiff ? 0.0004 : levels[0] < 1 ? 0.012 : 0.0012
        case .rmsprop: horizontal.length * (stiff ? 0.004 : 0.006)
        case .adam: horizontal.length * 0.012
        }
      rate *= 1 - 0.03 * Double(index)
      if shapes.count == 4, index == 2, stiff { rate = 0.004 }
      let points = SampleDescent.way(down: self, shape.descent, rate: rate, steps: steps)
      return .init(
        contender: shape.name, learningRate: rate, points: points,
        heights: points.map { value($0.x, $0.y) })
    }
    return Landscape(
      name: name, title: title, kind: .function, formula: formula, horizontal: horizontal,
      vertical: vertical, grid: .init(columns: size, rows: size, heights: heights),
      levels: levels, minima: minima, trajectories: ways,
      remark: "Each rate is the best of 9 for this function.")
  }
}
