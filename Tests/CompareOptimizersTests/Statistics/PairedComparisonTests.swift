import Descent
import Testing

@testable import CompareOptimizers

@Suite struct PairedComparisonTests {
  @Test(arguments: StatisticsFixture.shared.pairs)
  func `agrees with SciPy`(known: StatisticsFixture.PairCase) throws {
    let comparison = try #require(PairedComparison(known.first, known.second))
    #expect(comparison.wins == known.wins)
    #expect(comparison.losses == known.losses)
    #expect(comparison.ties == known.ties)
    #expect(comparison.count == known.first.count)
    // Sums of multiples of ½.
    #expect(comparison.signedRank.positiveRankSum == known.positiveRankSum)
    #expect(comparison.signedRank.negativeRankSum == known.negativeRankSum)
    let decided = known.wins + known.losses
    #expect(comparison.signedRank.isExact == (decided <= 50))
    // SciPy sums up to 50·51/2 chances, each rounded; erfc is right to some units in the last place
    // times the square of its argument, which is below 3.
    #expect(
      isNear(comparison.signedRank.pValue, known.wilcoxon, within: 1_300 * 0x1p-52 * known.wilcoxon)
    )

    // Each difference, the sum of n and the quotient are rounded.
    let finite = comparison.differences.filter(\.isFinite)
    let rounding = Double(known.first.count + 2) * 0x1p-52 * finite.reduce(0) { max($0, abs($1)) }
    #expect((comparison.meanDifference == nil) == (known.mean == nil))
    if let mean = known.mean {
      #expect(isNear(try #require(comparison.meanDifference), mean, within: rounding))
    }
    if let standardized = known.standardizedMean, let mean = known.mean {
      // The mean's rounding, in deviations; the deviation's own is relative.
      let bound = 2 * rounding * abs(standardized / mean) + 64 * abs(standardized).ulp
      #expect(
        isNear(
          try #require(comparison.standardizedMeanDifference), standardized, within: bound))
    }
    #expect(isNear(comparison.shift.shift, known.shift, within: rounding))
    if let interval = known.interval {
      let ours = try #require(comparison.shift.interval)
      #expect(isNear(ours.lower, interval[0], within: rounding))
      #expect(isNear(ours.upper, interval[1], within: rounding))
    } else if known.first.count < 6 {
      #expect(comparison.shift.interval == nil)
    }

    guard let signFlip = known.signFlip, let isExact = known.signFlipIsExact else { return }
    if isExact {
      #expect(comparison.signFlip.method == .exact)
      // Both count and divide by 2ⁿ.
      #expect(isNear(comparison.signFlip.pValue, signFlip, within: signFlip.ulp))
    } else {
      // Five standard errors of SciPy's 200,000 draws, and of our 9,999 where we draw too.
      let draws = comparison.signFlip.method == .exact ? Double.infinity : 9_999
      let error = (signFlip * (1 - signFlip) * (1 / 200_000 + 1 / draws)).squareRoot()
      #expect(isNear(comparison.signFlip.pValue, signFlip, within: 5 * error))
      #expect((comparison.signFlip.method == .exact) == (decided <= SignFlipTest.mostCounted))
    }
  }

  @Test(arguments: StatisticsFixture.shared.pairs)
  func `turned round, only signs change`(known: StatisticsFixture.PairCase) throws {
    let one = try #require(PairedComparison(known.first, known.second))
    let other = try #require(PairedComparison(known.second, known.first))
    #expect(other.wins == one.losses && other.losses == one.wins && other.ties == one.ties)
    #expect(other.shareWon == one.shareLost && other.shareTied == one.shareTied)
    #expect(isNear(one.shareWon + one.shareLost + one.shareTied, 1, within: 0x1p-51))
    #expect(other.differences == one.differences.map { 0 - $0 })
    #expect(other.rankBiserialCorrelation == -one.rankBiserialCorrelation)
    #expect(other.signedRank.pValue == one.signedRank.pValue)
    #expect(other.signFlip == one.signFlip)
    #expect(other.shift.shift == -one.shift.shift)
    #expect(other.shift.interval?.lower == one.shift.interval.map { -$0.upper })
    #expect(other.meanDifference == one.meanDifference.map { -$0 })
    #expect(other.standardizedMeanDifference == one.standardizedMeanDifference.map { -$0 })
  }

