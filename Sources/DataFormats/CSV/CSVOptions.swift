internal import ElementwiseKernels

/// How a CSV file is to be read.
///
/// The defaults find separator and header by themselves and refuse what is missing or too large.
///
/// ```swift
/// var options = CSVOptions()
/// options.missingValues = .nan
/// let table = try CSVTable<Float>(contentsOf: "weather.csv", options: options)
/// ```
public struct CSVOptions: Equatable, Sendable {
  /// The character between two fields, or nil to find it among `,`, `;`, tab and `|`.
  ///
  /// The one is taken that cuts the first lines into equally many fields, and into most of them.
  ///
  /// - Precondition: A character of ASCII that is no letter, digit, quote or line break, and none of
  ///   `+`, `-` and `.`, when a file is read.
  public var separator: Character?

  /// Whether the first line holds the names of the columns.
  public var header: Header

  /// What becomes of a number that is missing.
  public var missingValues: MissingValues

  /// What becomes of a finite number too large for the type, such as 1e999.
  public var outOfRange: OutOfRange

  /// The fields that mean that a value is missing; pandas' own at the start.
  ///
  /// Spaces around them do not count. A class label that is one of them is refused.
  public var missingWords: Set<String>

  /// The most bytes that a file packed with gzip may unpack to; 4 GiB at the start.
  ///
  /// - Precondition: It is not negative.
  public var unpackedSizeLimit: Int {
    didSet { Gzip.check(unpackedSizeLimit) }
  }

  /// Whether the first line holds the names of the columns.
  public enum Header: Equatable, Sendable {
    /// It holds names if none of its fields is a number, and one of them is a word.
    case automatic
    /// It holds names.
    case present
    /// It holds data.
    case absent
  }

  /// What becomes of a number that is missing.
  public enum MissingValues: Equatable, Sendable {
    /// An error says where.
    case refused
    /// It becomes NaN.
    case nan
  }

  /// What becomes of a number too large for the type.
  public enum OutOfRange: Equatable, Sendable {
    /// An error says where.
    case refused
    /// It becomes infinite, with its sign, as in pandas and NumPy.
    case infinity
  }

  /// The words that pandas takes for a missing value.
  public static let pandasMissingWords: Set<String> = [
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN",
    "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
  ]

  /// Creates options.
  ///
  /// - Precondition: `unpackedSizeLimit ≥ 0`.
  public init(
    separator: Character? = nil, header: Header = .automatic,
    missingValues: MissingValues = .refused, outOfRange: OutOfRange = .refused,
    missingWords: Set<String> = Self.pandasMissingWords, unpackedSizeLimit: Int = 4 << 30
  ) {
    Gzip.check(unpackedSizeLimit)
    self.separator = separator
    self.header = header
    self.missingValues = missingValues
    self.outOfRange = outOfRange
    self.missingWords = missingWords
    self.unpackedSizeLimit = unpackedSizeLimit
  }

  /// The separator as a byte, or nil where it is to be found.
  var separatorByte: UInt8? {
    guard let separator else { return nil }
    return Self.byte(of: separator)
  }

  /// A separator as a byte, once it is seen to be one.
  static func byte(of separator: Character) -> UInt8 {
    let byte = separator.asciiValue ?? 0
    let isPartOfData =
      byte == 0 || separator.isNewline || separator.isLetter || separator.isNumber
      || "\"+-.".contains(separator)
    require(!isPartOfData, "\(separator.debugDescription) cannot separate fields")
    return byte
  }
}
