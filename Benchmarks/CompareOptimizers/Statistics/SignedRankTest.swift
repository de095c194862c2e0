import Foundation

/// Wilcoxon's signed-rank test: whether the signs of paired differences may be chance.
///
/// If so, each of the 2ⁿ ways to sign the ranks is equally likely, and p is the share of them whose
/// sum of positive ranks is as far out as the one observed, on either side. Up to 50 differences
/// they are counted, given the ties there are; above, the sum is taken to be normal with mean
/// n(n + 1)/4 and variance Σ rank²/4, which allows for ties, with ½ off for continuity.
///
/// Differences of 0 are left out. Only ranks count, so infinite differences do no harm.
/// - SeeAlso: Wilcoxon (1945), "Individual comparisons by ranking methods".
struct SignedRankTest: Codable, Equatable, Sendable {
  /// W⁺, the sum of the ranks of positive differences.
  var positiveRankSum: Double

  /// W⁻, the sum of the ranks of negative differences.
  var negativeRankSum: Double

  /// The chance of a result at least as lopsided if signs are chance; 1 when nothing differs.
  var pValue: Double

  /// Whether the chance was counted and not approximated.
  var isExact: Bool

  /// Tests differences.
  init(_ differences: PairedDifferences) {
    self.init(SignedRanks(differences))
  }

  /// Tests signed ranks.
  init(_ ranks: SignedRanks) {
    positiveRankSum = ranks.positiveSum
    negativeRankSum = ranks.negativeSum
    isExact = ranks.count <= RankSumDistribution.mostRanks
    let smaller = min(positiveRankSum, negativeRankSum)
    if isExact {
      let below = RankSumDistribution(ofDoubled: ranks.doubled).chance(ofAtMost: smaller)
      pValue = min(1, 2 * below)
    } else {
      let mean = (positiveRankSum + negativeRankSum) / 2
      let variance = ranks.doubled.reduce(0) { $0 + Double($1) * Double($1) } / 16
      let distance = max(0, mean - smaller - 0.5)
      pValue = erfc(distance / (2 * variance).squareRoot())
    }
  }

  /// How one-sided the ranks are: (W⁺ − W⁻)/(W⁺ + W⁻), the matched-pairs rank-biserial correlation.
  ///
  /// −1 when the first cost less with every seed, 1 when the second did, 0 when nothing differs.
  /// - SeeAlso: Kerby (2014), "The simple difference formula", doi:10.2466/11.IT.3.1.
  var rankBiserialCorrelation: Double {
    let sum = positiveRankSum + negativeRankSum
    return sum > 0 ? (positiveRankSum - negativeRankSum) / sum : 0
  }
}
