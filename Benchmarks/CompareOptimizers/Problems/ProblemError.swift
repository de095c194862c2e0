/// Why a problem cannot be set up, from data that are sound in themselves.
enum ProblemError: Error, Equatable, CustomStringConvertible {
  /// The first or last width of the model is another than that of the data.
  case doesNotFit(model: String, inputs: Int, classes: Int)

  /// None would be left for training, or none for validation or tests.
  case tooFewSamples(name: String, count: Int)

  /// All samples to train on are of one class, which nothing is to be learned from.
  case oneClass(name: String)

  /// One class alone has rows enough; how many rows the largest of the others has.
  case rareClasses(name: String, column: String, frequent: String, next: String, rows: Int, of: Int)

  /// There are hardly more rows than classes, as where each row has a name of its own.
  case tooManyClasses(name: String, column: String, classes: Int, rows: Int)

  /// All numbers to be learned are the same.
  case oneValue(name: String, column: String, value: Double)

  /// The last column, which was not asked for, has nothing in it: every line ends with a separator.
  case emptyLastColumn(name: String, column: Int)

  /// A file has no column of that name, and one that is like it.
  case noSuchColumn(name: String, column: String, nearest: String, names: [String], count: Int)

  /// The first line may be names of columns or data; what it begins with.
  case doubtfulHeader(name: String, field: String)

  /// The files of a problem are in a folder that was not given.
  case needsFolder(problem: String)

  var description: String {
    switch self {
    case .doesNotFit(let model, let inputs, let classes):
      "the model \(model) does not fit data of \(inputs) features and "
        + (classes == 1 ? "one number to learn: " : "\(classes) classes: ")
        + "it must begin with \(inputs) and end with \(classes)"
    case .tooFewSamples(let name, let count):
      "\(name): \(count) sample\(count == 1 ? " is" : "s are") too few to set some aside "
        + "for validation"
    case .oneClass(let name):
      "\(name): all samples to train on are of one class, and nothing can be learned from them"
    case .rareClasses(let name, let column, let frequent, let next, let rows, let count):
      "\(name): \(column): only \(frequent) has rows enough to be learned; \(next) has "
        + "\(rows) of \(NumberText.grouped(count))"
    case .tooManyClasses(let name, let column, let classes, let rows):
      "\(name): \(column): \(NumberText.grouped(classes)) different labels in "
        + "\(NumberText.grouped(rows)) rows leave nothing to learn of each; "
        + "is another column the --label?"
    case .oneValue(let name, let column, let value):
      "\(name): \(column): every value is \(NumberText.short(value)), which leaves nothing to learn"
    case .emptyLastColumn(let name, let column):
      "\(name): column \(column) is empty, and was taken for the labels because it is the last: every line "
        + "ends with a separator; name the column to be learned with --label"
    case .noSuchColumn(let name, let column, let nearest, let names, let count):
      "\(name): there is no column \"\(column)\"; did you mean \"\(nearest)\"? (there are "
        + names.prefix(12).map { "\"\($0)\"" }.joined(separator: ", ")
        + (count > 12 ? " and \(count - 12) more)" : ")")
    case .doubtfulHeader(let name, let field):
      "\(name): the first line (\(field)) may be the names of the columns or a row of data; say which "
        + "with --header or --no-header"
    case .needsFolder(let problem):
      "the problem '\(problem)' needs the four MNIST files: name their folder with --data, or in "
        + "the variable MNIST_DIR"
    }
  }
}
