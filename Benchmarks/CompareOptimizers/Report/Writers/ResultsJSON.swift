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
    guard isQuickToRead(data) else {
      throw .damaged(
        at: JSONFault(in: Array(data))?.description
          ?? "a text in it has more than 30 combining marks in a row")
    }
    do {
      return try decoder.decode(File.self, from: data).results
    } catch let error as UnreadableNumber {
      throw .damaged(at: error.place(in: data))
    } catch {
      throw (error as? ResultsError) ?? fault(in: data, error)
    }
  }

  /// Whether no text takes Foundation a time that grows with the square of its length.
  static func isQuickToRead(_ data: Data) -> Bool {
    String(decoding: data, as: UTF8.self).isStreamSafeJSON
  }

  /// A file whose header is looked at before its results, in one reading of the text.
  private struct File: Decodable {
    let results: ComparisonResults

    private struct Header: Decodable {
      var format: String
      var formatVersion: Int
    }

    init(from decoder: any Decoder) throws {
      guard let header = try? Header(from: decoder), header.format == ComparisonResults.format
      else { throw ResultsError.notResults }
      guard ComparisonResults.readableVersions.contains(header.formatVersion) else {
        throw ResultsError.otherVersion(header.formatVersion)
      }
      var results: ComparisonResults
      do {
        results = try ComparisonResults(from: decoder)
      } catch {
        if let number = UnreadableNumber(error) { throw number }
        throw ResultsError.damaged(at: ResultsError.place(of: error))
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

  /// Why a text could not be read at all.
  private static func fault(in data: Data, _ error: any Error) -> ResultsError {
    let fault = JSONFault(in: Array(data))
    if let fault, fault.kind == .endsEarly, isObject(data) {
      return .endsEarly(after: fault.offset, in: fault.path)
    }
    guard case DecodingError.dataCorrupted = error, calls(data, ComparisonResults.format) else {
      return .notResults
    }
    return .damaged(at: fault?.description ?? ResultsError.place(of: error))
  }

  /// Whether a text begins as results do.
  private static func isObject(_ data: Data) -> Bool {
    data.first { !" \n\r\t".utf8.contains($0) } == UInt8(ascii: "{")
  }

  /// Whether a text that is no JSON has a word in it that tells what it once was.
  private static func calls(_ data: Data, _ word: String) -> Bool {
    data.range(of: Data(word.utf8)) != nil
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

  /// A decoder for the same.
  static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return decoder
  }
}

/// A number that its property cannot hold, of which a decoder tells no place.
private struct UnreadableNumber: Error {
  /// As it is written.
  let text: String

  /// Finds the number in what Foundation says of it; nil where it says something else.
  init?(_ error: any Error) {
    guard !(error is DecodingError) else { return nil }
    let parts = "\(error)".split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].contains("umber"), Double(parts[1]) != nil else { return nil }
    text = String(parts[1])
  }

  /// The first place where it stands, and that there are more.
  func place(in data: Data) -> String {
    let places = JSONScan.places(ofNumber: text, in: Array(data))
    let fault = "is \(JSONFault.visible(text)), which is no whole number, or out of its range"
    switch places.count {
    case 0: return "a number " + fault
    case 1: return "\(places[0]) \(fault)"
    case let count:
      return "one of the \(NumberText.grouped(count)) numbers like \(places[0]) \(fault)"
    }
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
      "damaged results: \(place) is \"\(JSONFault.visible(name))\", as is one before it"
    case .endsEarly(let count, let place):
      "damaged results: the file ends too early, after \(NumberText.grouped(count)) "
        + (count == 1 ? "byte" : "bytes") + (place.isEmpty ? "" : ", in \(place)")
    }
  }

  /// Where a decoder stopped, such as "problems.0.contenders is missing".
  fileprivate static func place(of error: any Error) -> String {
    func path(_ context: DecodingError.Context, _ last: String? = nil) -> String {
      let keys = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
      return (keys + (last.map { [$0] } ?? [])).joined(separator: ".")
    }
    switch error as? DecodingError {
    case .keyNotFound(let key, let context): return "\(path(context, key.stringValue)) is missing"
    case .valueNotFound(_, let context): return "\(path(context)) is missing"
    case .typeMismatch(_, let context): return "\(path(context)) is of another kind"
    case .dataCorrupted(let context):
      let uneven = ComparisonResults.Trial.unevenColumns
      if context.debugDescription == uneven { return "\(path(context)) \(uneven)" }
      return context.codingPath.isEmpty ? "it is not JSON" : "\(path(context)) has no such value"
    default: return "it cannot be read"
    }
  }
}
