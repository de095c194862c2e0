import Descent

// Whether the first line of a file names its columns. The reader takes it for names when no field of it
// is a number; that misses names that are numbers, and data of which no number is there.

extension CSVFile {
  /// Fewer numbers than these may well count up by chance.
  private static let fewestCounted = 3

  /// How a file is read.
  ///
  /// - Parameter hasHeader: Whether the first line names the columns; nil where nobody said.
  /// - Returns: The options of the reader.
  static func options(hasHeader: Bool?) -> CSVOptions {
    let header: CSVOptions.Header =
      switch hasHeader {
      case nil: .automatic
      case true?: .present
      case false?: .absent
      }
    return CSVOptions(header: header)
  }

  /// Refuses a file of which nobody can tell whether its first line is data.
  ///
  /// - Parameters:
  ///   - file: The samples, in the order of the file.
  ///   - name: What to call them.
  ///   - label: The column that is learned.
  /// - Throws: `ProblemError` that shows the line.
  static func checkHeader(
    of file: CSVDataset<Double>, name: String, label: CSVColumn
  ) throws(ProblemError) {
    let names = file.featureNames + file.targetNames
    guard names.isEmpty else {
      // By their bytes: a name of the file may be one that Swift takes long to compare.
      let missing = Set(CSVOptions.pandasMissingWords.subtracting([""]).map { Array($0.utf8) })
      if let word = names.first(where: { missing.contains(Array($0.utf8)) }) {
        throw .doubtfulHeader(name: name, field: "\"\(word)\"")
      }
      return
    }
    // As spreadsheets and data frames number the columns that nobody named: 0, 1, 2 …
    guard file.data.count > 1, counts(numbers(inRow: 0, of: file, label)),
      !counts(numbers(inRow: 1, of: file, label))
    else { return }
    let first = numbers(inRow: 0, of: file, label).prefix(fewestCounted)
    throw .doubtfulHeader(
      name: name, field: first.map { NumberText.short($0) }.joined(separator: ", ") + " …")
  }

  private static func counts(_ numbers: [Double]) -> Bool {
    numbers.count >= fewestCounted
      && zip(numbers, numbers.dropFirst()).allSatisfy { $1 - $0 == 1 && $0 == $0.rounded() }
  }

  /// A row from its first field to its last; none where the label is a word.
  private static func numbers(
    inRow row: Int, of file: CSVDataset<Double>, _ label: CSVColumn
  ) -> [Double] {
    let features = file.data.features
    var numbers = (0..<features.columns).map { features[row, $0] }
    let value: Double? =
      switch file.data.targets {
      case .labels: Double(file.classNames[Int((file.data.labels ?? [])[row])])
      case .values(let values): values[row, 0]
      }
    guard let value else { return [] }
    let place = if case .number(let number) = label { number - 1 } else { numbers.count }
    numbers.insert(value, at: min(max(place, 0), numbers.count))
    return numbers
  }
}
