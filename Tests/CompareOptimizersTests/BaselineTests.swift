import Testing

@testable import CompareOptimizers

@Suite struct BaselineTests {
  private typealias Contender = ComparisonResults.Contender

  /// Results on digits, or on a function.
  private func results(
    _ contenders: [Contender], epochs: Int = 40, problem name: String = "digits", version: Int = 3
  ) throws -> ComparisonResults {
    var problem = try VerdictTests.problem()
    if name != "digits" {
      problem = try #require(try ProblemCatalogue.list(name, ProblemBudget()).first).description
    }
    problem.epochs = epochs
    return ComparisonResults(
      formatVersion: version, verdict: .init(sentence: ""),
      environment: Machine.environment(date: .now, threads: 1),
      settings: .init(commandLine: "", seeds: [], searchSeeds: [], reference: "A", clock: ""),
      problems: [
        .init(
          problem: problem, contenders: contenders, pairings: [], verdict: .init(sentence: ""))
      ])
  }

  private func results(
    _ accuracies: [Double?], name: String = "A", epochs: Int = 40
  ) throws -> ComparisonResults {
    try results([VerdictTests.contender(name, accuracies)], epochs: epochs)
  }

  private func baseline(_ old: ComparisonResults) throws -> Baseline {
    let scratch = try ScratchFolder()
    try scratch.write(Array(try ResultsJSON.encode(old)), to: "old.json")
    return try Baseline(path: scratch.path + "/old.json")
  }

  /// What a baseline says of new results.
  private func findings(
    from old: ComparisonResults, to new: ComparisonResults
  ) throws -> BaselineFindings {
    let baseline = try baseline(old)
    try baseline.check(problems: new.problems.map(\.problem), contenders: new.contenderNames)
    return baseline.findings(in: new)
  }

  private let good = (0..<8).map { 0.95 + Double($0) / 1000 }

