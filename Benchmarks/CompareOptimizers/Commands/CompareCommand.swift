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
      trials is searched for. Any setting that is given is kept, whatever --sweep searches of the \
      others. An option that changes nothing is an error. Settings of both: rate, momentum, decay, \
      convention; of rmsprop: rho, epsilon, centered; of sgd: nesterov. There are also adam, adamw, \
      nadam, radam and adamax (beta1, beta2, epsilon, decay; the first two amsgrad), adagrad and adadelta (epsilon, decay; \
      the latter rho), lion (beta1, beta2, decay), yogi (beta1, beta2, epsilon) and rprop; 'all' is \
      every one of them.

      A problem is a model: \(ProblemCatalogue.models.joined(separator: ", ")); a test \
      function: \(ProblemCatalogue.functions.map(\.name).joined(separator: ", ")), with \
      noise as in rosenbrock:noise=0.1; a group: 'functions', 'models'; or a CSV file of your own, as \
      in --problem wine.csv --label quality.

      \(ContenderSpecification.conventionHelp)

      'report' draws the report of earlier results again, 'translate' writes an engine's optimizer in \
      the terms of another, 'throughput' measures the speed of the parts, 'doctor' says what slows this \
      machine down. Each has --help.
      """)

  @Option(
    help: ArgumentHelp(
      "Train on the four MNIST files in this folder, plain or .gz (default: the built-in digits)",
      valueName: "folder"))
  var data: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Widths of the layers, from features to classes, of digits, mnist, mnist-deep and CSV files "
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
    help: ArgumentHelp(
      "Samples per update, or all where there are fewer (default: what is usual with each problem)",
      valueName: "count"))
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
      "Learning rates, or candidates of a random search, of each optimizer "
        + "(default: \(SearchProtocol.usualTrials))", valueName: "count"))
  var trials: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Runs with each candidate while one is chosen (default: \(Self.usualSearchSeeds))",
      valueName: "count"))
  var searchSeeds: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The learning rates to choose from, of all optimizers (default: \(Self.usualRates))",
      valueName: "range"))
  var rates: String?

  @Option(
    help: ArgumentHelp(
      "How candidates are taken: grid, or random (the default with --sweep)", valueName: "way"))
  var search: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Search another setting too, of the optimizers that have it and are not given it: "
        + "rho=0.9,0.99, momentum=0,0.9 or epsilon=1e-8..1e-2; may be given several times",
      valueName: "setting"))
  var sweep: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How often the range of rates may be widened to either side, for all, when the best rate of one "
        + "is at its edge (default: \(SearchProtocol.usualWidenings))", valueName: "count"))
  var widenings: Int?

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
      "The column of a CSV file that is to be learned, by name or number (default: the last)",
      valueName: "column"))
  var label: String?

  @Option(
    help: ArgumentHelp(
      "What is to be learned from a CSV file: classification or regression (default: "
        + "classification where the label is a word or one of few whole numbers)",
      valueName: "task"))
  var task: String?

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Whether the first line of a CSV file names its columns (default: it does where no field of it "
        + "is a number)"))
  var header: Bool?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The validation accuracy to which steps, and seconds of a core, are counted (default: what is "
        + "usual with each problem)", valueName: "fraction"))
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

  // Taken in so that a line of ours says what may have been meant, and not the parser's.
  @Argument(help: .hidden)
  var strayWords: [String] = []
}
