import Descent
import Foundation
import TestSupport
import Testing

@testable import CompareOptimizers

@Suite struct NetworkPicturesTests {
  /// y = 2x + 1 with a single weight and a bias: the plane of all ways is that of all parameters.
  ///
  /// With a bend no line fits, and no gradient is zero.
  private static func line(bend: Float = 0) throws -> NetworkProblem<Float> {
    let x = (0..<60).map { Float($0) / 30 - 1 }
    let set = Dataset<Float>(
      features: Matrix(rows: 60, columns: 1, elements: x),
      values: Matrix(rows: 60, columns: 1, elements: x.map { 2 * $0 + 1 + bend * $0 * $0 }))
    return try NetworkProblem.regression(
      .init(
        name: "line", title: "A line", source: "", data: "", preprocessing: "",
        shape: ModelShape([1, 1]), activations: "", target: 0.01, epochs: 20, batchSize: 10),
      (set, set), layers: [Dense(1, activation: .identity)], ProblemBudget())
  }

  private static let subjects = [
    PictureSubject(name: "SGD", optimizer: SGD(learningRate: 0.2)),
    PictureSubject(name: "RMSprop", optimizer: RMSprop(learningRate: 0.05)),
  ]

  @Test func `the slice of a model with two parameters is its whole loss`() throws {
    let problem = try Self.line()
    let pictures = problem.pictures(of: Self.subjects, workers: 2) {}
    let slice = try #require(pictures.landscapes.first)
    #expect(slice.kind == .slice && slice.name == "line-slice-1-2")
    #expect(pictures.notes.isEmpty)
    let frame = PlaneFrame(slice)
    // A convex parabola: a loss is that of any two parameters at the same place. The rows of the grid
    // have constant second differences.
    for row in [0, 15, 30] {
      let losses: [Double] = (0..<31).map { slice.grid[$0, row] }
      let rises: [Double] = zip(losses.dropFirst(), losses).map { $0 - $1 }
      let bends: [Double] = zip(rises.dropFirst(), rises).map { $0 - $1 }
      let mean = bends.reduce(0, +) / Double(bends.count)
      // Each loss is written with four digits.
      let rounding = 4 * 5e-4 * (losses.max() ?? 0)
      #expect(bends.allSatisfy { abs($0 - mean) <= rounding })
      #expect(mean > 0)
    }
    for way in slice.trajectories {
      #expect(way.points.allSatisfy(frame.contains))
      #expect(way.points.count == way.heights.count)
      // All ways begin at the weights of the seed.
      #expect(way.points[0] == slice.trajectories[0].points[0])
      #expect(way.heights[0] == slice.trajectories[0].heights[0])
    }
    let weight = Double(problem.makeModel(seed: 1).parameters.values[0])
    let errors: [Double] = (0..<50).map { sample in
      (weight - 2) * (Double(sample) / 30 - 1) - 1
    }
    let start = errors.reduce(0) { $0 + $1 * $1 } / 50
    #expect(abs(slice.trajectories[0].heights[0] - start) <= 1e-3 * start)
    // Noise-free, and so SGD comes as near to the minimum as anything; it is the center.
    let end = try #require(slice.trajectories[0].heights.last)
    #expect(end < 1e-4 * start)
    let center = try #require(slice.trajectories[0].points.last)
    #expect(abs(center.x) <= 1e-3 && abs(center.y) <= 1e-3)
    #expect(slice.horizontalTitle.hasPrefix("1st direction ("))
  }

  @Test func `the points of a way are so many steps apart, and all ways are as long`() throws {
    let problem = try Self.line()
    let slice = try #require(problem.pictures(of: Self.subjects, workers: 1) {}.landscapes.first)
    // 20 epochs of 5 steps.
    for way in slice.trajectories {
      #expect((way.points.count - 1) * slice.stepsPerPoint == 100)
    }
  }

  @Test func `one that diverges is left out, with a note`() throws {
    let pictures = try Self.line().pictures(
      of: Self.subjects + [PictureSubject(name: "wild", optimizer: SGD(learningRate: 1e6))],
      workers: 2
    ) {}
    #expect(pictures.landscapes.first?.trajectories.map(\.contender) == ["SGD", "RMSprop"])
    #expect(pictures.notes == ["The pictures leave out wild, which diverged with seed 1."])
  }

