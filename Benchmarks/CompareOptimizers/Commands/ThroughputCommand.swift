import ArgumentParser
import Descent
import ElementwiseKernels
import Foundation

/// `compare-optimizers throughput`: how fast the parts are, against what they could be.
struct ThroughputCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "throughput",
    abstract: "Measures the update rules, the training step and the reading of files.",
    discussion: """
      Every speed is a ratio within one run: the fused update against the same loop in plain Swift, \
      the training step against the products and the update that it cannot do without, and each \
      rule against a plain loop that reads and writes the same memory.
      """)

  @Option(
    help: ArgumentHelp(
      "Read and train on the four MNIST files in this folder (default: random pixels)",
      valueName: "folder"))
  var data: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads that a matrix product or an update may use", valueName: "count"))
  var threads = 1

  @OptionGroup var rules: RuleOptions

  func validate() throws {
    guard (1...256).contains(threads) else {
      throw ValidationError("--threads must be from 1 to 256, but is \(threads)")
    }
  }

  func run() throws {
    // As many as an update takes by itself, unless somebody says how many.
    let severalThreads = threads > 1 ? threads : UpdateThreads.count
    Backend.threadCount = threads
    let terminal = Terminal(of: .standardOutput)
    func show(_ line: String) { StandardOutput.writeLine(terminal.shown(line)) }
    // First, so that data at fault is told of before anything is printed.
    let (digits, reading) = try loadData()
    show(
      "\(Machine.processor); \(Machine.blasLibrary), \(Backend.blasCoreName) kernels; "
        + "\(threads) thread\(threads == 1 ? "" : "s"); revision \(Machine.revision)")
    for warning in Doctor.warnings(threads: threads) {
      StandardOutput.writeLine(TextColumns.paragraph("Warning: \(warning)", for: terminal))
    }

    show(
      "\nRMSprop update, \(NumberText.grouped(UpdateThroughput.count)) Float parameters, "
        + "the same bits in every row")
    for row in try UpdateThroughput.measure() {
      show(
        "  " + row.name.padding(toLength: 22, withPad: " ", startingAt: 0)
          + "\(NumberText.fixed(row.rate, 2)) · 10⁹/s   \(NumberText.fixed(row.ratio, 1))×")
    }

    if let reading {
      show(
        "\nReading \(data ?? ""), \(NumberText.grouped(reading.images)) images to Float: "
          + "\(NumberText.fixed(reading.seconds, 3)) s")
    }
    show("")
    try CSVThroughput.measure().lines.forEach(show)
    let widths = [digits.featureCount, 64, 10]
    let step = try StepThroughput.measure(digits, widths: widths, batchSize: 32)
    show(
      "\nTraining step, \(ModelShape(widths).text), batch 32, shuffled from "
        + "\(NumberText.grouped(digits.count)) samples")
    show("  step                  \(NumberText.fixed(step.step, 1)) µs")
    show("  products and update   \(NumberText.fixed(step.floor, 1)) µs")
    show("  step over floor       \(NumberText.fixed(step.ratio, 2))")
    try rules.measure(threads: Set([1, severalThreads]).sorted(), show: show)
  }

  /// MNIST and the seconds that reading it takes, or random pixels of the same shape.
  private func loadData() throws -> (digits: Dataset<Float>, reading: Reading?) {
    guard let data else {
      var generator = SeededGenerator(seed: 3)
      let count = 20_000
      let pixels = Dataset<Float>(
        features: .uniform(rows: count, columns: 784, using: &generator),
        labels: (0..<Int32(count)).map { $0 % 10 }, classCount: 10)
      return (pixels, nil)
    }
    let clock = ContinuousClock()
    var times: [Double] = []
    var digits = try MNIST.load(from: data)
    for _ in 0..<3 {
      let start = clock.now
      digits = try MNIST.load(from: data)
      times.append((clock.now - start) / .seconds(1))
    }
    let images = digits.train.count + digits.test.count
    return (digits.train, Reading(images: images, seconds: times.median))
  }

  /// How long it took to read how many images.
  private struct Reading {
    let images: Int
    let seconds: Double
  }
}
