import Testing

@testable import CompareOptimizers

@Suite struct ProgressDisplayTests {
  private final class Output {
    var pieces: [String] = []
  }

  /// What takes five lines away and puts the cursor where they began.
  private let erasing =
    String(repeating: "\u{1B}[K\n", count: 4) + "\u{1B}[K\u{1B}[4A\u{1B}[J"

  private let start = ContinuousClock.now

  private func run(
    _ mode: ProgressDisplay.Mode, width: Int = 80, isUnicode: Bool = true,
    changed: @escaping () -> Terminal? = { nil }, _ body: (inout ProgressDisplay) -> Void
  ) -> [String] {
    let output = Output()
    var display = ProgressDisplay(
      mode: mode,
      terminal: Terminal(isInteractive: mode == .live, width: width, isUnicode: isUnicode),
      now: start, changedTerminal: changed
    ) { output.pieces.append($0) }
    body(&display)
    return output.pieces
  }

  @Test func `the view is drawn at most ten times a second, and goes away`() throws {
    let pieces = run(.live) { display in
      for index in 1...1000 {
        display.update(TerminalSample.progress(), now: start + .milliseconds(index * 2))
      }
      display.finish()
      display.finish()
    }
    #expect((19...21).contains(pieces.count - 1))
    // From the cursor, which stands where the view begins, to the end of the screen.
    #expect(pieces.last == "\r" + erasing)
  }

  @Test func `a picture leaves the terminal as it found it`() throws {
    let pieces = run(.live) { display in
      display.update(TerminalSample.progress(), now: start + .milliseconds(100))
    }
    let text = try #require(pieces.first)
    #expect(pieces.count == 1)
    // Down by four line feeds, and up by as many lines; wrapping and the cursor off and on again.
    #expect(text.count { $0 == "\r\n" } == 4)
    #expect(text.contains("\u{1B}[J\u{1B}[4A\r"))
    for mode in ["?7", "?25"] {
      let off = try #require(text.firstRange(of: "\u{1B}[\(mode)l"))
      let on = try #require(text.firstRange(of: "\u{1B}[\(mode)h"))
      #expect(off.upperBound < on.lowerBound)
    }
    // Every line but the last is cleared to its end; the last, to the end of the screen.
    #expect(text.matches(of: /\u{1B}\[K\r\n/).count == 4)
  }

  @Test func `a window of another size is drawn anew`() {
    var sizes: [Terminal?] = [nil, Terminal(isInteractive: true, width: 30, height: 3)]
    let pieces = run(.live, changed: { sizes.removeFirst() }) { display in
      display.update(TerminalSample.progress(), now: start + .milliseconds(100))
      display.update(TerminalSample.progress(), now: start + .milliseconds(200))
    }
    let lines = pieces.map { TerminalSample.visible($0).split(whereSeparator: \.isNewline) }
    #expect(lines[0].count == 5 && lines[0].map(\.count).max() == 79)
    #expect(lines[1].count == 2 && lines[1].allSatisfy { $0.count < 30 })
  }

  @Test func `elsewhere there is a plain line now and then`() throws {
    let pieces = run(.plain) { display in
      for second in 0..<60 {
        display.update(TerminalSample.progress(), now: start + .seconds(second))
      }
      display.note("SGD diverged")
      display.finish()
    }
    // At 5, 15, …, 55 seconds, and the note.
    #expect(pieces.count == 6 + 1)
    #expect(pieces.allSatisfy { $0.hasSuffix("\n") && !$0.contains(/[\u{1B}\r]/) })
    #expect(
      pieces[0] == "31%, 20 of 66 runs, 1:23 left; search on Handwritten digits: RMSprop 0.0834, "
        + "SGD 0.0912\n")
  }

  @Test func `of many optimizers a plain line names the leaders`() {
    let names = (0..<7).map { "O\($0)" }
    var progress = TerminalSample.progress(names)
    for index in names.indices { progress.contenders[index].best = 1 / Double(index + 1) }
    let pieces = run(.plain) { display in
      display.update(progress, now: start + .seconds(5))
    }
    #expect(
      pieces.first?.hasSuffix(
        ": O6 0.143, O5 0.167, O4 0.200, O3 0.250, O2 0.333, then 2 more\n") == true, "\(pieces)")
  }

  @Test func `a plain line is ASCII where the locale is`() {
    var progress = TerminalSample.progress(["SGD μ 0.9"])
    progress.problem = "Rosenbrock’s"
    let pieces = run(.plain, isUnicode: false) { display in
      display.update(progress, now: start + .seconds(5))
    }
    #expect(pieces.first?.hasSuffix("Rosenbrock's: SGD mu 0.9 0.0834\n") == true)
  }

  @Test func `a note stays above the view`() throws {
    let pieces = run(.live) { display in
      display.update(TerminalSample.progress(), now: start + .milliseconds(100))
      display.note("SGD diverged")
      display.update(TerminalSample.progress(), now: start + .milliseconds(200))
    }
    try #require(pieces.count == 4)
    #expect(Array(pieces[1...2]) == ["\r" + erasing, "SGD diverged\n"])
  }

  @Test func `quiet is silent`() {
    let pieces = run(.quiet) { display in
      display.update(TerminalSample.progress(), now: start + .seconds(60))
      display.note("SGD diverged")
      display.finish()
    }
    #expect(pieces.isEmpty)
  }
}
