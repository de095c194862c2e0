import Foundation

/// Shows how far a comparison has come: on a terminal a view that is drawn in place, elsewhere a
/// line now and then.
///
/// ```swift
/// var display = ProgressDisplay()
/// display.update(progress)         // as often as you like
/// display.finish()                 // leaves no trace on a terminal
/// ```
///
/// Between two pictures the terminal is as it was: the cursor stands where the view begins, so that
/// whatever else is written, and a window of another size, does no more harm than until the next
/// picture.
struct ProgressDisplay {
  /// How much is shown.
  enum Mode: Sendable {
    /// A view that is written over.
    case live
    /// A plain line now and then.
    case plain
    /// Nothing.
    case quiet
  }

  /// How much is shown.
  let mode: Mode
  private var terminal: Terminal
  private let write: (String) -> Void
  /// Gives the terminal anew when its size has changed.
  private let changedTerminal: () -> Terminal?
  private let start: ContinuousClock.Instant
  private var lastShown: ContinuousClock.Instant?
  /// The lines of the view that is seen.
  private var lineCount = 0

  /// The least time between two pictures of the view.
  static let liveInterval = Duration.milliseconds(100)

  /// The time before the first plain line, and the least between two others.
  static let plainDelay = Duration.seconds(5)
  static let plainInterval = Duration.seconds(10)

  /// Creates a display on standard error.
  ///
  /// - Parameter isQuiet: Whether nothing is to be shown.
  init(isQuiet: Bool = false) {
    let terminal = isQuiet ? Terminal(isInteractive: false) : Terminal(of: .standardError)
    // Styles and writing over go together: a dumb terminal has neither.
    let mode: Mode = isQuiet ? .quiet : terminal.hasStyles ? .live : .plain
    if mode == .live { WindowSize.watch() }
    self.init(
      mode: mode, terminal: terminal,
      changedTerminal: {
        guard WindowSize.takeChange() else { return nil }
        var terminal = terminal
        terminal.measure(.standardError)
        return terminal
      },
      write: { text in
        // Who closed standard error wants no progress; that must not end the comparison.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
      })
  }

  /// Creates a display that is written by a closure.
  init(
    mode: Mode, terminal: Terminal, now: ContinuousClock.Instant = .now,
    changedTerminal: @escaping () -> Terminal? = { nil }, write: @escaping (String) -> Void
  ) {
    self.mode = mode
    self.terminal = terminal
    self.changedTerminal = changedTerminal
    self.write = write
    start = now
  }

  /// Whether it is time for the next picture.
  func isDue(_ now: ContinuousClock.Instant = .now) -> Bool {
    switch mode {
    case .live: now - (lastShown ?? start) >= Self.liveInterval
    case .plain:
      lastShown.map { now - $0 >= Self.plainInterval } ?? (now - start >= Self.plainDelay)
    case .quiet: false
    }
  }

  /// Shows progress when it is time.
  mutating func update(_ progress: ComparisonProgress, now: ContinuousClock.Instant = .now) {
    guard isDue(now) else { return }
    lastShown = now
    if mode == .plain {
      return write(ProgressText(progress: progress, terminal: terminal).plain + "\n")
    }
    if let changed = changedTerminal() { terminal = changed }
    draw(ProgressView(progress: progress, terminal: terminal).lines)
  }

  /// Writes the view over the last one, in one piece.
  private mutating func draw(_ lines: [String]) {
    // Wrapping is off meanwhile: a window that has become narrower cuts a line, not breaks it. The
    // whole appears at once where the terminal knows how (2026).
    var text = "\u{1B}[?2026h\u{1B}[?25l\u{1B}[?7l\r"
    text += lines.joined(separator: "\u{1B}[K\r\n") + "\u{1B}[J"
    if lines.count > 1 { text += "\u{1B}[\(lines.count - 1)A" }
    write(text + "\r\u{1B}[?7h\u{1B}[?25h\u{1B}[?2026l")
    lineCount = lines.count
  }

  /// Writes a line of text that stays, above the view.
  mutating func note(_ text: String) {
    guard mode != .quiet else { return }
    clear()
    write(terminal.shown(text) + "\n")
  }

  /// Takes the view away.
  mutating func finish() { clear() }

  private mutating func clear() {
    guard lineCount > 0 else { return }
    // Line by line first: some terminals keep what is cleared in one go as history.
    let lines = String(repeating: "\u{1B}[K\n", count: lineCount - 1)
    let back = lineCount > 1 ? "\u{1B}[\(lineCount - 1)A" : ""
    write("\r\(lines)\u{1B}[K\(back)\u{1B}[J")
    lineCount = 0
  }
}
