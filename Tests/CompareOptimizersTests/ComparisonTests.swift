import Descent
import Foundation
import Testing

@testable import CompareOptimizers

/// Small comparisons on the embedded digits, through the code that the command runs.
@Suite struct ComparisonTests {
  private static func plan(
    _ optimizers: String, epochs: Int = 2, batchSize: Int = 64, seeds: Int = 2,
    searchSeeds: Int = 1, target: Double = 0.5, workers: Int = 1,
    model: ModelShape = ModelShape([64, 8, 10])
  ) throws -> ComparisonPlan {
    ComparisonPlan(
      problem: try TrainingProblem.load(folder: nil, model: model),
      contenders: try ContenderSpecification.list(optimizers), epochs: epochs,
      batchSize: batchSize, finalSeeds: seeds, searchSeeds: searchSeeds, target: target,
      workers: workers, commandLine: "")
  }

  private static func run(_ plan: ComparisonPlan) throws -> ComparisonResults {
    try Comparison(plan: plan).run(progress: ProgressLine(isQuiet: true))
  }

  /// Runs as text, without their times.
  private func timeless(_ trials: [ComparisonResults.Trial]) throws -> String {
    let trials = trials.map { trial in
      var trial = trial
      trial.secondsToTarget = nil
      for index in trial.epochs.indices { trial.epochs[index].seconds = 0 }
      return trial
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(trials), as: UTF8.self)
  }

  @Test func `one worker and two give the same numbers`() throws {
    let one = try Self.run(Self.plan("rmsprop,sgd:momentum=0.9"))
    let two = try Self.run(Self.plan("rmsprop,sgd:momentum=0.9", workers: 2))
    for (left, right) in zip(one.contenders, two.contenders) {
      #expect(left.chosenLearningRate == right.chosenLearningRate)
      #expect(try timeless(left.trials) == timeless(right.trials))
    }
    #expect(one.verdict.sentence == two.verdict.sentence)
    #expect(one.settings.clock != two.settings.clock)
  }

  @Test func `contenders of the same rule train alike, seed by seed`() throws {
    let results = try Self.run(
      Self.plan("rmsprop:rate=0.01,rmsprop:rate=0.01:rho=0.9,rmsprop:rate=0.01:momentum=0.1"))
    let trials = try results.contenders.map { try timeless($0.trials) }
    #expect(trials[0] == trials[1])
    #expect(trials[0] != trials[2])
    let first = results.contenders[0].trials
    #expect(first.map(\.seed) == [1, 2])
    #expect(first[0].epochs[0].trainingLoss != first[1].epochs[0].trainingLoss)
    #expect(results.verdict.winner == nil)
  }

  @Test func `records say what was done`() throws {
    let plan = try Self.plan("rmsprop:rate=0.01", seeds: 1)
    let trial = try #require(try Self.run(plan).contenders.first?.trials.first)
    // 1,197 samples in batches of 64, the last one smaller.
    #expect(plan.problem.training.count == 1_197)
    #expect(trial.epochs.map(\.steps) == [19, 38])
    #expect(trial.epochs.map(\.number) == [1, 2])
    #expect(trial.epochs[0].seconds > 0 && trial.epochs[0].seconds < trial.epochs[1].seconds)
    let reached = trial.epochs.first { $0.validationAccuracy >= 0.5 }
    #expect(reached != nil)
    #expect(trial.stepsToTarget == reached?.steps)
    #expect(trial.secondsToTarget == reached?.seconds)
    #expect(trial.testAccuracy.map { $0 > 0.5 && $0 <= 1 } == true)
    #expect(trial.divergedAtStep == nil)
  }

