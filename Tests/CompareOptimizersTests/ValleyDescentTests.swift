import Testing

@testable import CompareOptimizers

@Suite struct ValleyDescentTests {
  private func trajectories(_ list: String) throws -> [Valley.Trajectory] {
    ValleyDescent(contenders: try ContenderSpecification.list(list)).valley.trajectories
  }

  @Test func `every contender descends from the same start, at a rate of its own choice`() throws {
    let valley = ValleyDescent(
      contenders: try ContenderSpecification.list("rmsprop,sgd,sgd:momentum=0.9")
    ).valley
    #expect(valley.trajectories.map(\.contender) == ["RMSprop", "SGD", "SGD μ 0.9"])
    let height = valley.function.value(at: valley.start)
    for way in valley.trajectories {
      #expect(way.points.count == 61)
      #expect(way.points.first == valley.start)
      #expect(ComparisonPlan.rates.contains(way.learningRate))
      let end = try #require(way.points.last)
      #expect(valley.function.value(at: end) < 0.05 * height, "\(way.contender)")
    }
  }

  @Test func `gradient descent shrinks each coordinate by its own factor`() throws {
    let way = try #require(try trajectories("sgd:rate=0.01").first)
    #expect(way.learningRate == 0.01)
    // x ← x − η·1·x and y ← y − η·40·y
    var (x, y) = (-9.0, 2.4)
    for point in way.points {
      // Few roundings a step, 60 steps, contracting.
      #expect(abs(point.x - x) <= 1e-12 && abs(point.y - y) <= 1e-12)
      x *= 1 - 0.01
      y *= 1 - 0.4
    }
  }

  @Test func `no other rate on the list ends lower`() throws {
    let best = try #require(try trajectories("rmsprop").first)
    let function = ValleyFunction.quadratic(xCurvature: 1, yCurvature: 40)
    let lowest = function.value(at: try #require(best.points.last))
    for rate in ComparisonPlan.rates {
      let other = try #require(try trajectories("rmsprop:rate=\(rate)").first?.points.last)
      #expect(function.value(at: other) >= lowest)
    }
  }

  @Test func `a descent that leaves the numbers is drawn as far as they are finite`() throws {
    let way = try #require(try trajectories("sgd:rate=1e30").first)
    #expect((2..<61).contains(way.points.count))
    #expect(way.points.allSatisfy { $0.x.isFinite && $0.y.isFinite })
  }
}
