/// How the values along an axis are written, in the page and by its script.
enum ValueFormat: String, Sendable {
  /// To three significant digits.
  case number
  /// A fraction in per cent.
  case percent
  /// A time in a unit that suits it.
  case seconds
  /// A whole number.
  case count

  /// A value as text.
  func text(_ value: Double) -> String {
    switch self {
    case .number: NumberText.short(value)
    case .percent: NumberText.percent(value)
    case .seconds: NumberText.seconds(value)
    case .count: NumberText.grouped(value)
    }
  }
}