  @Test func `every contender gets the same rates and seeds to search`() throws {
    let results = try Self.run(Self.plan("rmsprop,sgd", epochs: 1, seeds: 1, searchSeeds: 2))
    let searches = results.contenders.map { contender in
      contender.searchTrials.map { "\($0.learningRate) \($0.seed)" }
    }
    #expect(searches[0] == searches[1])
    #expect(searches[0].count == 20)
    for contender in results.contenders {
      #expect(contender.learningRates == ComparisonPlan.rates)
      // What is chosen on must not be what counts.
      #expect(
        Set(contender.searchTrials.map(\.seed)).isDisjoint(with: contender.finalTrials.map(\.seed)))
      #expect(contender.searchTrials.allSatisfy { $0.testAccuracy == nil && $0.testLoss == nil })
      // The median of two is their mean, and infinite when one diverged.
      let losses = ComparisonPlan.rates.map { rate in
        contender.searchTrials.filter { $0.learningRate == rate }.reduce(0.0) {
          $0 + ($1.divergedAtStep == nil ? $1.epochs.last?.validationLoss ?? .infinity : .infinity)
        }
      }
      let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
      #expect(contender.chosenLearningRate == ComparisonPlan.rates[best])
    }
  }

  @Test func `a rate that diverges is recorded, and the comparison goes on`() throws {
    let results = try Self.run(Self.plan("sgd:rate=1e30,rmsprop:rate=0.01"))
    for trial in results.contenders[0].trials {
      // The first update overflows; the loss shows it at the latest in the fourth.
      #expect(trial.divergedAtStep.map { (1...4).contains($0) } == true)
      #expect(trial.epochs.isEmpty && trial.testAccuracy == nil && trial.testLoss == nil)
    }
    #expect(results.contenders[0].summary.divergedRuns == 2)
    #expect(results.contenders[1].summary.divergedRuns == 0)
    #expect(results.verdict.winner == "RMSprop")
    #expect(results.verdict.sentence.hasSuffix("; SGD diverged."))
    _ = try ResultsJSON.decode(ResultsJSON.encode(results))
  }

  @Test func `a divergence that only the validation shows ends the run`() throws {
    // One step per epoch: the weights overflow in it, after its loss was computed.
    let results = try Self.run(Self.plan("sgd:rate=3e38", epochs: 3, batchSize: Int.max, seeds: 1))
    let trial = try #require(results.contenders.first?.trials.first)
    #expect(trial.epochs.count == 1)
    #expect(trial.epochs.first?.trainingLoss.isFinite == true)
    #expect(trial.divergedAtStep == 1)
  }

  @Test func `all rates may diverge`() throws {
    let results = try Self.run(Self.plan("sgd:decay=1e30", epochs: 1))
    let contender = results.contenders[0]
    #expect(contender.chosenLearningRate == nil)
    #expect(contender.finalTrials.isEmpty)
    #expect(contender.searchTrials.allSatisfy { $0.divergedAtStep != nil })
    #expect(results.verdict.sentence == "Every optimizer diverged at every learning rate tried.")
    let table = SummaryTable(results: results, terminal: Terminal(isInteractive: false)).text
    #expect(table.contains("none"))
    #expect(HTMLReport(results).text.hasPrefix("<!DOCTYPE html>"))
  }

  @Test func `the best rate at the edge of those tried is noted`() throws {
    // An ε this large makes the steps so small that the largest rate is still too small.
    let results = try Self.run(Self.plan("rmsprop:epsilon=1e4,sgd:rate=0.1", epochs: 1, seeds: 1))
    #expect(results.contenders[0].chosenLearningRate == 3.2)
    #expect(results.notes.count == 1)
    #expect(results.notes.first?.contains("RMSprop ε 1e4, 3.2, is at the edge") == true)
  }

  @Test func `plans too large for the machine are refused`() throws {
    let wide = ModelShape([64, 1 << 20, 1 << 20, 10])
    let error = #expect(throws: PlanError.self) {
      try Self.plan("sgd", model: wide).check(memory: 64e9)
    }
    // 5 scalars of 4 bytes for each of 1.1 · 10¹² parameters.
    #expect(
      error?.description == "training 64-1048576-1048576-10 takes about 21,994 GB, 1 at a time, "
        + "and this machine has 64 GB; lower --model, --batch-size or --threads")
    #expect(throws: PlanError.self) {
      try Self.plan("sgd", workers: 2).check(memory: 100_000)
    }
    try Self.plan("sgd", workers: 1).check(memory: 100_000)
    #expect(throws: PlanError.tooManyEpochs(runs: 120, epochs: 10_000, most: 1_000_000)) {
      try Self.plan("rmsprop,sgd,sgd:momentum=0.9", epochs: 10_000, seeds: 10, searchSeeds: 3)
        .check()
    }
  }
}
