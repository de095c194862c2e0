/// What the columns of a CSV file are read for.
struct CSVRoles: Sendable {
  /// For each column its place in a row of numbers, or one of the two below.
  private(set) var places: [Int32]
  /// The numbers in a row.
  let width: Int

  /// The mark of a column that is left out.
  static let ignored: Int32 = -1
  /// The mark of the column with the labels.
  static let label: Int32 = -2

  /// Takes numbers from all columns as they come.
  init(columnCount: Int) {
    places = Array(0..<Int32(columnCount))
    width = columnCount
  }

  /// Takes numbers from columns, in this order, and labels from one; leaves out the others.
  init(columnCount: Int, numbers: [Int], labels: Int? = nil) throws(CSVFault) {
    places = Array(repeating: Self.ignored, count: columnCount)
    width = numbers.count
    if let labels { try take(labels, as: Self.label) }
    for (place, column) in numbers.enumerated() { try take(column, as: Int32(place)) }
  }

  private mutating func take(_ column: Int, as place: Int32) throws(CSVFault) {
    guard places[column] == Self.ignored else { throw .repeatedColumn(number: column + 1) }
    places[column] = place
  }
}
