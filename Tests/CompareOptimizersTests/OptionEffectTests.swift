import ArgumentParser
import Descent
import Foundation
import Testing

@testable import CompareOptimizers

/// An option that changes nothing is refused in one line; one that serves at least one problem, or one
/// optimizer, is not.
@Suite struct OptionEffectTests {
  /// What the command says of arguments; nil when they are in order.
  private func fault(_ arguments: String) -> String? {
    do {
      _ = try CompareCommand.parse(arguments.split(separator: " ").map(String.init))
      return nil
    } catch {
      return CompareCommand.message(for: error)
    }
  }

  @Test func `more threads than cores are noted, and no others`() throws {
    func note(_ threads: String, cores: Int) throws -> String? {
      try CompareCommand.parse(["--threads", threads]).noteOnThreads(cores: cores)
    }
    #expect(try note("2", cores: 2) == nil)
    #expect(try CompareCommand.parse([]).noteOnThreads(cores: 1) == nil)
    #expect(
      try note("99", cores: 2)
        == "--threads 99 is more than there are cores: 2 runs go on side by side.")
    #expect(
      try note("2", cores: 1)
        == "--threads 2 is more than there are cores: one run goes on at a time.")
  }

  @Test(arguments: [
    ("digits,functions", false), ("digits,mnist", true), ("MNIST-deep", true), ("own.csv", true),
  ])
  func `who reads files is known before`(problems: String, reads: Bool) throws {
    #expect(try CompareCommand.parse(["--problem", problems]).readsFiles == reads)
  }

  @Test(arguments: [
    ("--problem digits --data x", "--data has no effect on digits: it is for mnist and mnist-deep"),
    ("--problem functions --data x", "--data has no effect on functions: "),
    ("--problem sphere --model 64-10", "--model has no effect on sphere: "),
    ("--problem logistic,linear --model 64-10", "--model has no effect on logistic and linear: "),
    ("--problem rosenbrock:noise=0.1 --epochs 3", "--epochs has no effect on rosenbrock:noise=0.1"),
    ("--problem functions --batch-size 3", "--batch-size has no effect on functions: "),
    ("--problem sphere --target 0.9", "--target has no effect on sphere: it is for digits"),
    ("--problem linear,autoencoder,regression --target 0.9", "--target has no effect on linear, "),
    ("--problem own.csv --task regression --target 0.9", "--target has no effect on own.csv: "),
    ("--steps 9", "--steps has no effect on digits: it is for test functions"),
    ("--problem models --steps 9", "--steps has no effect on models: "),
    ("--data x --steps 9", "--steps has no effect on mnist: "),
    ("--problem own.csv --steps 9", "--steps has no effect on own.csv: "),
    ("--label kind", "--label has no effect on digits: it is for CSV files"),
    ("--problem digits --header", "--header has no effect on digits: it is for CSV files"),
    ("--no-header", "--no-header has no effect on digits: it is for CSV files"),
    ("--problem sphere --task regression", "--task has no effect on sphere: it is for CSV files"),
  ])
  func `what no problem obeys`(arguments: String, message: String) {
    let fault = fault(arguments)
    #expect(fault?.hasPrefix(message) == true, "\(fault ?? "accepted")")
    #expect(fault?.contains("\n") == false)
  }

  @Test(arguments: [
    "--problem digits,sphere --steps 9 --epochs 2 --model 64-10 --target 0.9",
    "--problem mnist,sphere --data x", "--data x --model 784-10 --batch-size 8",
    "--problem models --target 0.9 --model 64-10", "--problem own.csv --label kind --target 0.9",
    "--problem sphere,own.csv --task classification --target 0.9", "--problem own.csv --no-header",
    "--problem functions --steps 9",
    "--problem Rosenbrock:noise=0.1 --steps 9",
    "--optimizers sgd:rate=0.1,sgd --rates 1e-3..1 --trials 4 --widenings 1 --search-seeds 2",
    "--optimizers sgd:rate=0.1 --widenings 0", "--trials 1 --search random",
    "--optimizers rmsprop:rho=0.9,rmsprop --sweep rho=0.9,0.99",
  ])
  func `what one of them obeys`(arguments: String) {
    let fault = fault(arguments)
    #expect(fault == nil, "\(fault ?? "")")
  }

  /// By what it does to the problems, so that no option is forgotten when one learns to obey it.
  @Test func `every problem obeys what it is said to`() throws {
    let words = ProblemCatalogue.modelsWithoutFiles + ["rosenbrock", "sphere:noise=0.1"]
    let changes: [(ProblemOption, ProblemBudget)] = [
      (.epochs, ProblemBudget(epochs: 3)), (.steps, ProblemBudget(steps: 70)),
      (.batchSize, ProblemBudget(batchSize: 7)), (.target, ProblemBudget(targetAccuracy: 0.5)),
      (.model, ProblemBudget(shape: ModelShape([64, 10]))),
      (.data, ProblemBudget(folder: "elsewhere")), (.label, ProblemBudget(label: "x")),
      (.task, ProblemBudget(task: .regression)), (.header, ProblemBudget(hasHeader: true)),
    ]
    #expect(Set(changes.map(\.0)) == Set(ProblemOption.allCases))
    func description(_ word: String, _ budget: ProblemBudget) throws -> String {
      let problems = try ProblemCatalogue.list(word, budget)
      return problems.map { "\($0.description)" }.joined()
    }
    for word in words where word != "logistic" {
      let usual = try description(word, ProblemBudget())
      for (option, budget) in changes {
        let hasChanged = try description(word, budget) != usual
        let obeys = ProblemCatalogue.options(of: word).contains(option)
        #expect(hasChanged == obeys, "\(word) \(option)")
      }
    }
    #expect(ProblemCatalogue.options(of: "models").isSuperset(of: [.model, .target, .epochs]))
    #expect(!ProblemCatalogue.options(of: "models").contains(.steps))
    #expect(ProblemCatalogue.options(of: "nothing") == [])
  }

  // MARK: The search

  @Test(arguments: [
    ("--optimizers sgd:rate=0.1 --rates 1e-3..1", "--rates has no effect: every optimizer"),
    ("--optimizers sgd:rate=0.1,adam:rate=1 --trials 3", "--trials has no effect: every"),
    ("--optimizers sgd:rate=0.1 --search random", "--search has no effect: every"),
    ("--optimizers sgd:rate=0.1 --search-seeds 3", "--search-seeds has no effect: every"),
    ("--optimizers sgd:rate=0.1 --widenings 2", "--widenings has no effect: every"),
    ("--optimizers rmsprop:rate=0.1 --sweep rho=0.9", "--sweep has no effect: every"),
    ("--optimizers sgd --sweep rho=0.9,0.99", "--sweep rho has no effect: none of "),
    (
      "--optimizers rmsprop:rho=0.9,sgd --sweep rho=0.9,0.99",
      "--sweep rho has no effect: RMSprop ρ 0.9 keeps the rho given in --optimizers"
    ),
    (
      "--optimizers sgd:momentum=0.9,sgd:momentum=0.8:nesterov --sweep momentum=0,0.9",
      "--sweep momentum has no effect: SGD μ 0.9 and SGD μ 0.8 nesterov keep the momentum given"
    ),
    ("--optimizers rmsprop,sgd:rate=1 --sweep rho=0.9 --sweep momentum=0,0.9", nil),
    ("--optimizers sgd,rmsprop:rate=1 --sweep rho=0.9", "--sweep rho has no effect: none of"),
    ("--trials 1", "--trials 1 would try the lower end of --rates and nothing else"),
    ("--trials 1 --search random --widenings 1", "--widenings has no effect with --trials 1"),
  ])
  func `what leaves the search as it is`(arguments: String, message: String?) {
    let fault = fault(arguments)
    if let message {
      #expect(fault?.hasPrefix(message) == true, "\(fault ?? "accepted")")
    } else {
      #expect(fault == nil, "\(fault ?? "")")
    }
  }

  @Test(arguments: [
    ("rmsprop,rmsprop:rho=0.9", "RMSprop and RMSprop ρ 0.9 are the same"),
    ("sgd:momentum=0,adam,sgd", "SGD μ 0 and SGD are the same"),
    ("adam,adam:beta1=0.9:epsilon=1e-8", "Adam and Adam β₁ 0.9 ε 1e-8 are the same"),
    ("lion:convention=textbook,lion", "Lion textbook and Lion are the same"),
    ("sgd:rate=0.1,sgd:rate=0.1:decay=0", "SGD and SGD λ 0 are the same"),
    ("rmsprop:rho=0.90,rmsprop:rho=0.9", "RMSprop ρ 0.90 and RMSprop ρ 0.9 are the same"),
    (
      "rmsprop:rho=0.9,rmsprop --sweep epsilon=1e-8,1e-2",
      "RMSprop ρ 0.9 and RMSprop are the same"
    ),
    (
      "rmsprop:rho=0.99,rmsprop:convention=pytorch",
      "RMSprop ρ 0.99 and RMSprop pytorch are the same"
    ),
    ("sgd:convention=pytorch,sgd", "SGD pytorch and SGD are the same"),
    ("sgd:rate=0.1,sgd:convention=mlx:rate=0.1", "SGD and SGD mlx are the same"),
    (
      "rmsprop:convention=optax:epsilon=1e-7,adam,rmsprop:convention=keras",
      "RMSprop optax ε 1e-7 and RMSprop keras are the same"
    ),
    (
      "rmsprop,rmsprop:convention=pytorch --sweep rho=0.9,0.99",
      "RMSprop and RMSprop pytorch are the same"
    ),
    ("adam,adamw:decay=0", "Adam and AdamW λ 0 are the same"),
    ("rmsprop,rmsprop:convention=pytorch", nil),
    ("rmsprop,rmsprop:convention=pytorch --sweep epsilon=1e-8,1e-2", nil),
    ("rmsprop:convention=keras,rmsprop:epsilon=1e-7", nil),
    ("rmsprop:convention=keras,rmsprop:convention=tensorflow1:epsilon=1e-7", nil),
    ("sgd:momentum=0.9,sgd:momentum=0.9:convention=keras", nil),
    ("adam:convention=pytorch:decay=0.1,adam:convention=keras:decay=0.1:epsilon=1e-8", nil),
    ("rmsprop:rho=0.9,rmsprop --sweep rho=0.9,0.99", nil),
    ("rmsprop,rmsprop:rate=0.001", nil), ("sgd:rate=0.1,sgd:momentum=0:rate=0.2", nil),
    ("rmsprop,rmsprop:rho=0.99", nil), ("sgd:momentum=0.9,sgd:momentum=0.9:nesterov", nil),
    ("all", nil),
  ])
  func `a rule under two spellings`(list: String, message: String?) {
    let fault = fault("--optimizers \(list)")
    #expect(
      fault == message.map { "--optimizers lists one rule under two names: \($0)" },
      "\(fault ?? "accepted")")
  }

  @Test func `a rule at several rates is a reference by its rate`() throws {
    func reference(_ text: String) throws -> Int {
      let command = try CompareCommand.parse(["--reference", text])
      return try command.referenceIndex(
        among: try ContenderSpecification.list("rmsprop,sgd:rate=0.1,sgd:rate=0.01,sgd"))
    }
    #expect(try CompareCommand.parse([]).reference == nil)
    let list = "rmsprop,sgd:rate=0.1,sgd:rate=0.01"
    func index(_ text: String) throws -> Int {
      let command = try CompareCommand.parse(["--optimizers", list, "--reference", text])
      return try command.referenceIndex(among: try ContenderSpecification.list(list))
    }
    #expect(try index("sgd:rate=0.01") == 2)
    #expect(try index("sgd:rate=0.10") == 1)
    #expect(try index("rmsprop") == 0)
    #expect(
      fault("--optimizers \(list) --reference sgd")
        == "--reference 'sgd' may be SGD η 0.1 or SGD η 0.01; say which by its rate")
    #expect(
      fault("--optimizers \(list) --reference sgd:rate=0.5")?
        .hasPrefix("--reference 'sgd:rate=0.5' is not among --optimizers: RMSprop, SGD η 0.1")
        == true)
    // The one without a rate goes by the bare name.
    #expect(try reference("sgd") == 3)
  }
}

