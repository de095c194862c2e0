import ArgumentParser
import Descent
import Foundation

/// `compare-optimizers compare`, the default: the comparison itself.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: CompareOptimizersCommand.configuration.abstract,
    usage: """
      compare-optimizers [<options>]
      compare-optimizers report <results.json> [<options>]
      compare-optimizers translate <call> [<options>]
      compare-optimizers throughput | doctor [<options>]
      """,
    discussion: """
      Without options it compares RMSprop with SGD, with and without momentum, and with Adam on \
      1,797 handwritten digits, prints a table and writes a report. Every optimizer gets the same \
      initial weights, the same batches and the same number of trials to choose its learning rate \
      from the same range; nothing is clipped, decayed or scheduled.

      An optimizer is a name and settings: rmsprop, sgd, sgd:momentum=0.9:nesterov, \
      rmsprop:rate=0.001:rho=0.9. With a rate it is run at that rate; without, the best of the \
      trials is searched for. Settings of both: rate, momentum, decay, convention; of rmsprop: rho, \
      epsilon, centered; of sgd: nesterov. There are also adam, adamw, nadam, radam and adamax \
      (beta1, beta2, epsilon, decay; the first two amsgrad), adagrad and adadelta (epsilon, decay; \
      the latter rho), lion (beta1, beta2, decay), yogi (beta1, beta2, epsilon) and rprop; 'all' is \
      every one of them.

      A problem is a model: \(ProblemCatalogue.models.joined(separator: ", ")); a test \
      function: \(ProblemCatalogue.functions.map(\.name).joined(separator: ", ")), with \
      noise as in rosenbrock:noise=0.1; or a group: 'functions', 'models'.

      \(ContenderSpecification.conventionHelp)

      'report' draws the report of earlier results again, 'translate' writes an engine's optimizer in the terms of another, 'throughput' measures the \
      speed of the parts, 'doctor' says what slows this machine down. Each has --help.
      """)

  @Option(
    help: ArgumentHelp(
      "Train on the four MNIST files in this folder, plain or .gz (default: the built-in digits)",
      valueName: "folder"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "Widths of the layers, from pixels to classes "
        + "(default: 64-32-10 on the digits, 784-64-10 on MNIST)",
      valueName: "widths"))
  var model: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Passes over the training data in each run (default: what is usual with each problem)",
      valueName: "count"))
  var epochs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Updates of each run on a test function (default: \(FunctionProblem.usualSteps))",
      valueName: "count"))
  var steps: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Samples per update (default: 32)", valueName: "count"))
  var batchSize: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Runs of each optimizer that count, each with weights and batches of its own",
      valueName: "count"))
  var seeds = 10

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Learning rates, or candidates of a random search, of each optimizer", valueName: "count"))
  var trials = 12

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Runs with each candidate while one is chosen", valueName: "count"))
  var searchSeeds = 3

  @Option(
    help: ArgumentHelp("The learning rates to choose from, of all optimizers", valueName: "range"))
  var rates = "1e-5..3.2"

  @Option(
    help: ArgumentHelp(
      "How candidates are taken: grid, or random (the default with --sweep)", valueName: "way"))
  var search: String?

  @Option(
    help: ArgumentHelp(
      "Search another setting too, of the optimizers that have it: rho=0.9,0.99, momentum=0,0.9 "
        + "or epsilon=1e-8..1e-2; may be given several times", valueName: "setting"))
  var sweep: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How often the range of rates may be widened, for all, when the best rate of one is at its "
        + "edge", valueName: "count"))
  var widenings = 2

  @Option(help: ArgumentHelp("The optimizers, with commas between", valueName: "list"))
  var optimizers = "rmsprop,sgd,sgd:momentum=0.9,adam"

  @Option(
    help: ArgumentHelp(
      "The optimizer with which the others are compared (default: the first sgd, or else the first)",
      valueName: "optimizer"))
  var reference: String?

  @Option(
    help: ArgumentHelp(
      "The problems, with commas between (default: digits, or mnist with --data)",
      valueName: "list"))
  var problem: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The validation accuracy to which steps and seconds are counted (default: what is usual with "
        + "each problem)", valueName: "fraction"))
  var target: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Runs that go on side by side, each on one thread (default, and at most: one per core)",
      valueName: "count"))
  var threads: Int?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "The folder for the report; an earlier report there is replaced", valueName: "folder"))
  var output = ReportFolder.defaultName

  @Option(
    help: ArgumentHelp(
      "Earlier results; ends with a failure when an optimizer is clearly worse than there",
      valueName: "results.json"))
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "How the results are printed: table, markdown, json or csv", valueName: "format"))
  var format = OutputFormat.table.rawValue

  @Flag(help: "Write the curves of the final runs as event files for TensorBoard, too")
  var tensorboard = false

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Work out landscapes, effective steps and the cost of updates, with one more run of each "
        + "optimizer on each model"))
  var pictures = true

  @Flag(help: "Show no progress")
  var quiet = false

  @Flag(
    help: "Drop the runs of an unfinished comparison of that folder, instead of going on with it")
  var fresh = false

  func validate() throws {
    try require("--epochs", epochs, in: 1...ComparisonPlan.mostEpochs)
    try require("--steps", steps, in: 1...10_000_000)
    try require("--batch-size", batchSize, in: 1...Int.max)
    try require("--seeds", seeds, in: 1...ComparisonPlan.mostSeeds)
    try require("--search-seeds", searchSeeds, in: 1...ComparisonPlan.mostSeeds)
    try require("--trials", trials, in: 1...1_000)
    try require("--widenings", widenings, in: 0...10)
    try require("--threads", threads, in: 1...Int.max)
    if let target, !(target > 0 && target < 1) {
      throw ValidationError("--target must lie between 0 and 1, but is \(target)")
    }
    _ = try shape
    _ = try outputFormat
    _ = try searchProtocol
    _ = try referenceIndex(among: try ContenderSpecification.list(optimizers))
    try ProblemCatalogue.check(problemNames)
  }

  private func require(_ option: String, _ value: Int?, in range: ClosedRange<Int>) throws {
    guard let value, !range.contains(value) else { return }
    throw ValidationError(
      value < range.lowerBound
        ? "\(option) must be at least \(range.lowerBound), but is \(value)"
        : "\(option) can be at most \(NumberText.grouped(range.upperBound)), but is \(value)")
  }

  private var shape: ModelShape? {
    get throws { try model.map(ModelShape.init(parsing:)) }
  }

  var outputFormat: OutputFormat { get throws { try OutputFormat(parsing: format) } }

  private var problemNames: String { problem ?? (data == nil ? "digits" : "mnist") }

  private var searchProtocol: SearchProtocol {
    get throws {
      let sweeps = try sweep.map(Sweep.init(parsing:))
      for (index, sweep) in sweeps.enumerated()
      where sweeps[..<index].contains(where: { $0.setting == sweep.setting }) {
        throw ValidationError("--sweep \(sweep.setting.rawValue) is given twice")
      }
      guard let rates = try RateRange(parsing: rates, option: "--rates") else {
        throw ValidationError("--rates is written as 1e-5..1, not '\(rates)'")
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
        trials: trials, rates: rates, strategy: strategy, sweeps: sweeps,
        mostWidenings: widenings)
    }
  }

  /// The place of the contender that others are compared with.
  private func referenceIndex(among contenders: [ContenderSpecification]) throws -> Int {
    guard let reference else {
      return contenders.firstIndex { if case .sgd = $0.rule { true } else { false } } ?? 0
    }
    let wanted = try ContenderSpecification(parsing: reference)
    guard let index = contenders.firstIndex(where: { $0.name == wanted.name }) else {
      throw ValidationError(
        "--reference '\(reference)' is not among --optimizers: "
          + contenders.map(\.name).joined(separator: ", "))
    }
    return index
  }

  var plan: ComparisonPlan {
    get throws {
      let contenders = try ContenderSpecification.list(optimizers)
      let cores = ProcessInfo.processInfo.activeProcessorCount
      let variable = ProcessInfo.processInfo.environment["MNIST_DIR"] ?? ""
      let budget = ProblemBudget(
        epochs: epochs, steps: steps, batchSize: batchSize, targetAccuracy: target,
        shape: try shape, folder: data ?? (variable.isEmpty ? nil : variable))
      return ComparisonPlan(
        problems: try ProblemCatalogue.list(problemNames, budget), contenders: contenders,
        search: try searchProtocol, finalSeeds: seeds, searchSeeds: searchSeeds,
        reference: try referenceIndex(among: contenders), workers: min(threads ?? cores, cores),
        commandLine: CommandLine.arguments.dropFirst().map(\.quotedForShell).joined(separator: " "),
        drawsPictures: pictures)
    }
  }
}

extension String {
  /// The text as one word of a shell's command line.
  var quotedForShell: String {
    let isPlain = !isEmpty && allSatisfy { $0.isLetter || $0.isNumber || "-_=:,./+@%".contains($0) }
    return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
