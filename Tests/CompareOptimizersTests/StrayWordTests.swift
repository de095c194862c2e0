import ArgumentParser
import Testing

@testable import CompareOptimizers

/// Words where none is wanted, and lists with blanks in them.
@Suite struct StrayWordTests {
  private func message(_ error: ValidationError?) -> String { error?.message ?? "accepted" }

  @Test(arguments: [
    ("repot results.json", "unknown command 'repot'; did you mean 'report'? (there are the"),
    ("translat torch.optim.SGD() --to mlx", "unknown command 'translat'; did you mean 'translate'"),
    ("Doctor", "unknown command 'Doctor'; did you mean 'doctor'?"),
    (
      "other",
      "unknown command 'other'; there are the commands compare, report, translate, throughput, doctor"
    ),
    ("digits", "'digits' is a problem: write --problem digits"),
    (
      "digits,rosenbrock:noise=0.1",
      "'digits,rosenbrock:noise=0.1' is a list of problems: write --problem digits,rosenbrock:noise="
    ),
    ("diggits", "unknown command 'diggits'; did you mean '--problem digits'?"),
    ("own.csv", "'own.csv' is a file: write --problem own.csv"),
    ("adam", "'adam' is an optimizer: write --optimizers adam"),
    ("sgd:momentum=0.9,adam", "is a list of optimizers: write --optimizers sgd:momentum=0.9,adam"),
    ("rmsprp", "did you mean '--optimizers rmsprop'?"),
    ("out/results.json", "is a file: write report out/results.json, or --baseline out/results"),
    ("torch.optim.SGD(lr=1)", "is an engine's call: write translate 'torch.optim.SGD(lr=1)'"),
  ])
  func `a first word that is no command`(arguments: String, expected: String) {
    let error = #expect(throws: ValidationError.self) {
      try StrayWord.check(arguments.split(separator: " ").map(String.init))
    }
    #expect(message(error).contains(expected), "\(message(error))")
  }

  @Test func `commands and options are let through`() throws {
    for arguments in [
      [], ["report", "x"], ["compare"], ["timing"], ["help", "report"], ["--quiet", "x"],
      ["-o", "x"],
    ] {
      try StrayWord.check(arguments)
    }
  }

  @Test(arguments: [
    ("--seeds 3 digits", "'digits' is a problem: write --problem digits"),
    ("--quiet report x", "the command 'report' has to come first: compare-optimizers report"),
    ("--sweep rho=0.9 0.99", "unexpected word '0.99'; there are the commands"),
  ])
  func `a later word`(arguments: String, expected: String) throws {
    let command = try CompareCommand.parse(arguments.split(separator: " ").map(String.init))
    let error = #expect(throws: ValidationError.self) { try command.run() }
    #expect(message(error).hasPrefix(expected), "\(message(error))")
  }

  @Test func `an option that is unknown is named before the word after it`() {
    let error = #expect(throws: (any Error).self) {
      try CompareOptimizersCommand.parseAsRoot(["--colour", "red"])
    }
    #expect(error.map { CompareOptimizersCommand.message(for: $0) }?.contains("--colour") == true)
  }

  // MARK: Blanks

  @Test func `blanks around the entries of a list do not matter`() throws {
    #expect(
      try ContenderSpecification.list(" sgd , adam:beta1=0.8\t").map(\.name)
        == ["SGD", "Adam β₁ 0.8"])
    #expect(try ContenderSpecification.list(" all ").count > 10)
    #expect(
      try ProblemCatalogue.list("sphere, booth ", ProblemBudget()).map(\.description.name)
        == ["sphere", "booth"])
    try ProblemCatalogue.check("digits, rosenbrock:noise=0.1 , own.csv ")
    #expect(try Sweep(parsing: " rho = 0.9, 0.99") == Sweep(parsing: "rho=0.9,0.99"))
    #expect(try Sweep(parsing: "epsilon= 1e-8 .. 1e-2") == Sweep(parsing: "epsilon=1e-8..1e-2"))
    let command = try CompareCommand.parse([
      "--problem", "sphere, booth", "--steps", "9", "--reference", " adam", "--rates", "1e-3 .. 1",
    ])
    let plan = try command.plan
    #expect(plan.reference == 3 && plan.search.rates == RateRange(lower: 1e-3, upper: 1))
  }
}
