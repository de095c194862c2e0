import ArgumentParser
import Descent
import Testing

@testable import CompareOptimizers

@Suite struct ProblemTests {
  private let job = TrialJob(
    problem: 0, contender: 0, stage: .final, candidate: .init(learningRate: 0.1), seed: 3)

  private func problem(_ text: String) throws -> any OptimizationProblem {
    try #require(try ProblemCatalogue.list(text, ProblemBudget()).first)
  }

  @Test func `every problem that needs no files can be named, described and run`() throws {
    var budget = ProblemBudget.small
    budget.shape = nil
    let problems = try ProblemCatalogue.list("models,functions", budget)
    #expect(problems.count == 5 + TestFunction.all.count)
    for problem in problems {
      let description = problem.description
      #expect(!description.source.isEmpty && !description.title.isEmpty, "\(description.name)")
      let optimizer = Adam(learningRate: 1e-3)
      let trial = try problem.run(job, with: optimizer) { _ in }
      #expect(trial.isFinite && trial.epochs.count == description.epochs, "\(description.name)")
      #expect(trial.epochs.last?.steps == description.epochs * description.stepsPerEpoch)
      #expect(trial.testLoss.map { $0 >= 0 && $0.isFinite } == true, "\(description.name)")
      #expect((trial.testAccuracy != nil) == description.hasAccuracy)
      // Heights of a function and of linear regression are above the lowest there is.
      #expect(trial.epochs.allSatisfy { $0.validationLoss >= 0 })
    }
  }

  @Test func `a function's runs of a seed begin at one place, near the usual start`() throws {
    let problem = try #require(try problem("rosenbrock") as? FunctionProblem)
    #expect(problem.start(seed: 3) == problem.start(seed: 3))
    #expect(problem.start(seed: 3) != problem.start(seed: 4))
    for seed in 1...50 as ClosedRange<UInt64> {
      for (value, usual) in zip(problem.start(seed: seed), [-1.2, 1]) {
        // A twentieth of a domain that is 10 wide.
        #expect(abs(value - usual) <= 0.5)
      }
    }
  }

  @Test func `a function's steps are those of the optimizer`() throws {
    let problem = try #require(try problem("booth") as? FunctionProblem)
    let optimizer = SGD(learningRate: 0.05, momentum: 0.5)
    var position = problem.start(seed: 3)
    var state = optimizer.makeState(for: position)
    var heights: [Double] = []
    for _ in 0..<problem.steps {
      optimizer.update(&position, gradient: TestFunction.booth(position).gradient, state: &state)
      heights.append(TestFunction.booth(position).value)
    }
    let trial = problem.run(job, with: optimizer) { _ in }
    #expect(trial.testLoss == heights.last)
    #expect(trial.epochs[0].validationLoss == heights[FunctionProblem.stepsPerRecord - 1])
    let target = problem.description.target.value
    #expect(trial.stepsToTarget == heights.lastIndex { $0 > target }.map { $0 + 2 })
  }

