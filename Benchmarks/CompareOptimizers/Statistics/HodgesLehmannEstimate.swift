import ElementwiseKernels
import Foundation

/// By how much one contender costs more than the other, whatever the odd seed did.
///
/// The estimate is the median of the means of all pairs of differences, each paired with itself
/// too (Walsh averages). It moves little when one difference is far out, and an infinite one is just
/// far out: with a finite one its mean is infinite, with one of the other sign it is 0.
///
/// The interval holds the shifts that Wilcoxon's signed-rank test does not reject: it runs from the
/// k-th smallest to the k-th largest mean, k being the greatest with P(W⁺ ≤ k − 1) ≤ (1 − level)/2.
/// Differences of 0 take part, and ties can only make it cover more.
/// - SeeAlso: Hodges & Lehmann (1963), "Estimates of location based on rank tests"; Hollander, Wolfe
///   & Chicken (2014), "Nonparametric Statistical Methods", sections 3.2 and 3.3.
struct HodgesLehmannEstimate: Codable, Equatable, Sendable {
  /// The ends of an interval.
  struct Interval: Codable, Equatable, Sendable {
    /// The lower end.
    var lower: Double

    /// The upper end.
    var upper: Double
  }

  /// The estimated shift, first minus second.
  var shift: Double

  /// The chance with which the interval is to cover the true shift.
  var level: Double

  /// The interval; nil when there are too few pairs for the level: fewer than six for 95 %.
  var interval: Interval?

  /// Estimates the shift; nil when there are no differences.
  ///
  /// - Precondition: `0 < level < 1`.
  /// - Complexity: O(n² log n).
  init?(_ differences: PairedDifferences, level: Double = 0.95) {
    require(level > 0 && level < 1, "an interval covers between 0 and 1, not \(level)")
    let values = differences.values
    guard !values.isEmpty else { return nil }
    var means: [Double] = []
    means.reserveCapacity(values.count * (values.count + 1) / 2)
    for (index, value) in values.enumerated() {
      for other in values[index...] { means.append(Self.mean(value, other)) }
    }
    means.sort()
    shift = Self.mean(means[(means.count - 1) / 2], means[means.count / 2])
    self.level = level
    let rank = Self.rank(of: values.count, tail: (1 - level) / 2)
    if rank > 0 {
      interval = Interval(lower: means[rank - 1], upper: means[means.count - rank])
    }
  }

  /// The mean of two differences; halved first, so that it cannot overflow.
  private static func mean(_ first: Double, _ second: Double) -> Double {
    if first == second { return first }
    return first == -second ? 0 : first / 2 + second / 2
  }

  /// The greatest k with P(W⁺ ≤ k − 1) ≤ tail, for n differences without ties.
  private static func rank(of count: Int, tail: Double) -> Int {
    let isExact = count <= RankSumDistribution.mostRanks
    let distribution = RankSumDistribution(
      ofDoubled: isExact ? (1...count).map { 2 * $0 } : [])
    let n = Double(count)
    let (mean, deviation) = (n * (n + 1) / 4, (n * (n + 1) * (2 * n + 1) / 24).squareRoot())
    func isOutside(_ sum: Int) -> Bool {
      guard !isExact else { return distribution.chance(ofAtMost: Double(sum)) <= tail }
      // The normal distribution, with ½ for continuity.
      return erfc((mean - Double(sum) - 0.5) / (deviation * 2.0.squareRoot())) / 2 <= tail
    }
    var (inside, outside) = (Int(mean) + 1, -1)
    while inside - outside > 1 {
      let middle = (inside + outside) / 2
      if isOutside(middle) { outside = middle } else { inside = middle }
    }
    return outside + 1
  }
}
