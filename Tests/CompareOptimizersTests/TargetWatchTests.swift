import Descent
import Testing

@testable import CompareOptimizers

/// When a target counts as reached.
@Suite struct TargetWatchTests {
  /// After which of some measurements, counted from 1, the target was kept and first touched.
  private func watch(_ measurements: String, isLenient: Bool) -> (kept: Int?, touched: Int?) {
    var watch = TargetWatch(isLenient: isLenient)
    for (index, character) in measurements.enumerated() {
      watch.note(character == "+", at: .init(steps: index + 1, seconds: Double(index)))
    }
    #expect(watch.kept.map { $0.seconds == Double($0.steps - 1) } ?? true)
    return (watch.kept?.steps, watch.touched?.steps)
  }

  @Test(
    arguments: [
      ("", nil, nil), ("---", nil, nil), ("--+", 3, 3), ("+++", 1, 1), ("-+-++", 4, 2),
      ("++++-", nil, 1), ("-+--", nil, 2), ("++-+++++", 4, 1),
    ] as [(String, Int?, Int?)])
  func `what is measured exactly must be kept without exception`(
    measurements: String, kept: Int?, touched: Int?
  ) {
    let found = watch(measurements, isLenient: false)
    #expect(found.kept == kept && found.touched == touched, "\(measurements)")
  }

  @Test(
    arguments: [
      // One on the wrong side between two before and one after it.
      ("-++-+++", 2), ("-++-+", 2), ("++-++-+", 1),
      // One before it only; two in a row; at the end; every other one.
      ("-+-+++", 4), ("++--++", 5), ("+++++-", nil), ("++-+-++", 6), ("+-+-+-+-+", 9),
      ("++-+-", nil),
    ] as [(String, Int?)])
  func `where measurements scatter a single one is forgiven, but not the last`(
    measurements: String, kept: Int?
  ) {
    #expect(watch(measurements, isLenient: true).kept == kept, "\(measurements)")
  }

