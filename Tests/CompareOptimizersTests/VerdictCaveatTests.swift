import Foundation
import Testing

@testable import CompareOptimizers

/// What a verdict says against itself.
@Suite struct VerdictCaveatTests {
  typealias Contender = ComparisonResults.Contender

  /// A contender on a function; steps and heights by seed, nil for a run that did not keep the target,
  /// and for one that diverged.
  private func descent(
    _ name: String, steps: [Int?], heights: [Double?]? = nil, decay: Double = 0, rate: Double = 0.1,
    rule: String = "θ ← θ − ηλθ"
  ) -> Contender {
    var contender = VerdictTests.contender(
      name,
      trials: steps.enumerated().map { index, steps in
        let height = heights.map { $0[index] } ?? 1
        return .init(
          stage: .final, learningRate: rate, seed: UInt64(index + 1), epochs: [],
          testLoss: height, stepsToTarget: steps, divergedAtStep: height == nil ? 7 : nil)
      }, rate: rate)
    contender.hyperparameters = [.init(name: "λ", value: "\(decay)")]
    contender.rule = rule
    return contender
  }

  private func function(_ name: String) throws -> ComparisonResults.Problem {
    try #require(try ProblemCatalogue.list(name, ProblemBudget()).first).description
  }

  private let never = [Int?](repeating: nil, count: 10)

  private func heights(_ height: Double) -> [Double?] {
    (0..<10).map { height * (1 + 0.01 * Double($0)) }
  }

  // MARK: Nobody keeps the target

