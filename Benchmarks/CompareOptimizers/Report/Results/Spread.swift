/// Median, quartiles and extremes of a sample.
///
/// Quartiles interpolate linearly between order statistics, as NumPy's and R's default do.
/// Infinite values take part: the median of two good runs and three diverged ones is infinite.
struct Spread: Codable, Equatable, Sendable {
  /// The number of values.
  var count: Int

  /// The smallest value.
  var minimum: Double

  /// The value that a quarter of the sample lies below.
  var lowerQuartile: Double

  /// The middle value.
  var median: Double

  /// The value that three quarters of the sample lie below.
  var upperQuartile: Double

  /// The largest value.
  var maximum: Double

  /// The 95 % interval of the median, by the bootstrap; nil where none was computed.
  var interval: ComparisonResults.Interval?

  /// Sums up a sample; nil when it is empty.
  ///
  /// - Parameters:
  ///   - values: The sample, in any order.
  ///   - worst: What a NaN counts as.
  init?(of values: some Sequence<Double>, replacingNaNWith worst: Double = .infinity) {
    let sorted = values.map { $0.isNaN ? worst : $0 }.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    count = sorted.count
    minimum = first
    maximum = last
    lowerQuartile = Self.quantile(0.25, of: sorted)
    median = Self.quantile(0.5, of: sorted)
    upperQuartile = Self.quantile(0.75, of: sorted)
  }

  /// Whether there are enough values for quartiles to say more than the extremes.
  var hasQuartiles: Bool { count >= 4 }

  /// The lower end of the band to draw: the lower quartile, or the minimum of a small sample.
  var lowerEnd: Double { hasQuartiles ? lowerQuartile : minimum }

  /// The upper end of the band to draw: the upper quartile, or the maximum of a small sample.
  var upperEnd: Double { hasQuartiles ? upperQuartile : maximum }

  /// The value at a fraction of the way through a sorted, non-empty sample.
  private static func quantile(_ fraction: Double, of sorted: [Double]) -> Double {
    let position = fraction * Double(sorted.count - 1)
    let below = Int(position)
    let rest = position - Double(below)
    // Without this guard ∞ − ∞ or 0 · ∞ would turn an infinite quantile into NaN.
    guard rest > 0, sorted[below] != sorted[below + 1] else { return sorted[below] }
    return sorted[below] + rest * (sorted[below + 1] - sorted[below])
  }
}
