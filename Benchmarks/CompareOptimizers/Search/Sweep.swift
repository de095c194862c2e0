import ArgumentParser

/// A hyper-parameter beside the rate, and the values among which it is searched.
struct Sweep: Equatable, Sendable {
  /// Where values are taken from.
  enum Values: Equatable, Sendable {
    /// From a list.
    case list([Double])
    /// From a range, evenly on a logarithmic scale.
    case range(lower: Double, upper: Double)
  }

  /// What is searched.
  let setting: SearchedSetting
  /// Where its values are taken from.
  let values: Values

  /// Reads "rho=0.9,0.99" or "epsilon=1e-8..1e-2".
  ///
  /// - Throws: `ValidationError` with what is wrong.
  init(parsing text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1).map(\.withoutBlanks)
    guard parts.count == 2 else {
      throw ValidationError(
        "--sweep is written as rho=0.9,0.99 or epsilon=1e-8..1e-2, not '\(text)'")
    }
    guard let setting = SearchedSetting(rawValue: parts[0]) else {
      throw ValidationError(
        NearestWord.unknown(
          "setting to sweep", parts[0],
          among: SearchedSetting.allCases.map(\.rawValue)))
    }
    self.setting = setting
    let limits = Self.limits(of: setting)
    if let range = try RateRange(parsing: parts[1], option: "--sweep \(parts[0])") {
      values = .range(lower: range.lower, upper: range.upper)
    } else {
      values = .list(
        try parts[1].listedWords.map { word in
          guard let value = Double(word), value.isFinite else {
            throw ValidationError(
              "--sweep \(parts[0]) cannot be '\(word)'; it is a number \(limits.words)")
          }
          return value
        })
    }
    for value in ends where !limits.contains(value) {
      throw ValidationError(
        "--sweep \(parts[0]) cannot be \(NumberText.short(value)); it is a number \(limits.words)")
    }
    if case .list(let list) = values {
      for (index, value) in list.enumerated() where list[..<index].contains(value) {
        throw ValidationError("--sweep \(parts[0]) lists \(NumberText.typed(value)) twice")
      }
    }
  }

  /// The least and the largest value.
  private var ends: [Double] {
    switch values {
    case .list(let values): values
    case .range(let lower, let upper): [lower, upper]
    }
  }

  private static func limits(of setting: SearchedSetting) -> SettingLimits {
    switch setting {
    case .rho: .belowOne
    case .momentum: .within(0...1)
    case .epsilon: .nonNegative
    }
  }
}

/// Two ends of a logarithmic scale, written "1e-5..3.2".
struct RateRange: Equatable, Sendable {
  /// The ends.
  let lower: Double
  let upper: Double

  /// Where the ends of ranges may lie, and the least rate that may be given.
  static let limits = 1e-30...1e30

  /// What a `Float` holds with all of its digits, and so what a range may be widened to.
  static let floats =
    Double(Float.leastNormalMagnitude)...Double(Float.greatestFiniteMagnitude)

  /// Creates a range.
  init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// Reads "1e-5..3.2"; nil where there are no two dots.
  ///
  /// - Throws: `ValidationError` unless both ends are positive, ascending and within ``limits``.
  init?(parsing text: String, option: String) throws {
    guard let dots = text.firstRange(of: "..") else { return nil }
    guard let lower = Double(text[..<dots.lowerBound].withoutBlanks),
      // Of three dots the last would make 1e-5...1 end at 0.1.
      !text[dots.upperBound...].hasPrefix("."),
      let upper = Double(text[dots.upperBound...].withoutBlanks), lower > 0, lower < upper,
      upper.isFinite
    else {
      throw ValidationError(
        "\(option) needs two ends above 0, the smaller one first, as 1e-5..1, not '\(text)'")
    }
    guard Self.limits.contains(lower), Self.limits.contains(upper) else {
      throw ValidationError("\(option) can go from 1e-30 to 1e30, but is \(text)")
    }
    self.init(lower: lower, upper: upper)
  }
}
