import Foundation

/// Guesses how long the rest takes.
struct ProgressMeter: Sendable {
  private let start: ContinuousClock.Instant

  /// Starts to measure.
  init(start: ContinuousClock.Instant) { self.start = start }

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
