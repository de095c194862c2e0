import ElementwiseKernels

/// Which of two contenders costs less, run against each other on the same seeds.
///
/// A cost is what should be small: a loss, an error rate, the steps to a target. A run that diverged
/// or never got there costs ∞, and so does NaN. Pass 1 − accuracy for an accuracy. All signs are
/// those of first minus second: negative is to the first one's credit.
struct PairedComparison: Codable, Equatable, Sendable {
  /// With how many seeds the first cost less.
  var wins: Int

  /// With how many seeds the first cost more.
  var losses: Int

  /// With how many seeds both cost the same, or both ∞.
  var ties: Int

  /// The cost of the first minus that of the second, in the order of the seeds.
  var differences: [Double]

  /// The mean difference; nil when one of them is infinite.
  var meanDifference: Double?

  /// The mean difference over the standard deviation of the differences (Cohen's d for pairs).
  ///
  /// 0 when nothing differs; nil with one pair, an infinite difference, or differences that are all
  /// the same, which have no deviation.
  var standardizedMeanDifference: Double?

  /// Whether the mean difference may be chance.
  var signFlip: SignFlipTest

  /// Whether the signs of the differences, by rank, may be chance.
  var signedRank: SignedRankTest

  /// How one-sided the ranks are: −1 when the first cost less throughout, 1 when the second did.
  var rankBiserialCorrelation: Double

  /// By how much the first costs more, with its interval.
  var shift: HodgesLehmannEstimate

  /// Compares two samples; nil when they are empty.
  ///
  /// - Parameters:
  ///   - first: The first contender's cost with each seed.
  ///   - second: The second contender's, in the same order of seeds.
  ///   - level: The level of the interval of the shift.
  ///   - seed: What the draws of the sign-flip test depend on, when there are any.
  /// - Precondition: The samples have equal counts, and `0 < level < 1`.
  init?(_ first: [Double], _ second: [Double], level: Double = 0.95, seed: UInt64 = 1) {
    require(
      first.count == second.count,
      "\(first.count) costs cannot be paired with \(second.count)")
    let differences = PairedDifferences(first, second)
    guard let shift = HodgesLehmannEstimate(differences, level: level) else { return nil }
    self.shift = shift
    self.differences = differences.values
    wins = differences.values.count { $0 < 0 }
    losses = differences.values.count { $0 > 0 }
    ties = differences.values.count { $0 == 0 }
    signFlip = SignFlipTest(differences, seed: seed)
    signedRank = SignedRankTest(differences)
    rankBiserialCorrelation = signedRank.rankBiserialCorrelation
    (meanDifference, standardizedMeanDifference) = Self.moments(of: differences)
  }

  /// The number of seeds.
  var count: Int { differences.count }

  /// The share of the seeds with which the first cost less.
  var shareWon: Double { Double(wins) / Double(count) }

  /// The share of the seeds with which the first cost more.
  var shareLost: Double { Double(losses) / Double(count) }

  /// The share of the seeds with which both cost the same.
  var shareTied: Double { Double(ties) / Double(count) }

  private static func moments(
    of differences: PairedDifferences
  ) -> (mean: Double?, standardized: Double?) {
    guard differences.areFinite else { return (nil, nil) }
    let (values, scale) = differences.scaled
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    guard values.count > 1 else { return (mean / scale, nil) }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / (count - 1)).squareRoot()
    if mean == 0, squares == 0 { return (0, 0) }
    // Differences of equal size deviate by their rounding only.
    let slack = differences.slack.reduce(0) { max($0, $1 * scale) } + 4 * abs(mean).ulp
    return (mean / scale, deviation > slack ? mean / deviation : nil)
  }
}
