import ArgumentParser

/// How results are written to standard output.
enum OutputFormat: String, CaseIterable, Sendable {
  /// A table for people at a terminal, with the verdict.
  case table
  /// Tables as GitHub shows them, with the verdict.
  case markdown
  /// What `results.json` holds.
  case json
  /// What `results.csv` holds.
  case csv

  /// Reads "markdown".
  ///
  /// - Throws: `ValidationError` that suggests the nearest.
  init(parsing word: String) throws {
    guard let format = Self(rawValue: word) else {
      throw ValidationError(
        NearestWord.unknown("format", word, among: Self.allCases.map(\.rawValue)))
    }
    self = format
  }

  /// Whether the output is a document of which every byte counts, so that nothing else may be in it.
  var isDocument: Bool { self != .table }

  /// The output, ending with a line feed.
  ///
  /// - Parameters:
  ///   - results: What is written.
  ///   - terminal: Where a table is shown; the other formats are UTF-8 everywhere.
  /// - Returns: The text.
  /// - Throws: What keeps the results from being coded.
  func text(of results: ComparisonResults, for terminal: Terminal) throws -> String {
    switch self {
    case .table: TerminalSummary(results: results, terminal: terminal).text
    case .markdown: MarkdownSummary(results: results).text
    case .json: String(decoding: try ResultsJSON.encode(results), as: UTF8.self)
    case .csv: ResultsCSV.encode(results)
    }
  }
}
