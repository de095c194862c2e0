import ArgumentParser
import Descent
import Foundation

/// `compare-optimizers compare`, the default: the comparison itself.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compares optimizers on handwritten digits (the default).",
    discussion: """
      An optimizer is written as a name and settings: rmsprop, sgd, sgd:momentum=0.9,
      rmsprop:rate=0.001:rho=0.9. One whose rate is given is not searched.
      """)

  @Option(help: "A folder with the four MNIST files; otherwise the built-in digits are used.")
  var data: String?

  @Option(help: "Layer widths from input to classes, such as 784-64-10.")
  var model: ModelShape?

  @Option(help: "Passes over the training data per run (digits: 40, MNIST: 10).")
  var epochs: Int?

  @Option(help: "Samples per update.")
  var batchSize = 32

  @Option(help: "Final runs per optimizer, each with its own weights and batches.")
  var seeds = 10

  @Option(help: "Runs per learning rate while one is chosen.")
  var searchSeeds = 3

  @Option(
    help: "Comma-separated optimizers.",
    transform: ContenderSpecification.list)
  var optimizers = ContenderSpecification.defaults

  @Option(help: "The validation accuracy that steps and seconds are counted to.")
  var target = 0.95

  @Option(help: "Runs that train side by side, each on one thread (default: all cores).")
  var threads: Int?

  @Option(name: [.customShort("o"), .long], help: "The folder that the report goes to.")
  var output = ReportFolder.defaultName

  @Flag(help: "Show no progress; print the table only.")
  var quiet = false

  func validate() throws {
    try requirePositive("--epochs", epochs)
    try requirePositive("--batch-size", batchSize)
    try requirePositive("--seeds", seeds)
    try requirePositive("--search-seeds", searchSeeds)
    try requirePositive("--threads", threads)
    guard target > 0, target < 1 else {
      throw ValidationError("--target must lie between 0 and 1, but is \(target)")
    }
  }

  private func requirePositive(_ option: String, _ value: Int?) throws {
    guard let value, value < 1 else { return }
    throw ValidationError("\(option) must be at least 1, but is \(value)")
  }

  func run() throws {
    try reportingFailures {
      let folder = ReportFolder(path: output)
      try folder.check()
      let problem = try TrainingProblem.load(folder: data, model: model)
      let plan = ComparisonPlan(
        problem: problem, contenders: optimizers, epochs: epochs ?? problem.defaultEpochs,
        batchSize: batchSize, finalSeeds: seeds, searchSeeds: searchSeeds, target: target,
        workers: threads ?? ProcessInfo.processInfo.activeProcessorCount,
        commandLine: CommandLine.arguments.dropFirst().joined(separator: " "))
      let results = try Comparison(plan: plan).run(progress: ProgressLine(isQuiet: quiet))
      try folder.write(results)
      let terminal = Terminal(of: .standardOutput)
      print(SummaryTable(results: results, terminal: terminal).text)
      print(terminal.shown(results.verdict.sentence))
      for note in results.notes + results.environment.warnings {
        print(terminal.shown("Note: \(note)"))
      }
      print("Report: \(folder.page)")
    }
  }
}
