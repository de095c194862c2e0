import Descent
import Foundation
import Testing

@testable import CompareOptimizers

@Suite struct FunctionLandscapeTests {
  private func landscape(
    of function: TestFunction, _ optimizers: [any Optimizer], noise: Double = 0
  ) throws -> Landscape {
    let problem = FunctionProblem(name: "f", function: function, noise: noise, steps: 500)
    let pictures = problem.pictures(
      of: optimizers.enumerated().map { PictureSubject(name: "\($0)", optimizer: $1) }, workers: 1
    ) {}
    #expect(pictures.landscapes.count == 1)
    return try #require(pictures.landscapes.first)
  }

  @Test(arguments: TestFunction.all.indices)
  func `the picture holds the start and the minima, and its heights are those of the function`(
    _ index: Int
  ) throws {
    let function = TestFunction.all[index]
    let picture = try landscape(of: function, [RMSprop(learningRate: 0.01)])
    let frame = PlaneFrame(picture)
    #expect(picture.minima.count == function.minima.count)
    #expect(picture.minima.allSatisfy(frame.contains), "\(function.name)")
    let start = try #require(picture.trajectories.first?.points.first)
    #expect(frame.contains(start))
    // Positions are kept to a ten-thousandth of the picture.
    #expect(abs(start.x - function.start[0]) <= 1e-4 * frame.side)
    #expect(abs(start.y - function.start[1]) <= 1e-4 * frame.side)
    // Beyond the domain there is no more than the margin.
    for (range, interval) in zip(function.domain, [picture.horizontal, picture.vertical]) {
      #expect(interval.lower >= range.lowerBound - 0.1 * frame.side)
      #expect(interval.upper <= range.upperBound + 0.1 * frame.side)
    }
    let grid = picture.grid
    #expect(grid.heights.count == grid.columns * grid.rows)
    for (column, row) in [(0, 0), (80, 0), (0, 80), (40, 40), (17, 63)] {
      let x = picture.horizontal.lower + picture.horizontal.length * Double(column) / 80
      let y = picture.vertical.lower + picture.vertical.length * Double(row) / 80
      let height = max(function([x, y]).value - function.minimumValue, 0)
      // Four digits: half a unit in the fourth, of a number that may begin with 1.
      #expect(abs(grid[column, row] - height) <= 5.1e-4 * height)
    }
    #expect(zip(picture.levels, picture.levels.dropFirst()).allSatisfy(<))
    #expect((1...11).contains(picture.levels.count))
  }

  @Test func `a way is that of the rule, step by step`() throws {
    let picture = try landscape(of: .quadratic(conditionNumber: 10), [SGD(learningRate: 0.1)])
    let way = try #require(picture.trajectories.first)
    #expect(way.learningRate == 0.1)
    #expect(picture.stepsPerPoint == 1)
    // x ← x − η·x; the curvature of y is 10, whose first step leads to 0.
    for (step, (point, height)) in zip(way.points, way.heights).enumerated() {
      let x = pow(0.9, Double(step))
      #expect(abs(point.x - x) <= 1e-4 && abs(point.y - (step == 0 ? 1 : 0)) <= 1e-4)
      #expect(abs(height - 0.5 * (x * x + (step == 0 ? 10 : 0))) <= 5.1e-4 * height)
    }
    #expect(way.points.count == way.heights.count)
    #expect((61...501).contains(way.points.count))
  }

