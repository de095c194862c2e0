public import DataFormats

/// Why the weights of a model cannot be read from a file, or written to one.
///
/// Its `description` is one line that names the file and every array at fault:
///
/// ```
/// model.safetensors: does not fit the model: "0.weight" is [32, 784] and has to be [64, 784];
/// "2.bias" is missing; "4.weight" is left over
/// ```
public struct WeightsError: Error, Equatable, Sendable {
  /// The file as the caller named it.
  public let file: String
  /// What is wrong with it.
  public let problem: Problem

  /// What is wrong with a file of weights.
  public enum Problem: Equatable, Sendable {
    /// The file cannot be read or written, is not sound, or holds a number that the model's type does
    /// not have.
    case file(DataFormatError.Problem)
    /// The arrays belong to another number of modules than the model has layers with parameters.
    case moduleCount(expected: Int, found: [String])
    /// The names of the modules do not say in which order they are.
    case moduleOrder([String])
    /// The arrays are not those of the model; all differences are listed.
    case differs([Difference])
  }

  /// A difference between the arrays of a file and those that the model has.
  public enum Difference: Equatable, Sendable {
    /// The file has no such array.
    case missing(array: String, shape: [Int])
    /// The model has no such array.
    case leftOver(array: String)
    /// An array has another shape.
    case shape(array: String, expected: [Int], found: [Int])
    /// An array is of a type that weights are not kept in.
    case elementType(array: String, found: ElementType)
  }

  /// Creates an error.
  public init(_ file: String, _ problem: Problem) {
    self.file = file
    self.problem = problem
  }

  init(_ error: DataFormatError) { self.init(error.file, .file(error.problem)) }
}

extension WeightsError: CustomStringConvertible {
  /// One line: the file, a colon, and what is wrong.
  public var description: String { DataFormatError.line(file, "\(problem)") }
}

extension WeightsError.Problem: CustomStringConvertible {
  /// What is wrong, without the file's name.
  public var description: String {
    switch self {
    case .file(let problem): problem.description
    case .moduleCount(let expected, let found):
      "the model has \(expected) layers with parameters, and the file \(found.count) modules: "
        + WeightsError.list(found.map { ShownText.quoted($0) }, separator: ", ")
    case .moduleOrder(let modules):
      "the order of the modules is not in the file, and .pytorch(modules:) has to say it: "
        + WeightsError.list(modules.map { ShownText.quoted($0) }, separator: ", ")
    case .differs(let differences):
      "does not fit the model: "
        + WeightsError.list(differences.map(\.description), separator: "; ")
    }
  }
}

extension WeightsError.Difference: CustomStringConvertible {
  /// The array, and what is wrong with it.
  public var description: String {
    switch self {
    case .missing(let name, let shape):
      "\(ShownText.quoted(name)) of \(shape) is missing"
    case .leftOver(let name):
      "\(ShownText.quoted(name)) is left over"
    case .shape(let name, let expected, let found):
      "\(ShownText.quoted(name)) is \(found) and has to be \(expected)"
    case .elementType(let name, let found):
      "\(ShownText.quoted(name)) is of \(found), which weights are not kept in"
    }
  }
}

extension WeightsError {
  /// The first of some things, and how many others there are.
  fileprivate static func list(_ things: [String], separator: String) -> String {
    let shown = 12
    let rest = things.count - shown
    return things.prefix(shown).joined(separator: separator)
      + (rest > 0 ? "\(separator)and \(rest) more" : "")
  }
}
