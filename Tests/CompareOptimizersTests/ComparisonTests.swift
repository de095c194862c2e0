import Descent
import Foundation
import Testing

@testable import CompareOptimizers

/// Small comparisons on the embedded digits and on functions, through the code that the command runs.
@Suite struct ComparisonTests {
  static func plan(
    _ optimizers: String, problems: String = "digits", budget: ProblemBudget = .small,
    search: SearchProtocol = .init(
      trials: 4, rates: .init(lower: 1e-3, upper: 1), mostWidenings: 0),
    seeds: Int = 2, searchSeeds: Int = 1, reference: Int = 0, workers: Int = 1
  ) throws -> ComparisonPlan {
    ComparisonPlan(
      problems: try ProblemCatalogue.list(problems, budget),
      contenders: try ContenderSpecification.list(optimizers), search: search, finalSeeds: seeds,
      searchSeeds: searchSeeds, reference: reference, workers: workers, commandLine: "")
  }

  static func run(_ plan: ComparisonPlan, journal: RunJournal? = nil) -> ComparisonResults {
    Comparison(plan: plan).run(journal: journal, progress: ProgressDisplay(isQuiet: true))
  }

  /// Runs as text, without their times.
  static func timeless(_ results: ComparisonResults) throws -> String {
    let trials = results.problems.flatMap(\.contenders).flatMap(\.trials).map { trial in
      var trial = trial
      trial.secondsToTarget = nil
      for index in trial.epochs.indices { trial.epochs[index].seconds = 0 }
      return trial
    }
    let encoder = ResultsJSON.encoder
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(trials), as: UTF8.self)
  }

  /// With two rates the one chosen is at the edge of those tried, everywhere.
  @Test(arguments: [
    ("sphere,booth", "on Sphere and Booth; a better one may lie beyond."),
    ("sphere,booth,matyas,beale,quadratic", "on 5 of 5 problems; a better one may lie beyond."),
  ])
  func `a note lists few problems, and counts many`(problems: String, end: String) throws {
    let search = SearchProtocol(
      trials: 2, rates: .init(lower: 1e-3, upper: 1e-2), mostWidenings: 0)
    let plan = try Self.plan("sgd", problems: problems, search: search)
    let notes = Self.run(plan).notes.map { $0.lowercased() }
    #expect(notes.contains { $0.hasSuffix(end.lowercased()) }, "\(notes)")
  }

  /// What is known of a plan is said beside its results, too.
  @Test func `results say what a sweep left alone`() throws {
    let search = SearchProtocol(
      trials: 2, rates: .init(lower: 1e-3, upper: 1e-2), strategy: .random,
      sweeps: [try Sweep(parsing: "rho=0.5,0.6")], mostWidenings: 0)
    let results = Self.run(
      try Self.plan("rmsprop:rho=0.9,rmsprop", problems: "sphere", search: search))
    #expect(results.notes == ["--sweep rho leaves RMSprop ρ 0.9 as given in --optimizers."])
    let settings = results.problems[0].contenders.map { contender in
      Set(contender.trials.flatMap { $0.settings ?? [] }.map(\.value))
    }
    #expect(settings[0] == [] && !settings[1].isEmpty && settings[1].isSubset(of: [0.5, 0.6]))
  }

  @Test func `one worker and three give the same numbers`() throws {
    let names = "digits,linear,rosenbrock:noise=0.1"
    let one = Self.run(try Self.plan("rmsprop,sgd:momentum=0.9", problems: names))
    let three = Self.run(try Self.plan("rmsprop,sgd:momentum=0.9", problems: names, workers: 3))
    #expect(one.problems.count == 3)
    for (left, right) in zip(one.problems, three.problems) {
      #expect(left.contenders.map(\.chosen) == right.contenders.map(\.chosen))
      #expect(left.verdict.sentence == right.verdict.sentence)
    }
    #expect(try Self.timeless(one) == Self.timeless(three))
    #expect(one.verdict.sentence == three.verdict.sentence)
    #expect(one.settings.clock != three.settings.clock)
  }

  @Test func `contenders of the same rule train alike, seed by seed`() throws {
    let results = Self.run(
      try Self.plan("rmsprop:rate=0.01,rmsprop:rate=0.01:rho=0.9,rmsprop:rate=0.01:momentum=0.1"))
    let contenders = results.problems[0].contenders
    let losses = contenders.map { $0.trials.map { $0.epochs.map(\.validationLoss) } }
    #expect(losses[0] == losses[1])
    #expect(losses[0] != losses[2])
    let first = contenders[0].trials
    #expect(first.map(\.seed) == [1, 2])
    #expect(first[0].epochs[0].trainingLoss != first[1].epochs[0].trainingLoss)
    #expect(results.verdict.winner == nil)
  }

  @Test func `records say what was done`() throws {
    let plan = try Self.plan("rmsprop:rate=0.01", seeds: 1)
    let results = Self.run(plan)
    let trial = try #require(results.problems[0].contenders.first?.trials.first)
    // 1,197 samples in batches of 64, the last one smaller.
    #expect(results.problems[0].problem.trainingCount == 1_197)
    #expect(trial.epochs.map(\.steps) == [19, 38])
    #expect(trial.epochs.map(\.number) == [1, 2])
    #expect(trial.epochs[0].seconds > 0 && trial.epochs[0].seconds < trial.epochs[1].seconds)
    let reached = trial.epochs.first { $0.validationAccuracy ?? 0 >= 0.5 }
    #expect(reached != nil)
    #expect(trial.stepsToTarget == reached?.steps)
    #expect(trial.secondsToTarget == reached?.seconds)
    #expect(trial.testAccuracy.map { $0 > 0.5 && $0 <= 1 } == true)
    #expect(trial.isFinite)
  }

  @Test func `every contender gets the same candidates and seeds to search`() throws {
    let results = Self.run(try Self.plan("rmsprop,sgd", seeds: 1, searchSeeds: 2))
    let contenders = results.problems[0].contenders
    let searches = contenders.map { contender in
      contender.searchTrials.map { "\($0.learningRate) \($0.seed)" }
    }
    #expect(searches[0] == searches[1])
    #expect(searches[0].count == 8)
    for contender in contenders {
      #expect(contender.learningRates == [0.001, 0.01, 0.1, 1])
      // What is chosen on must not be what counts.
      #expect(
        Set(contender.searchTrials.map(\.seed)).isDisjoint(with: contender.finalTrials.map(\.seed)))
      #expect(contender.searchTrials.allSatisfy { $0.testAccuracy == nil && $0.testLoss == nil })
      // The median of two is their mean, and infinite when one diverged.
      let losses = contender.learningRates.map { rate in
        contender.searchTrials.filter { $0.learningRate == rate }
          .reduce(0.0) { $0 + $1.validationLoss }
      }
      let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
      #expect(contender.chosenLearningRate == contender.learningRates[best])
    }
  }

  @Test func `on a function the fewest steps to the target decide`() throws {
    // Of these rates the smallest reaches the lowest point in the end, and the largest the target
    // first.
    let results = Self.run(
      try Self.plan(
        "rmsprop", problems: "sphere",
        search: .init(trials: 2, rates: .init(lower: 0.02, upper: 0.1), mostWidenings: 0), seeds: 3)
    )
    let contender = results.problems[0].contenders[0]
    let search = contender.searchTrials
    #expect(search.map(\.learningRate) == [0.02, 0.1])
    #expect(search[0].validationLoss < search[1].validationLoss)
    #expect(search[0].stepsToTarget ?? .max > search[1].stepsToTarget ?? .max)
    #expect(contender.chosenLearningRate == 0.1)
    // Rates that do well are those around it, not around the one that ends lowest.
    #expect(contender.summary.robustness?.rates.upper == 0.1)
    #expect(contender.finalTrials.allSatisfy { $0.stepsToTarget != nil && $0.testLoss != nil })
  }

  @Test func `a rate that diverges is recorded, and the comparison goes on`() throws {
    let results = Self.run(try Self.plan("sgd:rate=1e30,rmsprop:rate=0.01"))
    let contenders = results.problems[0].contenders
    for trial in contenders[0].trials {
      // The first update overflows; the loss shows it at the latest in the fourth.
      #expect(trial.divergedAtStep.map { (1...4).contains($0) } == true)
      #expect(trial.epochs.isEmpty && trial.testAccuracy == nil && trial.testLoss == nil)
    }
    #expect(contenders[0].summary.divergedRuns == 2)
    #expect(contenders[1].summary.divergedRuns == 0)
    #expect(results.verdict.winner == "RMSprop")
    #expect(results.verdict.sentence.hasSuffix("; SGD diverged."))
    _ = try ResultsJSON.decode(ResultsJSON.encode(results))
  }

  @Test func `a divergence that only the validation shows ends the run`() throws {
    // One step per epoch: the weights overflow in it, after its loss was computed.
    var budget = ProblemBudget.small
    (budget.epochs, budget.batchSize) = (3, .max)
    let results = Self.run(try Self.plan("sgd:rate=3e38", budget: budget, seeds: 1))
    let trial = try #require(results.problems[0].contenders.first?.trials.first)
    #expect(trial.epochs.count == 1)
    #expect(trial.epochs.first?.trainingLoss.isFinite == true)
    #expect(trial.divergedAtStep == 1)
  }

  @Test func `all rates may diverge`() throws {
    let results = Self.run(try Self.plan("sgd:decay=1e30"))
    let contender = results.problems[0].contenders[0]
    #expect(contender.chosenLearningRate == nil)
    #expect(contender.finalTrials.isEmpty)
    #expect(contender.searchTrials.allSatisfy { !$0.isFinite })
    #expect(results.verdict.sentence == "SGD λ 1e30 diverged at every learning rate tried.")
    let terminal = Terminal(isInteractive: false)
    #expect(SummaryTable(results: results.problems[0], terminal: terminal).text.contains("none"))
    #expect(HTMLReport(results).text.hasPrefix("<!DOCTYPE html>"))
  }

  @Test func `the range is widened for all when the best rate of one is at its edge`() throws {
    var search = SearchProtocol(trials: 3, rates: .init(lower: 1e-4, upper: 1e-2))
    search.mostWidenings = 1
    // SGD wants a larger rate than these; RMSprop does not.
    let results = Self.run(try Self.plan("rmsprop,sgd", search: search, seeds: 1))
    for contender in results.problems[0].contenders {
      #expect(contender.learningRates == [1e-4, 1e-3, 1e-2, 0.1, 1])
      #expect(contender.searchSpace.widenings == 1 && contender.searchSpace.trials == 3)
    }
    #expect(results.problems[0].contenders[1].chosenLearningRate ?? 0 > 1e-2)
    #expect(results.problems[0].notes.contains { $0.contains("was widened once, for all") })
  }

  @Test func `the best rate at the edge of those tried is noted`() throws {
    // An ε this large makes the steps so small that the largest rate is still too small.
    let results = Self.run(try Self.plan("rmsprop:epsilon=1e4,sgd:rate=0.1", seeds: 1))
    #expect(results.problems[0].contenders[0].chosenLearningRate == 1)
    #expect(results.problems[0].notes.count == 1)
    #expect(
      results.problems[0].notes.first?.contains("RMSprop ε 1e4, 1, is at the edge") == true)
  }

  @Test func `plans too large for the machine are refused`() throws {
    var wide = ProblemBudget.small
    wide.shape = ModelShape([64, 1 << 20, 1 << 20, 10])
    let error = #expect(throws: PlanError.self) {
      try Self.plan("sgd", budget: wide).check(memory: 64e9)
    }
    // 5 scalars of 4 bytes for each of 1.1 · 10¹² parameters.
    #expect(
      error?.description == "training 64-1048576-1048576-10 takes about 21,994 GB, 1 at a time, "
        + "and this machine has 64 GB; lower --model, --batch-size or --threads")
    #expect(throws: PlanError.self) {
      try Self.plan("sgd", workers: 2).check(memory: 100_000)
    }
    try Self.plan("sgd", workers: 1).check(memory: 100_000)
    var long = ProblemBudget.small
    long.epochs = 10_000
    // On two problems three times (4 rates · 3 search seeds + 10 seeds).
    #expect(throws: PlanError.tooManyEpochs(runs: 132, epochs: 1_320_000, most: 1_000_000)) {
      try Self.plan(
        "rmsprop,sgd,sgd:momentum=0.9", problems: "digits,logistic", budget: long, seeds: 10,
        searchSeeds: 3
      ).check()
    }
  }
}

extension ProblemBudget {
  /// Two epochs of a tiny network.
  static var small: ProblemBudget {
    ProblemBudget(
      epochs: 2, steps: 200, batchSize: 64, targetAccuracy: 0.5, shape: ModelShape([64, 8, 10]))
  }
}
