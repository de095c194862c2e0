/// Where in a CSV file something stands, as an editor and a spreadsheet count.
public struct CSVPlace: Equatable, Sendable {
  /// The number of the line on which the field begins, the first being 1.
  public let line: Int
  /// The number of the column, the first being 1.
  public let column: Int
  /// The name of the column, or nil where the file has no header.
  public let name: String?

  /// Creates a place.
  public init(line: Int, column: Int, name: String? = nil) {
    self.line = line
    self.column = column
    self.name = name
  }
}

extension CSVPlace: CustomStringConvertible {
  /// The place in a few words: `line 7, column 3 ("width")`.
  public var description: String {
    "line \(line), column \(column)\(name.map { " (\(ShownText.quoted($0)))" } ?? "")"
  }
}
