import Foundation

/// `results.json`: everything that is known, for programs.
///
/// JSON has no word for numbers that are not finite, and a diverged loss is one; they are written
/// as the strings "NaN", "Infinity" and "-Infinity", which most readers of numbers accept.
enum ResultsJSON {
  /// The bytes of the file: keys sorted, so that two files can be compared line by line.
  static func encode(_ results: ComparisonResults) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return try encoder.encode(results) + Data("\n".utf8)
  }

  /// The results in the bytes of such a file.
  static func decode(_ data: Data) throws -> ComparisonResults {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return try decoder.decode(ComparisonResults.self, from: data)
  }
}