  @Test func `a way is shown to the end of the run, or to where nothing is to be seen any more`()
    throws
  {
    // Far from its end after 500 updates.
    let slow = try landscape(of: .rosenbrock(), [RMSprop(learningRate: 0.001)])
    #expect(slow.trajectories[0].points.count == 501)
    #expect(!slow.remark.contains("After update"))
    let fast = try landscape(of: .sphere(dimensions: 2), [SGD(learningRate: 0.2)])
    #expect(fast.trajectories[0].points.count == 61)
    #expect(fast.remark.contains("After step 60 of 500 no way moves so far"))
    // Of a long run an odd share.
    let problem = FunctionProblem(name: "f", function: .rosenbrock(), noise: 0, steps: 5_000)
    let long = try #require(
      problem.pictures(
        of: [PictureSubject(name: "A", optimizer: RMSprop(learningRate: 1e-4))], workers: 1
      ) {}.landscapes.first)
    #expect(long.stepsPerPoint == 5)
    #expect(long.trajectories[0].points.count == 1_001)
    let even = FunctionProblem(name: "f", function: .rosenbrock(), noise: 0, steps: 4_000)
    #expect(
      even.pictures(
        of: [PictureSubject(name: "A", optimizer: RMSprop(learningRate: 1e-4))], workers: 1
      ) {}.landscapes.first?.stepsPerPoint == 5)
  }

  @Test(arguments: [2, 16])
  func `of a long way every point is drawn first and an odd share later`(ways: Int) throws {
    var picture = try landscape(of: .rosenbrock(), [RMSprop(learningRate: 0.001)])
    let way = picture.trajectories[0]
    picture.trajectories = [Landscape.Trajectory](repeating: way, count: ways)
    let indices = ContourChart.Way.indices(of: picture)
    let strides = zip(indices, indices.dropFirst()).map { $1 - $0 }
    #expect(indices.first == 0 && indices.last == 500)
    #expect(strides.prefix(ways > 6 ? 74 : 149).allSatisfy { $0 == 1 })
    #expect(strides.dropLast().allSatisfy { $0 % 2 == 1 })
    #expect(indices.count <= (ways > 6 ? 160 : 260))
    // So of every stretch of a zigzag both sides are to be seen.
    let sides = indices.map { $0 % 2 }
    #expect(zip(sides.dropLast(), sides.dropLast().dropFirst()).allSatisfy { $0 != $1 })
  }

  @Test func `one way that diverges leaves the picture as it is, and ends where it leaves it`()
    throws
  {
    let calm = try landscape(of: .rosenbrock(), [Adam(learningRate: 0.05)])
    let wild = try landscape(
      of: .rosenbrock(), [Adam(learningRate: 0.05), SGD(learningRate: 0.1)])
    #expect(calm.horizontal == wild.horizontal && calm.vertical == wild.vertical)
    #expect(wild.trajectories[1].points.count < 10)
    #expect(wild.trajectories[1].points.allSatisfy { $0.x.isFinite && $0.y.isFinite })
    #expect(wild.trajectories[1].heights.allSatisfy { $0.isFinite })
  }

  @Test func `noise moves the way, the same for all`() throws {
    let calm = try landscape(of: .booth, [SGD(learningRate: 0.01)])
    let noisy = try landscape(
      of: .booth, [SGD(learningRate: 0.01), SGD(learningRate: 0.01)], noise: 0.1)
    #expect(noisy.trajectories[0].points == noisy.trajectories[1].points)
    #expect(noisy.trajectories[0].points != calm.trajectories[0].points)
    #expect(noisy.remark.contains("seed 1") && !calm.remark.contains("noise"))
  }

  @Test func `a function of more than two variables has no picture`() {
    let problem = FunctionProblem(
      name: "f", function: .sphere(dimensions: 3), noise: 0, steps: 10)
    let pictures = problem.pictures(
      of: [PictureSubject(name: "SGD", optimizer: SGD(learningRate: 0.1))], workers: 1
    ) {}
    #expect(pictures.landscapes.isEmpty)
  }

  @Test func `in the valley every contender takes its best candidate, or the rate it was given`()
    throws
  {
    let contenders = try ContenderSpecification.list("rmsprop,sgd,sgd:momentum=0.9:rate=0.02")
    let search = SearchProtocol()
    let valley = try #require(ValleyLandscape(contenders: contenders, search: search).landscape)
    #expect(valley.trajectories.map(\.contender) == ["RMSprop", "SGD", "SGD μ 0.9"])
    #expect(valley.trajectories[2].learningRate == 0.02)
    for way in valley.trajectories {
      #expect(way.points.count == 61)
      #expect(way.points.first == .init(x: -9, y: 2.4))
      let end = try #require(way.heights.last)
      #expect(end < 0.05 * way.heights[0], "\(way.contender)")
    }
    // No other rate of the grid ends lower.
    let best = try #require(valley.trajectories[1].heights.last)
    for candidate in search.candidates(for: contenders[1]) {
      // Along x by 1 − η a step, along y by 1 − 40η.
      let (x, y) = (
        -9 * pow(1 - candidate.learningRate, 60), 2.4 * pow(1 - 40 * candidate.learningRate, 60)
      )
      #expect(0.5 * (x * x + 40 * y * y) >= best * (1 - 5.1e-4))
    }
  }
}

extension PlaneFrame {
  /// What a picture shows.
  init(_ picture: Landscape) {
    self.init([
      picture.horizontal.lower...picture.horizontal.upper,
      picture.vertical.lower...picture.vertical.upper,
    ])
  }
}
