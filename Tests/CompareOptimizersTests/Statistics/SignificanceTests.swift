import Descent
import Testing

@testable import CompareOptimizers

/// The tests of paired differences against what they promise.
@Suite struct SignificanceTests {
  private func differences(_ values: [Double]) -> PairedDifferences {
    PairedDifferences(values, values.map { _ in 0 })
  }

  /// The share of all choices of signs for which something holds.
  private func share(of values: [Double], where holds: ([Double]) -> Bool) -> Double {
    var count = 0
    for signs in 0..<(1 << values.count)
    where holds(values.enumerated().map { signs >> $0 & 1 == 0 ? abs($1) : -abs($1) }) {
      count += 1
    }
    return Double(count) / Double(1 << values.count)
  }

  @Test(arguments: 1...11)
  func `sign flips are counted as one by one`(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    for round in 0..<6 {
      // Small integers, so that sums are exact and many of them equal, and 0 among them.
      let values = (0..<count).map { _ in
        Double(generator.nextInteger(below: round < 3 ? 7 : 1_000)) - Double(round)
      }
      let sum = abs(values.reduce(0, +))
      let expected = share(of: values) { abs($0.reduce(0, +)) >= sum }
      #expect(SignFlipTest(differences(values), seed: 1).pValue == expected, "\(values)")

      let ranks = SignedRanks(differences(values))
      let distance = abs(ranks.positiveSum - ranks.negativeSum)
      let lopsided = share(of: ranks.doubled.map { Double($0) / 2 }) {
        abs($0.reduce(0, +)) >= distance
      }
      #expect(SignedRankTest(ranks).pValue == lopsided, "\(values)")
    }
  }

  @Test func `one-sided signs have the least p`() {
    for count in [1, 2, 6, 20, SignFlipTest.mostCounted] {
      let all = differences((1...count).map { Double($0 * $0) })
      let least = 2 / Double(1 << count)
      #expect(SignFlipTest(all, seed: 1).pValue == least)
      #expect(SignedRankTest(all).pValue == least)
    }
    // None of the draws reaches it, and still p is not 0.
    let many = SignFlipTest(differences((1...40).map(Double.init)), draws: 999, seed: 1)
    #expect(many.method == .sampled)
    #expect(many.pValue == 0.001)
  }

  @Test func `draws depend on the seed alone`() {
    var generator = SeededGenerator(seed: 5)
    let values = differences((0..<100).map { _ in generator.nextUniform(as: Double.self) - 0.4 })
    let one = SignFlipTest(values, seed: 1)
    #expect(one == SignFlipTest(values, seed: 1))
    #expect(one.pValue != SignFlipTest(values, seed: 2).pValue)
  }

  /// The excess kurtosis of W⁺ is −2·Σi⁴/(Σi²)², about −18/(5n), and Edgeworth's term for it in a
  /// two-sided p, γ/12·|z³ − 3z|·φ(z), at most 0.165/n.
  @Test(arguments: StatisticsFixture.shared.pairs.filter { $0.wilcoxonExact != nil })
  func `the approximation is near the exact test`(known: StatisticsFixture.PairCase) throws {
    let test = SignedRankTest(PairedDifferences(known.first, known.second))
    #expect(!test.isExact)
    let exact = try #require(known.wilcoxonExact)
    #expect(isNear(test.pValue, exact, within: 0.2 / Double(known.first.count)))
  }

  /// The interval covers the true shift in 95 % of all samples, or a little more: W⁺ is discrete.
  @Test(arguments: [6, 10, 20])
  func `intervals of shifts cover what they promise`(count: Int) throws {
    var generator = SeededGenerator(seed: 7)
    let rounds = 2_000
    var covered = 0
    for _ in 0..<rounds {
      let values = (0..<count).map { _ in generator.nextNormal(as: Double.self) + 3 }
      let interval = try #require(HodgesLehmannEstimate(differences(values))?.interval)
      if interval.lower <= 3, interval.upper >= 3 { covered += 1 }
    }
    // Up to 2⁻⁵ more than 95 %, as with six pairs; five standard errors of 0.49 % below.
    #expect(Double(covered) / Double(rounds) >= 0.95 - 5 * 0.0049)
    #expect(Double(covered) / Double(rounds) <= 0.95 + 0x1p-5 + 5 * 0.0049)
  }

  @Test(arguments: [(6, 1), (10, 9), (20, 53), (25, 90)])
  func `ends are at the tabled ranks`(count: Int, rank: Int) throws {
    // Hollander & Wolfe's table of P(W⁺ ≤ k − 1) ≤ 0.025, as in R's `qsignrank`.
    let values = (0..<count).map { Double(1 << $0) }
    var means: [Double] = []
    for i in 0..<count { for j in i..<count { means.append((values[i] + values[j]) / 2) } }
    means.sort()
    let interval = try #require(HodgesLehmannEstimate(differences(values))?.interval)
    #expect(interval.lower == means[rank - 1])
    #expect(interval.upper == means[means.count - rank])
  }

  @Test func `a wider level needs more pairs`() throws {
    let six = differences([1, 2, 3, 4, 5, 6])
    #expect(HodgesLehmannEstimate(six, level: 0.99)?.interval == nil)
    let half = try #require(HodgesLehmannEstimate(six, level: 0.5)?.interval)
    let most = try #require(HodgesLehmannEstimate(six, level: 0.95)?.interval)
    #expect(most.lower == 1 && most.upper == 6)
    #expect(half.lower > most.lower && half.upper < most.upper)
  }

  @Test func `infinite differences are far out and no more`() throws {
    let estimate = try #require(HodgesLehmannEstimate(differences([1, 2, 3, 4, 5, 6, .infinity])))
    #expect(estimate.shift == 4)
    #expect(estimate.interval?.upper == .infinity)
    let both = try #require(HodgesLehmannEstimate(differences([-.infinity, .infinity])))
    #expect(both.shift == 0)
  }

  @Test(arguments: StatisticsFixture.shared.holm)
  func `Holm's correction agrees with statsmodels`(known: StatisticsFixture.HolmCase) {
    let adjusted = HolmCorrection.adjusted(known.pValues)
    #expect(adjusted.count == known.adjusted.count)
    for (ours, theirs) in zip(adjusted, known.adjusted) {
      // One product each.
      #expect(isNear(ours, theirs, within: theirs.ulp))
    }
  }

  @Test func `Holm's correction of nothing, one and NaN`() {
    #expect(HolmCorrection.adjusted([]) == [])
    #expect(HolmCorrection.adjusted([0.03]) == [0.03])
    #expect(HolmCorrection.adjusted([.nan, 0.01]) == [1, 0.02])
  }
}