  private func run(
    _ text: String, _ optimizer: any Optimizer
  ) throws -> (problem: FunctionProblem, trial: ComparisonResults.Trial) {
    let problem = try #require(
      try ProblemCatalogue.list(text, ProblemBudget()).first as? FunctionProblem)
    let job = TrialJob(
      problem: 0, contender: 0, stage: .final, candidate: .init(learningRate: 0.1), seed: 3)
    return (problem, problem.run(job, with: optimizer) { _ in })
  }

  /// The heights after each update of the run above.
  private func heights(_ problem: FunctionProblem, _ optimizer: some Optimizer) -> [Double] {
    var descent = FunctionDescent(
      problem.function.withGradientNoise(
        standardDeviation: problem.standardDeviation, seed: 3),
      from: problem.start(seed: 3), with: optimizer)
    return (0..<problem.steps).map { _ in
      descent.step()
      return descent.height
    }
  }

  @Test func `a function is solved from the last update on that comes down to its target`() throws {
    // Heavy momentum runs through the lowest point several times before it stays there.
    let optimizer = SGD(learningRate: 0.002, momentum: 0.97)
    let (problem, trial) = try run("booth", optimizer)
    let heights = heights(problem, optimizer)
    let target = problem.description.target.value
    let above = try #require(heights.lastIndex { $0 > target })
    #expect(trial.stepsToTarget == above + 2)
    let first = try #require(heights.firstIndex { $0 <= target })
    #expect(trial.stepsToFirstTouch == first + 1)
    #expect(first + 1 < above)
    #expect(trial.secondsToTarget.map { $0 > 0 } == true)
  }

  @Test func `a target that is touched and left is not reached`() throws {
    // Steps of constant length jump over the lowest point for ever.
    let (problem, trial) = try run("sphere", RMSprop(learningRate: 0.7))
    #expect(trial.stepsToFirstTouch != nil)
    #expect(try #require(trial.testLoss) > problem.description.target.value)
    #expect(trial.stepsToTarget == nil && trial.secondsToTarget == nil)
    let contender = VerdictTests.contender("A", trials: [trial, trial])
    #expect(contender.summary.runsThatReachedTarget == 0)
    #expect(contender.summary.runsThatTouchedTarget == 2)
    #expect(contender.summary.touchesWithoutKeeping)
    #expect(SummaryCells(of: contender, among: [contender]).stepsToTarget.value == "not kept")
  }

  /// The median of 5 in 10 runs is infinite: not solved, and not most.
  @Test(arguments: [(5, 5, false), (6, 5, true), (10, 5, true), (10, 6, false), (6, 0, true)])
  func `most runs are more than half`(touched: Int, kept: Int, isFleeting: Bool) throws {
    let contender = VerdictTests.contender(
      "A",
      trials: (0..<10).map { seed in
        .init(
          stage: .final, learningRate: 0.1, seed: UInt64(seed + 1), epochs: [], testLoss: 1,
          stepsToTarget: seed < kept ? 10 : nil, stepsToFirstTouch: seed < touched ? 9 : nil)
      })
    #expect(contender.summary.touchesWithoutKeeping == isFleeting)
    #expect(contender.summary.stepsToTarget?.median.isFinite == (kept > 5))
  }

  @Test func `below the lowest point, outside of the domain, nothing is solved`() throws {
    // Eggholder falls without end beyond the square in which its minimum is known.
    let (problem, trial) = try run("eggholder", SGD(learningRate: 10, momentum: 0.9))
    #expect(trial.stepsToTarget == nil && trial.testLoss == nil)
    let step = try #require(trial.divergedAtStep)
    let optimizer = SGD(learningRate: 10, momentum: 0.9)
    var position = problem.start(seed: 3)
    var state = optimizer.makeState(for: position)
    for _ in 0..<step {
      let gradient = TestFunction.eggholder(position).gradient
      optimizer.update(&position, gradient: gradient, state: &state)
    }
    #expect(TestFunction.eggholder(position).value < TestFunction.eggholder.minimumValue)
    #expect(position.contains { abs($0) > 512 })
    // Rounding is not meant: every function's own minimum is at height 0.
    for function in TestFunction.all {
      for minimum in function.minima {
        let descent = FunctionDescent(
          function.withGradientNoise(standardDeviation: 0, seed: 1), from: minimum,
          with: SGD(learningRate: 0.1))
        #expect(descent.height <= 1e-6, "\(function.name)")
      }
    }
  }

  @Test func `with noise the means of ten updates are what counts`() throws {
    let optimizer = SGD(learningRate: 0.05)
    let (problem, trial) = try run("sphere:noise=0.1", optimizer)
    #expect(problem.description.noise == 0.1 && problem.description.keeping.contains("ten steps"))
    let heights = heights(problem, optimizer)
    let target = problem.description.target.value
    let means = stride(from: 0, to: heights.count, by: 10).map { start in
      heights[start..<start + 10].reduce(0, +) / 10
    }
    let kept = watch(String(means.map { $0 <= target ? "+" : "-" }), isLenient: true).kept
    #expect(trial.stepsToTarget == kept.map { 10 * $0 })
    #expect(kept != nil)
  }

  @Test func `a network's target is kept at the end of each epoch`() throws {
    var (reached, forgiven) = (0, 0)
    for target in [0.85, 0.88, 0.9, 0.92, 0.93] {
      var budget = ProblemBudget.small
      (budget.epochs, budget.targetAccuracy) = (16, target)
      let problem = try NetworkProblem<Float>.digits(budget)
      for seed in 1...6 as ClosedRange<UInt64> {
        let job = TrialJob(
          problem: 0, contender: 0, stage: .final, candidate: .init(learningRate: 0.1), seed: seed)
        let trial = try problem.run(job, with: SGD(learningRate: 1)) { _ in }
        let text = String(
          trial.epochs.map { $0.validationAccuracy ?? 0 >= target ? "+" as Character : "-" })
        let epoch = watch(text, isLenient: true).kept
        #expect(trial.stepsToTarget == epoch.map { trial.epochs[$0 - 1].steps }, "\(text)")
        #expect(trial.secondsToTarget == epoch.map { trial.epochs[$0 - 1].seconds })
        reached += epoch == nil ? 0 : 1
        forgiven += epoch == watch(text, isLenient: false).kept ? 0 : 1
      }
    }
    // Both happen among these thirty runs, or the test would show nothing.
    #expect(reached > 0 && forgiven > 0)
  }

  @Test func `rates are chosen by the target that is kept`() throws {
    // The larger rate touches the target first and jumps over it for ever.
    let results = ComparisonTests.run(
      try ComparisonTests.plan(
        "rmsprop", problems: "sphere",
        search: .init(trials: 2, rates: .init(lower: 0.07, upper: 0.7), mostWidenings: 0),
        seeds: 3))
    let contender = results.problems[0].contenders[0]
    let touches = contender.searchTrials.map { $0.stepsToFirstTouch ?? .max }
    #expect(contender.searchTrials.map(\.learningRate) == [0.07, 0.7])
    #expect(touches[1] < touches[0])
    #expect(contender.searchTrials[1].stepsToTarget == nil)
    #expect(contender.chosenLearningRate == 0.07)
    // The rates that do well are those around the one that was chosen.
    let robust = try #require(contender.summary.robustness)
    #expect(robust.rates.lower <= 0.07 && robust.rates.upper >= 0.07 && robust.rates.upper < 0.7)
  }

  @Test func `results of version 2 are read, with a note`() throws {
    let results = ComparisonTests.run(
      try ComparisonTests.plan("sgd:rate=0.1", problems: "sphere", seeds: 2))
    var old = String(decoding: try ResultsJSON.encode(results), as: UTF8.self)
    old = old.replacing(#""formatVersion":3"#, with: #""formatVersion":2"#)
      .replacing(#/,"stepsToFirstTouch":\d+/#, with: "")
      .replacing(#/,"runsThatTouchedTarget":\d+/#, with: "")
    #expect(!old.contains("Touch"))
    var read = try ResultsJSON.decode(.init(old.utf8))
    #expect(read.notes.count { $0.contains("touched once") } == 1)
    #expect(read.formatVersion == 2)
    // Drawn and written again it stays what it is.
    read = try ResultsJSON.decode(ResultsJSON.encode(read))
    #expect(read.notes.count { $0.contains("touched once") } == 1)
    #expect(throws: ResultsError.otherVersion(4)) {
      try ResultsJSON.decode(
        .init(old.replacing(#""formatVersion":2"#, with: #""formatVersion":4"#).utf8))
    }
  }
}
