/// Reads values from JSON, with no block of memory for a list or a text that is larger than four times all of it.
///
/// A decoder that first makes a tree of all that it finds takes 24 bytes and more for the two of `0,`, and does so
/// for what nobody wants, too. This one checks that the text is JSON, and then reads each value where it stands. A
/// `Dictionary` or a `Set` grows as it wants: who reads what may come from anybody has lists.
///
/// It reads what the encoders of this package are set to write:
/// - Numbers are rounded once, to the nearest, and "NaN", "Infinity" and "-Infinity" are numbers.
/// - A `Date` is a text by ISO 8601. `URL`, `Data` and `Decimal`, which Foundation writes in ways of its own, are
///   not read.
/// - An object with two members of one name is refused where somebody reads it, for one of them would be lost; so
///   is half of a surrogate pair.
///
/// - SeeAlso: RFC 8259, <https://www.rfc-editor.org/rfc/rfc8259>
package enum LeanJSONDecoder {
  /// The most bytes of a list for one of the text.
  static let listMultiple = 4

  /// What a list may take besides, so that a small text may hold a few short texts.
  static let listAllowance = 16 << 10

  /// Reads a value.
  ///
  /// The texts should be stream-safe before (see ``Swift/String/isStreamSafeJSON``) where somebody compares them.
  ///
  /// - Parameters:
  ///   - type: What to read.
  ///   - bytes: JSON in UTF-8.
  /// - Returns: The value.
  /// - Throws: ``JSONFault`` for what is no JSON, and `DecodingError` where something is missing or of another kind,
  ///   or a list would take more than four times the text: one of empty strings, of which each takes 16 bytes.
  /// - Complexity: O(n · (d + log m)) for n bytes of which values are wanted d deep, and m members in an object.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8]
  ) throws -> Value {
    let text = try JSONText(bytes)
    return try JSONValue(text: text, place: text.outermost, path: .outside).decoded(as: type)
  }
}
