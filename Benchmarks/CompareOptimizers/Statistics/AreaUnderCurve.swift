import ElementwiseKernels
import Foundation

/// How low a loss was on the way, and not just at the end: the mean height of its curve.
///
/// Between two points the curve is a straight line, so the area is a sum of trapezoids; over the
/// length of the axis it is a mean, which compares runs of any length. A curve with a value that is
/// ∞ or NaN, as of a run that diverged, has the mean ∞.
enum AreaUnderCurve {
  /// Returns the mean of a loss over steps or seconds.
  ///
  /// ```
  /// Σ (vᵢ + vᵢ₊₁)/2 · (pᵢ₊₁ − pᵢ) / (p_last − p_first)
  /// ```
  /// When all points are at one place, as a single one is, it is the mean of the values.
  ///
  /// - Parameters:
  ///   - losses: The heights of the curve.
  ///   - positions: The step or the second of each.
  /// - Returns: The mean; nil without points.
  /// - Precondition: The counts are equal, and positions are finite and do not decrease.
  static func mean(of losses: [Double], at positions: [Double]) -> Double? {
    require(
      losses.count == positions.count,
      "\(losses.count) losses cannot be drawn at \(positions.count) positions")
    for (earlier, later) in zip(positions, positions.dropFirst()) {
      require(earlier <= later, "position \(later) comes after \(earlier)")
    }
    guard let first = positions.first, let last = positions.last else { return nil }
    require(first.isFinite && last.isFinite, "no curve runs from \(first) to \(last)")
    guard losses.allSatisfy(\.isFinite) else { return .infinity }
    guard first < last else {
      return losses.reduce(0) { $0 + $1 / Double(losses.count) }
    }
    var mean = 0.0
    for index in losses.indices.dropFirst() {
      // Halved and shared out at once, so that sums of great losses do not overflow.
      let share = (positions[index] - positions[index - 1]) / (last - first)
      mean += (losses[index - 1] / 2 + losses[index] / 2) * share
    }
    return mean
  }

  /// Returns the mean of log₁₀(loss − optimum) over steps or seconds.
  ///
  /// One less is ten times as close to the optimum, throughout. The logarithms are what straight
  /// lines run between. A loss at the optimum, or below it by rounding, is as good as `floor` above.
  ///
  /// - Parameters:
  ///   - losses: The heights of the curve.
  ///   - positions: The step or the second of each.
  ///   - optimum: The least loss there is.
  ///   - floor: The excess below which nothing is gained.
  /// - Returns: The mean; nil without points.
  /// - Precondition: As for `mean(of:at:)`; `optimum` is finite and `floor > 0`.
  static func meanDecades(
    of losses: [Double], at positions: [Double], above optimum: Double, floor: Double = 1e-16
  ) -> Double? {
    require(
      optimum.isFinite && floor > 0,
      "no logarithm is taken above \(optimum) with floor \(floor)")
    let decades = losses.map { loss in
      loss.isFinite ? log10(max(floor, loss - optimum)) : .infinity
    }
    return mean(of: decades, at: positions)
  }
}
