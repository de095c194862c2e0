import Descent
import ElementwiseKernels

/// How a problem is made of a CSV file.
enum CSVFile {
  enum Content {
    case classification(CSVDataset<Float>)
    case regression(CSVDataset<Float>)
  }

  /// Numbers of which there are more different ones than this are no classes.
  private static let mostNumberedClasses = 20

  /// "wine" of "data/wine.csv.gz".
  static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    return last.split(separator: ".").first.map(String.init) ?? last
  }

  /// Reads a file as what was asked for, or as what its labels look like.
  ///
  /// Words, and up to twenty different whole numbers, are classes; anything else is a number.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - label: The name or number of the column to be learned; nil for the last.
  ///   - asked: What is to be learned; nil where nobody said.
  ///   - hasHeader: Whether the first line names the columns; nil where nobody said.
  /// - Returns: The samples.
  /// - Throws: `DataFormatError`, or `ProblemError` where another column may be meant, or the first line
  ///   may be names or data.
  static func content(
    of path: String, label: String?, asked: LearningTask?, hasHeader: Bool? = nil
  ) throws -> Content {
    try reading(label) { column in
      let content = try content(
        of: path, learning: column, asked: asked, options(hasHeader: hasHeader))
      if hasHeader == nil {
        switch content {
        case .classification(let file), .regression(let file):
          try checkHeader(of: file, name: path, label: column)
        }
      }
      return content
    }
  }

  private static func content(
    of path: String, learning column: CSVColumn, asked: LearningTask?, _ options: CSVOptions
  ) throws -> Content {
    func numbers() throws -> Content {
      .regression(try CSVDataset(contentsOf: path, values: [column], options: options))
    }
    if asked == .regression { return try numbers() }
    let file: CSVDataset<Float>
    do throws(DataFormatError) {
      file = try CSVDataset(contentsOf: path, labels: column, options: options)
    } catch {
      // More different ones than labels may be: numbers, if they are any.
      guard asked == nil, case .csv(.tooManyClasses) = error.problem, let content = try? numbers()
      else { throw error }
      return content
    }
    let values = file.classNames.compactMap(Double.init)
    let isMeasured =
      values.count == file.classNames.count
      && (values.count > mostNumberedClasses || values.contains { $0 != $0.rounded() })
    return asked == nil && isMeasured ? try numbers() : .classification(file)
  }

  /// Finds the column that a text means, and says which is like it where there is none.
  private static func reading(
    _ label: String?, _ read: (CSVColumn) throws -> Content
  ) throws -> Content {
    do {
      return try read(label.map { Int($0).map(CSVColumn.number) ?? .named($0) } ?? .last)
    } catch let error as DataFormatError {
      guard let label, case .csv(.noSuchColumn(_, let names, _)) = error.problem else {
        throw error
      }
      guard let nearest = NearestWord.nearest(to: label, among: names) else { throw error }
      throw ProblemError.noSuchColumn(
        name: error.file, column: label, nearest: nearest, names: names)
    }
  }

  /// Hexadecimal digits that change with any number or class of the file: by them a journal tells
  /// other data under the same name.
  static func checksum(_ data: Dataset<Float>) -> String {
    let sum = ElementwiseKernels.checksum(of: data.features.span)
    switch data.targets {
    case .labels(let labels, classCount: _):
      return String(ElementwiseKernels.checksum(of: labels.span, seed: sum), radix: 16)
    case .values(let values):
      return String(ElementwiseKernels.checksum(of: values.span, seed: sum), radix: 16)
    }
  }

  /// Shuffles the samples and keeps a fifth for the test.
  static func split(
    _ data: Dataset<Float>, name: String
  ) throws(ProblemError) -> (train: Dataset<Float>, test: Dataset<Float>) {
    guard data.count >= 10 else { throw .tooFewSamples(name: name, count: data.count) }
    var generator = SeededGenerator(seed: 5)
    let shuffled = data.shuffled(using: &generator)
    let (test, train) = shuffled.split(at: data.count / 5)
    return (train, test)
  }
}

// MARK: Labels that teach nothing

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
    of file: CSVDataset<Float>, name: String
  ) throws(ProblemError) -> String? {
    let (count, classes) = (file.data.count, file.classNames.count)
    guard 2 * classes <= count else {
      throw .tooManyClasses(
        name: name, column: column(of: file), classes: classes, rows: count)
    }
    var rows = [Int](repeating: 0, count: classes)
    for label in file.data.labels ?? [] { rows[Int(label)] += 1 }
    let ranked = rows.indices.sorted { (rows[$1], $0) < (rows[$0], $1) }
    func quoted(_ index: Int) -> String { "\"\(file.classNames[index])\"" }
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
  static func checkValues(of file: CSVDataset<Float>, name: String) throws(ProblemError) {
    guard case .values(let values) = file.data.targets, let first = Array(values).first,
      Array(values).allSatisfy({ $0 == first })
    else { return }
    throw .oneValue(name: name, column: column(of: file), value: Double(first))
  }

  /// The labelled column in a few words.
  private static func column(of file: CSVDataset<Float>) -> String {
    file.targetNames.first.map { "column \"\($0)\"" } ?? "the labelled column"
  }
}
