internal import ElementwiseKernels

/// How the numbers of one matrix are written, so that they can be compared at a glance: NumPy's rule.
struct NumberFormat<Real: RealScalar> {
  private enum Style {
    case whole
    case positional
    case exponential(fractionDigits: Int, exponentDigits: Int)
  }

  private let style: Style
  // As in NumPy's print options.
  private static var precision: Int { 8 }
  // Of a Float, digits before the point can be meaningless from here on.
  private static var cutoff: Real { Real.self == Float.self ? 1e6 : 1e8 }

  /// Chooses the format of some numbers.
  init(_ values: [Real]) {
    let finite = values.filter(\.isFinite)
    let sizes = finite.map(\.magnitude).filter { $0 > 0 }
    // Up to here every whole number has a floating-point number of its own.
    let limit = 2 / Real.ulpOfOne
    if finite.allSatisfy({ $0 == $0.rounded() && $0.magnitude < limit }) {
      style = .whole
    } else if let greatest = sizes.max(), let least = sizes.min(),
      greatest >= Self.cutoff || least < 1e-4 || greatest / least > 1000
    {
      let decimals = finite.map { ShortestDecimal($0).rounded(toDigits: Self.precision + 1) }
      style = .exponential(
        fractionDigits: decimals.map { $0.digits.count - 1 }.max() ?? 0,
        exponentDigits: decimals.map { Swift.max(2, "\($0.exponent.magnitude)".count) }.max() ?? 2)
    } else {
      style = .positional
    }
  }

  /// What is written for a number, or for nil, which stands for those left out.
  func cell(_ value: Real?) -> NumberCell {
    guard let value else { return NumberCell(whole: "…", fraction: "") }
    guard value.isFinite else { return NumberCell(whole: "\(value)", fraction: "") }
    let sign = value.sign == .minus ? "-" : ""
    switch style {
    case .whole:
      return NumberCell(whole: "\(Int64(value))", fraction: "")
    case .positional:
      let shortest = ShortestDecimal(value)
      let decimal = shortest.rounded(toDigits: shortest.exponent + 1 + Self.precision)
      // 0.00123 has zeros that are no digits of its decimal.
      let zeros = [UInt8](repeating: 0, count: Swift.max(0, -decimal.exponent))
      let digits = zeros + decimal.digits
      let wholeCount = Swift.max(1, decimal.exponent + 1)
      let missing = [UInt8](repeating: 0, count: Swift.max(0, wholeCount - digits.count))
      let fraction = digits.dropFirst(wholeCount)
      return NumberCell(
        whole: sign + Self.text((digits + missing).prefix(wholeCount)),
        fraction: (fraction.isEmpty ? "" : ".") + Self.text(fraction))
    case .exponential(let fractionDigits, let exponentDigits):
      // The digits that all numbers have here may be more than a Float needs: they are its own then.
      let decimal = ShortestDecimal(Double(value)).rounded(toDigits: fractionDigits + 1)
      let missing = [UInt8](repeating: 0, count: fractionDigits + 1 - decimal.digits.count)
      let exponent = "\(decimal.exponent.magnitude)"
      return NumberCell(
        whole: sign + Self.text(decimal.digits.prefix(1)),
        fraction: (fractionDigits == 0 ? "" : ".") + Self.text(decimal.digits.dropFirst() + missing)
          + (decimal.exponent < 0 ? "e-" : "e+")
          + String(repeating: "0", count: exponentDigits - exponent.count) + exponent)
    }
  }

  private static func text(_ digits: some Sequence<UInt8>) -> String {
    digits.reduce(into: "") { $0 += "\($1)" }
  }
}

/// A number cut before its decimal point.
struct NumberCell {
  let whole: String
  let fraction: String
}
