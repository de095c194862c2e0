import Foundation

/// An axis on which equal distances are equal ratios.
struct LogScale: Scale {
  /// The value at the start of the axis, above 0.
  let lower: Double

  /// The value at the end of the axis.
  let upper: Double

  /// The position of `lower`.
  let start: Double

  /// The position of `upper`.
  let end: Double

  /// The marks: labelled powers of ten, with others between them where there is room.
  let ticks: [Tick]

  /// Creates an axis that covers an interval.
  ///
  /// - Parameters:
  ///   - lower: The lowest value to show.
  ///   - upper: The highest value to show.
  ///   - start: The position of the low end.
  ///   - end: The position of the high end.
  ///   - tickCount: About how many labelled ticks there is room for.
  /// - Precondition: `0 < lower ≤ upper`, both finite.
  init(from lower: Double, to upper: Double, start: Double, end: Double, tickCount: Int = 6) {
    precondition(
      lower > 0 && lower <= upper && upper.isFinite,
      "no logarithmic axis runs from \(lower) to \(upper)")
    // A single value still needs an axis: one that has it in the middle.
    let widened = upper / lower < 1.01
    self.lower = widened ? lower / 2 : lower
    self.upper = widened ? min(upper * 2, .greatestFiniteMagnitude) : upper
    self.start = start
    self.end = end
    ticks = Self.ticks(from: self.lower, to: self.upper, tickCount: tickCount)
  }

  /// Whether equal distances are equal ratios.
  var isLogarithmic: Bool { true }

  /// Where a value lies along the axis; a value of 0 or less lies at its start.
  func position(of value: Double) -> Double {
    guard value > 0 else { return start }
    // Not the logarithms of ratios, which are no number where the axis spans all that there are.
    let part = (log(value) - log(lower)) / (log(upper) - log(lower))
    return start + part * (end - start)
  }

  private static func ticks(from lower: Double, to upper: Double, tickCount: Int) -> [Tick] {
    let (low, high) = (lower * (1 - 1e-9), upper * (1 + 1e-9))
    let first = Int(log10(lower).rounded(.down))
    let last = Int(log10(upper).rounded(.up))
    let decades = log10(upper) - log10(lower)
    // Few decades leave room for labels between them; many leave room for some of them only.
    let leads: Set<Int> = decades < 1.2 ? [1, 2, 3, 5, 7] : decades < 2.5 ? [1, 2, 5] : [1]
    let stride = max(1, Int((decades / Double(max(1, tickCount) + 1)).rounded(.up)))
    let marks = (first...last).flatMap { exponent in
      (1...9).compactMap { lead -> (value: Double, exponent: Int, isLabelled: Bool)? in
        let value = Double(lead) * pow(10, Double(exponent))
        guard value >= low, value <= high, value.isFinite else { return nil }
        let isLabelled = leads.contains(lead) && exponent % stride == 0
        // Minor marks of a long axis would only be a smear.
        guard isLabelled || lead == 1 || decades < 3.5 else { return nil }
        return (value, exponent, isLabelled)
      }
    }
    let isPlain = isPlain(marks.filter(\.isLabelled).map(\.exponent))
    return marks.map { mark in
      Tick(
        value: mark.value,
        label: mark.isLabelled ? label(mark.value, mark.exponent, isPlain: isPlain) : "")
    }
  }

  /// Whether the labels of an axis are plain numbers: all of them are, or none.
  static func isPlain(_ exponents: [Int]) -> Bool { exponents.allSatisfy((-4...3).contains) }

  /// "0.01", or on an axis that goes far from 1 "10⁻²"; 1 and 10 are themselves.
  static func label(_ value: Double, _ exponent: Int, isPlain: Bool) -> String {
    guard isPlain || (0...1).contains(exponent) else {
      return NumberText.inPowers(
        "\(Int((value / pow(10, Double(exponent))).rounded()))e\(exponent)")
    }
    return value < 999.5 ? NumberText.short(value) : NumberText.grouped(value)
  }
}