  @Test func `noise has the size that was asked for`() throws {
    let quiet = try #require(try problem("sphere") as? FunctionProblem)
    let noisy = try #require(try problem("sphere:noise=0.5") as? FunctionProblem)
    let still = SGD(learningRate: 1e-300)
    #expect(noisy.description.title.contains("noise 0.5"))
    let rate = SGD(learningRate: 0.01)
    #expect(
      quiet.run(job, with: still) { _ in }.testLoss == noisy.run(job, with: still) { _ in }.testLoss
    )
    #expect(
      quiet.run(job, with: rate) { _ in }.testLoss != noisy.run(job, with: rate) { _ in }.testLoss)
    var other = job
    other.seed = 4
    #expect(
      noisy.run(job, with: rate) { _ in }.testLoss != noisy.run(other, with: rate) { _ in }.testLoss
    )
  }

  @Test func `the exact solution of linear regression is the lowest`() throws {
    let problem = try #require(try problem("linear:condition=10") as? NetworkProblem<Double>)
    let lowest = try #require(problem.description.lowestLoss)
    // y has noise of 0.1: about 0.01 · (512 − 17)/512 is left.
    #expect(lowest > 0.006 && lowest < 0.014)
    var budget = ProblemBudget()
    (budget.epochs, budget.batchSize) = (400, 512)
    let patient = try NetworkProblem<Double>.linear(conditionNumber: 10, budget)
    let trial = try patient.run(job, with: SGD(learningRate: 0.4)) { _ in }
    // Gradient descent with η = 0.4 shrinks what is left by (1 − 0.8/100)² per step at the least.
    let first = try #require(trial.epochs.first?.trainingLoss) - lowest
    #expect(try #require(trial.testLoss) <= first * 0.01)
    #expect(try #require(trial.testLoss) >= 0)
  }

  @Test func `the condition number of linear regression is what was asked for`() throws {
    for condition in [1.0, 100] {
      let problem = try NetworkProblem<Double>.linear(
        conditionNumber: condition, ProblemBudget())
      let values = try problem.training.features.singularValues()
      let ratio = try #require(values.first) / #require(values.last)
      // Two orthogonal factors, each orthogonal to a few units of rounding times 16 columns.
      #expect(abs(ratio - condition) <= 1e-10 * condition)
    }
  }

  @Test(arguments: [
    ("digit", "did you mean 'digits'?"), ("newton", "unknown problem 'newton'; there are digits"),
    ("digits:noise=1", "digits has no settings, and so no 'noise'"),
    ("sphere:nose=1", "sphere has no setting 'nose'; did you mean 'noise'?"),
    ("sphere:noise", "noise needs a value"),
    ("sphere:noise=-1", "noise cannot be '-1'"),
    ("linear:condition=0.5", "condition cannot be '0.5'; it is a number from 1 to 1e13"),
    ("quadratic:condition=x", "condition cannot be 'x'; it is a number from 1 to 1e30"),
    ("sphere:noise=2e6", "noise cannot be '2e6'; it is a number from 0 to 1000000"),
    ("digits,,sphere", "unknown problem ''"), ("rosenbrok", "did you mean 'rosenbrock'?"),
    (
      "csv/good.csv:label=y",
      "'csv/good.csv:label=y': a file is given by its name alone, and what is learned from it with "
        + "--label and --task: --problem csv/good.csv --label y"
    ),
    ("a.tsv.gz:task=regression:label=a b", "--problem a.tsv.gz --task regression --label 'a b'"),
    ("good.csv:x", "--problem good.csv --label <column>"),
    (
      "data/wine.txt",
      "unknown problem 'data/wine.txt'; the name of a file has to end in .csv, .tsv, .csv.gz or "
        + ".tsv.gz"
    ),
  ])
  func `problems at fault`(text: String, message: String) {
    let error = #expect(throws: ValidationError.self) { try ProblemCatalogue.check(text) }
    #expect("\(error.map(String.init(describing:)) ?? "")".contains(message))
  }

  @Test(arguments: [
    ("rosenbrock,rosenbrock:noise=0.1", ["rosenbrock", "rosenbrock:noise=0.1"]),
    (
      "sphere:noise=0.1,sphere:noise=0.1234",
      ["sphere:noise=0.1", "sphere:noise=0.1234"]
    ),
    ("linear,linear:condition=1000", ["linear", "linear:condition=1000"]),
    (
      "quadratic:condition=10,quadratic,quadratic:condition=10:noise=1e-7",
      ["quadratic:condition=10", "quadratic", "quadratic:condition=10:noise=1e-7"]
    ),
    // Alone a problem keeps its name, by which a baseline knows it.
    ("rosenbrock:noise=0.1,linear:condition=10", ["rosenbrock", "linear"]),
  ])
  func `a problem may stand beside itself with other settings`(
    text: String, names: [String]
  ) throws {
    let problems = try ProblemCatalogue.list(text, ProblemBudget())
    #expect(problems.map(\.name) == names)
    let descriptions = problems.map(\.description)
    #expect(descriptions.map(\.name) == names)
    #expect(Set(descriptions.map(\.title)).count == names.count)
  }

  @Test(arguments: [
    ("digits,models", "--problem lists digits twice"),
    ("rosenbrock,rosenbrock:noise=0", "--problem lists rosenbrock twice"),
    ("sphere:noise=0.1,sphere:noise=0.10", "--problem lists sphere twice"),
    ("linear:condition=100,linear", "--problem lists linear twice"),
    ("functions,booth", "--problem lists booth twice"),
  ])
  func `a problem is the same however it is written`(text: String, message: String) {
    let error = #expect(throws: ValidationError.self) {
      try ProblemCatalogue.list(text, ProblemBudget())
    }
    #expect(error?.message == message)
  }

  @Test func `what cannot be set up is refused`() throws {
    #expect(throws: ProblemError.needsFolder(problem: "mnist")) {
      try ProblemCatalogue.list("mnist", ProblemBudget())
    }
    #expect(throws: ProblemError.doesNotFit(model: "10-10", inputs: 64, classes: 10)) {
      try ProblemCatalogue.list("digits", ProblemBudget(shape: ModelShape([10, 10])))
    }
  }
}
