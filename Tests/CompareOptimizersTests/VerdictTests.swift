import Testing

@testable import CompareOptimizers

@Suite struct VerdictTests {
  /// A contender with one final run for each accuracy; nil is a run that diverged.
  private func contender(
    _ name: String, _ accuracies: [Double?], steps: Int? = nil, rate: Double? = 0.1
  ) -> ComparisonResults.Contender {
    let trials = accuracies.enumerated().map { index, accuracy in
      ComparisonResults.Trial(
        stage: .final, learningRate: 0.1, seed: UInt64(index + 1), epochs: [],
        testLoss: accuracy.map { 1 - $0 }, testAccuracy: accuracy, stepsToTarget: steps,
        divergedAtStep: accuracy == nil ? 1 : nil)
    }
    return ComparisonResults.Contender(
      name: name, rule: "", hyperparameters: [], learningRates: [0.1], chosenLearningRate: rate,
      trials: trials)
  }

  private func verdict(_ contenders: ComparisonResults.Contender...) -> ComparisonResults.Verdict {
    Verdict(contenders, target: 0.95).result
  }

  @Test func `a clear win has a winner`() {
    let better = contender("A", (0..<8).map { 0.97 + Double($0) / 1000 }, steps: 100)
    let worse = contender("B", (0..<8).map { 0.95 + Double($0) / 1000 }, steps: 250)
    for result in [verdict(better, worse), verdict(worse, better)] {
      #expect(result.winner == "A")
      #expect(
        result.sentence == "A did better than B: a median test accuracy of 97.4% against 95.4%, "
          + "better with 8 of 8 seeds, and 2.5× fewer steps to 95%.")
    }
    #expect(
      verdict(
        contender("A", [Double](repeating: 0.9, count: 6), steps: 300),
        contender("B", [Double](repeating: 0.8, count: 6), steps: 100)
      ).sentence.hasSuffix(", though with 3× the steps to 95%."))
  }

  @Test func `seeds that disagree leave it open`() {
    let first = contender("A", [0.9, 0.8, 0.9, 0.8, 0.9, 0.8, 0.9])
    let second = contender("B", [0.8, 0.9, 0.8, 0.9, 0.8, 0.9, 0.8])
    let result = verdict(second, first)
    #expect(result.winner == nil)
    #expect(
      result.sentence == "No clear difference between A and B: median test accuracies of 90.0% "
        + "and 80.0%, and A was better with 4 of 7 seeds.")
  }

  @Test func `equal results leave it open`() {
    let result = verdict(
      contender("A", [Double](repeating: 0.9, count: 10)),
      contender("B", [Double](repeating: 0.9, count: 10)))
    #expect(result.winner == nil)
    #expect(result.sentence.hasSuffix("better with 0 of 10 seeds."))
  }

  @Test(arguments: [1, 2, 5])
  func `few seeds are too few, and the verdict says so`(count: Int) {
    let result = verdict(
      contender("A", [Double](repeating: 0.99, count: count)),
      contender("B", [Double](repeating: 0.5, count: count)))
    #expect(result.winner == nil)
    let seeds = count == 1 ? "1 of 1 seed" : "\(count) of \(count) seeds"
    #expect(
      result.sentence.hasSuffix("A was better with \(seeds); it takes at least 6 seeds to tell."))
  }

  @Test func `all diverged`() {
    let sentence = "Every optimizer diverged at every learning rate tried."
    let none = verdict(contender("A", [], rate: nil), contender("B", [], rate: nil))
    #expect(none.winner == nil)
    #expect(none.sentence == sentence)
    // Rates that were given rather than found.
    #expect(verdict(contender("A", [nil, nil]), contender("B", [nil, nil])).sentence == sentence)
  }

  @Test func `one that is left alone wins, one that was alone does not`() {
    let accuracies: [Double?] = [0.9, 0.8, 0.7]
    let left = verdict(
      contender("A", [], rate: nil), contender("B", accuracies), contender("C", [nil, nil, nil]))
    #expect(left.winner == "B")
    #expect(
      left.sentence == "B reached a median test accuracy of 80.0%; A and C diverged.")
    let alone = verdict(contender("B", accuracies))
    #expect(alone.winner == nil)
    #expect(alone.sentence.hasSuffix("there was no other to compare it with."))
  }

  @Test func `a run that diverged loses against one that did not`() {
    let steady = contender("A", [Double](repeating: 0.6, count: 9))
    let wild = contender("B", [nil, nil, nil, nil, nil, nil, 0.99, nil, nil])
    #expect(verdict(steady, wild).winner == "A")
  }

  /// ½ⁿ⁻¹ · Σ (n over k) for k up to the smaller count, in exact fractions by Python.
  @Test(arguments: [
    (0, 0, 1), (1, 0, 1), (3, 3, 1), (5, 0, 0.0625), (0, 6, 0.03125), (8, 2, 0.109375),
    (9, 1, 0.021484375), (10, 0, 0.001953125), (60, 40, 0.05688793364098079),
    (600, 400, 2.7284641560660184e-10),
  ])
  func `the sign test is that of the binomial distribution`(
    wins: Int, losses: Int, probability: Double
  ) {
    let result = Verdict.signTest(wins: wins, losses: losses)
    // A sum of at most 401 positive terms, each of a few roundings per factor.
    #expect(abs(result - probability) <= 1e-12 * probability)
    #expect(Verdict.signTest(wins: losses, losses: wins) == result)
  }
}
