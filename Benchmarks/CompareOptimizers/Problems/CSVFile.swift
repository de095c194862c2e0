import Descent
import ElementwiseKernels

/// How a problem is made of a CSV file.
///
/// Numbers are read as doubles: a network gets floats, which do not tell 1763800000 from 1763800060, only
/// when the mean is subtracted.
enum CSVFile {
  enum Content {
    case classification(CSVDataset<Double>)
    case regression(CSVDataset<Double>)
  }

  /// "wine" of "data/wine.csv.gz".
  static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    return last.split(separator: ".").first.map(String.init) ?? last
  }

  /// Reads a file as what was asked for, or as what its labels look like.
  ///
  /// Words, and up to twenty different whole numbers, are classes; anything else is a number. A few words
  /// among such numbers are taken for mistakes.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - label: The name of the column to be learned, or its number where none has that name; nil for
  ///     the last.
  ///   - asked: What is to be learned; nil where nobody said.
  ///   - hasHeader: Whether the first line names the columns; nil where nobody said.
  /// - Returns: The samples.
  /// - Throws: `DataFormatError`, `ProblemError` where another column may be meant, or the first line may
  ///   be names or data, or `CSVLabelError` where a label should be a number.
  static func content(
    of path: String, label: String?, asked: LearningTask?, hasHeader: Bool? = nil
  ) throws -> Content {
    let options = options(hasHeader: hasHeader)
    return try reading(label, of: path, options) { column in
      let content = try content(of: path, learning: column, asked: asked, options)
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
    func numbers() throws(DataFormatError) -> Content {
      let file = try CSVDataset<Double>(contentsOf: path, values: [column], options: options)
      if hasNumberBeyondFloats(file.data) {
        _ = try CSVDataset<Float>(contentsOf: path, values: [column], options: options)
      }
      return .regression(file)
    }
    if asked == .regression { return try numbers() }
    let file: CSVDataset<Double>
    do throws(DataFormatError) {
      file = try CSVDataset(contentsOf: path, labels: column, options: options)
      if hasNumberBeyondFloats(file.data) {
        _ = try CSVDataset<Float>(contentsOf: path, labels: column, options: options)
      }
    } catch {
      guard asked == nil, case .csv(.tooManyClasses) = error.problem else { throw error }
      // More different ones than labels may be: numbers, if they are any.
      do throws(DataFormatError) {
        return try numbers()
      } catch let numberError {
        throw isAmongNumbers(numberError) ? numberError : error
      }
    }
    guard asked == nil, areNumbers(labelsOf: file) else { return .classification(file) }
    do throws(DataFormatError) {
      return try numbers()
    } catch {
      throw CSVLabelError(error)
    }
  }

  /// Whether a number is larger than a float can say: the reader of floats tells its place.
  private static func hasNumberBeyondFloats(_ data: Dataset<Double>) -> Bool {
    func isBeyond(_ numbers: Matrix<Double>) -> Bool {
      Array(numbers).contains { Float($0).isInfinite }
    }
    if case .values(let values) = data.targets, isBeyond(values) { return true }
    return isBeyond(data.features)
  }

  /// Finds the column that a text means, and says which is like it where there is none.
  private static func reading(
    _ label: String?, of path: String, _ options: CSVOptions,
    _ read: (CSVColumn) throws -> Content
  ) throws -> Content {
    guard let label else { return try readingLast(of: path, options, read) }
    do {
      return try readingNameOrNumber(label, read)
    } catch let error as DataFormatError {
      guard case .csv(.noSuchColumn(_, let names, let count)) = error.problem,
        let nearest = NearestWord.nearest(to: label, among: names)
      else { throw error }
      throw ProblemError.noSuchColumn(
        name: error.file, column: excerpt(label), nearest: excerpt(nearest),
        names: names.map(excerpt), count: count)
    }
  }

  /// Takes the last column, and says so where there is nothing in it.
  private static func readingLast(
    of path: String, _ options: CSVOptions, _ read: (CSVColumn) throws -> Content
  ) throws -> Content {
    do {
      return try read(.last)
    } catch let error as DataFormatError {
      guard let column = emptyLastColumn(of: path, options, after: error) else { throw error }
      throw ProblemError.emptyLastColumn(name: error.file, column: column)
    }
  }

  /// The number of the last column, where a fault comes of it that there is nothing in it: that labels are
  /// missing, or that words are features only because it was taken for the labels.
  private static func emptyLastColumn(
    of path: String, _ options: CSVOptions, after error: DataFormatError
  ) -> Int? {
    let place: CSVPlace
    switch error.problem {
    case .csv(.notANumber(let word, _)): place = word
    case .csv(.missingValue(let label, _)): place = label
    default: return nil
    }
    // Beside a column that holds numbers it can be read, and shows what is in it.
    var options = options
    options.missingWords = []
    let others = [place.column - 1, place.column + 1, place.column - 2]
    for feature in others where feature > 0 {
      do throws(DataFormatError) {
        _ = try CSVDataset<Double>(
          contentsOf: path, labels: .last, features: [.number(feature)], options: options)
      } catch {
        if case .csv(.singleClass(name: "", let column, _)) = error.problem { return column }
      }
    }
    return nil
  }

  /// Takes a text for the name of a column, and for a number only where no column has that name: names
  /// may be numbers.
  private static func readingNameOrNumber(
    _ label: String, _ read: (CSVColumn) throws -> Content
  ) throws -> Content {
    do {
      return try read(.named(label))
    } catch let error as DataFormatError {
      guard case .csv(.noSuchColumn) = error.problem, let number = Int(label) else { throw error }
      return try read(.number(number))
    }
  }

  /// Text from a file for an error that puts it in quotes: in one line and not too long.
  private static func excerpt(_ text: String) -> String {
    String(ShownText.quoted(text).dropFirst().dropLast())
  }

  /// Hexadecimal digits that change with any number or class of the file: by them a journal tells
  /// other data under the same name.
  static func checksum(_ data: Dataset<Double>) -> String {
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
    _ data: Dataset<Double>, name: String
  ) throws(ProblemError) -> (train: Dataset<Double>, test: Dataset<Double>) {
    guard data.count >= 10 else { throw .tooFewSamples(name: name, count: data.count) }
    var generator = SeededGenerator(seed: 5)
    let shuffled = data.shuffled(using: &generator)
    let (test, train) = shuffled.split(at: data.count / 5)
    return (train, test)
  }
}
