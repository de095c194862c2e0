/// Text of a file, or a name of one, as a message shows it: in one line, and with nothing that steers a
/// terminal or passes for something else.
package enum ShownText {
  /// How much of a text from a file a message quotes.
  private static let quotedLength = 40

  /// The most marks on a letter that are shown: with more of them it covers the lines above and below.
  private static let mostMarks = 8

  /// Text from a file in quotes, and not too long.
  package static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(quotedLength)
    let isCut = scalars.endIndex != text.unicodeScalars.endIndex
    let letters = shown(scalars) { $0 == "\"" ? "\\\"" : $0.shown }
    // Once is enough where marks are left out at the end.
    return "\"\(letters)\(isCut && letters.unicodeScalars.last != "…" ? "…" : "")\""
  }

  /// A text without quotes, such as the name of a file.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - length: How much of it is shown, or nil for all.
  /// - Returns: The text, with the numbers of hidden characters in their place.
  package static func plain(_ text: String, atMost length: Int? = nil) -> String {
    let scalars = text.unicodeScalars.prefix(length ?? Int.max)
    guard scalars.endIndex == text.unicodeScalars.endIndex else {
      return shown(scalars, as: \.shown) + "…"
    }
    return shown(scalars, as: \.shown)
  }

  /// Characters in the words for each, and of many marks on one of them the first few.
  private static func shown(
    _ scalars: Substring.UnicodeScalarView, as words: (Unicode.Scalar) -> String
  ) -> String {
    var text = ""
    var marks = 0
    for scalar in scalars {
      marks = scalar.isMark ? marks + 1 : 0
      if marks <= mostMarks {
        text += words(scalar)
      } else if marks == mostMarks + 1 {
        text += "…"
      }
    }
    return text
  }
}

extension Unicode.Scalar {
  /// Whether it is put on the character before it.
  fileprivate var isMark: Bool {
    if isASCII { return false }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: return true
    default: return false
    }
  }

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