/// What is given is kept, whatever is searched.
@Suite struct GivenSettingTests {
  private let search = SearchProtocol(
    trials: 20, strategy: .random,
    sweeps: [
      Sweep.sample("rho=0.5,0.6"), Sweep.sample("epsilon=1e-8..1e-2"),
      Sweep.sample("momentum=0.3,0.4"),
    ].compactMap { $0 })

  @Test(arguments: [
    ("rmsprop", ["epsilon", "momentum", "rho"]), ("rmsprop:rho=0.9", ["epsilon", "momentum"]),
    ("rmsprop:rho=0.9:epsilon=1e-3", ["momentum"]), ("rmsprop:momentum=0", ["epsilon", "rho"]),
    ("sgd", ["momentum"]), ("sgd:momentum=0.9:nesterov", []), ("adam", ["epsilon"]),
    ("adam:epsilon=1e-3", []), ("adadelta:rho=0.9", ["epsilon"]), ("lion", []),
    // Its updates refuse momentum.
    ("rmsprop:convention=mlx", ["epsilon", "rho"]),
  ])
  func `a sweep leaves given settings alone`(text: String, expected: [String]) throws {
    let contender = try ContenderSpecification(parsing: text)
    let bare = try ContenderSpecification(parsing: "lion")
    let candidates = search.candidates(for: contender)
    #expect(candidates.count == 20)
    // As many rates as everybody, and the same.
    #expect(candidates.map(\.learningRate) == search.candidates(for: bare).map(\.learningRate))
    let usual = contender.optimizer(for: .init(learningRate: 0.1))
    for candidate in candidates {
      #expect(candidate.settings.map(\.name) == expected)
      let optimizer = contender.optimizer(for: candidate)
      if let (rule, own) = (optimizer as? RMSprop).flatMap({ rule in
        (usual as? RMSprop).map { (rule, $0) }
      }) {
        #expect((rule.rho == own.rho) == !expected.contains("rho"))
        #expect((rule.momentum == own.momentum) == !expected.contains("momentum"))
      }
      if let rule = optimizer as? SGD, text.contains("momentum") { #expect(rule.momentum == 0.9) }
    }
    let names = search.space(of: contender, widenings: 0).dimensions.map(\.name)
    #expect(names.sorted() == (expected + ["rate"]).sorted())
  }

  @Test func `the plan says whom a sweep leaves as they are`() throws {
    let plan = ComparisonPlan(
      problems: [],
      contenders: try ContenderSpecification.list("rmsprop:rho=0.9,rmsprop,sgd,sgd:rate=1"),
      search: search, finalSeeds: 1, searchSeeds: 1, reference: 0, workers: 1, commandLine: "")
    #expect(
      plan.notes == [
        "--sweep rho leaves RMSprop ρ 0.9 as given in --optimizers.",
        "--sweep momentum leaves out SGD η 1, given its rate: nothing is searched there.",
      ])
  }

  /// Fixed is what was not searched.
  @Test func `the page lists a setting once`() throws {
    var results = SampleComparison.results(of: [SampleComparison.rmsprop], on: [.digits], seeds: 2)
    #expect(HTMLReport(results).text.contains(">ρ 0.9, ε"))
    results.problems[0].contenders[0].searchSpace.dimensions
      .append(.init(name: "rho", range: nil, values: [0.9, 0.99]))
    let page = HTMLReport(results).text
    #expect(!page.contains(">ρ 0.9, ε") && page.contains("rho 0.9, 0.99"))
  }
}

extension Sweep {
  /// A sweep that is written correctly.
  fileprivate static func sample(_ text: String) -> Sweep? { try? Sweep(parsing: text) }
}
