import Foundation

extension Double {
  /// The nearest number of so many significant decimal digits, which is short in a file.
  ///
  /// - Precondition: 1 ≤ `digits` ≤ 15.
  func rounded(toDigits digits: Int) -> Double {
    guard isFinite, self != 0 else { return self }
    let exponent = Int(Foundation.log10(magnitude).rounded(.down))
    return rounded(toDecimals: digits - 1 - exponent)
  }

  /// The nearest number of so many decimals; of a negative number of them, the nearest multiple of
  /// a power of ten.
  func rounded(toDecimals decimals: Int) -> Double {
    // Powers of ten up to here are exact, so that one rounding leads to the nearest number.
    guard isFinite, decimals.magnitude <= 22 else { return self }
    let scale = Foundation.pow(10, Double(decimals.magnitude))
    let result = decimals >= 0 ? (self * scale).rounded() / scale : (self / scale).rounded() * scale
    // The sum makes a negative zero positive.
    return result.isFinite ? result + 0 : self
  }
}
