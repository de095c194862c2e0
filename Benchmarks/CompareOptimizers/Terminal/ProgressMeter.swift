import Foundation

/// Measures how fast samples go by, and guesses how long the rest takes.
struct ProgressMeter: Sendable {
  private let start: ContinuousClock.Instant
  private var windowStart: ContinuousClock.Instant
  private var windowSamples = 0

  /// Samples per second of late; nil before anything was measured.
  private(set) var samplesPerSecond: Double?

  /// The time over which the rate is measured before it enters the average.
  private static let window = Duration.milliseconds(500)

  /// The seconds after which a measurement has faded from the average to a third.
  private static let memory = 2.0

  /// Starts to measure.
  init(start: ContinuousClock.Instant) {
    self.start = start
    windowStart = start
  }

  /// Takes note of the samples trained on so far.
  mutating func update(samplesDone: Int, now: ContinuousClock.Instant) {
    let elapsed = (now - windowStart).inSeconds
    guard now - windowStart >= Self.window else { return }
    let rate = Double(max(0, samplesDone - windowSamples)) / elapsed
    // An average that forgets within seconds, sooner after a long pause between two reports.
    let weight = 1 - exp(-elapsed / Self.memory)
    samplesPerSecond = samplesPerSecond.map { $0 + weight * (rate - $0) } ?? rate
    windowStart = now
    windowSamples = samplesDone
  }

  /// The seconds that the rest will take at the pace so far; nil while that is a wild guess.
  func timeLeft(fraction: Double, now: ContinuousClock.Instant) -> Double? {
    let elapsed = (now - start).inSeconds
    guard fraction > 0.01, elapsed > 0.5 else { return nil }
    return elapsed / fraction * (1 - fraction)
  }
}

extension Duration {
  /// The duration in seconds.
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
