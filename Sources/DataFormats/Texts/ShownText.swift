/// Text of a file, or a name of one, as a message shows it: in one line, and with nothing that steers a
/// terminal or passes for something else.
package enum ShownText {
  /// How much of a text from a file a message quotes.
  private static let quotedLength = 40

  /// Text from a file in quotes, and not too long.
  package static func quoted(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(quotedLength)
    let isCut = shown.endIndex != text.unicodeScalars.endIndex
    let letters = shown.map { $0 == "\"" ? "\\\"" : $0.shown }
    return "\"\(letters.joined())\(isCut ? "…" : "")\""
  }

  /// A text without quotes, such as the name of a file.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - length: How much of it is shown, or nil for all.
  /// - Returns: The text, with the numbers of hidden characters in their place.
  package static func plain(_ text: String, atMost length: Int? = nil) -> String {
    let shown = text.unicodeScalars.prefix(length ?? Int.max)
    guard shown.endIndex == text.unicodeScalars.endIndex else {
      return shown.map(\.shown).joined() + "…"
    }
    // Nearly all text.
    return shown.contains(where: \.isHidden) ? shown.map(\.shown).joined() : text
  }
}

extension Unicode.Scalar {
  /// Whether it has no look of its own: it steers a terminal, ends a line, turns the direction of what
  /// follows, or takes no room.
  fileprivate var isHidden: Bool {
    if (0x20..<0x7F).contains(value) { return false }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    // Those that choose the look of the character before them are part of it.
    default: return properties.isDefaultIgnorableCodePoint && !properties.isVariationSelector
    }
  }

  /// Itself, or where it is hidden its number: "<U+202E>", and of line breaks and tabs what Swift writes.
  fileprivate var shown: String {
    guard isHidden else { return String(self) }
    if ["\n", "\r", "\t"].contains(self) { return escaped(asASCII: true) }
    let digits = String(value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }
}
