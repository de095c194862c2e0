import Testing

@testable import CompareOptimizers

@Suite struct VerdictTests {
  /// A contender with one final run for each accuracy; nil is a run that diverged.
  static func contender(
    _ name: String, _ accuracies: [Double?], steps: Int? = nil, rate: Double? = 0.1
  ) -> ComparisonResults.Contender {
    let trials = accuracies.enumerated().map { index, accuracy in
      ComparisonResults.Trial(
        stage: .final, learningRate: 0.1, seed: UInt64(index + 1), epochs: [],
        testLoss: accuracy.map { 1 - $0 }, testAccuracy: accuracy, stepsToTarget: steps,
        divergedAtStep: accuracy == nil ? 1 : nil)
    }
    return ComparisonResults.Contender(
      name: name, rule: "", hyperparameters: [],
      searchSpace: .init(strategy: .given, dimensions: [], trials: 1, widenings: 0),
      candidates: [.init(learningRate: 0.1)], chosen: rate.map { .init(learningRate: $0) },
      trials: trials)
  }

  /// Digits, with an accuracy to reach.
  static func problem() throws -> ComparisonResults.Problem {
    var problem = try NetworkProblem<Float>.digits(ProblemBudget()).description
    problem.target = .init(measure: .accuracy, value: 0.95)
    return problem
  }

  private func verdict(
    _ contenders: ComparisonResults.Contender...
  ) throws -> ComparisonResults.Verdict {
    Verdict(try Self.problem(), contenders).result
  }

  private func contender(
    _ name: String, _ accuracies: [Double?], steps: Int? = nil, rate: Double? = 0.1
  ) -> ComparisonResults.Contender {
    Self.contender(name, accuracies, steps: steps, rate: rate)
  }

  @Test func `a clear win has a winner`() throws {
    let better = contender("A", (0..<8).map { 0.97 + Double($0) / 1000 }, steps: 100)
    let worse = contender("B", (0..<8).map { 0.95 + Double($0) / 1000 }, steps: 250)
    for result in [try verdict(better, worse), try verdict(worse, better)] {
      #expect(result.winner == "A")
      #expect(
        result.sentence == "A did better than B: a median test accuracy of 97.4%, against 95.4%, "
          + "better with 8 of 8 seeds.")
    }
    let third = contender("C", (0..<8).map { 0.9 + Double($0) / 1000 })
    #expect(
      try verdict(third, better, worse).sentence
        == "A did better than every other optimizer: a median test accuracy of 97.4%, against "
        + "95.4% of B, better with 8 of 8 seeds.")
  }

  @Test func `seeds that disagree leave it open, and a third may be clearly behind`() throws {
    let first = contender("A", [0.9, 0.8, 0.9, 0.8, 0.9, 0.8, 0.9], steps: 100)
    let second = contender("B", [0.8, 0.9, 0.8, 0.9, 0.8, 0.9, 0.8], steps: 300)
    let result = try verdict(second, first)
    #expect(result.winner == nil)
    #expect(
      result.sentence == "No clear difference between A and B: median test accuracies of 90.0% and "
        + "80.0%.")
    #expect(
      result.remarks.first
        == "A was the fastest of the two to 95% accuracy: 100 steps, B took 3.0× as many.")
    let last = contender("C", [Double](repeating: 0.5, count: 7))
    #expect(
      try verdict(second, first, last).sentence.hasSuffix(" A is clearly ahead of C."))
  }

  @Test func `equal results leave it open`() throws {
    let result = try verdict(
      contender("A", [Double](repeating: 0.9, count: 10)),
      contender("B", [Double](repeating: 0.9, count: 10)))
    #expect(result.winner == nil)
    #expect(result.sentence.hasPrefix("No clear difference between A and B"))
  }

  /// Only the first is compared with the others; these may differ among themselves.
  @Test func `what is left open is the difference from the first`() throws {
    let result = try verdict(
      contender("A", [0.9, 0.8, 0.9, 0.8, 0.9, 0.8, 0.9]),
      contender("B", [0.8, 0.9, 0.8, 0.9, 0.8, 0.9, 0.8]),
      contender("C", [0.8, 0.9, 0.8, 0.9, 0.8, 0.9, 0.7]))
    #expect(result.sentence.hasPrefix("No clear difference between A and B or C: "))
  }

  @Test(arguments: [1, 2, 5])
  func `few seeds are too few, and the verdict says so`(count: Int) throws {
    let result = try verdict(
      contender("A", [Double](repeating: 0.99, count: count)),
      contender("B", [Double](repeating: 0.5, count: count)))
    #expect(result.winner == nil)
    #expect(result.sentence.hasSuffix("; it takes at least 6 seeds to tell."))
  }

  @Test func `all diverged`() throws {
    let sentence = "Every optimizer diverged at every learning rate tried."
    let none = try verdict(contender("A", [], rate: nil), contender("B", [], rate: nil))
    #expect(none.winner == nil)
    #expect(none.sentence == sentence)
    // Rates that were given rather than found.
    #expect(
      try verdict(contender("A", [nil, nil]), contender("B", [nil, nil])).sentence == sentence)
  }

  @Test func `one that is left alone wins, one that was alone does not`() throws {
    let accuracies: [Double?] = [0.9, 0.8, 0.7]
    let left = try verdict(
      contender("A", [], rate: nil), contender("B", accuracies), contender("C", [nil, nil, nil]))
    #expect(left.winner == "B")
    #expect(left.sentence == "B reached a median test accuracy of 80.0%; A and C diverged.")
    let alone = try verdict(contender("B", accuracies))
    #expect(alone.winner == nil)
    #expect(alone.sentence.hasSuffix("there was no other to compare it with."))
  }

  @Test func `a run that diverged loses against one that did not`() throws {
    let steady = contender("A", [Double](repeating: 0.6, count: 9))
    let wild = contender("B", [nil, nil, nil, nil, nil, nil, 0.99, nil, nil])
    #expect(try verdict(steady, wild).winner == "A")
  }

  @Test func `on a function the steps decide`() throws {
    let problem = try #require(try ProblemCatalogue.list("sphere", ProblemBudget()).first)
    func runs(_ name: String, _ steps: Int?) -> ComparisonResults.Contender {
      contender(name, [Double](repeating: 0.9, count: 8), steps: steps)
    }
    #expect(
      Verdict(problem.description, [runs("A", 200), runs("B", 100), runs("C", nil)]).result.sentence
        == "B did better than every other optimizer: the target after a median of 100 steps, "
        + "against 200 steps of A, better with 8 of 8 seeds.")
    #expect(
      Verdict(problem.description, [runs("A", nil), runs("B", nil)]).result.sentence
        .hasPrefix("No optimizer reached the target"))
  }
}

