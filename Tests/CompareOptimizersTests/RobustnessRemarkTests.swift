import Foundation
import Testing

@testable import CompareOptimizers

/// What the verdict says about learning rates that are easy to choose.
@Suite struct RobustnessRemarkTests {
  @Test func `the easiest rate is told among those that are about equally good`() throws {
    func remarks(_ third: Double, isCutOff: Bool) throws -> [String] {
      var contenders = [0.9, 0.9, third].enumerated().map { index, accuracy in
        VerdictTests.contender(
          ["A", "B", "C"][index], (0..<8).map { accuracy + Double($0 * (index + 1)) / 1e5 })
      }
      for (index, decades) in [1.0, 2, 5].enumerated() {
        contenders[index].candidates = SearchProtocol.usualCandidates
        contenders[index].summary.robustness = .init(
          decades: decades, rates: .init(lower: 1e-5, upper: 1), isCutOff: isCutOff && index > 0)
      }
      return Verdict(try VerdictTests.problem(), contenders).robustnessRemark(
        among: third < 0.5 ? Array(contenders.prefix(2)) : contenders)
    }
    #expect(
      try remarks(0.9, isCutOff: false)[0].contains(
        "C is the easiest to choose: over about 5.0 dec")
    )
    #expect(
      try remarks(0.1, isCutOff: true)[0].contains(
        "B is the easiest to choose: over at least 2.0 dec"))
  }

  @Test func `ranges of rates of nearly the same length are named together`() throws {
    var contenders = ["A", "B", "C", "D"].map {
      VerdictTests.contender($0, [Double](repeating: 0.9, count: 8))
    }
    func remarks(_ decades: [Double]) throws -> [String] {
      for (index, decades) in decades.enumerated() {
        contenders[index].candidates = SearchProtocol.usualCandidates
        contenders[index].summary.robustness = .init(
          decades: decades, rates: .init(lower: 1e-5, upper: 1), isCutOff: false)
      }
      return Verdict(try VerdictTests.problem(), contenders).robustnessRemark(among: contenders)
    }
    #expect(
      try remarks([1.2, 1.5, 1.8, 1.7]) == [
        "The learning rates of C and D are the easiest to choose: over about 1.7 to 1.8 decades "
          + "the validation loss stays within 1.5× of its best; A has about 1.2."
      ])
    #expect(
      try remarks([1.8, 1.2, 1.8, 1])[0].contains(
        "A and C are the easiest to choose: over about 1.8 d")
    )
    #expect(try remarks([1.2, 1.3, 1.2, 1.8])[0].contains("rate of D is the easiest"))
    #expect(try remarks([1.2, 1.5, 1.6, 1.6]) == [])
  }

  /// With two epochs, say, a slow rule has lost nothing at any rate, and learned nothing.
  @Test func `a loss that is bad or hardly moves at any rate is no merit`() throws {
    func contender(_ name: String, _ losses: [Double]) -> ComparisonResults.Contender {
      var contender = VerdictTests.contender(
        name,
        trials: losses.enumerated().map { index, loss in
          .init(
            stage: .search, learningRate: pow(10, Double(index) - 4), seed: 1,
            epochs: [
              .init(number: 1, steps: 1, seconds: 0, trainingLoss: loss, validationLoss: loss)
            ])
        })
      contender.candidates = losses.indices.map { .init(learningRate: pow(10, Double($0) - 4)) }
      return contender
    }
    let narrow = contender("narrow", [2.3, 2.2, 1, 0.1, 2.3, 9])
    let wide = contender("wide", [2.3, 0.12, 0.1, 0.1, 0.11, 9])
    func remark(_ others: ComparisonResults.Contender...) throws -> String? {
      Verdict(try VerdictTests.problem(), []).robustnessRemark(among: [narrow] + others).first
    }
    #expect(try remark(wide)?.hasPrefix("The learning rate of wide is the easiest") == true)
    // Nothing is learned.
    let idle = contender("idle", [2.3, 2.3, 2.3, 2.2, 2.2, 2.1])
    #expect(try remark(idle) == nil)
    #expect(try remark(idle, wide) == remark(wide))
    // As good as the others, at the lowest rate too.
    #expect(try remark(contender("flat", [0.12, 0.11, 0.1, 0.1, 0.11, 9])) == nil)
    // Worse than the best by half.
    #expect(try remark(contender("worse", [2.3, 0.2, 0.19, 0.2, 0.2, 9])) == nil)
  }

  /// Between rates that were tried a range is interpolated, which is no finding.
  @Test func `a range is told no finer than the rates that were tried`() throws {
    func remark(
      _ decades: [Double], trying rates: [Double],
      _ strategy: ComparisonResults.SearchSpace.Strategy = .grid
    ) throws -> String? {
      let contenders = decades.enumerated().map { index, decades in
        var contender = VerdictTests.contender(
          ["A", "B"][index], [Double](repeating: 0.9, count: 8))
        contender.candidates = rates.map { .init(learningRate: $0) }
        contender.searchSpace.strategy = strategy
        let (best, reach) = (1e-2, pow(10, decades / 2))
        contender.summary.robustness = .init(
          decades: decades,
          rates: .init(lower: best / reach, upper: best * reach),
          isCutOff: false)
        return contender
      }
      return Verdict(try VerdictTests.problem(), contenders).robustnessRemark(among: contenders)
        .first
    }
    let decadic = [1e-4, 1e-3, 1e-2, 1e-1, 1]
    // Three rates do well with A, and one with B.
    #expect(
      try remark([2.2, 0.4], trying: decadic)?.hasSuffix(
        "over about 2.2 decades of it the validation loss stays within 1.5× of its best; B has "
          + "less than the 1.0 between two rates.") == true)
    // Less than a step apart, though more than half a decade.
    #expect(try remark([2.2, 1.3], trying: decadic) == nil)
    #expect(try remark([2.2, 1.1], trying: decadic) != nil)
    // Only one rate did well.
    #expect(try remark([1.6, 0.4], trying: decadic) == nil)
    // At random the largest gap counts.
    let random = [1e-4, 2e-4, 3e-4, 8e-3, 1e-2, 2e-2]
    #expect(try remark([2.2, 0.9], trying: random, .random) == nil)
    #expect(try remark([2.2, 0.9], trying: random, .grid) != nil)
    #expect(try remark([2.2, 0.9], trying: []) == nil)
  }
}
