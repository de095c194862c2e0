@testable import CompareOptimizers

/// Small results and pictures of progress, to see how a terminal shows them.
enum TerminalSample {
  typealias Results = ComparisonResults

  /// Runs with ten seeds whose test losses, accuracies and steps lie around given ones.
  static func contender(
    _ name: String, rate: Double = 0.01, loss: Double = 0.09, accuracy: Double? = 0.97,
    steps: Int = 300, seeds: Int = 10, diverged: Int = 0
  ) -> Results.Contender {
    let candidate = Results.Candidate(learningRate: rate)
    let trials = (0..<seeds).map { seed in
      // From 0.9 to 1.1, in no order.
      let factor = 0.9 + 0.2 * Double(seed * 7 % max(seeds, 1)) / Double(max(1, seeds - 1))
      var trial = Results.Trial(
        stage: .final, learningRate: rate, seed: UInt64(seed + 1),
        epochs: [
          .init(
            number: 1, steps: 38, seconds: 0.001, trainingLoss: 1, validationLoss: loss * 2,
            validationAccuracy: accuracy.map { $0 * 0.9 }),
          .init(
            number: 2, steps: 76, seconds: 0.002, trainingLoss: 0.5, validationLoss: loss * factor,
            validationAccuracy: accuracy),
        ])
      guard seed >= diverged else {
        trial.divergedAtStep = 40
        return trial
      }
      trial.testLoss = loss * factor
      trial.testAccuracy = accuracy.map { $0 + 0.01 * (factor - 1) }
      trial.stepsToTarget = Int(Double(steps) * factor)
      trial.secondsToTarget = 0.0123 * factor
      return trial
    }
    return Results.Contender(
      name: name, rule: "", hyperparameters: [],
      searchSpace: .init(strategy: .grid, dimensions: [], trials: 3, widenings: 0),
      candidates: [.init(learningRate: rate / 10), candidate, .init(learningRate: rate * 10)],
      chosen: candidate, trials: trials)
  }

  /// What the runs on a problem came to, judged as the program judges them.
  static func problem(
    _ contenders: [Results.Contender], kind: Results.Problem.Kind = .network, reference: Int = 1,
    title: String = "Handwritten digits"
  ) -> Results.ProblemResults {
    let isFunction = kind == .function
    let problem = Results.Problem(
      name: title.lowercased(), title: title, kind: kind, source: "", data: "", trainingCount: 0,
      validationCount: 0, testCount: 0, preprocessing: "", model: "64-32-10", activations: "",
      parameterCount: 2_410, initialization: "", loss: "", scalar: "",
      target: isFunction
        ? .init(measure: .loss, value: 0.00123) : .init(measure: .accuracy, value: 0.95),
      epochs: 2, stepsPerEpoch: 38, batchSize: isFunction ? 0 : 32, hasAccuracy: !isFunction)
    return Results.ProblemResults(
      problem: problem, contenders: contenders,
      pairings: Results.Pairing.all(contenders, reference: reference, measure: problem.measure),
      verdict: Verdict(problem, contenders).result)
  }

  static var rmsprop: Results.Contender {
    contender("RMSprop", rate: 0.0032, loss: 0.06, accuracy: 0.985, steps: 200)
  }
  static var sgd: Results.Contender { contender("SGD", rate: 0.32) }
  static var momentum: Results.Contender {
    contender("SGD μ 0.9", rate: 0.032, loss: 0.1, accuracy: 0.96, diverged: 2)
  }

  /// A whole comparison.
  static func results(_ problems: [Results.ProblemResults]) -> Results {
    let profile = Results.Profile(problems)
    return Results(
      verdict: problems.count == 1
        ? problems[0].verdict : OverallVerdict(problems, profile: profile).result,
      environment: .init(
        date: .init(timeIntervalSince1970: 0), revision: "", swiftVersion: "", operatingSystem: "",
        processor: "", logicalCores: 2, instructionSet: "", blasLibrary: "", blasCore: "",
        threads: 1),
      settings: .init(
        commandLine: "compare-optimizers --seeds 10", seeds: Array(1...10), searchSeeds: [1001],
        reference: "SGD", clock: ""),
      problems: problems, profile: profile)
  }

  /// A picture of progress: the first contender is through with its search, the second in it.
  static func progress(_ names: [String] = ["RMSprop", "SGD", "SGD μ 0.9"]) -> ComparisonProgress {
    let curve = (0..<ComparisonProgress.curveLength).map { 2.0 / Double(1 + $0) }
    let rising = (0..<20).map { 0.1 * Double(1 << $0) } + [.infinity]
    var progress = ComparisonProgress(
      contenders: names.map {
        .init(name: $0, search: .init(total: 12), final: .init(total: 10))
      })
    progress.contenders[0].search.done = 12
    progress.contenders[0].final.done = 2.5
    progress.contenders[0].run = .init(learningRate: 0.0032, loss: 0.0312, curve: curve)
    progress.contenders[0].best = 0.0834
    if names.count > 1 {
      progress.contenders[1].search.done = 6
      progress.contenders[1].run = .init(learningRate: 3.2, loss: .infinity, curve: rising)
      progress.contenders[1].best = 0.0912
      progress.running = [1]
    }
    progress.problem = "Handwritten digits"
    (progress.runsDone, progress.runsTotal) = (20, 66)
    progress.work = .init(done: 20.5, total: 66)
    progress.secondsLeft = 83
    return progress
  }

  /// Text without what steers a terminal.
  static func visible(_ text: String) -> String {
    text.replacing("\r", with: "").replacing(/\u{1B}\[[?0-9]*[a-zA-Z]/, with: "")
  }
}