  @Test func `infinite costs are ranked, and NaN is one`() throws {
    let comparison = try #require(
      PairedComparison([1, .nan, .infinity, 4, .infinity], [.infinity, 2, .nan, 5, 6]))
    #expect(comparison.differences == [-.infinity, .infinity, 0, -1, .infinity])
    #expect(comparison.ties == 1)
    #expect(comparison.signFlip.method == .ranks)
    #expect(comparison.signFlip.pValue == comparison.signedRank.pValue)
    // Ranks 3, 3, 1 and 3.
    #expect(comparison.signedRank.positiveRankSum == 6)
    #expect(comparison.signedRank.negativeRankSum == 4)
    #expect(comparison.rankBiserialCorrelation == 0.2)
    #expect(comparison.meanDifference == nil && comparison.standardizedMeanDifference == nil)
    let never = try #require(PairedComparison([.nan, .infinity], [.infinity, .nan]))
    #expect(never.ties == 2 && never.shift.shift == 0 && never.standardizedMeanDifference == 0)
    #expect(never.signFlip.pValue == 1 && never.signedRank.pValue == 1)
    #expect(never.rankBiserialCorrelation == 0)
  }

  @Test func `nothing gives nothing, and one pair says nothing`() throws {
    #expect(PairedComparison([], []) == nil)
    let one = try #require(PairedComparison([1], [3]))
    #expect(one.signFlip.pValue == 1 && one.signedRank.pValue == 1)
    #expect(one.shift.shift == -2 && one.shift.interval == nil)
    #expect(one.meanDifference == -2 && one.standardizedMeanDifference == nil)
    #expect(one.rankBiserialCorrelation == -1)
  }

  @Test func `differences that differ in rounding only are tied`() throws {
    // 0.96 − 0.95, 0.95 − 0.94 … are not quite 0.01.
    let second = (0..<8).map { Double(90 + $0) / 100 }
    let first = (0..<8).map { Double(91 + $0) / 100 }
    #expect(Set(zip(first, second).map { $0 - $1 }).count > 1)
    let comparison = try #require(PairedComparison(first, second))
    #expect(SignedRanks(PairedDifferences(first, second)).doubled == Array(repeating: 9, count: 8))
    #expect(comparison.standardizedMeanDifference == nil)
    // +1 … of equal size: 4 up and 4 down, whose mean is 0 but for rounding.
    let mixed = zip(first, second).enumerated().map { $0.isMultiple(of: 2) ? $1.0 : $1.1 }
    let others = zip(first, second).enumerated().map { $0.isMultiple(of: 2) ? $1.1 : $1.0 }
    let even = try #require(PairedComparison(mixed, others))
    #expect(even.signFlip.pValue == 1 && even.signedRank.pValue == 1)
    // Three against one, n = 4: 2·(1 + 4)/16.
    let three = try #require(
      PairedComparison([0.91, 0.92, 0.93, 0.93], [0.90, 0.91, 0.92, 0.94]))
    #expect(three.signFlip.pValue == 0.625 && three.signedRank.pValue == 0.625)
  }

  @Test(arguments: [-1_000, -300, 300, 1_000])
  func `size does not matter`(exponent: Int) throws {
    let factor = Double(sign: .plus, exponent: exponent, significand: 1)
    var generator = SeededGenerator(seed: 3)
    let first = (0..<12).map { _ in generator.nextUniform(as: Double.self) }
    let second = (0..<12).map { _ in generator.nextUniform(as: Double.self) + 0.2 }
    let plain = try #require(PairedComparison(first, second))
    let scaled = try #require(
      PairedComparison(first.map { $0 * factor }, second.map { $0 * factor }))
    #expect(scaled.signFlip == plain.signFlip)
    #expect(scaled.signedRank == plain.signedRank)
    #expect(scaled.standardizedMeanDifference == plain.standardizedMeanDifference)
    #expect(scaled.meanDifference == plain.meanDifference.map { $0 * factor })
    #expect(scaled.shift.shift == plain.shift.shift * factor)
  }

  @Test func `counts that differ stop the program`() async {
    await #expect(processExitsWith: .failure) { _ = PairedComparison([1], [1, 2]) }
  }
}
