/// What is wrong with the text of a CSV file, and where.
public enum CSVFault: Error, Equatable, Sendable {
  // MARK: Text

  /// The file holds no text at all.
  case noText
  /// The text is UTF-16 or UTF-32, by its first bytes.
  case otherEncoding(name: String)
  /// A field holds bytes that are not UTF-8.
  case invalidUTF8(CSVPlace)
  /// A field holds a zero byte.
  case zeroByte(CSVPlace)

  // MARK: Rows and fields

  /// A row has more or fewer fields than the first one.
  case raggedRow(line: Int, fields: Int, expected: Int)
  /// A quote is opened and not closed before the end of the file.
  case unterminatedQuote(CSVPlace)
  /// Something follows a closing quote that is neither a separator nor the end of a line.
  case textAfterQuote(CSVPlace, found: String)
  /// A field is longer than 1 MiB, and where it is in quotes they may not be closed.
  case fieldTooLong(CSVPlace)
  /// The first row has more than 2²⁰ fields.
  case tooManyColumns(line: Int)
  /// The header is longer than 4 GiB.
  case headerTooLong(line: Int)
  /// The text is longer than the options allow, once it is unpacked.
  case tooLong(limit: Int)

  // MARK: Numbers

  /// A field of a numeric column holds something else.
  case notANumber(CSVPlace, found: String)
  /// A value is missing.
  case missingValue(CSVPlace, found: String)
  /// A number is larger than the type can say.
  case outOfRange(CSVPlace, found: String)
  /// An infinite number stands where only finite ones do.
  case infiniteNumber(CSVPlace, found: String)

  // MARK: Columns and classes

  /// There is no such column; the names that there are, the first thousand at most, and the number of columns.
  case noSuchColumn(CSVColumn, names: [String], count: Int)
  /// Several columns have the name; their numbers, the first thousand at most, the first column being 1.
  case ambiguousColumn(name: String, numbers: [Int])
  /// A column is named twice.
  case repeatedColumn(number: Int)
  /// No column is left for features.
  case noFeatures
  /// All labels are the same; the number of their column, the first being 1, and its name in the
  /// header.
  case singleClass(name: String, column: Int, columnName: String? = nil)
  /// A label is none of the classes that were given.
  case unknownClass(CSVPlace, found: String)
  /// The labels are more than 65,536 different ones, or have more than 4 GiB of text.
  case tooManyClasses(CSVPlace)
  /// A label has more than 30 combining marks in a row, which Swift takes long to compare.
  case tooManyMarks(CSVPlace)
}

extension CSVFault: CustomStringConvertible {
  /// What is wrong and where, without the file's name.
  public var description: String {
    switch self {
    case .noText: "is empty"
    case .otherEncoding(let name): "is \(name), not UTF-8"
    case .invalidUTF8(let place): "\(place): the text is not UTF-8"
    case .zeroByte(let place): "\(place): the text holds a zero byte"
    case .raggedRow(let line, let fields, let expected):
      "line \(line): \(fields) field\(fields == 1 ? "" : "s"), and \(expected) in the first row"
    case .unterminatedQuote(let place): "\(place): the quote is not closed"
    case .textAfterQuote(let place, let found):
      "\(place): \(ShownText.quoted(found)) follows the closing quote"
    case .fieldTooLong(let place):
      "\(place): the field is longer than 1 MiB, or a quote is not closed"
    case .tooManyColumns(let line): "line \(line): more than 1048576 fields"
    case .headerTooLong(let line): "line \(line): the header is longer than 4 GiB"
    case .tooLong(let limit): "unpacks to more than the \(limit) bytes allowed"
    case .notANumber(let place, let found): "\(place): \(ShownText.quoted(found)) is not a number"
    case .missingValue(let place, let found):
      "\(place): the value is missing\(found.isEmpty ? "" : " (\(ShownText.quoted(found)))")"
    case .outOfRange(let place, let found): "\(place): \(ShownText.quoted(found)) is out of range"
    case .infiniteNumber(let place, let found): "\(place): \(ShownText.quoted(found)) is not finite"
    case .noSuchColumn(let column, let names, let count):
      "there is no \(column): \(Self.list(names, count: count))"
    case .ambiguousColumn(let name, let numbers):
      "the columns \(numbers.prefix(12).map(String.init).joined(separator: ", "))"
        + "\(numbers.count > 12 ? " and more" : "") are all named "
        + ShownText.quoted(name)
    case .repeatedColumn(let number): "column \(number) is asked for twice"
    case .noFeatures: "no column is left for features"
    case .singleClass(let name, let column, let columnName):
      "column \(column)\(columnName.map { " (\(ShownText.quoted($0)))" } ?? ""): "
        + "every label is \(ShownText.quoted(name)), which leaves nothing to learn"
    case .unknownClass(let place, let found):
      "\(place): \(ShownText.quoted(found)) is no known class"
    case .tooManyClasses(let place): "\(place): more than 65536 different labels, or 4 GiB of them"
    case .tooManyMarks(let place):
      "\(place): the label has more than 30 combining marks in a row"
    }
  }

  /// What there is instead of what was asked for.
  static func list(_ names: [String], count: Int) -> String {
    guard !names.isEmpty else { return "there are \(count), without names" }
    let shown = names.prefix(12).map { ShownText.quoted($0) }.joined(separator: ", ")
    return "there are \(shown)\(count > 12 ? " and \(count - 12) more" : "")"
  }
}
