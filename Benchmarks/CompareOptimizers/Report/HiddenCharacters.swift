extension String {
  /// The text with every character that nobody sees, or that turns the others round, as its number:
  /// "<U+202E>".
  ///
  /// Names come from files and their names, and must not pass for others, nor steer a terminal. Line
  /// feeds and tabs stay.
  var withHiddenShown: String {
    // Nearly all text.
    guard !utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x09 }) else {
      return self
    }
    guard unicodeScalars.contains(where: \.isHidden) else { return self }
    return unicodeScalars.map { $0.isHidden ? $0.numberInWords : String($0) }.joined()
  }
}

extension Unicode.Scalar {
  /// Whether it has no look of its own: it steers a terminal, turns the direction of what follows, or
  /// takes no room.
  var isHidden: Bool {
    guard value >= 0x20 else { return value != 0x0A && value != 0x09 }
    guard value >= 0x7F else { return false }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    // Those that choose the look of the character before them are part of it.
    default: return properties.isDefaultIgnorableCodePoint && !properties.isVariationSelector
    }
  }

  /// "<U+202E>".
  var numberInWords: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }
}
