import Descent
import Foundation

/// `results.json`: everything that is known, for programs.
///
/// JSON has no word for numbers that are not finite, and a diverged loss is one; they are written
/// as the strings "NaN", "Infinity" and "-Infinity", which most readers of numbers accept.
enum ResultsJSON {
  /// The bytes of the file: keys sorted, so that equal results are equal files.
  static func encode(_ results: ComparisonResults) throws -> Data {
    let encoder = encoder
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(results) + Data("\n".utf8)
  }

  /// The results in the bytes of such a file.
  ///
  /// - Throws: `ResultsError` for a file of another kind or version, one that is damaged, or one with
  ///   numbers that no comparison gives.
  static func decode(_ data: Data) throws(ResultsError) -> ComparisonResults {
    let bytes = [UInt8](data)
    guard isQuickToCompare(bytes) else {
      throw JSONFault(in: bytes).map { reading($0, of: bytes) }
        ?? .damaged(at: "a text in it has more than 30 combining marks in a row")
    }
    do {
      return try LeanJSONDecoder.decode(File.self, from: bytes).results
    } catch {
      throw (error as? ResultsError) ?? reading(error, of: bytes)
    }
  }

  /// A value that may come from anybody's file; nil for what is none.
  static func value<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) -> Value? {
    isQuickToCompare(bytes) ? try? LeanJSONDecoder.decode(type, from: bytes) : nil
  }

  /// Whether no text takes Swift a time that grows with the square of its length, when it is compared.
  private static func isQuickToCompare(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).isStreamSafeJSON
  }

  /// A file whose header is looked at before its results, in one reading of the text.
  private struct File: Decodable {
    let results: ComparisonResults

    private struct Header: Decodable {
      var format: String
      var formatVersion: Int
    }

    init(from decoder: any Decoder) throws {
      let header = try Header(from: decoder)
      guard header.format == ComparisonResults.format else { throw ResultsError.notResults }
      guard ComparisonResults.readableVersions.contains(header.formatVersion) else {
        throw ResultsError.otherVersion(header.formatVersion)
      }
      var results: ComparisonResults
      do {
        results = try ComparisonResults(from: decoder)
      } catch let error as DecodingError {
        throw ResultsError.damaged(at: error.wordsOnJSON)
      }
      try results.check()
      if header.formatVersion < ComparisonResults.formatVersion,
        !results.notes.contains(olderTargets)
      {
        results.notes.append(olderTargets)
      }
      self.results = results
    }
  }

  /// What is said of a text that is no JSON, or has nothing that tells what it is.
  private static func reading(_ error: any Error, of bytes: [UInt8]) -> ResultsError {
    let fault = error as? JSONFault
    let beginning = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    let beginsAsResults = beginning.first { !" \n\r\t".utf8.contains($0) } == UInt8(ascii: "{")
    if let fault, fault.kind == .endsEarly, beginsAsResults {
      return .endsEarly(after: fault.offset, in: fault.path)
    }
    // There may be a word in it that tells what it once was.
    guard Data(bytes).range(of: Data(ComparisonResults.format.utf8)) != nil else {
      return .notResults
    }
    return .damaged(
      at: fault?.description ?? (error as? DecodingError)?.wordsOnJSON ?? "it cannot be read")
  }

  /// What a reader of results of version 2 has to know.
  private static let olderTargets =
    "These results are of format version 2: a target counts as reached there when it was touched once, "
    + "whether or not it was kept."

  /// An encoder for numbers that may not be finite.
  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return encoder
  }
}

/// Why bytes are no results that this version reads.
enum ResultsError: Error, Equatable, CustomStringConvertible {
  /// Something else.
  case notResults
  /// Results of a version of the format that this one does not know.
  case otherVersion(Int)
  /// Results with something missing or wrong.
  case damaged(at: String)
  /// A number that no comparison gives.
  case outOfRange(String, at: String, range: String)
  /// A list that holds something in every comparison, and nothing here.
  case empty(at: String)
  /// A name that stands for two optimizers, or two problems.
  case twice(String, at: String)
  /// The beginning of a file: so many bytes, the last of them in a place that may have no name.
  case endsEarly(after: Int, in: String)

  var description: String {
    switch self {
    case .notResults: "not a results.json of compare-optimizers"
    case .otherVersion(let version):
      "results of format version \(version); this program reads versions "
        + "\(ComparisonResults.readableVersions.lowerBound) to "
        + "\(ComparisonResults.readableVersions.upperBound)"
    case .damaged(let place): "damaged results: \(place)"
    case .outOfRange(let value, let place, let range):
      "damaged results: \(place) is \(value), which is not in \(range)"
    case .empty(let place): "damaged results: \(place) is empty"
    case .twice(let name, let place):
      "damaged results: \(place) is \(ShownText.quoted(name)), as is one before it"
    case .endsEarly(let count, let place):
      "damaged results: the file ends too early, after \(NumberText.grouped(count)) "
        + (count == 1 ? "byte" : "bytes") + (place.isEmpty ? "" : ", in \(place)")
    }
  }
}
