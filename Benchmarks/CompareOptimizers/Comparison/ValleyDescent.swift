import Descent

/// Lets the contenders descend one ill-conditioned valley from the same start, for the picture.
struct ValleyDescent {
  let contenders: [ContenderSpecification]

  private static let function = ValleyFunction.quadratic(xCurvature: 1, yCurvature: 40)
  private static let start = Valley.Point(x: -9, y: 2.4)
  private static let steps = 60

  /// The picture's data.
  var valley: Valley {
    Valley(
      function: Self.function, start: Self.start,
      horizontal: .init(lower: -10, upper: 3), vertical: .init(lower: -3.2, upper: 3.2),
      trajectories: contenders.map { contender in
        let rates = contender.rate.map { [$0] } ?? ComparisonPlan.rates
        let ways = rates.map { (rate: $0, points: Self.descend(contender, rate: $0)) }
        let best = ways.min { Self.height($0.points) < Self.height($1.points) }
        return Valley.Trajectory(
          contender: contender.name, learningRate: best?.rate ?? 0, points: best?.points ?? [])
      },
      remark: "Each optimizer takes \(Self.steps) steps at whichever of its learning rates ends "
        + "lowest here, apart from the one chosen for the network.")
  }

  private static func height(_ points: [Valley.Point]) -> Double {
    guard let last = points.last, points.count == steps + 1 else { return .infinity }
    return function.value(at: last)
  }

  /// The points of a descent, as far as they are finite.
  private static func descend(
    _ contender: ContenderSpecification, rate: Double
  ) -> [Valley.Point] {
    let optimizer = contender.optimizer(rate: rate)
    var position = [start.x, start.y]
    var state = optimizer.makeState(for: position)
    var points = [start]
    for _ in 0..<steps {
      let slope = function.gradient(at: Valley.Point(x: position[0], y: position[1]))
      optimizer.update(&position, gradient: [slope.x, slope.y], state: &state)
      guard position[0].isFinite, position[1].isFinite else { break }
      points.append(Valley.Point(x: position[0], y: position[1]))
    }
    return points
  }
}
