import Foundation

/// Numbers and texts for the script of the page, in the notation that it reads.
enum JSONValue: Sendable {
  /// A number to four significant digits; one that is not finite becomes `null`.
  case number(Double)
  /// A number with all of its digits.
  case exact(Double)
  /// Several numbers to four significant digits.
  case numbers([Double])
  /// A text to be read.
  case text(String)
  /// Yes or no.
  case flag(Bool)
  /// Several values.
  case list([JSONValue])
  /// Values by name.
  case object(KeyValuePairs<StaticString, JSONValue>)

  /// The notation; it holds no `<`, so that it cannot end the element that it stands in.
  var source: String {
    switch self {
    case .number(let value): Self.digits(value)
    case .exact(let value): value.isFinite ? "\(value)" : "null"
    case .numbers(let values): "[" + values.map(Self.digits).joined(separator: ",") + "]"
    case .text(let text): Self.quoted(text.withHiddenShown)
    case .flag(let value): value ? "true" : "false"
    case .list(let values): "[" + values.map(\.source).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { "\"\($0)\":" + $1.source }.joined(separator: ",") + "}"
    }
  }

  /// A number to four significant digits, one more than the page shows; a whole number entirely.
  private static func digits(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    let exponent = log10(abs(value)).rounded(.down)
    // The power must be a normal number: beyond it lie values too small to tell from zero.
    guard abs(exponent) < 290 else { return exponent < 0 ? "0" : "\(value)" }
    let shift = 3 - exponent
    let power = pow(10, abs(shift))
    let rounded =
      shift >= 0 ? (value * power).rounded() / power : (value / power).rounded() * power
    return "\(rounded)"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20 || "<>&\u{2028}\u{2029}".unicodeScalars.contains(scalar):
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
