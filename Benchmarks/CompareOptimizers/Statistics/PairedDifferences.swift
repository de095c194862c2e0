/// What two contenders' costs differ by, seed by seed.
struct PairedDifferences {
  /// First minus second; 0 where they are equal, also where both are infinite.
  let values: [Double]

  /// How far a difference may be off, because the costs are rounded.
  ///
  /// A unit in the last place of either cost: half of it for its own rounding, and the rest for
  /// that of the difference. 0 for an infinite difference.
  let slack: [Double]

  /// Subtracts the second from the first; NaN counts as ∞.
  ///
  /// - Precondition: The samples have equal counts.
  init(_ first: [Double], _ second: [Double]) {
    let pairs = zip(first, second).map { ($0.nanAsWorst, $1.nanAsWorst) }
    // ∞ − ∞ would be NaN.
    values = pairs.map { $0 == $1 ? 0 : $0 - $1 }
    slack = zip(values, pairs).map { $0.isFinite && $0 != 0 ? $1.0.ulp + $1.1.ulp : 0 }
  }

  /// The places of the differences that are not 0.
  var decided: [Int] { values.indices.filter { values[$0] != 0 } }

  /// Whether every difference has a size.
  var areFinite: Bool { values.allSatisfy(\.isFinite) }

  /// The differences times a power of two that brings the largest near 1, and that power.
  ///
  /// Their sums and squares can then neither overflow nor vanish.
  ///
  /// - Precondition: They are finite.
  var scaled: (values: [Double], scale: Double) {
    let largest = values.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return (values, 1) }
    // 2⁻¹⁰²³ is subnormal but exact; 2¹⁰⁷⁴ would be infinite.
    let exponent = min(1_000, -Int(largest.exponent))
    let scale = Double(sign: .plus, exponent: exponent, significand: 1)
    return (values.map { $0 * scale }, scale)
  }
}
