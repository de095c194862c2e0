import Descent

// Labels that teach nothing, or little.

extension CSVFile {
  /// A class needs a row each to train on, to choose on and to be judged by.
  private static let fewestRows = 3
  /// With fewer rows a class may well be missing from one of these.
  private static let rareRows = 10

  /// Refuses labels that nothing can be learned from.
  ///
  /// - Parameters:
  ///   - file: The samples.
  ///   - name: What to call them.
  /// - Returns: A sentence about classes with few rows; nil when there are none.
  /// - Throws: `ProblemError` that names the column.
  static func checkClasses(
    of file: CSVDataset<Double>, name: String
  ) throws(ProblemError) -> String? {
    let (count, classes) = (file.data.count, file.classNames.count)
    guard 2 * classes <= count else {
      throw .tooManyClasses(
        name: name, column: column(of: file), classes: classes, rows: count)
    }
    var rows = [Int](repeating: 0, count: classes)
    for label in file.data.labels ?? [] { rows[Int(label)] += 1 }
    let ranked = rows.indices.sorted { (rows[$1], $0) < (rows[$0], $1) }
    func quoted(_ index: Int) -> String { ShownText.quoted(file.classNames[index]) }
    guard rows[ranked[1]] >= fewestRows else {
      throw .rareClasses(
        name: name, column: column(of: file), frequent: quoted(ranked[0]), next: quoted(ranked[1]),
        rows: rows[ranked[1]], of: count)
    }
    let rare = ranked.filter { rows[$0] < rareRows }
    guard !rare.isEmpty else { return nil }
    let named = rare.suffix(3).map { "\(quoted($0)) (\(rows[$0]))" }
    let others = rare.count > 3 ? ["\(rare.count - 3) more"] : []
    return "\(name): few of the \(NumberText.grouped(count)) rows are of the "
      + (rare.count == 1 ? "class " : "classes ") + (named + others).inWords
      + "; such a class may be missing where networks are trained, or where they are judged."
  }

  /// Refuses numbers that are all the same.
  ///
  /// - Parameters:
  ///   - file: The samples.
  ///   - name: What to call them.
  /// - Throws: `ProblemError` that names the column.
  static func checkValues(of file: CSVDataset<Double>, name: String) throws(ProblemError) {
    guard case .values(let values) = file.data.targets, let first = Array(values).first,
      Array(values).allSatisfy({ $0 == first })
    else { return }
    throw .oneValue(name: name, column: column(of: file), value: first)
  }

  /// The labelled column in a few words.
  private static func column(of file: CSVDataset<Double>) -> String {
    file.targetNames.first.map { "column \(ShownText.quoted($0))" } ?? "the labelled column"
  }
}