  @Test func `heights, arrivals and divergence are told where nobody keeps the target`() throws {
    let problem = try function("rosenbrock:noise=0.1")
    var wild = heights(2)
    for index in 0..<3 { wild[index] = nil }
    let result = Verdict(
      problem,
      [
        descent("SGD", steps: never, heights: wild),
        descent("Adam", steps: [300] + never.dropFirst(), heights: heights(0.2)),
        descent("Yogi", steps: never, heights: heights(0.2).reversed()),
      ]
    ).result
    #expect(result.winner == nil)
    #expect(result.sentence.hasSuffix(", and kept it in most runs."))
    #expect(
      result.remarks == [
        "It was kept in 1 of 10 runs of Adam.",
        "By the final height, Adam and Yogi are clearly ahead of SGD: medians of 0.209 and 0.209, "
          + "against 2.15.", "3 of 10 runs of SGD diverged.",
      ])
  }

  @Test func `heights that are alike are called so`() throws {
    func result(_ seeds: Int) throws -> ComparisonResults.Verdict {
      Verdict(
        try function("rosenbrock"),
        ["A", "B"].enumerated().map { place, name in
          descent(
            name, steps: Array(never.prefix(seeds)),
            heights: (0..<seeds).map { Double(1 + (place + $0) % 2) })
        }
      ).result
    }
    let none = "By the final height, none is clearly ahead of another by more than 5%"
    #expect(try result(10).remarks == [none + "."])
    #expect(try result(4).remarks == [none + "; it takes at least 6 seeds to tell."])
    // In the same hollow the digits differ; "3.14, against 3.14" is no finding.
    let hollow = Verdict(
      try function("mccormick"),
      [
        descent("A", steps: never, heights: heights(3.14)),
        descent("B", steps: never, heights: heights(3.1401)),
        descent("C", steps: never, heights: heights(3.14 * 1.06)),
      ]
    ).result
    #expect(
      hollow.remarks == [
        "By the final height, A and B are clearly ahead of C: medians of 3.28 and 3.28, against 3.48."
      ])
  }

  @Test func `runs are counted in words`() {
    func words(_ counts: Int...) -> String? {
      Verdict.runs(counts.enumerated().map { ("N\($0)", $1, 10) })
    }
    #expect(words(0, 0) == nil)
    #expect(words(0, 2, 3) == "3 of 10 runs of N2 and 2 of 10 of N1")
    #expect(
      words(1, 2, 3, 4, 5)
        == "5 of 10 runs of N4, 4 of 10 of N3, 3 of 10 of N2 and some of 2 others")
    #expect(Verdict.runs([("A", 1, 1)]) == "1 of 1 run of A")
  }

  /// Where nobody arrived, "0, p 1.00, not clear" would be a finding.
  @Test func `pairs of which neither arrived are left out of tables and figures`() throws {
    let some = [100, 110, 120, 130, 140, 150, 160, 170, 180, 190] as [Int?]
    func entry(_ contenders: Contender...) throws -> ComparisonResults.ProblemResults {
      let problem = try function("rosenbrock")
      let pairings = ComparisonResults.Pairing.all(
        contenders, reference: 0, measure: problem.measure)
      return .init(
        problem: problem, contenders: contenders, pairings: pairings,
        verdict: Verdict(problem, contenders, pairings: pairings).result)
    }
    let (a, b) = (descent("A", steps: never), descent("B", steps: never))
    let c = descent("C", steps: some)
    let one = try entry(a, b, c)
    #expect(
      one.tellablePairings.map { "\($0.contender) \($0.measure)" } == [
        "C stepsToTarget", "B testLoss", "C testLoss",
      ])
    #expect(
      one.leftOutSentence
        == "Left out of the comparison of steps: B; neither it nor A kept the target in any run.")
    let none = try entry(a, b)
    #expect(none.tellablePairings.map(\.measure) == [.testLoss])
    #expect(
      none.leftOutSentence
        == "Steps to the target are not compared: neither A nor B kept it in any run.")
    #expect(try entry(c, b).leftOutSentence == "")
    // The terminal has no column of chances then.
    let titles = SummaryColumns(of: none).titles.map(\.first)
    #expect(!titles.contains("p against"), "\(titles)")
    #expect(!SummaryColumns(of: none).footnote.contains("p:"))
    #expect(SummaryColumns(of: one).titles.map(\.first).contains("p against"))
    let page = HTMLReport(TerminalSample.results([none])).text
    #expect(page.contains(none.leftOutSentence))
    #expect(!page.contains("Difference in steps to the target"))
  }

  // MARK: Weight decay

  @Test func `decay that leads to the minimum is told of`() throws {
    let steps = (0..<10).map { 8 + $0 % 2 } as [Int?]
    let slow = (0..<10).map { 60 + $0 } as [Int?]
    func remarks(_ name: String, _ contenders: Contender...) throws -> [String] {
      Verdict(try function(name), contenders).result.remarks.filter { $0.contains("decay") }
    }
    let adam = descent("Adam", steps: slow)
    let adamW = descent("AdamW", steps: steps, decay: 0.01, rate: 100)
    #expect(
      try remarks("matyas", adam, adamW) == [
        "The decay of AdamW draws every parameter to 0, by ηλ = 100% a step, which is where the "
          + "minimum of Matyas lies: its steps say little about a function that is lowest elsewhere."
      ])
    // Lowest elsewhere, and never there.
    #expect(try remarks("booth", adam, adamW) == [])
    #expect(try remarks("matyas", adam, descent("AdamW", steps: never, decay: 0.01)) == [])
    // 60 steps take 0.6 % away.
    #expect(
      try remarks("matyas", adamW, descent("X", steps: slow, decay: 0.001)).allSatisfy {
        !$0.contains("X")
      })
    let coupled = descent("X", steps: slow, decay: 1e-3, rule: "g ← g + λθ\nθ ← θ − ηg")
    #expect(try remarks("sphere", adamW, coupled)[0].hasPrefix("The decays of AdamW and X draw "))
    #expect(
      try remarks("sphere", coupled)[0].hasPrefix(
        "The decay of X draws every parameter to 0, which is where the minimum of "))
  }

  @Test func `over all problems decay is told of too`() throws {
    let steps = (0..<10).map { 8 + $0 % 2 } as [Int?]
    let slow = (0..<10).map { 60 + $0 } as [Int?]
    let entries = try ["matyas", "sphere", "booth"].map { name in
      let problem = try function(name)
      let contenders = [
        descent("Adam", steps: slow), descent("AdamW", steps: steps, decay: 0.01, rate: 100),
      ]
      return ComparisonResults.ProblemResults(
        problem: problem, contenders: contenders, pairings: [],
        verdict: Verdict(problem, contenders).result)
    }
    let remarks = OverallVerdict(entries, profile: .init(entries)).result.remarks
    #expect(
      remarks.contains(
        "The decay of AdamW draws every parameter to 0, which is where the minimum of 2 of 3 problems "
          + "lies, and on 2 of these it was clearly the best: its steps there say little about functions "
          + "that are lowest elsewhere."), "\(remarks)")
  }

  // MARK: The split of the data

  @Test func `a clear lead that is within the chance of the test samples is told as such`() throws {
    var problem = try VerdictTests.problem()
    problem.testCount = 60
    func result(_ lead: Double) -> ComparisonResults.Verdict {
      Verdict(
        problem,
        [
          VerdictTests.contender("A", (0..<10).map { _ in 0.85 + lead }),
          VerdictTests.contender("B", [Double](repeating: 0.85, count: 10)),
        ]
      ).result
    }
    #expect(result(1.0 / 60).winner == "A")
    #expect(
      result(1.0 / 60).remarks.first
        == "The lead of A over B, 1.67 points seed by seed, is about 1 of 60 test samples; with other "
        + "test samples the accuracy itself would vary by 4.6 points (its standard error), so another "
        + "split of the data may decide otherwise.")
    #expect(result(0.045).remarks.contains { $0.contains("about 3 of 60 test samples;") })
    #expect(!result(0.05).remarks.contains { $0.contains("test samples") })
    let three = Verdict(
      problem,
      [
        VerdictTests.contender("A", [Double](repeating: 0.87, count: 10)),
        VerdictTests.contender("B", [Double](repeating: 0.85, count: 10)),
        VerdictTests.contender("C", [Double](repeating: 0.86, count: 10)),
        VerdictTests.contender("D", [Double](repeating: 0.5, count: 10)),
      ]
    ).result
    #expect(
      three.remarks.first?.hasPrefix(
        "The leads of A over C and B, up to 2 points seed by seed, are about 1 of 60 test samples at "
          + "most; ") == true, "\(three.remarks)")
  }

  /// A lead of 2.5 samples comes as 2.4999999999999996 of them as well.
  @Test func `half a sample is told alike whatever its last digit`() {
    for lead in [2.5 / 60, (2.5 / 60).nextDown, 2.5 / 60 - 1e-15, 2.5 / 60 + 1e-15] {
      #expect(Verdict.samples(of: lead, among: 60) == 3, "\(lead)")
    }
    #expect(
      [0, 0.24, 0.5, 0.75, 1.25].map { Verdict.samples(of: $0, among: 1) } == [0, 0, 1, 1, 1])
  }

  @Test
  func `a clear lead by a loss that is within the chance of the test samples is told as such`()
    throws
  {
    var problem = try NetworkProblem<Float>.regression(ProblemBudget()).description
    problem.testCount = 30
    func runs(_ name: String, _ loss: Double) -> Contender {
      VerdictTests.contender(
        name, [Double](repeating: 0.5, count: 10), losses: [Double](repeating: loss, count: 10))
    }
    func remarks(
      _ losses: Double..., on problem: ComparisonResults.Problem
    ) -> [String] {
      let result = Verdict(problem, zip("ABC", losses).map { runs(String($0), $1) }).result
      #expect(result.winner == "A")
      return result.remarks.filter { $0.contains("of the test loss") }
    }
    #expect(
      remarks(0.096, 0.1, on: problem) == [
        "The lead of A over B, 4% of the test loss seed by seed, is small: with other test samples the "
          + "loss itself, a mean over 30 test samples, would vary by about 26% (its standard error, were "
          + "errors normal), so another split of the data may decide otherwise."
      ])
    #expect(
      remarks(0.096, 0.1, 0.099, on: problem)[0].hasPrefix(
        "The leads of A over C and B, up to 4% of the test loss seed by seed, are small: with other "
      ))
    // √(2/30) is 0.258.
    #expect(remarks(0.075, 0.1, on: problem).count == 1)
    #expect(remarks(0.074, 0.1, on: problem).isEmpty)
    problem.testCount = 10_000
    #expect(remarks(0.096, 0.1, on: problem).isEmpty)
    // All samples are trained on, and the lowest loss is that of these.
    let linear = try NetworkProblem<Double>.linear(conditionNumber: 10, ProblemBudget()).description
    #expect(linear.testCount > 0 && remarks(0.096, 0.1, on: linear).isEmpty)
  }

  @Test func `a lead by the loss alone, of classes, is told as small too`() throws {
    var problem = try VerdictTests.problem()
    problem.testCount = 30
    let accuracies = (0..<10).map { 0.95 + 0.001 * Double($0 % 3) }
    let low = VerdictTests.contender(
      "A", Array(accuracies.reversed()), losses: (0..<10).map { 0.08 + 0.001 * Double($0) })
    let high = VerdictTests.contender(
      "B", accuracies, losses: (0..<10).map { 0.1 + 0.001 * Double($0) })
    let remarks = Verdict(problem, [high, low]).result.remarks
    #expect(remarks[0].hasPrefix("By its test loss, A is clearly ahead of B"), "\(remarks)")
    #expect(
      remarks[1]
        == "The lead of A over B, 19% of the test loss seed by seed, is small: with other test samples "
        + "the loss itself, a mean over 30 test samples, would vary by 26% or more (its standard error, "
        + "were losses squares of normal errors), so another split of the data may decide otherwise."
    )
    // √(2/60) is 0.183.
    problem.testCount = 60
    #expect(!Verdict(problem, [high, low]).result.remarks.contains { $0.contains("split") })
  }

  @Test func `that the split is one is said where there is a split`() {
    let sentence = "for this split of the data"
    #expect(HTMLReport(SampleComparison.results(on: [.digits])).text.contains(sentence))
    #expect(!HTMLReport(SampleComparison.results(on: [.rosenbrock])).text.contains(sentence))
  }

  // MARK: Clear but for the number of comparisons

  /// Fourteen on a function: nine of ten seeds against none are p = 0.0039, times 13 is 0.051.
  @Test func `what only the number of comparisons hides is told with its counts`() throws {
    let nine = (0..<10).map { $0 < 9 ? 200 + $0 : nil }
    let (first, last) = (descent("A", steps: nine), descent("B", steps: never))
    // As good as the first, so that nothing is clear between them.
    let rest = (0..<12).map { descent("N\($0)", steps: nine) }
    let result = Verdict(try function("rosenbrock"), [first, last] + rest).result
    #expect(result.sentence.contains("at least half of the runs of B did not keep it"))
    #expect(
      result.remarks.first
        == "Clear if it were the only comparison, and not as one of 13: A ahead of B with 9 of 10 seeds "
        + "(p = 0.004; about 11 such seeds would do).")
    let among = try #require(
      result.remarks.first { $0.hasPrefix("Among the others, clear if each were the only") })
    #expect(among.contains(", and not as one of 91, for which 10 seeds are too few: N"))
    #expect(among.contains(" ahead of B with 9 of 10 seeds (p = 0.004; about "))
    #expect(among.hasSuffix("; 10 more pairs."))
    // Those of whom the same is to be said are told together.
    let losers = ["C", "D"].map { descent($0, steps: never) }
    #expect(
      Verdict(try function("rosenbrock"), [first, last] + losers + rest.dropFirst(2))
        .result.remarks.first
        == "Clear if each were the only comparison, and not as one of 13: A ahead of B, C and D with 9 "
        + "of 10 seeds (p = 0.004; about 11 such seeds would do).")
    // Alone it is clear, and nothing is hidden.
    #expect(Verdict(try function("rosenbrock"), [first, last]).result.winner == "A")
  }

  @Test func `each of several medians has its name`() throws {
    let steps = (0..<10).map { 200 + 10 * (($0 * 7) % 10) } as [Int?]
    func entry(_ name: String, _ shift: Int) -> Contender {
      descent(name, steps: (0..<10).map { (steps[($0 + shift) % 10] ?? 0) + shift })
    }
    let two = Verdict(try function("booth"), [entry("A", 0), entry("B", 3)]).result.sentence
    #expect(two.hasSuffix("the target after medians of 245 steps and 248 steps."), "\(two)")
    let three = Verdict(
      try function("booth"), [entry("A", 0), entry("B", 3), entry("C", 5)]
    ).result.sentence
    #expect(
      three.hasSuffix("medians of 245 steps (A), 248 steps (B) and 250 steps (C)."), "\(three)")
  }

  // MARK: Over all problems

  /// A is faster than B on every problem, by much; C is like A but for one.
  private func entries(_ count: Int) throws -> [ComparisonResults.ProblemResults] {
    try (0..<count).map { place in
      let problem = try function("booth")
      func runs(_ name: String, _ median: Int) -> Contender {
        descent(name, steps: (0..<10).map { median + $0 })
      }
      let contenders = [
        runs("A", 100), runs("B", 300 + place),
        runs("C", place % 2 == 0 ? 101 + place : 99 - place),
      ]
      return .init(
        problem: problem, contenders: contenders, pairings: [],
        verdict: Verdict(problem, contenders).result)
    }
  }

  @Test func `the test that decides over all problems is named with its chances`() throws {
    let nine = try entries(9)
    let profile = try #require(ComparisonResults.Profile(nine))
    let comparison = try #require(OverallComparison(nine, profile))
    let chances = Dictionary(
      uniqueKeysWithValues: comparison.rows.map { ($0.contender, $0.probability) })
    #expect(comparison.first == "A")
    // 2 · ½⁹, for two others.
    #expect(chances["B"] == 2 * 2 * 0.001953125)
    let result = OverallVerdict(nine, profile: profile).result
    #expect(
      result.remarks.first
        == "What decides is not the score but Wilcoxon’s signed-rank test of the median steps, problem "
        + "by problem: p = 0.008 beside B, and p = "
        + "\(NumberText.probability(try #require(chances["C"]))) beside C.")
    var results = TerminalSample.results(nine)
    results.profile = profile
    let page = HTMLReport(results).text
    #expect(page.contains(">p beside A<") && page.contains(">0.008<"))
    #expect(page.contains("one view, and the test that the verdict goes by is another"))
    #expect(page.contains("Solved: more than half of the runs"))
  }

  @Test func `too few problems are said to be`() throws {
    let four = try entries(4)
    #expect(
      OverallVerdict(four, profile: .init(four)).result.remarks.first
        == "What decides is not the score but Wilcoxon’s signed-rank test of the median steps, problem "
        + "by problem, and for 3 optimizers it takes at least 7 problems to find anything.")
  }
}
