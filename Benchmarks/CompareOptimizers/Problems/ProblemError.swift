/// Why a problem cannot be set up, from data that are sound in themselves.
enum ProblemError: Error, Equatable, CustomStringConvertible {
  /// The first or last width of the model is another than that of the data.
  case doesNotFit(model: String, inputs: Int, classes: Int)

  /// None would be left for training, or none for validation or tests.
  case tooFewSamples(name: String, count: Int)

  /// All samples are of one class, which nothing is to be learned from.
  case oneClass(name: String)

  /// The files of a problem are in a folder that was not given.
  case needsFolder(problem: String)

  var description: String {
    switch self {
    case .doesNotFit(let model, let inputs, let classes):
      "the model \(model) does not fit data of \(inputs) features and \(classes) classes: "
        + "it must begin with \(inputs) and end with \(classes)"
    case .tooFewSamples(let name, let count):
      "\(name): \(count) sample\(count == 1 ? " is" : "s are") too few to set some aside "
        + "for validation"
    case .oneClass(let name):
      "\(name): all samples are of one class, and nothing can be learned from them"
    case .needsFolder(let problem):
      "the problem '\(problem)' needs the four MNIST files: name their folder with --data, or in "
        + "the variable MNIST_DIR"
    }
  }
}
