import Descent
import ElementwiseKernels
import Foundation
import Testing

@testable import CompareOptimizers

@Suite struct PictureStudioTests {
  private func plan(
    _ problems: String, workers: Int, draws: Bool = true
  ) throws -> ComparisonPlan {
    ComparisonPlan(
      problems: try ProblemCatalogue.list(problems, ProblemBudget(epochs: 2, steps: 80)),
      contenders: try ContenderSpecification.list("rmsprop,sgd:rate=0.05,lion:rate=0.001"),
      search: SearchProtocol(trials: 3, mostWidenings: 0), finalSeeds: 1, searchSeeds: 1,
      reference: 0, workers: workers, commandLine: "", drawsPictures: draws)
  }

  /// The pictures of a comparison as text.
  private func pictures(_ plan: ComparisonPlan) throws -> [String] {
    let encoder = ResultsJSON.encoder
    encoder.outputFormatting = .sortedKeys
    let chosen = plan.problems.map { _ in
      plan.contenders.map { ComparisonResults.Candidate(learningRate: $0.rate ?? 0.01) }
    }
    return try PictureStudio(plan: plan).pictures(chosen: chosen).map { pictures in
      String(decoding: try encoder.encode(pictures.landscapes), as: UTF8.self)
        + String(decoding: try encoder.encode(pictures.effectiveSteps), as: UTF8.self)
    }
  }

  @Test func `one worker and three draw the same`() throws {
    let one = try pictures(plan("regression,linear,booth,ackley", workers: 1))
    let three = try pictures(plan("regression,linear,booth,ackley", workers: 3))
    #expect(one == three)
    #expect(one.count == 4)
    #expect(one.allSatisfy { !$0.hasPrefix("[]") })
  }

  @Test func `a comparison of networks shows the valley, one with functions does not`() throws {
    let networks = try pictures(plan("regression,linear", workers: 2))
    #expect(networks[0].contains("\"valley\"") && !networks[1].contains("\"valley\""))
    let mixed = try pictures(plan("regression,booth", workers: 2))
    #expect(mixed.allSatisfy { !$0.contains("\"valley\"") })
  }

  @Test func `a comparison carries its pictures, and none when it is told not to`() throws {
    let with = Comparison(plan: try plan("regression", workers: 2))
      .run(progress: ProgressDisplay(isQuiet: true))
    #expect(with.problems[0].landscapes.map(\.kind) == [.function, .slice])
    // RMSprop, SGD and Lion, two layers of weights and biases.
    #expect(with.problems[0].effectiveSteps.count == 12)
    #expect(with.updateCosts?.curves.map(\.contender) == with.contenderNames)
    let without = Comparison(plan: try plan("regression", workers: 2, draws: false))
      .run(progress: ProgressDisplay(isQuiet: true))
    #expect(without.problems[0].landscapes.isEmpty && without.problems[0].effectiveSteps.isEmpty)
    #expect(without.updateCosts == nil)
    let again = try ResultsJSON.decode(ResultsJSON.encode(with))
    #expect(
      again.problems[0].landscapes.map(\.grid.heights)
        == with.problems[0].landscapes.map(\.grid.heights))
  }

  @Test func `a contender that diverged everywhere is in no picture`() throws {
    let plan = try plan("booth", workers: 1)
    let pictures = PictureStudio(plan: plan).pictures(
      chosen: [[nil, .init(learningRate: 0.05), .init(learningRate: 0.1)]])
    #expect(
      pictures[0].landscapes[0].trajectories.map(\.contender)
        == plan.contenders.dropFirst().map(\.name))
  }

  @Test func `functions alone have no update costs`() throws {
    #expect(PictureStudio(plan: try plan("booth", workers: 1)).updateCosts() == nil)
  }

  @Test func `an update costs some time at every size, and the threads stay as they were`() throws {
    let threads = UpdateThreads.count
    let costs = UpdateCostMeasurement(
      subjects: [
        .init(name: "SGD", optimizer: SGD(learningRate: 0.1)),
        .init(name: "Adam", optimizer: Adam()),
      ], sizes: [100, 10_000], seconds: 1e-4
    ).costs()
    #expect(UpdateThreads.count == threads)
    #expect(costs.sizes == [100, 10_000])
    #expect(costs.loopBytesPerNanosecond.count == 2)
    #expect(costs.curves.map(\.contender) == ["SGD", "Adam"])
    // θ and g read, θ written; with two moments, both read and written besides.
    #expect(costs.curves.map(\.bytesPerParameter) == [12, 28])
    for curve in costs.curves {
      #expect(curve.nanosecondsPerParameter.count == 2)
      #expect(curve.nanosecondsPerParameter.allSatisfy { $0 > 0 && $0.isFinite })
    }
    #expect(costs.loopBytesPerNanosecond.allSatisfy { $0 > 0 && $0.isFinite })
    let four = UpdateCostMeasurement.sizes(ruleCount: 4, memory: 16e9)
    #expect(four.count == 8 && four.first == 1_000 && four.last == 20_000_000)
    #expect(UpdateCostMeasurement.sizes(ruleCount: 5, memory: 16e9).last == 4_000_000)
    #expect(UpdateCostMeasurement.sizes(ruleCount: 2, memory: 2e9).last == 4_000_000)
  }
}
