import ArgumentParser
import Descent
import Foundation

/// `compare-optimizers throughput`: how fast the parts are, against what they could be.
struct ThroughputCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "throughput",
    abstract: "Measures the update, the training step and the reading of MNIST.",
    discussion: """
      Every speed is a ratio within one run: the fused update against the same loop in plain Swift, \
      the training step against the products and the update that it cannot do without.
      """)

  @Option(help: "A folder with the four MNIST files; otherwise the step runs on made-up data.")
  var data: String?

  @Option(help: "Threads that a matrix product may use.")
  var threads = 1

  func validate() throws {
    guard threads >= 1 else {
      throw ValidationError("--threads must be at least 1, but is \(threads)")
    }
  }

  func run() throws {
    try reportingFailures {
      Backend.threadCount = threads
      let terminal = Terminal(of: .standardOutput)
      func show(_ line: String) { print(terminal.shown(line)) }
      show(
        "\(Machine.processor); \(Machine.blasLibrary), \(Backend.blasCoreName) kernels; "
          + "\(threads) thread\(threads == 1 ? "" : "s"); revision \(Machine.revision)")
      for warning in Doctor.warnings(threads: threads) { show("Warning: \(warning)") }

      show(
        "\nRMSprop update, \(NumberText.grouped(UpdateThroughput.count)) Float parameters, "
          + "the same bits in every row")
      for row in try UpdateThroughput.measure() {
        show(
          "  " + row.name.padding(toLength: 22, withPad: " ", startingAt: 0)
            + "\(NumberText.fixed(row.rate, 2)) · 10⁹/s   \(NumberText.fixed(row.ratio, 1))×")
      }

      let digits = try loadData(show)
      let step = try StepThroughput.measure(digits, widths: [784, 64, 10], batchSize: 32)
      show("\nTraining step, 784-64-10, batch 32, shuffled from \(digits.count) samples")
      show("  step                  \(NumberText.fixed(step.step, 1)) µs")
      show("  products and update   \(NumberText.fixed(step.floor, 1)) µs")
      show("  step over floor       \(NumberText.fixed(step.ratio, 2))")
    }
  }

  /// MNIST, timed on the way in, or random pixels of the same shape.
  private func loadData(_ show: (String) -> Void) throws -> Dataset<Float> {
    guard let data else {
      var generator = SeededGenerator(seed: 3)
      let count = 20_000
      return Dataset(
        features: .uniform(rows: count, columns: 784, using: &generator),
        labels: (0..<Int32(count)).map { $0 % 10 }, classCount: 10)
    }
    let clock = ContinuousClock()
    var times: [Double] = []
    var digits = try MNIST.load(from: data)
    for _ in 0..<3 {
      let start = clock.now
      digits = try MNIST.load(from: data)
      times.append((clock.now - start) / .seconds(1))
    }
    show("\nReading MNIST, 70,000 images to Float: \(NumberText.fixed(times.median, 3)) s")
    return digits.train
  }
}
