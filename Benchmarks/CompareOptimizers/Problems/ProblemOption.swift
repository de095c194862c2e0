/// An option of the command line that some problems obey, and others cannot.
enum ProblemOption: String, CaseIterable, Sendable {
  case data, model, epochs, steps
  case batchSize = "batch-size"
  case target, label, task, header

  /// What obeys it, in words that end a sentence.
  var purpose: String {
    switch self {
    case .data: "mnist and mnist-deep"
    case .model: "digits, mnist, mnist-deep and CSV files"
    case .epochs, .batchSize: "networks, convex models and CSV files"
    case .steps: "test functions"
    case .target: "digits, logistic, mnist, mnist-deep and CSV files with classes"
    case .label, .task, .header: "CSV files"
    }
  }
}

extension ProblemCatalogue {
  /// The options that change something about a problem, or about one of a group.
  ///
  /// - Parameter text: A word of the catalogue with its settings, or the name of a file.
  /// - Returns: The options; none for a word that the catalogue does not know.
  static func options(of text: String) -> Set<ProblemOption> {
    if isFile(text) { return [.model, .epochs, .batchSize, .target, .label, .task, .header] }
    let word = text.split(separator: ":").first.map { $0.lowercased() } ?? ""
    switch word {
    case "digits": return [.model, .epochs, .batchSize, .target]
    case "logistic": return [.epochs, .batchSize, .target]
    case "linear", "autoencoder", "regression": return [.epochs, .batchSize]
    case "mnist", "mnist-deep": return [.data, .model, .epochs, .batchSize, .target]
    case "models": return modelsWithoutFiles.reduce(into: []) { $0.formUnion(options(of: $1)) }
    case "functions": return [.steps]
    default: return functions.contains { $0.name == word } ? [.steps] : []
    }
  }
}
