/// What the columns of a CSV file are read for.
///
/// A file may have a column for each of its characters: for each there are four bytes here, and no more.
struct CSVRoles: Sendable {
  /// For each column its place in a row of numbers, or one of the three below.
  private(set) var places: [Int32]
  /// The numbers in a row.
  private(set) var width: Int
  /// Whether one column has the labels.
  let readsLabels: Bool

  /// The mark of a column that is left out.
  static let ignored: Int32 = -1
  /// The mark of the column with the labels.
  static let label: Int32 = -2
  /// The mark of a column whose numbers are looked at, and not kept.
  static let checked: Int32 = -3

  /// Takes numbers from all columns as they come.
  init(columnCount: Int) {
    places = Array(0..<Int32(columnCount))
    width = columnCount
    readsLabels = false
  }

  /// Takes numbers from columns, in this order, and labels from one; leaves out the others.
  init(columnCount: Int, numbers: [Int], labels: Int? = nil) throws(CSVFault) {
    places = Array(repeating: Self.ignored, count: columnCount)
    width = numbers.count
    readsLabels = labels != nil
    if let labels { try take(labels, as: Self.label) }
    for (place, column) in numbers.enumerated() { try take(column, as: Int32(place)) }
  }

  /// Takes numbers from all columns as they come but for the labels and those that are to be last in a row.
  init(columnCount: Int, last numbers: [Int], labels: Int? = nil) throws(CSVFault) {
    try self.init(columnCount: columnCount, numbers: numbers, labels: labels)
    let others = Int32(columnCount - numbers.count - (labels == nil ? 0 : 1))
    var place: Int32 = 0
    for column in places.indices {
      switch places[column] {
      case Self.label: break
      case Self.ignored:
        places[column] = place
        place += 1
      default: places[column] += others
      }
    }
    width += Int(others)
  }

  /// The least bytes of a row with its line break.
  ///
  /// A field has a separator or the line break behind it, and a number that must not be missing a character
  /// besides. So has the only field of a row: an empty line is none.
  func leastRowSize(_ missing: CSVOptions.MissingValues) -> Int {
    max(2, places.count + (missing == .refused ? width : 0))
  }

  /// Lets numbers be looked at where they were kept.
  mutating func keepNoNumbers() {
    for column in places.indices where places[column] >= 0 { places[column] = Self.checked }
    width = 0
  }

  private mutating func take(_ column: Int, as place: Int32) throws(CSVFault) {
    guard places[column] == Self.ignored else { throw .repeatedColumn(number: column + 1) }
    places[column] = place
  }
}
