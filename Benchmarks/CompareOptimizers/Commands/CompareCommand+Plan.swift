import ArgumentParser
import Descent
import Foundation

// How the options become a plan.

extension CompareCommand {
  /// The runs with each candidate, unless the user says otherwise.
  static let usualSearchSeeds = 3
  /// The rates to choose from, unless the user says otherwise.
  static let usualRates = "1e-5..3.2"

  /// The problems, as they are written after `--problem`.
  var problemNames: String { problem ?? (data == nil ? "digits" : "mnist") }

  var learningTask: LearningTask? {
    get throws {
      guard let task else { return nil }
      guard let known = LearningTask(rawValue: task) else {
        throw ValidationError(
          NearestWord.unknown("task", task, among: LearningTask.allCases.map(\.rawValue)))
      }
      return known
    }
  }

  var shape: ModelShape? {
    get throws { try model.map(ModelShape.init(parsing:)) }
  }

  var outputFormat: OutputFormat { get throws { try OutputFormat(parsing: format) } }

  var searchProtocol: SearchProtocol {
    get throws {
      let sweeps = try sweep.map(Sweep.init(parsing:))
      for (index, sweep) in sweeps.enumerated()
      where sweeps[..<index].contains(where: { $0.setting == sweep.setting }) {
        throw ValidationError("--sweep \(sweep.setting.rawValue) is given twice")
      }
      let text = rates ?? Self.usualRates
      guard let rates = try RateRange(parsing: text, option: "--rates") else {
        throw ValidationError("--rates is written as 1e-5..1, not '\(text)'")
      }
      let strategy: ComparisonResults.SearchSpace.Strategy
      switch search {
      case nil: strategy = sweeps.isEmpty ? .grid : .random
      case "random": strategy = .random
      case "grid" where sweeps.isEmpty: strategy = .grid
      case "grid":
        throw ValidationError(
          "--sweep needs a random search: a grid of several settings would give some optimizers "
            + "more trials than others; leave --search out")
      case .some(let word):
        throw ValidationError(
          NearestWord.unknown("way to search", word, among: ["grid", "random"]))
      }
      return SearchProtocol(
        trials: trials ?? SearchProtocol.usualTrials, rates: rates, strategy: strategy,
        sweeps: sweeps, mostWidenings: widenings ?? SearchProtocol.usualWidenings)
    }
  }

  /// The place of the contender that others are compared with.
  func referenceIndex(among contenders: [ContenderSpecification]) throws -> Int {
    guard let reference else {
      return contenders.firstIndex { if case .sgd = $0.rule { true } else { false } } ?? 0
    }
    let wanted = try ContenderSpecification(parsing: reference.withoutBlanks)
    // Of a rule that stands there at several rates the rate tells which.
    let matches = contenders.indices.filter {
      contenders[$0].ruleName == wanted.name
        && (wanted.rate == nil || wanted.rate == contenders[$0].rate)
    }
    guard let match = matches.first else {
      throw ValidationError(
        "--reference '\(reference)' is not among --optimizers: "
          + contenders.map(\.name).joined(separator: ", "))
    }
    if let exact = matches.first(where: { contenders[$0].name == wanted.name }) { return exact }
    guard matches.count == 1 else {
      throw ValidationError(
        "--reference '\(reference)' may be \(matches.map { contenders[$0].name }.asAlternatives); "
          + "say which by its rate")
    }
    return match
  }

  /// What is to be known of `--threads`, where there are fewer cores; nil elsewhere.
  func noteOnThreads(cores: Int = Self.cores) -> String? {
    guard let threads, threads > cores else { return nil }
    return "--threads \(threads) is more than there are cores: "
      + (cores == 1 ? "one run goes on at a time." : "\(cores) runs go on side by side.")
  }

  static var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

  var plan: ComparisonPlan {
    get throws {
      let contenders = try ContenderSpecification.list(optimizers)
      let cores = Self.cores
      let variable = ProcessInfo.processInfo.environment["MNIST_DIR"] ?? ""
      let budget = ProblemBudget(
        epochs: epochs, steps: steps, batchSize: batchSize, targetAccuracy: target,
        shape: try shape, folder: data ?? (variable.isEmpty ? nil : variable), label: label,
        task: try learningTask, hasHeader: header)
      let problems = try ProblemCatalogue.list(problemNames, budget)
      // Whether a file's labels are classes, only the file tells.
      if target != nil, !problems.contains(where: \.description.hasAccuracy) {
        throw ValidationError(
          "--target has no effect on \(problems.map(\.description.name).inWords): "
            + "it is an accuracy, and numbers are learned there")
      }
      return ComparisonPlan(
        problems: problems, contenders: contenders,
        search: try searchProtocol, finalSeeds: seeds,
        searchSeeds: searchSeeds ?? Self.usualSearchSeeds,
        reference: try referenceIndex(among: contenders), workers: min(threads ?? cores, cores),
        commandLine: CommandLine.arguments.dropFirst().map(\.quotedForShell).joined(separator: " "),
        drawsPictures: pictures)
    }
  }
}

extension String {
  /// The text as one word of a shell's command line, in one line of which all is seen.
  var quotedForShell: String {
    guard !unicodeScalars.contains(where: { $0.isHidden || $0 == "\n" }) else {
      return "$'" + unicodeScalars.map(Self.escapedForShell).joined() + "'"
    }
    let isPlain = !isEmpty && allSatisfy { $0.isLetter || $0.isNumber || "-_=:,./+@%".contains($0) }
    return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }

  /// A character between `$'` and `'`, where bash and zsh know it by its number too.
  private static func escapedForShell(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\\", "'": return "\\\(scalar)"
    case _ where scalar.isHidden:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      let length = digits.count > 4 ? 8 : 4
      return (length > 4 ? "\\U" : "\\u")
        + String(repeating: "0", count: length - digits.count) + digits
    default: return String(scalar)
    }
  }
}
