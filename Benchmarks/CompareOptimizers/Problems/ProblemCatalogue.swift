import ArgumentParser
import Descent
import Foundation

/// The problems that the command line can name.
enum ProblemCatalogue {
  /// The networks and convex models, in the order of the help.
  static let models = [
    "digits", "logistic", "linear", "autoencoder", "regression", "mnist", "mnist-deep",
  ]

  /// The models that need no files, which are the group 'models'.
  static var modelsWithoutFiles: [String] { models.filter { !$0.hasPrefix("mnist") } }

  /// The names for several problems at once: every test function, every model that needs no files.
  private static let groups = ["functions", "models"]

  /// That of a quadratic and of linear regression, unless the user says otherwise.
  private static let usualCondition = 100.0

  /// The test functions by name.
  static let functions: [(name: String, function: TestFunction)] = TestFunction.all.map {
    (word(for: $0), $0)
  }

  /// "three-hump-camel".
  private static func word(for function: TestFunction) -> String {
    let plain = function.name.folding(options: .diacriticInsensitive, locale: nil).lowercased()
    return String(plain.map { $0.isLetter || $0.isNumber ? $0 : "-" })
  }

  /// Every word that may begin the name of a problem.
  static var words: [String] {
    models + groups + functions.map(\.name)
  }

  /// Reads "digits,rosenbrock:noise=0.1,functions".
  ///
  /// - Throws: `ValidationError` with the word that is wrong, `ProblemError`, or `DataFormatError`.
  static func list(_ text: String, _ budget: ProblemBudget) throws -> [any OptimizationProblem] {
    var problems: [any OptimizationProblem] = []
    var settings: [String] = []
    for word in text.listedWords {
      let group = try parse(word, budget)
      let given = isFile(word) ? "" : try ProblemWord(parsing: word).settings
      problems += group
      settings += group.map { _ in given }
    }
    try requireDifferent(problems)
    // A problem may stand beside itself with other settings, which its name then has to say.
    let names = problems.map(\.name)
    for index in problems.indices where names.count(where: { $0 == names[index] }) > 1 {
      problems[index].name += settings[index]
    }
    for (index, problem) in problems.enumerated()
    where problems[..<index].contains(where: { $0.name == problem.name }) {
      throw ValidationError(
        "--problem lists two that are called \(problem.name), which results would not tell apart; "
          + "rename the file")
    }
    return problems
  }

  /// Refuses a problem that is listed twice, however it is written.
  private static func requireDifferent(_ problems: [any OptimizationProblem]) throws {
    let descriptions = problems.map { "\($0.description)" }
    for (index, problem) in problems.enumerated()
    where descriptions[..<index].contains(descriptions[index]) {
      throw ValidationError("--problem lists \(problem.name) twice")
    }
  }

  /// The problems of one word, without loading anything.
  ///
  /// - Throws: `ValidationError` with what is wrong.
  static func check(_ text: String) throws {
    for word in text.listedWords where !isFile(word) {
      do {
        _ = try ProblemWord(parsing: word)
      } catch {
        // Not what is wrong with the word, where it is a part of the name of a file.
        guard text.contains(","), isFile(text), FileManager.default.fileExists(atPath: text) else {
          throw error
        }
        throw ValidationError(
          "--problem '\(text)' is a list, whose entries are separated by commas: the name of a file "
            + "cannot have one; rename the file")
      }
    }
  }

  /// Whether a word names a CSV file rather than a problem of the catalogue.
  static func isFile(_ word: String) -> Bool {
    let word = word.lowercased()
    return endings.contains { word.hasSuffix($0) }
  }

  private static let endings = [".csv", ".tsv", ".csv.gz", ".tsv.gz"]

  /// How a file is given, where somebody gave it settings as a function has them.
  fileprivate static func usage(ofFile name: String, in text: String) -> String {
    let options = text.split(separator: ":").dropFirst().compactMap { setting -> String? in
      let pair = setting.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, ["label", "task"].contains(pair[0]) else { return nil }
      return "--\(pair[0]) \(String(pair[1]).quotedForShell)"
    }
    return "'\(text)': a file is given by its name alone, and what is learned from it with --label "
      + "and --task: --problem \(name.quotedForShell) "
      + (options.isEmpty ? "--label <column>" : options.joined(separator: " "))
  }

