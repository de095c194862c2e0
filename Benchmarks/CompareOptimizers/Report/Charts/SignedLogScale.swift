import Foundation

/// An axis for differences of very different size: linear about zero, beyond that logarithmic to
/// either side.
struct SignedLogScale: Scale {
  let lower: Double
  let upper: Double
  let start: Double
  let end: Double
  let ticks: [Tick]

  /// The size up to which the axis is about linear, above 0.
  let threshold: Double

  var isLogarithmic: Bool { false }

  /// Creates an axis that covers an interval, which holds zero.
  ///
  /// - Precondition: `threshold > 0` and `lower ≤ 0 ≤ upper`.
  init(
    threshold: Double, lower: Double, upper: Double, start: Double, end: Double, tickCount: Int
  ) {
    precondition(
      threshold > 0 && lower <= 0 && upper >= 0,
      "no signed logarithmic axis runs from \(lower) to \(upper) about \(threshold)")
    self.threshold = threshold
    (self.lower, self.upper) = lower < upper ? (lower, upper) : (-threshold, threshold)
    self.start = start
    self.end = end
    let decades = [-lower, upper].map { max(0, log10($0) - log10(threshold)) }.reduce(0, +)
    let stride = max(1, Int((decades / Double(tickCount)).rounded(.up)))
    let first = Int(log10(threshold).rounded(.up))
    let last = Int(log10(max(-lower, upper, threshold)).rounded(.down))
    let powers = first <= last ? Array(Swift.stride(from: last, through: first, by: -stride)) : []
    let isPlain = LogScale.isPlain(powers)
    var ticks = [Tick(value: 0, label: "0")]
    for power in powers {
      for value in [-pow(10, Double(power)), pow(10, Double(power))]
      where value >= lower && value <= upper {
        ticks.append(
          Tick(
            value: value,
            label: (value < 0 ? "-" : "") + LogScale.label(abs(value), power, isPlain: isPlain)))
      }
    }
    // The innermost ticks would run into the one at zero.
    let bend = { Self.bend($0, threshold) }
    let unit = bend(upper) - bend(lower)
    let room = 34 / max(1, abs(end - start)) * max(unit, 1e-9)
    self.ticks = ticks.filter { $0.value == 0 || abs(bend($0.value)) > room }
      .sorted { $0.value < $1.value }
  }

  func position(of value: Double) -> Double {
    let (low, high) = (Self.bend(lower, threshold), Self.bend(upper, threshold))
    return start + (Self.bend(value, threshold) - low) / (high - low) * (end - start)
  }

  private static func bend(_ value: Double, _ threshold: Double) -> Double {
    let ratio = abs(value) / threshold
    // Where the ratio is beyond all numbers, its logarithm is not.
    let size = ratio.isFinite ? log10(1 + ratio) : log10(abs(value)) - log10(threshold)
    return value < 0 ? -size : size
  }
}
