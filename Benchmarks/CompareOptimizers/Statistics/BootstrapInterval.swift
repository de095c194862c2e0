import Descent
import ElementwiseKernels

/// How far a statistic of a sample moves when the sample is drawn again from itself.
///
/// The percentile interval of Efron's bootstrap: n values are drawn from the n observed ones, with
/// replacement, and of the distribution of the statistic over all such resamples the outer
/// (1 − level)/2 are cut off at either end. Infinite values take part, and NaN counts as ∞.
///
/// A resample holds no value that the sample does not: of one value the interval is that value, and
/// of few it is too narrow. Of 5 to 20 normal values, that of the median held the true one in 93 %
/// of all samples and not in 95 %. It does not replace more seeds.
/// - SeeAlso: Efron & Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13.
struct BootstrapInterval: Codable, Equatable, Sendable {
  /// The share of the resamples that the interval covers, at least.
  var level: Double

  /// The statistic of the sample itself.
  var estimate: Double

  /// The lower end.
  var lower: Double

  /// The upper end.
  var upper: Double

  /// Finds the interval of the median, exactly; nil when the sample is empty.
  ///
  /// There is no drawing: the distribution of the median over all nⁿ resamples is known
  /// (`ResampledMedian`).
  ///
  /// - Parameters:
  ///   - values: The sample, in any order.
  ///   - level: The share of the resamples to cover.
  /// - Precondition: `0 < level < 1`.
  /// - Complexity: O(n²); a few microseconds for ten values.
  init?(ofMedianOf values: some Sequence<Double>, level: Double = 0.95) {
    Self.check(level)
    let sorted = values.map(\.nanAsWorst).sorted()
    guard let median = Spread(of: sorted)?.median else { return nil }
    self.level = level
    estimate = median.nanAsWorst
    (lower, upper) = ResampledMedian(ofSorted: sorted).ends(cuttingOff: (1 - level) / 2)
  }

  /// Finds the interval of any statistic by drawing resamples; nil when the sample is empty.
  ///
  /// With B resamples the ends are the values at rank (B + 1)·(1 − level)/2 from either end: the
  /// 250th of 9,999. The same seed gives the same interval on every machine.
  ///
  /// - Parameters:
  ///   - values: The sample, in any order.
  ///   - level: The share of the resamples to cover.
  ///   - resamples: How many to draw.
  ///   - seed: What the draws depend on.
  ///   - statistic: Computed of each resample, whose values come in any order, NaN as ∞.
  /// - Precondition: `0 < level < 1` and `resamples > 0`.
  /// - Complexity: O(resamples · (n + log resamples)), and `statistic` of each resample; under a
  ///   millisecond for the mean of ten values.
  init?(
    of values: some Sequence<Double>, level: Double = 0.95, resamples: Int = 9_999,
    seed: UInt64, statistic: ([Double]) -> Double
  ) {
    Self.check(level)
    require(resamples > 0, "an interval takes at least one resample, not \(resamples)")
    let sorted = values.map(\.nanAsWorst).sorted()
    guard !sorted.isEmpty else { return nil }
    self.level = level
    estimate = statistic(sorted).nanAsWorst

    var generator = SeededGenerator(seed: seed)
    var resample = sorted
    var statistics: [Double] = []
    statistics.reserveCapacity(resamples)
    for _ in 0..<resamples {
      for index in resample.indices {
        resample[index] = sorted[generator.nextInteger(below: sorted.count)]
      }
      statistics.append(statistic(resample).nanAsWorst)
    }
    statistics.sort()
    // 1 − 0.9 is a little less than 0.1: a rank that is a whole number must not fall short of it.
    let rank = Int((Double(resamples + 1) * (1 - level) / 2 + 1e-6).rounded(.down))
    let cut = min(max(0, rank - 1), (resamples - 1) / 2)
    lower = statistics[cut]
    upper = statistics[resamples - 1 - cut]
  }

  private static func check(_ level: Double) {
    require(level > 0 && level < 1, "an interval covers between 0 and 1, not \(level)")
  }
}

extension Double {
  /// The number itself, or ∞ for NaN: of costs, nothing is worse.
  var nanAsWorst: Double { isNaN ? .infinity : self }
}
