/// A piece of well-formed HTML or SVG.
///
/// Text becomes markup only through ``text(_:)`` or a builder, both of which escape it, so nothing
/// a user typed can break out of the place it is shown in.
///
/// ```swift
/// Markup.element("p", ["class": "note"]) { "1 < 2" }     // <p class="note">1 &lt; 2</p>
/// ```
struct Markup: Sendable {
  /// The characters as they go into the file.
  private(set) var source: String

  private init(source: String) { self.source = source }

  /// No characters at all.
  static let empty = Markup(source: "")

  /// Text to be read, with what HTML would take for markup escaped.
  static func text(_ text: String) -> Markup { Markup(source: escaped(text)) }

  /// A style element.
  static func style(_ sheet: StyleSheet) -> Markup {
    Markup(source: "<style>\n\(sheet.css)</style>")
  }

  /// A script element.
  static func script(_ script: Script) -> Markup {
    Markup(source: "<script>\n\(script.source)</script>")
  }

  /// Values for the script, in an element that is not shown.
  static func data(_ value: JSONValue) -> Markup {
    Markup(source: "<script type=\"application/json\">\(value.source)</script>")
  }

  /// The whole document: the declaration that browsers need, then the root element.
  static func document(_ root: Markup) -> String { "<!DOCTYPE html>\n" + root.source + "\n" }

  /// An element with a start tag, content and an end tag.
  static func element(
    _ name: StaticString, _ attributes: Attributes = [:],
    @MarkupBuilder content: () -> Markup = { .empty }
  ) -> Markup {
    let tag = tag(name, attributes)
    return Markup(source: "\(tag)>\(content().source)</\(name)>")
  }

  /// An element without content that HTML writes with a start tag only, such as `meta`.
  static func void(_ name: StaticString, _ attributes: Attributes = [:]) -> Markup {
    Markup(source: tag(name, attributes) + ">")
  }

  /// An element without content, closed at once as SVG allows.
  static func shape(_ name: StaticString, _ attributes: Attributes) -> Markup {
    Markup(source: tag(name, attributes) + "/>")
  }

  /// Pieces one after the other.
  static func joined(_ pieces: [Markup], separator: String = "") -> Markup {
    Markup(source: pieces.map(\.source).joined(separator: escaped(separator)))
  }

  /// The attributes of an element, in the order in which they are written.
  typealias Attributes = KeyValuePairs<StaticString, any AttributeValue>

  private static func tag(_ name: StaticString, _ attributes: Attributes) -> String {
    var result = "<\(name)"
    for (key, value) in attributes { result += " \(key)=\"\(escaped(value.attributeText))\"" }
    return result
  }

  /// Text with the five characters escaped that mean something in HTML, without the control characters
  /// that HTML and XML forbid, and with the numbers of those that are not seen.
  static func escaped(_ text: String) -> String {
    // Nearly all text, and all paths, are of letters and digits that stay as they are.
    let isPlain = text.utf8.allSatisfy { byte in
      (0x20..<0x7F).contains(byte) && byte != 0x26 && byte != 0x3C && byte != 0x3E && byte != 0x22
        && byte != 0x27
    }
    if isPlain { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): result += "\u{FFFD}"
      case _ where scalar.value & 0xFFFE == 0xFFFE: result += "\u{FFFD}"
      case _ where scalar.isHidden: result += escaped(scalar.numberInWords)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Something that can be the value of an attribute.
protocol AttributeValue {
  /// The value before escaping.
  var attributeText: String { get }
}

extension String: AttributeValue {
  /// The text itself.
  var attributeText: String { self }
}

extension Int: AttributeValue {
  /// The decimal digits.
  var attributeText: String { String(self) }
}

extension Double: AttributeValue {
  /// The number to two decimals, which is finer than a screen shows and keeps files small.
  var attributeText: String { NumberText.trimmed(NumberText.fixed(self, 2)) }
}

/// Lets the content of an element be written as a list of statements.
@resultBuilder
enum MarkupBuilder {
  /// Takes a piece as it is.
  static func buildExpression(_ markup: Markup) -> Markup { markup }

  /// Takes a string as text, escaped.
  static func buildExpression(_ text: String) -> Markup { .text(text) }

  /// Takes several pieces as they are.
  static func buildExpression(_ pieces: [Markup]) -> Markup { .joined(pieces) }

  /// Puts statements one after the other.
  static func buildBlock(_ pieces: Markup...) -> Markup { .joined(pieces) }

  /// Makes an `if` without an `else` work.
  static func buildOptional(_ markup: Markup?) -> Markup { markup ?? .empty }

  /// Makes the first branch of an `if` work.
  static func buildEither(first markup: Markup) -> Markup { markup }

  /// Makes the second branch of an `if` work.
  static func buildEither(second markup: Markup) -> Markup { markup }

  /// Makes a `for` work.
  static func buildArray(_ pieces: [Markup]) -> Markup { .joined(pieces) }
}