  @Test func `only a clear change for the worse is a regression`() throws {
    let old = try results(good)
    let same = try findings(from: old, to: old)
    #expect(same.regressions.isEmpty)
    #expect(same.lines.allSatisfy { $0.hasSuffix("the same with every seed") })
    #expect(same.lines.count == 2)
    let worse = try findings(from: old, to: results(good.map { $0 - 0.02 }))
    #expect(worse.changes.map(\.isRegression) == [true, true])
    // ½⁸ on the one side, and two questions.
    #expect(
      worse.lines.first == "A on digits: test accuracy 95.4% → 93.4%, worse with 8 of 8 seeds, "
        + "p = 0.0078")
    let better = try findings(from: old, to: results(good.map { $0 + 0.02 }))
    #expect(better.regressions.isEmpty)
    #expect(better.lines.first?.contains("better with 8 of 8 seeds") == true)
    let mixed = zip(good, [-1, 1, -1, 1, -1, 1, -1, 1]).map { $0 + 0.01 * $1 }
    let open = try findings(from: old, to: results(mixed))
    #expect(open.regressions.isEmpty)
    #expect(open.lines.count == 2 && open.lines[0].contains("no clear change"))
    let diverged = try findings(from: old, to: results([Double?](repeating: nil, count: 8)))
    #expect(diverged.regressions.count == 2)
  }

  @Test func `what was chosen in another way cannot be told`() throws {
    var old = try results(good)
    old.problems[0].contenders[0].searchSpace.strategy = .grid
    var fewer = try results(good.map { $0 - 0.02 })
    fewer.problems[0].contenders[0].searchSpace.strategy = .grid
    let grid = fewer
    fewer.problems[0].contenders[0].searchSpace.trials = 2
    let found = try findings(from: old, to: fewer)
    #expect(found.changes.isEmpty)
    #expect(
      found.lines == [
        "Cannot tell: the settings were chosen in another way in the baseline for A on digits "
          + "(--trials 1 then, 2 now)."
      ])
    var seeds = grid
    seeds.settings.searchSeeds = [1, 2]
    #expect(
      try findings(from: old, to: seeds).lines.first?
        .contains("--search-seeds 0 then, 2 now") == true)
    #expect(
      try findings(from: old, to: results(good)).lines.first?
        .contains("a grid of rates then, a rate that was given now") == true)
    // A range that was widened is the same search.
    var widened = grid
    widened.problems[0].contenders[0].searchSpace.widenings = 1
    #expect(try findings(from: old, to: widened).regressions.count == 2)
  }

  @Test func `one that finds no rate any more is a regression`() throws {
    let search = ComparisonResults.Trial(
      stage: .search, learningRate: 0.1, seed: 1001, epochs: [], divergedAtStep: 1)
    let new = try results([VerdictTests.contender("A", trials: [search], rate: nil)])
    let found = try findings(from: try results(good), to: new)
    #expect(found.regressions.count == 2)
    #expect(found.lines.first?.contains("95.4% → diverged") == true)
    // The other way round there is nothing to compare with.
    #expect(try findings(from: new, to: try results(good)).changes.isEmpty)
  }

  @Test func `a worse loss counts where accuracies are as they were`() throws {
    func contender(_ more: Double) -> Contender {
      VerdictTests.contender("A", good, losses: (0..<8).map { 0.1 + more + 0.001 * Double($0) })
    }
    let found = try findings(from: results([contender(0)]), to: results([contender(0.01)]))
    #expect(found.changes.map(\.measure) == [.testAccuracy, .testLoss])
    #expect(found.changes.map(\.isRegression) == [false, true])
    #expect(found.lines[0].hasSuffix("the same with every seed"))
    // The accuracy could not have been clear, so this is the only question.
    #expect(found.lines[1].hasSuffix("worse with 8 of 8 seeds, p = 0.0039"))
  }

  @Test func `what did not change costs nothing`() throws {
    let many = (0..<40).map { VerdictTests.contender("N\($0)", good) }
    var new = many
    new[17] = VerdictTests.contender("N17", good.map { $0 - 0.02 })
    let found = try findings(from: results(many), to: results(new))
    #expect(found.changes.count == 80)
    #expect(found.regressions.map(\.new.name) == ["N17", "N17"])
    #expect(found.lines.count == 3)
    #expect(
      found.lines.last == "Of 80 comparisons with the baseline 2 show a clear change, 0 no clear "
        + "one, and 78 are the same with every seed.")
    // Tarone (1990): k is the least with no more than k tests that could be clear at 0.05/k.
    #expect(BaselineFindings.family(leastChances: found.changes.map(\.leastChance)) == 2)
    #expect(BaselineFindings.family(leastChances: []) == 1)
    #expect(BaselineFindings.family(leastChances: [1, 1, 0.04]) == 1)
    #expect(BaselineFindings.family(leastChances: [0.01, 0.01, 0.01]) == 3)
    #expect(BaselineFindings.family(leastChances: [0.02, 0.02, 0.02]) == 3)
    #expect(BaselineFindings.family(leastChances: [0.03, 0.03, 0.03]) == 2)
  }

  @Test func `what cannot be told is one line`() throws {
    let few = Array(good.prefix(4))
    let found = try findings(from: results(few), to: results(few.map { $0 - 0.02 }))
    #expect(found.regressions.isEmpty)
    #expect(found.lines.count == 3)
    // 2 · ½⁶ < 0.05.
    #expect(
      found.lines.last
        == "Cannot tell: with 4 seeds in common, not even a change for the worse with "
        + "every one of them would be clear in 2 of 2 comparisons; --seeds 6, here and in the "
        + "baseline, would do.")
    // A hundred changes are too many for eight seeds: 100 · ½¹¹ < 0.05.
    let many = (0..<50).map { VerdictTests.contender("N\($0)", good) }
    let worse = (0..<50).map { VerdictTests.contender("N\($0)", good.map { $0 - 0.02 }) }
    let crowd = try findings(from: results(many), to: results(worse))
    #expect(crowd.regressions.isEmpty)
    #expect(crowd.lines.last?.contains("in 100 of 100 comparisons; --seeds 11,") == true)
    // With all seeds the same, or few that differ, there is no doubt.
    #expect(try findings(from: results(few), to: results(few)).lines.count == 2)
    var one = good
    one[3] -= 0.01
    #expect(try findings(from: results(good), to: results(one)).lines.count == 2)
  }

  @Test func `seeds that have nothing in common are named`() throws {
    let old = try results(good)
    var new = old
    for index in new.problems[0].contenders[0].trials.indices {
      new.problems[0].contenders[0].trials[index].seed += 100
    }
    let found = try findings(from: old, to: new)
    #expect(found.regressions.isEmpty)
    #expect(
      found.lines == ["Cannot tell: A on digits has no seed in common with the baseline."])
    let both = ["A", "B"].map { VerdictTests.contender($0, good) }
    var others = try results(both)
    for contender in 0..<2 {
      for index in good.indices {
        others.problems[0].contenders[contender].trials[index].seed += 100
      }
    }
    #expect(
      try findings(from: results(both), to: others).lines == [
        "Cannot tell: A on digits and B on digits have no seed in common with the baseline."
      ])
  }

  /// Medians of other seeds would differ where every seed is the same.
  @Test func `numbers are those of the seeds in common`() throws {
    let all = [0.91, 0.92, 0.93, 0.97, 0.98, 0.99, 0.99, 0.99]
    let (many, three) = (try results(all), try results(Array(all.prefix(3))))
    for (old, new) in [(many, three), (three, many)] {
      #expect(
        try Array(findings(from: old, to: new).lines.prefix(2)) == [
          "A on digits: test accuracy 92.0% → 92.0% (of the 3 seeds in common), the same with every "
            + "seed",
          "A on digits: test loss 0.0800 → 0.0800 (of the 3 seeds in common), the same with every seed",
        ])
    }
    #expect(try !findings(from: three, to: three).lines[0].contains("in common"))
    let one = try findings(from: many, to: results([all[0]])).lines[0]
    #expect(one.contains(" 91.0% → 91.0% (of the seed in common),"), "\(one)")
    func descent(_ steps: [Int?]) -> Contender {
      VerdictTests.contender(
        "A",
        trials: steps.enumerated().map { index, steps in
          .init(
            stage: .final, learningRate: 0.1, seed: UInt64(index + 1), epochs: [], testLoss: 1e-9,
            stepsToTarget: steps)
        })
    }
    let steps = try findings(
      from: results([descent([50, 60, nil, nil, nil])], problem: "sphere"),
      to: results([descent([50, 60])], problem: "sphere"))
    #expect(
      steps.lines.first?.contains("steps to the target 55 → 55 (of the 2 seeds in common)") == true,
      "\(steps.lines)")
  }

  /// Least squares round otherwise where a product adds in another order.
  @Test func `a target that another processor rounds otherwise is the same`() throws {
    let old = try results([VerdictTests.contender("A", good)], problem: "linear")
    func changed(_ factor: Double) -> ComparisonResults {
      var new = old
      new.problems[0].problem.target.value *= factor
      return new
    }
    for factor in [1, 1 + 0x1p-52, 1 - 1e-12] {
      #expect(try findings(from: old, to: changed(factor)).regressions.isEmpty, "\(factor)")
    }
    for factor in [1 + 1e-8, 1 - 1e-8, 2, 0, -1, .nan] {
      #expect(throws: BaselineError.self, "\(factor)") {
        try baseline(old).check(
          problems: changed(factor).problems.map(\.problem), contenders: ["A"])
      }
    }
  }

  @Test func `too few seeds are said before the work`() throws {
    let old = try results(good)
    let problems = old.problems.map(\.problem)
    func warning(_ seeds: UInt64) throws -> String? {
      try baseline(old).warning(
        problems: problems, contenders: ["A"], seeds: (0..<seeds).map { $0 + 1 })
    }
    #expect(try warning(10) == nil)
    #expect(try warning(5) == nil)
    let text = try #require(try warning(4))
    #expect(text.hasPrefix("Cannot tell: with 4 seeds in common"))
    #expect(text.contains("--seeds 6, here and in the baseline"))
  }

  /// Who follows what is said before the work learns nothing else after it.
  @Test(arguments: [1, 3, 14])
  func `as many seeds would do before the work and after it`(count: Int) throws {
    let few = Array(good.prefix(3))
    let old = try results((0..<count).map { VerdictTests.contender("N\($0)", few) })
    // Of one alone, too.
    for changed in Set([1, count]) {
      let new = try results(
        (0..<count).map { index in
          VerdictTests.contender("N\(index)", few.map { index < changed ? $0 - 0.02 : $0 })
        })
      let before = try #require(
        try baseline(old).warning(
          problems: old.problems.map(\.problem), contenders: old.contenderNames, seeds: [1, 2, 3]))
      let after = try #require(try findings(from: old, to: new).lines.last)
      func seeds(_ text: String) -> Int? {
        text.firstMatch(of: /--seeds (\d+), here/).flatMap { Int($0.output.1) }
      }
      let enough = try #require(seeds(before))
      #expect(enough == seeds(after), "\(before) \(after)")
      #expect(enough == BaselineFindings.fewestSeeds(comparisons: 2 * count))
    }
  }

  @Test func `on a function, heights below the target are alike`() throws {
    func contender(_ heights: [Double], steps: Int) -> Contender {
      VerdictTests.contender("A", heights.map { _ in 0.5 }, losses: heights, steps: steps)
    }
    let old = try results(
      [contender((0..<8).map { 1e-30 * Double($0 + 1) }, steps: 90)], problem: "sphere")
    let new = try results(
      [contender((0..<8).map { 1e-28 * Double($0 + 1) }, steps: 90)], problem: "sphere")
    #expect(try findings(from: old, to: new).regressions.isEmpty)
    let slow = try results(
      [contender((0..<8).map { 1e-30 * Double($0 + 1) }, steps: 91)], problem: "sphere")
    let found = try findings(from: old, to: slow)
    #expect(found.regressions.map(\.measure) == [.stepsToTarget])
    let high = try results(
      [contender((0..<8).map { 10 + Double($0) }, steps: 90)], problem: "sphere")
    #expect(try findings(from: old, to: high).regressions.map(\.measure) == [.testLoss])
    // A baseline of version 2 counts another thing as steps.
    var older = old
    older.formatVersion = 2
    let doubtful = try findings(from: older, to: slow)
    #expect(doubtful.changes.map(\.measure) == [.testLoss])
    #expect(
      doubtful.lines.last?.contains("was touched once, so steps to it are not compared") == true)
  }

  @Test func `what cannot be compared is refused`() throws {
    let old = try results(good)
    let error = #expect(throws: BaselineError.self) {
      try findings(from: old, to: results(good, epochs: 10))
    }
    #expect(error?.description.contains("epochs 40 then, 10 now") == true)
    #expect(throws: BaselineError.self) { try findings(from: old, to: results(good, name: "B")) }
  }

  /// Of a file that was cut off, anywhere, is said how much is left and to what it belongs.
  @Test func `results that were cut off`() throws {
    let bytes = try ResultsJSON.encode(results(good))
    #expect(throws: Never.self) { try ResultsJSON.decode(bytes) }
    for count in [1, 20, 300, bytes.count / 2, bytes.count - 2] {
      let error = #expect(throws: ResultsError.self) { try ResultsJSON.decode(bytes.prefix(count)) }
      guard case .endsEarly(after: count, in: let place)? = error else {
        Issue.record("\(count): \(error.map(String.init(describing:)) ?? "accepted")")
        continue
      }
      #expect(place.hasPrefix("problems.0.") || count != bytes.count / 2, "\(place)")
    }
  }

  @Test func `other steps on a function are called steps`() throws {
    func message(_ problem: String) throws -> String? {
      let contender = VerdictTests.contender("A", good)
      let old = try results([contender], epochs: 50, problem: problem)
      let error = #expect(throws: BaselineError.self) {
        try findings(from: old, to: results([contender], epochs: 5, problem: problem))
      }
      return error?.description
    }
    #expect(try message("sphere")?.hasSuffix("(steps 500 then, 50 now)") == true)
    #expect(try message("digits")?.hasSuffix("(epochs 50 then, 5 now)") == true)
  }

  @Test func `regressions are counted, not told again`() {
    #expect(
      RegressionError(count: 3, total: 8).description
        == "clearly worse than the baseline in 3 of 8 comparisons")
    #expect(
      RegressionError(count: 1, total: 1).description
        == "clearly worse than the baseline in 1 of 1 comparison")
  }

  @Test func `files that are no results are refused by name`() throws {
    let scratch = try ScratchFolder()
    for (bytes, message) in [
      ("", "not a results.json"), ("{}", "not a results.json"), ("[", "not a results.json"),
      ("{", "old.json: damaged results: the file ends too early, after 1 byte"),
      (#"{"problems":[{},{"name":"a\"}","#, "ends too early, after 31 bytes, in problems.1.name"),
      (
        #"{"format":"descent.compare-optimizers" "formatVersion":3}"#,
        "damaged results: line 1, column 40, in format: '\"' instead of ',' or '}'"
      ),
      (#"{"format":"elsewhere" "formatVersion":3}"#, "not a results.json"),
      (#"{"format":"descent.compare-optimizers","formatVersion":1}"#, "format version 1"),
      (#"{"format":"descent.compare-optimizers","formatVersion":2}"#, "is missing"),
      (String(repeating: "[", count: 100_000), "not a results.json"),
    ] {
      try scratch.write(Array(bytes.utf8), to: "old.json")
      let error = #expect(throws: ResultsFileError.self) {
        try Baseline(path: scratch.path + "/old.json")
      }
      let text = error.map(String.init(describing:)) ?? "accepted"
      #expect(text.contains(message), "\(text) for \(bytes.prefix(20))")
      #expect(error?.description.contains("old.json") == true)
    }
    #expect(throws: ResultsFileError.self) { try Baseline(path: scratch.path + "/none.json") }
  }
}