@Suite struct BaselineTests {
  private func results(
    _ accuracies: [Double?], name: String = "A", epochs: Int = 40
  ) throws -> ComparisonResults {
    var problem = try VerdictTests.problem()
    problem.epochs = epochs
    let contenders = [VerdictTests.contender(name, accuracies)]
    return ComparisonResults(
      verdict: .init(sentence: ""), environment: Machine.environment(date: .now, threads: 1),
      settings: .init(commandLine: "", seeds: [], searchSeeds: [], reference: name, clock: ""),
      problems: [
        .init(
          problem: problem, contenders: contenders, pairings: [], verdict: .init(sentence: ""))
      ])
  }

  /// What a baseline says of new results.
  private func changes(
    from old: ComparisonResults, to new: ComparisonResults
  ) throws -> [Baseline.Change] {
    let scratch = try ScratchFolder()
    try scratch.write(Array(try ResultsJSON.encode(old)), to: "old.json")
    let baseline = try Baseline(path: scratch.path + "/old.json")
    try baseline.check(problems: new.problems.map(\.problem), contenders: new.contenderNames)
    return baseline.changes(to: new)
  }

  private let good = (0..<8).map { 0.95 + Double($0) / 1000 }

  @Test func `only a clear change for the worse is a regression`() throws {
    let old = try results(good)
    let same = try changes(from: old, to: old)
    #expect(same.map(\.isRegression) == [false])
    #expect(same[0].text.contains("the same with every seed"))
    let worse = try changes(from: old, to: results(good.map { $0 - 0.02 }))
    #expect(worse.map(\.isRegression) == [true])
    #expect(
      worse[0].text == "A on digits: test accuracy 95.4% → 93.4%, worse with 8 of 8 seeds, "
        + "p = 0.0078")
    let better = try changes(from: old, to: results(good.map { $0 + 0.02 }))
    #expect(better.map(\.isRegression) == [false])
    let mixed = zip(good, [-1, 1, -1, 1, -1, 1, -1, 1]).map { $0 + 0.01 * $1 }
    #expect(try changes(from: old, to: results(mixed)).map(\.isRegression) == [false])
    let diverged = try changes(from: old, to: results([Double?](repeating: nil, count: 8)))
    #expect(diverged.map(\.isRegression) == [true])
  }

  @Test func `what cannot be compared is refused`() throws {
    let old = try results(good)
    let error = #expect(throws: BaselineError.self) {
      try changes(from: old, to: results(good, epochs: 10))
    }
    #expect(error?.description.contains("epochs 40 then, 10 now") == true)
    #expect(throws: BaselineError.self) { try changes(from: old, to: results(good, name: "B")) }
  }

  @Test func `files that are no results are refused by name`() throws {
    let scratch = try ScratchFolder()
    for (bytes, message) in [
      ("", "not a results.json"), ("{}", "not a results.json"),
      (#"{"format":"descent.compare-optimizers","formatVersion":1}"#, "format version 1"),
      (#"{"format":"descent.compare-optimizers","formatVersion":2}"#, "is missing"),
      (String(repeating: "[", count: 100_000), "not a results.json"),
    ] {
      try scratch.write(Array(bytes.utf8), to: "old.json")
      let error = #expect(throws: ResultsFileError.self) {
        try Baseline(path: scratch.path + "/old.json")
      }
      #expect(error?.description.contains(message) == true, "\(bytes.prefix(20))")
      #expect(error?.description.contains("old.json") == true)
    }
    #expect(throws: ResultsFileError.self) { try Baseline(path: scratch.path + "/none.json") }
  }
}