  @Test func `effective steps are those that a diagnosis tells`() throws {
    let problem = try Self.line(bend: 0.5)
    let pictures = problem.pictures(of: Self.subjects, workers: 2) {}
    let names = pictures.effectiveSteps.map { "\($0.contender) \($0.part)" }
    #expect(
      names == [
        "SGD dense_1.weight", "SGD dense_1.bias", "RMSprop dense_1.weight", "RMSprop dense_1.bias",
      ])
    for point in pictures.effectiveSteps[0].points {
      #expect(point.median == 0.2 && point.lowerQuartile == 0.2 && point.upperQuartile == 0.2)
    }
    let told = Recorder<Diagnosis>()
    var model = problem.makeModel(seed: 1)
    model.compile(optimizer: Self.subjects[1].optimizer, loss: problem.loss)
    try model.fit(
      problem.training, epochs: 20, batchSize: 10, progress: .none,
      diagnosing: Diagnosing(every: 1) { told.record($0) })
    let diagnoses = Dictionary(uniqueKeysWithValues: told.all.map { ($0.step, $0) })
    let points = pictures.effectiveSteps[2].points
    #expect((20...40).contains(points.count))
    #expect(zip(points, points.dropFirst()).allSatisfy { $0.step < $1.step })
    #expect(points.first?.step == 1 && points.last?.step == 100)
    for point in points {
      let range = try #require(diagnoses[point.step]?.ranges.first)
      let step = try #require(range.steps?.quantiles?.median)
      let ratio = try #require(range.updateRatio)
      // Four digits of each.
      #expect(abs(point.median - step) <= 5.1e-4 * step)
      let shown = try #require(point.updateRatio)
      #expect(abs(shown - ratio) <= 5.1e-4 * ratio)
    }
  }

  @Test func `a rule that is looked at trains to the same bits`() throws {
    let problem = try NetworkProblem.digits(
      ProblemBudget(epochs: 1, shape: ModelShape([64, 8, 10])))
    for optimizer in [RMSprop(momentum: 0.9), Adam(), NAdam(), Rprop()] as [any Optimizer] {
      func trained(_ rule: any Optimizer) throws -> [Float] {
        var model = problem.makeModel(seed: 1)
        model.compile(optimizer: rule, loss: problem.loss)
        try model.fit(problem.training, epochs: 1, progress: .none)
        return Array(model.parameters.values)
      }
      func observed(_ rule: some Optimizer) throws -> (end: [Float], diary: RunDiary<Float>) {
        let model = problem.makeModel(seed: 1)
        let diary = RunDiary<Float>(
          .init(steps: 38, runs: 1, parts: model.parameterRanges),
          start: Array(model.parameters.values))
        return (try trained(ObservedRule(rule, diary: diary)), diary)
      }
      let (end, diary) = try observed(optimizer)
      #expect(try trained(optimizer) == end)
      #expect(diary.copies.last == end)
      #expect(diary.copies.first == Array(problem.makeModel(seed: 1).parameters.values))
    }
  }

  @Test func `copies divide the run, and are fewer where memory is short`() {
    func agenda(_ steps: Int, runs: Int = 4, count: Int = 2_410) -> RunDiary<Float>.Agenda {
      .init(steps: steps, runs: runs, parts: [ParameterRange(name: "all", range: 0..<count)])
    }
    #expect(agenda(1_520).stepsPerCopy == 38)
    #expect(agenda(960).stepsPerCopy == 24)
    #expect(agenda(15_630).stepsPerCopy == 521)
    #expect(agenda(10).stepsPerCopy == 1)
    // A prime number of steps: about forty, and what is left is not seen.
    #expect(agenda(1_009).stepsPerCopy == 26)
    // 669,706 parameters of 4 bytes, four times: six copies in 64 MB.
    let large = agenda(3_900, count: 669_706)
    #expect((4...6).contains(3_900 / large.stepsPerCopy + 1))
    #expect(large.showsWays(ofSteps: 3_900))
    #expect(!agenda(3_900, count: 20_000_000).showsWays(ofSteps: 3_900))
    #expect(agenda(1_520).measuredSteps.isSuperset(of: [1, 2, 4, 8, 16, 32, 63, 1_512]))
  }

  @Test func `large networks are drawn with less detail`() throws {
    func detail(_ parameters: Int) throws -> LossSlice<Float>.Detail {
      var problem = try Self.line()
      var description = problem.description
      description.parameterCount = parameters
      problem = NetworkProblem(
        description: description, training: problem.training, validation: problem.validation,
        test: problem.test, layers: problem.layers, loss: problem.loss)
      return LossSlice(problem: problem, ways: [], stepsPerPoint: 1, workers: 1).detail
    }
    #expect(try detail(2_410) == .init(side: 31, samples: 500))
    #expect(try detail(50_890).samples < 500)
    #expect(try detail(669_706) == .init(side: 15, samples: 60))
  }
}
