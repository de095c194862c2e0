import Foundation
import Testing

@testable import CompareOptimizers

@Suite struct VerdictTests {
  /// A contender with one final run for each accuracy; nil is a run that diverged.
  static func contender(
    _ name: String, _ accuracies: [Double?], losses: [Double]? = nil, steps: Int? = nil,
    rate: Double? = 0.1
  ) -> ComparisonResults.Contender {
    contender(
      name,
      trials: accuracies.enumerated().map { index, accuracy in
        ComparisonResults.Trial(
          stage: .final, learningRate: 0.1, seed: UInt64(index + 1), epochs: [],
          testLoss: losses?[index] ?? accuracy.map { 1 - $0 }, testAccuracy: accuracy,
          stepsToTarget: steps, divergedAtStep: accuracy == nil ? 1 : nil)
      }, rate: rate)
  }

  /// A contender with some runs.
  static func contender(
    _ name: String, trials: [ComparisonResults.Trial], rate: Double? = 0.1
  ) -> ComparisonResults.Contender {
    ComparisonResults.Contender(
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
    _ name: String, _ accuracies: [Double?], losses: [Double]? = nil, steps: Int? = nil,
    rate: Double? = 0.1
  ) -> ComparisonResults.Contender {
    Self.contender(name, accuracies, losses: losses, steps: steps, rate: rate)
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
        == "A was the fastest of the two to 95% validation accuracy: 100 steps, B took 3.0× as many."
    )
    let last = contender("C", [Double](repeating: 0.5, count: 7))
    #expect(
      try verdict(second, first, last).sentence.hasSuffix(" A is clearly ahead of C."))
  }

  /// Six losses are higher by 100, and fifteen lower by 1: worse by the mean, better by ranks.
  @Test func `what the mean and the ranks tell apart is not clear`() throws {
    let shifts = [Double](repeating: 100, count: 6) + [Double](repeating: -1, count: 15)
    func runs(_ name: String, _ losses: [Double]) -> ComparisonResults.Contender {
      contender(name, losses.map { _ in 0.9 }, losses: losses)
    }
    let (shifted, level) = (runs("A", shifts.map { 200 + $0 }), runs("B", shifts.map { _ in 200 }))
    let pairing = try #require(ComparisonResults.Pairing(shifted, level, .testLoss))
    #expect(pairing.effectSize > 0 && !pairing.isClear)
    let reversed = try #require(ComparisonResults.Pairing(level, shifted, .testLoss))
    #expect(reversed.effectSize < 0 && !reversed.isClear)
  }

  /// The large number is the one of the tables, not the difference of two medians.
  @Test func `a highlighted difference is that of the pairs`() throws {
    let first = contender("A", (0..<10).map { 0.9 + Double($0) / 100 })
    let second = contender("B", (0..<10).map { 0.89 + Double($0) / 100 })
    let third = contender("C", (0..<10).map { 0.9 + Double(9 - $0) / 100 - 0.001 })
    let pairing = try #require(ComparisonResults.Pairing(first, second, .testAccuracy))
    let clear = try #require(try verdict(first, second).highlights.dropFirst().first)
    #expect(clear.value == pairing.difference && clear.remark == "to B, clear")
    #expect(clear.valueText == "+1.00 points")
    let unclear = try #require(try verdict(first, third).highlights.dropFirst().first)
    #expect(unclear.remark == "to C, not clear" && unclear.label == "difference, seed by seed")
  }

  @Test(arguments: [0, 1])
  func `a target that few runs keep is said to be kept by few`(kept: Int) throws {
    func runs(_ name: String, _ accuracy: Double) -> ComparisonResults.Contender {
      Self.contender(
        name,
        trials: (1...10).map { seed in
          .init(
            stage: .final, learningRate: 0.1, seed: seed, epochs: [], testLoss: 1 - accuracy,
            testAccuracy: accuracy, stepsToTarget: Int(seed) <= kept ? 5 : nil)
        })
    }
    let target = "kept the target, 95% validation accuracy, in"
    #expect(
      try verdict(runs("A", 0.9), runs("B", 0.9)).remarks.contains(
        "None of them \(target) \(kept > 0 ? "more than half of its runs" : "any run")."))
    #expect(
      try verdict(runs("A", 0.9), runs("B", 0.8)).remarks.contains(
        "A \(target) \(kept > 0 ? "no more than half of its runs" : "no run")."))
  }

  /// "88.3%, against 86.7%" beside "+7.50 points" needs a word.
  @Test func `two numbers that disagree are called by their names`() throws {
    let first = contender("A", [0.9, 0.9, 0.9, 0.9, 0.9, 0.7, 0.7, 0.7, 0.7])
    let second = contender("B", [0.89, 0.89, 0.89, 0.89, 0.89, 0.5, 0.5, 0.5, 0.5])
    let highlights = try verdict(first, second).highlights
    #expect(highlights[0].label == "median test accuracy of A")
    #expect(highlights[1].label == "Hodges–Lehmann difference, seed by seed")
    #expect(highlights[1].valueText == "+10.50 points")
    #expect(highlights[1].remark == "to B, clear; the difference of the medians is +1.00 points")
  }

  /// "A on 4 and 2 others" would be two other problems.
  @Test func `those who are not named are called optimizers`() {
    let counts = [("A", 4), ("B", 2), ("C", 2), ("D", 2), ("E", 1)]
    #expect(OverallVerdict.list(Array(counts.prefix(1))) == "A on 4")
    #expect(OverallVerdict.list(Array(counts.prefix(4))) == "A on 4, B on 2, C on 2 and D on 2")
    #expect(
      OverallVerdict.list(counts)
        == "A on 4, B on 2, C on 2 and 2 other optimizers on 1 to 2 each")
    #expect(
      OverallVerdict.list(counts + [("F", 1)]).hasSuffix("3 other optimizers on 1 to 2 each"))
    #expect(
      OverallVerdict.list(Array(counts.prefix(3)) + [("D", 1), ("E", 1)])
        .hasSuffix(" and 2 other optimizers on 1 each"))
  }

  @Test func `equal results leave it open`() throws {
    let result = try verdict(
      contender("A", [Double](repeating: 0.9, count: 10)),
      contender("B", [Double](repeating: 0.9, count: 10)))
    #expect(result.winner == nil)
    #expect(result.sentence.hasPrefix("No clear difference between A and B"))
  }

  @Test func `who is clearly ahead among the others is named`() throws {
    let wild = contender("A", [0.99, 0.8, 0.99, 0.8, 0.99, 0.8, 0.99, 0.8, 0.99, 0.99])
    let good = contender("B", (0..<10).map { 0.92 + Double($0) / 1000 })
    let bad = contender("C", (0..<10).map { 0.9 + Double($0) / 1000 })
    let result = try verdict(wild, good, bad)
    #expect(result.sentence.hasPrefix("No clear difference between A and B or C: "))
    #expect(result.remarks.first == "Among the others, B is clearly ahead of C.")
    // With as many questions as there are pairs of eight, ten seeds cannot answer this one.
    let more = (0..<5).map { contender("X\($0)", (0..<10).map { 0.9 + Double($0 % 3) / 1000 }) }
    #expect(
      !Verdict(try Self.problem(), [wild, good, bad] + more).result.remarks.contains {
        $0.contains("is clearly ahead of")
      })
  }

  /// Holm's correction among three rows of a table is another than among three others of the best.
  @Test func `the sentence says of the reference what the table says`() throws {
    func shifted(_ name: String, _ signs: [Double]) -> ComparisonResults.Contender {
      contender(name, signs.enumerated().map { 0.9 + 0.01 * $1 + 0.0001 * Double($0) })
    }
    let reference = shifted("R", [Double](repeating: 0, count: 8))
    // Better with seven of eight, by as much as it is worse with the eighth: p = 18/256.
    let first = shifted("A", [2, 2, 2, 2, 2, 2, 2, -0.5])
    let others = [
      shifted("B", [1, 1, 1, 1, 1, 1, 1, 1]), shifted("C", [-1, -1, -1, -1, -1, -1, -1, -1]),
    ]
    let all = [reference, first] + others
    let problem = try Self.problem()
    let table = ComparisonResults.Pairing.all(all, reference: 0, measure: .testAccuracy)
    for isClear in [true, false] {
      var shown = table
      for index in shown.indices where shown[index].contender == "A" {
        shown[index].probability = isClear ? 0.01 : 0.2
      }
      let sentence = Verdict(problem, all, pairings: shown).result.sentence
      let open = sentence.prefix { $0 != ":" }
      #expect(open.hasPrefix("No clear difference between A and"))
      #expect(open.contains("R") != isClear, "\(sentence)")
      let ahead = sentence.split(separator: " A is clearly ahead of ").dropFirst().joined()
      #expect(ahead.contains("R") == isClear, "\(sentence)")
    }
  }

  @Test func `the best median does not come first when another is clearly ahead of it`() throws {
    // A has the better median, and is worse with eight of eleven seeds, and by far.
    let a = contender("A", [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1])
    let b = contender("B", [0.895, 0.895, 0.895, 0.895, 0.895, 0.895, 0.8, 0.8, 0.8, 0.8, 0.8])
    var table = ComparisonResults.Pairing.all([a, b], reference: 1, measure: .testAccuracy)
    for index in table.indices {
      (table[index].probability, table[index].effectSize) = (0.01, -0.9)
    }
    let result = Verdict(try Self.problem(), [a, b], pairings: table).result
    #expect(result.winner == "B")
    #expect(result.sentence.hasPrefix("B did better than A"))
  }

  @Test func `of many optimizers a few are named`() throws {
    let many = (0..<14).map { index in
      contender("N\(index)", (0..<10).map { 0.9 + 0.01 * Double((index + $0) % 7) })
    }
    let problem = try Self.problem()
    let sentence = Verdict(problem, many).result.sentence
    #expect(sentence.contains(" or 10 others: median test accuracies from 9"), "\(sentence)")
    #expect(sentence.count < 160)
    let winner = contender("W", (0..<10).map { 0.99 + 0.0001 * Double($0) })
    let rival = contender("V", (0..<10).map { $0 < 5 ? 0.98 : 1 })
    let ahead = Verdict(problem, many + [winner, rival]).result.sentence
    #expect(ahead.contains("W is clearly ahead of ") || ahead.contains("V is clearly ahead of "))
    #expect(ahead.hasSuffix("and 11 others."), "\(ahead)")
  }

  @Test func `a loss that is clearly lower is told where accuracies are alike`() throws {
    let accuracies = (0..<10).map { 0.95 + 0.001 * Double($0 % 3) }
    let low = contender(
      "A", Array(accuracies.reversed()), losses: (0..<10).map { 0.08 + 0.001 * Double($0) })
    let high = contender("B", accuracies, losses: (0..<10).map { 0.1 + 0.001 * Double($0) })
    let result = try verdict(high, low)
    #expect(result.winner == nil)
    #expect(
      result.remarks.first
        == "By its test loss, A is clearly ahead of B: a median of 0.0845, against 0.105.")
    let table = ComparisonResults.Pairing.all([high, low], reference: 0, measure: .testAccuracy)
    #expect(table.map(\.measure) == [.testAccuracy, .testLoss, .stepsToTarget])
    #expect(table[1].isClear && table[1].wins == 10 && !table[0].isClear)
    // By so little it is no finding, however clear.
    let near = contender("B", accuracies, losses: (0..<10).map { 0.08001 + 0.001 * Double($0) })
    #expect(try !verdict(near, low).remarks.contains { $0.contains("test loss") })
    // What the accuracy says already is not said again.
    let clear = try verdict(
      contender("A", (0..<10).map { 0.97 + 0.001 * Double($0) }),
      contender("B", (0..<10).map { 0.9 + 0.001 * Double($0) }))
    #expect(!clear.remarks.contains { $0.contains("test loss") })
  }

  @Test(arguments: [1, 2, 5])
  func `few seeds are too few, and the verdict says so`(count: Int) throws {
    let result = try verdict(
      contender("A", [Double](repeating: 0.99, count: count)),
      contender("B", [Double](repeating: 0.5, count: count)))
    #expect(result.winner == nil)
    #expect(result.sentence.hasSuffix("; it takes at least 6 seeds to tell."))
    // Three others are three questions: 3 · 2 · ½⁷ < 0.05.
    let four = try verdict(
      contender("A", [Double](repeating: 0.99, count: count)),
      contender("B", [Double](repeating: 0.5, count: count)),
      contender("C", [Double](repeating: 0.4, count: count)),
      contender("D", [Double](repeating: 0.3, count: count)))
    #expect(four.sentence.hasSuffix("; it takes at least 7 seeds to tell."))
  }

  /// A contender with runs of a search, finite or not, at two rates, and final runs that diverged.
  private func searcher(
    _ name: String, finite: [Bool], finals: Int = 0, isSingle: Bool = false
  ) -> ComparisonResults.Contender {
    let search = finite.enumerated().map { index, isFinite in
      ComparisonResults.Trial(
        stage: .search, learningRate: isSingle || index % 2 == 0 ? 0.1 : 0.2, seed: 1001,
        epochs: [], divergedAtStep: isFinite ? nil : 1)
    }
    let final = (0..<finals).map { index in
      ComparisonResults.Trial(
        stage: .final, learningRate: 0.1, seed: UInt64(index + 1), epochs: [], divergedAtStep: 1)
    }
    var contender = Self.contender(name, trials: search + final, rate: finals > 0 ? 0.1 : nil)
    if !isSingle { contender.candidates.append(.init(learningRate: 0.2)) }
    return contender
  }

  @Test func `all diverged`() throws {
    let none = try verdict(
      searcher("A", finite: [false, false]), searcher("B", finite: [false, false]))
    #expect(none.winner == nil)
    #expect(none.sentence == "Every optimizer diverged at every learning rate tried.")
    // A rate that was given rather than found, and the only one that was tried.
    #expect(
      try verdict(contender("A", [nil, nil]), contender("B", [nil, nil])).sentence
        == "Every optimizer diverged in every run.")
    #expect(
      try verdict(searcher("A", finite: [false], isSingle: true)).sentence
        == "A diverged in every run.")
  }

  @Test func `where all diverged is said as it was`() throws {
    // The search had found a rate.
    let late = searcher("A", finite: [true, false], finals: 2)
    #expect(try verdict(late).sentence == "A diverged in every final run.")
    // One of three seeds is not what is chosen by.
    let mostly = searcher("B", finite: [true, false, false, false])
    #expect(
      try verdict(mostly).sentence == "B diverged in most runs at every learning rate tried.")
    let never = searcher("C", finite: [false, false])
    #expect(
      try verdict(late, never).sentence
        == "No final run of any optimizer came to its end: A and C diverged.")
    let remarks = try verdict(
      late, never, contender("D", [0.9, 0.8, 0.7]), contender("E", [0.9, 0.8, 0.7])
    ).remarks
    #expect(remarks.contains("A diverged in every final run."), "\(remarks)")
    #expect(remarks.contains("C diverged at every rate tried."), "\(remarks)")
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
    // Of eight runs three keep the target: too few to be clear, and no median to be given.
    func someRuns(_ name: String, reaching: Int) -> ComparisonResults.Contender {
      Self.contender(
        name,
        trials: (1...8).map { seed in
          ComparisonResults.Trial(
            stage: .final, learningRate: 0.1, seed: UInt64(seed), epochs: [], testLoss: 1,
            stepsToTarget: seed <= reaching ? 100 : nil)
        })
    }
    #expect(
      Verdict(
        problem.description, [someRuns("A", reaching: 5), someRuns("B", reaching: 0)]
      ).result.sentence
        == "No clear difference between A and B: the target after a median of 100 steps (A); at least "
        + "half of the runs of B did not keep it.")
  }
}

extension SearchProtocol {
  /// The rates of the usual grid.
  static var usualCandidates: [ComparisonResults.Candidate] {
    (0..<12).map { .init(learningRate: 1e-5 * pow(3.2e5, Double($0) / 11)) }
  }
}
