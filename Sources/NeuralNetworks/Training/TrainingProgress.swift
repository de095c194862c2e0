internal import Foundation

/// What `fit` writes to standard error while it works.
public enum ProgressDisplay: Sendable {
  /// A bar on a terminal; one line per epoch, for runs over two seconds, elsewhere.
  case automatic
  /// Nothing.
  case none
}

/// The live line of a call of `fit`.
struct TrainingProgress {
  private let isShown: Bool
  private let isTerminal: Bool
  private let epochs: Int
  private let samples: Int
  /// How many samples were done before, in all epochs.
  private let doneBefore: Double
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var nextUpdate: ContinuousClock.Instant
  private var hasOpenLine = false
  private var held: [String] = []

  // A run that is over sooner needs no report, and a line that changes faster cannot be read.
  private static let patience = Duration.seconds(2)
  private static let interval = Duration.milliseconds(100)

  init<Scalar>(
    _ progress: ProgressDisplay, epochs: Int, samples: Int, from run: TrainingRun<Scalar>
  ) {
    if case .automatic = progress { isShown = true } else { isShown = false }
    isTerminal = isShown && isatty(STDERR_FILENO) == 1
    self.epochs = epochs
    self.samples = samples
    doneBefore = Double(run.epoch - 1) * Double(samples) + Double(run.position)
    start = clock.now
    nextUpdate = start + Self.interval
  }

  /// Redraws the live line, at most ten times a second.
  mutating func update(epoch: Int, samples done: Int, sums: RunningSums) {
    guard isTerminal else { return }
    let now = clock.now
    guard now >= nextUpdate else { return }
    nextUpdate = now + Self.interval
    let samplesDone = Double(epoch - 1) * Double(samples) + Double(done)
    let elapsed = (now - start) / .seconds(1)
    let rate = (samplesDone - doneBefore) / elapsed
    let left = (Double(epochs) * Double(samples) - samplesDone) / rate
    let width = 20
    let filled = Int(Double(done) / Double(samples) * Double(width))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    write(
      "\r\u{1B}[Kepoch \(epoch)/\(epochs) \(bar) loss \(number(sums.meanLoss))  "
        + "\(Int(rate)) samples/s" + Self.text(secondsLeft: left))
    hasOpenLine = true
  }

  /// What is left, or nothing where that is more than 30 years: who says `epochs: .max` ends it some other way.
  static func text(secondsLeft: Double) -> String {
    guard secondsLeft < 1e9 else { return "" }
    return "  \(Int(secondsLeft.rounded(.up))) s left"
  }

  /// Writes the line of a finished epoch.
  mutating func finishEpoch(_ record: EpochRecord) {
    guard isShown else { return }
    var parts = ["epoch \(record.epoch)/\(epochs)", "loss \(number(record.loss))"]
    parts += record.metrics.sorted { $0.key < $1.key }.map { "\($0.key) \(number($0.value))" }
    if let loss = record.validationLoss { parts.append("val_loss \(number(loss))") }
    parts += (record.validationMetrics ?? [:]).sorted { $0.key < $1.key }
      .map { "val_\($0.key) \(number($0.value))" }
    let line = parts.joined(separator: "  ") + "\n"
    if isTerminal {
      write((hasOpenLine ? "\r\u{1B}[K" : "") + line)
      hasOpenLine = false
    } else {
      // Short runs in scripts and tests stay silent.
      held.append(line)
      if clock.now - start >= Self.patience {
        write(held.joined())
        held = []
      }
    }
  }

  /// Clears what is left of the live line.
  mutating func finish() {
    if hasOpenLine { write("\r\u{1B}[K") }
    hasOpenLine = false
  }

  private func number(_ value: Double) -> String { String(format: "%.4f", value) }

  private func write(_ text: String) {
    // Who closed standard error wants no progress; that must not end the training.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
