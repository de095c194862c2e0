/// Which numbers a setting may be.
enum SettingLimits: Equatable, Sendable {
  /// 0 ≤ x.
  case nonNegative
  /// 0 ≤ x < 1.
  case belowOne
  /// From one end to the other, both of them included.
  case within(ClosedRange<Double>)
  /// A rate that is given: it is not widened, and may be as large as a `Float` is.
  case rate

  /// Whether a number is one of them.
  func contains(_ value: Double) -> Bool {
    switch self {
    case .nonNegative: value >= 0
    case .belowOne: value >= 0 && value < 1
    case .within(let range): range.contains(value)
    case .rate: value >= RateRange.limits.lowerBound && value <= RateRange.floats.upperBound
    }
  }

  /// All of them in words that follow "it is".
  var words: String {
    switch self {
    case .nonNegative: "0 or more"
    case .belowOne: "0 or more, and below 1"
    case .within(let range):
      "from \(NumberText.typed(range.lowerBound)) to \(NumberText.typed(range.upperBound))"
    case .rate: "from 1e-30 to 3.4e38"
    }
  }
}
