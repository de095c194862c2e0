import ElementwiseKernels
import Foundation

/// How far off the best learning rate may be before it costs much.
///
/// From the best rate of a grid outwards, as long as the loss is at most `factor` times the best.
/// Where it crosses that bound between two rates of the grid, the place is found on the straight
/// line between them in log rate and log loss. Towards a rate that diverged there is no such line:
/// the last good rate is the end. Good rates beyond a bad one do not count.
///
/// The optimum, where it is known, is subtracted first: within 1.5× of a loss that cannot reach 0
/// says little.
struct RateRobustness: Codable, Equatable, Sendable {
  /// How many times the best loss is still good, unless somebody says otherwise.
  static let usualFactor = 1.5

  /// The rate with the least loss.
  var bestRate: Double

  /// The loss with that rate.
  var bestLoss: Double

  /// How many times the best loss is still good.
  var factor: Double

  /// The lowest rate that is still good.
  var lowerRate: Double

  /// The highest rate that is still good.
  var upperRate: Double

  /// Whether the grid ended below before the loss got bad: the true width may be greater.
  var isCutOffBelow: Bool

  /// Whether the grid ended above before the loss got bad.
  var isCutOffAbove: Bool

  /// Whether the best rate is the lowest or the highest of the grid: a better one may lie beyond.
  var isBestAtEdge: Bool

  /// The width of the good rates in powers of ten: log₁₀(upper/lower).
  var decades: Double { log10(upperRate) - log10(lowerRate) }

  /// Measures the width; nil when no rate has a finite loss.
  ///
  /// - Parameters:
  ///   - rates: The grid, in any order.
  ///   - losses: The loss with each rate, a median over seeds say; not finite where it diverged.
  ///   - factor: How many times the best loss is still good.
  ///   - optimum: The least loss there is; a loss below it counts as equal to it.
  ///   - negligible: The loss above the optimum below which nothing is gained: rates that get this
  ///     close are equally good.
  /// - Precondition: The counts are equal, rates are positive, finite and distinct, `factor ≥ 1`,
  ///   the optimum is finite, and `negligible ≥ 0`.
  init?(
    rates: [Double], losses: [Double], factor: Double = RateRobustness.usualFactor,
    optimum: Double = 0, negligible: Double = 0
  ) {
    require(
      rates.count == losses.count, "\(losses.count) losses do not belong to \(rates.count) rates")
    require(factor >= 1, "no loss is within \(factor)× of the best")
    require(optimum.isFinite, "\(optimum) is no optimum")
    require(negligible >= 0, "a loss of \(negligible) cannot be negligible")
    let order = rates.indices.sorted { rates[$0] < rates[$1] }
    let grid = order.map { rates[$0] }
    for (lower, upper) in zip(grid, grid.dropFirst()) {
      require(lower < upper, "the rate \(upper) is in the grid twice")
    }
    if let lowest = grid.first, let highest = grid.last {
      require(lowest > 0 && highest.isFinite, "no grid of rates goes from \(lowest) to \(highest)")
    }
    let excess = order.map {
      losses[$0].isFinite ? max(negligible, losses[$0] - optimum) : .infinity
    }
    guard let least = excess.min(), least < .infinity else { return nil }
    // Or else, with a loss near overflow, those that diverged would be within the bound.
    let bound = min(factor * least, .greatestFiniteMagnitude)

    // Of equally good rates, the one whose surroundings are widest.
    var widest: GoodRates?
    for place in excess.indices where excess[place] == least {
      let good = GoodRates(around: place, of: grid, excess: excess, bound: bound)
      if good.width > widest?.width ?? -1 { widest = good }
    }
    guard let widest else { return nil }
    bestRate = grid[widest.place]
    bestLoss = losses[order[widest.place]]
    self.factor = factor
    lowerRate = widest.lower ?? grid[0]
    upperRate = widest.upper ?? grid[grid.count - 1]
    isCutOffBelow = widest.lower == nil
    isCutOffAbove = widest.upper == nil
    isBestAtEdge = widest.place == 0 || widest.place == grid.count - 1
  }
}

/// The rates around one place of a grid up to where the loss crosses a bound.
private struct GoodRates {
  /// The place in the grid.
  let place: Int

  /// The lower end; nil when the grid ends first.
  let lower: Double?

  /// The upper end; nil when the grid ends first.
  let upper: Double?

  /// The width in decades.
  let width: Double

  init(around place: Int, of grid: [Double], excess: [Double], bound: Double) {
    func end(towards step: Int) -> Double? {
      var good = place
      while true {
        let next = good + step
        guard grid.indices.contains(next) else { return nil }
        guard excess[next] <= bound else {
          return Self.crossing(
            from: (grid[good], excess[good]), to: (grid[next], excess[next]), bound: bound)
        }
        good = next
      }
    }
    self.place = place
    lower = end(towards: -1)
    upper = end(towards: 1)
    width = log10(upper ?? grid[grid.count - 1]) - log10(lower ?? grid[0])
  }

  /// Where the line from a good point to a bad one crosses the bound, in logarithms of both.
  private static func crossing(
    from good: (rate: Double, loss: Double), to bad: (rate: Double, loss: Double), bound: Double
  ) -> Double {
    // From a loss of 0, or to one of ∞, the line is upright.
    guard good.loss > 0, bad.loss < .infinity else { return good.rate }
    let way = (log(bound) - log(good.loss)) / (log(bad.loss) - log(good.loss))
    return exp(log(good.rate) + way * (log(bad.rate) - log(good.rate)))
  }
}
