import Foundation

/// Maps values to positions along an axis, and says where its ticks go.
protocol Scale: Sendable {
  /// The values at the start and the end of the axis.
  var lower: Double { get }
  var upper: Double { get }

  /// The positions of these.
  var start: Double { get }
  var end: Double { get }

  /// Whether equal distances are equal ratios.
  var isLogarithmic: Bool { get }

  /// Where a value lies along the axis, in drawing units.
  func position(of value: Double) -> Double

  /// The marks along the axis, ascending.
  var ticks: [Tick] { get }
}

/// A mark on an axis.
struct Tick: Equatable, Sendable {
  /// The value that the mark stands at.
  var value: Double

  /// What is written beside it; empty for a minor mark.
  var label: String
}

/// An axis on which equal distances are equal differences.
struct LinearScale: Scale {
  /// The value at the start of the axis.
  let lower: Double

  /// The value at the end of the axis.
  let upper: Double

  /// The position of `lower`.
  let start: Double

  /// The position of `upper`.
  let end: Double

  /// The marks, at 1, 2 or 5 times a power of ten.
  let ticks: [Tick]

  /// Creates an axis that covers an interval.
  ///
  /// - Parameters:
  ///   - lower: The lowest value to show.
  ///   - upper: The highest value to show.
  ///   - start: The position of the low end.
  ///   - end: The position of the high end.
  ///   - tickCount: About how many ticks to aim for.
  ///   - isExact: Whether the axis ends at the values given, not at the ticks around them.
  ///   - wholeNumbers: Whether ticks stand at whole numbers only.
  ///   - label: How a tick is written, from its value and the decimals its step needs.
  init(
    from lower: Double, to upper: Double, start: Double, end: Double, tickCount: Int = 5,
    isExact: Bool = false, wholeNumbers: Bool = false,
    label: (Double, Int) -> String = LinearScale.label
  ) {
    let ends = [lower, upper].map(Self.bounded)
    var (lower, upper) = (min(ends[0], ends[1]), max(ends[0], ends[1]))
    if !(upper - lower > max(abs(upper) * 1e-12, Self.leastLength)) {
      // A flat line still needs an axis: one that has it in the middle.
      let margin = abs(upper) <= Self.leastLength ? 1 : abs(upper) * 0.1
      (lower, upper) = (lower - margin, upper + margin)
    }
    var step = Self.niceStep((upper - lower) / Double(max(1, tickCount)))
    if wholeNumbers { step = max(1, step.rounded()) }
    if !isExact {
      lower = (lower / step + 1e-9).rounded(.down) * step
      upper = (upper / step - 1e-9).rounded(.up) * step
    }
    let first = (lower / step - 1e-9).rounded(.up)
    let last = (upper / step + 1e-9).rounded(.down)
    let decimals = Int(min(12, max(0, -log10(step * 1.000_001).rounded(.down))))
    // An axis without marks is seen to be wrong; one with too many, or with no number of them, would be the
    // end of the program.
    ticks =
      last - first < Self.mostTicks
      ? stride(from: 0, through: last - first, by: 1).map { index in
        let value = (first + index) * step
        return Tick(value: value, label: label(value, decimals))
      } : []
    self.lower = lower
    self.upper = upper
    self.start = start
    self.end = end
  }

  /// Many times more than anybody asks for.
  private static let mostTicks = 1_000.0

  /// Lengths near the least number there is have no tenths.
  private static let leastLength = 1e-290

  /// An end of which the distance to another is still a number.
  private static func bounded(_ end: Double) -> Double {
    end.isNaN ? 0 : min(max(end, -1e300), 1e300)
  }

  /// Equal distances are equal differences.
  var isLogarithmic: Bool { false }

  /// Where a value lies along the axis.
  func position(of value: Double) -> Double {
    start + (value - lower) / (upper - lower) * (end - start)
  }

  /// A value with the decimals that its step needs, or with a power of ten where there are many.
  static func label(_ value: Double, _ decimals: Int) -> String {
    if decimals == 0, abs(value) < 1e9 { return NumberText.grouped(value) }
    guard decimals > 4, value != 0 else {
      return decimals > 4 ? "0" : NumberText.fixed(value, decimals)
    }
    return NumberText.inPowers(NumberText.short(value))
  }

  /// The 1, 2 or 5 times a power of ten that is nearest above a rough step.
  private static func niceStep(_ rough: Double) -> Double {
    let power = pow(10, log10(rough).rounded(.down))
    let lead = rough / power
    return power * (lead <= 1.000_001 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10)
  }
}
