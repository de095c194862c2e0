import Foundation

/// Shows how far a comparison has come: on a terminal one live line, elsewhere a line now and then.
///
/// ```swift
/// var line = ProgressLine()
/// line.update(progress)         // as often as you like
/// line.finish()                 // leaves no trace on a terminal
/// ```
struct ProgressLine {
  /// How much is shown.
  enum Mode: Sendable {
    /// One line that is written over.
    case live
    /// A plain line now and then.
    case plain
    /// Nothing.
    case quiet
  }

  /// How much is shown.
  let mode: Mode
  private let terminal: Terminal
  private let write: (String) -> Void
  private let meter: ProgressMeter
  private let start: ContinuousClock.Instant
  private var lastShown: ContinuousClock.Instant?
  private var isVisible = false

  /// The least time between two pictures of the live line.
  static let liveInterval = Duration.milliseconds(100)

  /// The least time between two plain lines, and before the first.
  static let plainInterval = Duration.seconds(5)

  /// Creates a line on standard error.
  ///
  /// - Parameter isQuiet: Whether nothing is to be shown.
  init(isQuiet: Bool = false) {
    let terminal = Terminal(of: .standardError)
    self.init(
      mode: isQuiet ? .quiet : terminal.isInteractive ? .live : .plain, terminal: terminal
    ) { text in
      // Who closed standard error wants no progress; that must not end the comparison.
      try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
  }

  /// Creates a line that is written by a closure.
  init(
    mode: Mode, terminal: Terminal, now: ContinuousClock.Instant = .now,
    write: @escaping (String) -> Void
  ) {
    self.mode = mode
    self.terminal = terminal
    self.write = write
    meter = ProgressMeter(start: now)
    start = now
  }

  /// Takes note of progress and shows it when it is time.
  mutating func update(_ progress: TrainingProgress, now: ContinuousClock.Instant = .now) {
    guard mode != .quiet else { return }
    let interval = mode == .live ? Self.liveInterval : Self.plainInterval
    guard now - (lastShown ?? start) >= interval else { return }
    lastShown = now
    let timeLeft = meter.timeLeft(fraction: progress.fraction, now: now)
    let text = ProgressText(
      progress: progress, timeLeft: timeLeft, terminal: terminal)
    if mode == .plain { return write(text.plain + "\n") }
    // Wrapping is off meanwhile: a window that has become narrower cuts the line, not breaks it.
    write("\r\u{1B}[?7l\(text.live)\u{1B}[K\u{1B}[?7h")
    isVisible = true
  }

  /// Writes a line of text that stays, above the live line.
  mutating func note(_ text: String) {
    guard mode != .quiet else { return }
    clear()
    write(terminal.shown(text) + "\n")
  }

  /// Takes the live line away.
  mutating func finish() { clear() }

  private mutating func clear() {
    guard isVisible else { return }
    write("\r\u{1B}[K")
    isVisible = false
  }
}
