import Foundation

/// Numbers as text, the same on every machine and in every locale.
enum NumberText {
  /// A number with a fixed number of decimals: `fixed(3.14159, 2)` is "3.14".
  ///
  /// - Precondition: `0 ≤ decimals ≤ 15`.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    precondition((0...15).contains(decimals), "\(decimals) decimals are outside 0...15")
    guard value.isFinite else { return nonFinite(value) }
    let scale = pow(10, Double(decimals))
    let scaled = (abs(value) * scale).rounded()
    // Past 2⁵³ a Double is a whole number anyway, and Int would soon overflow.
    guard scaled < 9e15 else { return "\(value)" }
    var digits = String(Int(scaled))
    while digits.count <= decimals { digits = "0" + digits }
    let sign = value < 0 && scaled != 0 ? "-" : ""
    guard decimals > 0 else { return sign + digits }
    return sign + digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }

  /// A number to some significant digits: "0.0912", "12.3", "1.2e-7".
  static func significant(_ value: Double, _ digits: Int = 3) -> String {
    guard value.isFinite else { return nonFinite(value) }
    guard value != 0 else { return "0" }
    var exponent = Int(log10(abs(value)).rounded(.down))
    // 9.996 rounds to 10.0: one digit fewer behind the point.
    let mantissa = (abs(value) / pow(10, Double(exponent - digits + 1))).rounded()
    if mantissa >= pow(10, Double(digits)) { exponent += 1 }
    guard (-4...6).contains(exponent) else {
      return trimmed(fixed(value / pow(10, Double(exponent)), digits - 1)) + "e\(exponent)"
    }
    return fixed(value, min(15, max(0, digits - 1 - exponent)))
  }

  /// A number to three significant digits without trailing zeros: a learning rate, a tick.
  static func short(_ value: Double) -> String { trimmed(significant(value, 3)) }

  /// A number as somebody would type it, with every digit that it has: "0.9995", "1e-8".
  static func typed(_ value: Double) -> String {
    let short = short(value)
    guard value.isFinite, Double(short) != value else { return short }
    // Swift writes an exponent in two digits.
    let parts = "\(value)".split(separator: "e").map(String.init)
    guard parts.count == 2, let exponent = Int(parts[1]) else { return trimmed("\(value)") }
    return "\(trimmed(parts[0]))e\(exponent)"
  }

  /// A whole number with commas between the thousands: "50,890".
  static func grouped(_ value: Int) -> String {
    var digits = Array(String(value.magnitude))
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: position)
      position -= 3
    }
    return (value < 0 ? "-" : "") + String(digits)
  }

  /// A number of things with the word for one, or for several: "1 run", "1,797 runs".
  static func counted(_ count: Int, _ one: String, _ several: String) -> String {
    grouped(count) + " " + (count == 1 ? one : several)
  }

  /// A number of things that is held as a Double.
  static func counted(_ count: Double, _ one: String, _ several: String) -> String {
    grouped(count) + " " + (count.rounded() == 1 ? one : several)
  }

  /// A whole number held as a Double, with commas; infinity is "∞".
  static func grouped(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 9e15 else { return nonFinite(value) }
    return grouped(Int(value.rounded()))
  }

  /// A fraction as per cent: `percent(0.9753)` is "97.5%".
  static func percent(_ fraction: Double, decimals: Int = 1) -> String {
    guard fraction.isFinite else { return nonFinite(fraction) }
    return fixed(fraction * 100, decimals) + "%"
  }

  /// A fraction as per cent with the decimals that it needs: "95%", "97.5%", "99.9999999%".
  static func shortPercent(_ fraction: Double) -> String {
    guard fraction.isFinite else { return nonFinite(fraction) }
    let percent = fraction * 100
    for decimals in 0..<14 {
      let text = fixed(percent, decimals)
      // What is left is rounding, as in 0.29 · 100, unless it makes all of a part.
      if let shown = Double(text), abs(shown - percent) <= 2 * percent.ulp,
        fraction == 1 || shown != 100
      {
        return text + "%"
      }
    }
    return "\(percent)%"
  }

  /// A number that text gives with its sign, as a difference is written: "+1.2", "−0.3", "0".
  static func signed(_ value: Double, _ text: (Double) -> String) -> String {
    let digits = text(abs(value))
    guard digits.contains(where: { ("1"..."9").contains($0) || $0 == "∞" }) else { return digits }
    return (value < 0 ? "−" : "+") + digits
  }

  /// The chance of a result, no finer than it means anything: "0.021", "< 0.001".
  static func probability(_ value: Double) -> String {
    value < 0.001 ? "< 0.001" : fixed(min(1, value), value < 0.0995 ? 3 : 2)
  }

  /// A number like "2e-6" as it is written by hand, "2·10⁻⁶"; others as they are.
  static func inPowers(_ text: String) -> String {
    let parts = text.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return text }
    let superscripts = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let digits = String(exponent.magnitude).compactMap(\.wholeNumberValue).map { superscripts[$0] }
    let lead = parts[0] == "1" ? "10" : parts[0] == "-1" ? "-10" : parts[0] + "·10"
    return lead + (exponent < 0 ? "⁻" : "") + String(digits)
  }

  /// A range, with a unit that both ends share written once: "15.1 – 16.7 ms".
  static func range(_ lower: String, _ upper: String) -> String {
    let unit = upper.reversed().prefix { !$0.isNumber }.reversed()
    guard lower != upper else { return lower }
    return (lower.hasSuffix(String(unit)) ? String(lower.dropLast(unit.count)) : lower)
      + " – " + upper
  }

  /// A time in a unit that suits it: "85 µs", "420 ms", "4.12 s", "2 min 5 s".
  static func seconds(_ seconds: Double) -> String {
    guard seconds.isFinite else { return nonFinite(seconds) }
    if seconds >= 119.5 {
      let whole = Int(min(seconds, 1e9).rounded())
      if whole >= 7200 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
      return "\(whole / 60) min \(whole % 60) s"
    }
    if seconds >= 0.9995 || seconds == 0 { return significant(seconds) + " s" }
    if seconds >= 0.000_999_5 { return significant(seconds * 1e3) + " ms" }
    return significant(seconds * 1e6) + " µs"
  }

  /// A number without the zeros that end its decimals: "0.500" is "0.5".
  static func trimmed(_ text: String) -> String {
    guard text.contains("."), !text.contains("e") else { return text }
    var end = text.endIndex
    while end > text.startIndex, text[text.index(before: end)] == "0" {
      end = text.index(before: end)
    }
    if text[text.index(before: end)] == "." { end = text.index(before: end) }
    let result = String(text[..<end])
    return result == "-0" ? "0" : result
  }

  private static func nonFinite(_ value: Double) -> String {
    value.isNaN ? "NaN" : value < 0 ? "-∞" : "∞"
  }
}
