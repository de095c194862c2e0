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
      compare-optimizers translate <call> [<options>]
      compare-optimizers throughput | doctor [<options>]
      """,
    discussion: """
      Without options it compares RMSprop with SGD on 1,797 handwritten digits, prints a table and \
      writes a report. Every optimizer gets the same initial weights, the same batches and the \
      same learning rates to try.

      An optimizer is a name and settings: rmsprop, sgd, sgd:momentum=0.9:nesterov, \
      rmsprop:rate=0.001:rho=0.9. With a rate it is run at that rate; without, the best of ten is \
      searched for. Settings of both: rate, momentum, decay, convention; of rmsprop: rho, \
      epsilon, centered; of sgd: nesterov. There are also adam, adamw, nadam, radam and adamax \
      (beta1, beta2, epsilon, decay; the first two amsgrad), adagrad and adadelta (epsilon, decay; \
      the latter rho), lion (beta1, beta2, decay), yogi (beta1, beta2, epsilon) and rprop.

      \(ContenderSpecification.conventionHelp)

      'translate' writes an engine's optimizer in the terms of another, 'throughput' measures the \
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
      "Passes over the training data in each run (default: \(TrainingProblem.digitsEpochs) on the "
        + "digits, \(TrainingProblem.filesEpochs) with --data)",
      valueName: "count"))
  var epochs: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("Samples per update", valueName: "count"))
  var batchSize = 32

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Runs of each optimizer that count, each with weights and batches of its own",
      valueName: "count"))
  var seeds = 10

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Runs at each learning rate while one is chosen", valueName: "count"))
  var searchSeeds = 3

  @Option(help: ArgumentHelp("The optimizers, with commas between", valueName: "list"))
  var optimizers = "rmsprop,sgd,sgd:momentum=0.9"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The validation accuracy to which steps and seconds are counted", valueName: "fraction"))
  var target = 0.95

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

  @Flag(help: "Show no progress")
  var quiet = false

  func validate() throws {
    try require("--epochs", epochs, in: 1...ComparisonPlan.mostEpochs)
    try require("--batch-size", batchSize, in: 1...Int.max)
    try require("--seeds", seeds, in: 1...ComparisonPlan.mostSeeds)
    try require("--search-seeds", searchSeeds, in: 1...ComparisonPlan.mostSeeds)
    try require("--threads", threads, in: 1...Int.max)
    guard target > 0, target < 1 else {
      throw ValidationError("--target must lie between 0 and 1, but is \(target)")
    }
    _ = try shape
    _ = try ContenderSpecification.list(optimizers)
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

  func run() throws {
    let folder = ReportFolder(path: output)
    try folder.check()
    let problem = try TrainingProblem.load(folder: data, model: shape)
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let plan = ComparisonPlan(
      problem: problem, contenders: try ContenderSpecification.list(optimizers),
      epochs: epochs ?? problem.defaultEpochs, batchSize: batchSize, finalSeeds: seeds,
      searchSeeds: searchSeeds, target: target, workers: min(threads ?? cores, cores),
      commandLine: CommandLine.arguments.dropFirst().map(\.quotedForShell).joined(separator: " "))
    try plan.check()
    // Small networks gain nothing from threads within a product; runs side by side use the cores.
    Backend.threadCount = 1
    Interruption.postpone()
    let results = try Comparison(plan: plan).run(progress: ProgressLine(isQuiet: quiet))
    // The table first: a report that cannot be written must not take the results with it.
    show(results)
    try folder.write(results)
    Interruption.resume()
    print("Report: \(folder.page)")
  }

  private func show(_ results: ComparisonResults) {
    let terminal = Terminal(of: .standardOutput)
    print(SummaryTable(results: results, terminal: terminal).text)
    print(terminal.wrapped(results.verdict.sentence))
    for note in results.notes + results.environment.warnings {
      print(terminal.wrapped("Note: \(note)"))
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