  /// That there is no such problem, and what may have been meant.
  fileprivate static func unknown(_ name: String) -> String {
    name.contains("/") || name.contains(".")
      ? "unknown problem '\(name)'; the name of a file has to end in \(endings.asAlternatives)"
      : NearestWord.unknown("problem", name.lowercased(), among: words)
  }

  private static func parse(
    _ text: String, _ budget: ProblemBudget
  ) throws -> [any OptimizationProblem] {
    if isFile(text) { return [try NetworkProblem<Float>.csv(text, budget)] }
    let word = try ProblemWord(parsing: text)
    switch word.name {
    case "digits": return [try NetworkProblem<Float>.digits(budget)]
    case "logistic": return [try NetworkProblem<Float>.logistic(budget)]
    case "autoencoder": return [try NetworkProblem<Float>.autoencoder(budget)]
    case "regression": return [try NetworkProblem<Float>.regression(budget)]
    case "mnist": return [try NetworkProblem<Float>.mnist(budget)]
    case "mnist-deep": return [try NetworkProblem<Float>.deepMNIST(budget)]
    case "linear":
      return [
        try NetworkProblem<Double>.linear(conditionNumber: word.condition ?? usualCondition, budget)
      ]
    case "functions":
      return functions.map { problem(named: $0.name, $0.function, word, budget) }
    case "models":
      return try modelsWithoutFiles.flatMap { try parse($0, budget) }
    case "quadratic":
      let function = TestFunction.quadratic(conditionNumber: word.condition ?? usualCondition)
      return [problem(named: word.name, function, word, budget)]
    default:
      return functions.filter { $0.name == word.name }
        .map { problem(named: $0.name, $0.function, word, budget) }
    }
  }

  private static func problem(
    named name: String, _ function: TestFunction, _ word: ProblemWord, _ budget: ProblemBudget
  ) -> FunctionProblem {
    FunctionProblem(
      name: name, function: function,
      condition: word.condition == usualCondition ? nil : word.condition, noise: word.noise ?? 0,
      steps: budget.steps ?? FunctionProblem.usualSteps)
  }
}

/// A problem as the command line names it: "rosenbrock:noise=0.1".
struct ProblemWord: Equatable {
  /// One of the catalogue's words.
  let name: String
  /// The noise on the gradient of a function, if given.
  let noise: Double?
  /// The condition number of a quadratic or of linear regression, if given.
  let condition: Double?

  /// More noise than this many times the gradient leaves nothing of it, and at last no finite number.
  private static let mostNoise = 1e6
  /// Beyond this, doubles do not tell the least squares of `linear` from a problem of lower rank.
  private static let mostCondition = ["linear": 1e13, "quadratic": 1e30]

  /// Reads the word and its settings.
  ///
  /// - Throws: `ValidationError` with what is wrong.
  init(parsing text: String) throws {
    let start = String(text.prefix { $0 != ":" })
    guard !ProblemCatalogue.isFile(start) else {
      throw ValidationError(ProblemCatalogue.usage(ofFile: start, in: text))
    }
    var settings = try Settings(text)
    guard ProblemCatalogue.words.contains(settings.rule) else {
      throw ValidationError(ProblemCatalogue.unknown(start))
    }
    name = settings.rule
    let isFunction =
      name == "functions" || ProblemCatalogue.functions.contains { [name] in $0.name == name }
    noise = isFunction ? try settings.take("noise", in: .within(0...Self.mostNoise)) : nil
    condition =
      try Self.mostCondition[name].flatMap { most in
        try settings.take("condition", in: .within(1...most))
      }
    try settings.requireNoneLeft()
  }

  /// The settings as they follow the name: ":condition=1000:noise=0.1"; none that leave it as it is.
  var settings: String {
    let values = [("condition", condition), ("noise", noise == 0 ? nil : noise)]
    return values.compactMap { name, value in value.map { ":\(name)=\(NumberText.typed($0))" } }
      .joined()
  }
}
