import Foundation
import Testing

@testable import CompareOptimizers

@Suite struct TerminalTests {
  @Test(arguments: [
    (["LANG": "en_US.UTF-8"], true), (["LANG": "C"], false), ([:], false),
    (["LC_ALL": "C", "LANG": "en_US.UTF-8"], false), (["LC_ALL": "", "LC_CTYPE": "C.utf8"], true),
  ])
  func `the locale says whether Unicode is shown`(environment: [String: String], expected: Bool) {
    #expect(Terminal.isUnicode(environment) == expected)
  }

  @Test func `text is cut to a width and put in ASCII where it must`() {
    let plain = Terminal(isInteractive: false, isUnicode: false)
    #expect(plain.shown("★ 1–2 µs × é") == "* 1-2 us x ?")
    #expect(plain.fitted("abcdef", to: 4) == "abc~")
    #expect(Terminal(isInteractive: true).fitted("abcdef", to: 4) == "abc…")
    #expect(plain.bold("a") == "a")
  }

  @Test func `colours need more than styles`() {
    let plain = Terminal(isInteractive: true)
    let styled = Terminal(isInteractive: true, hasStyles: true)
    let coloured = Terminal(isInteractive: true, hasStyles: true, hasColours: true)
    #expect(
      [plain, styled, coloured].map { $0.styled("a", .green) }
        == ["a", "a", "\u{1B}[32ma\u{1B}[39m"])
    #expect(
      [plain, styled, coloured].map { $0.styled("a", .dim) }
        == ["a", "\u{1B}[2ma\u{1B}[22m", "\u{1B}[2ma\u{1B}[22m"])
    #expect(coloured.styled("a", .plain) == "a" && coloured.bold("") == "")
  }

  @Test func `variables tell the size`() {
    let terminal = Terminal(
      of: .standardOutput, environment: ["COLUMNS": "33", "LINES": "7", "TERM": "xterm"])
    #expect(terminal.width == 33 && terminal.height == 7)
  }

  @Test(arguments: [["TERM": "dumb"], [:], ["TERM": "xterm", "NO_COLOR": "1"]])
  func `a dumb terminal has no styles, and NO_COLOR takes the colours`(
    environment: [String: String]
  ) {
    // Under a test nobody watches, so that there are neither anyhow; what is said must not differ.
    let terminal = Terminal(of: .standardError, environment: environment)
    #expect(!terminal.hasColours)
    #expect(!terminal.hasStyles || environment["TERM"] == "xterm")
  }
}

@Suite struct ProgressBarTests {
  @Test func `halves are shown where there are characters for them`() {
    let unicode = Terminal(isInteractive: true)
    let ascii = Terminal(isInteractive: true, isUnicode: false)
    let bars = [0, 0.1, 0.125, 0.5, 0.99, 1, 2, -1].map { ProgressBar(fraction: $0, width: 4) }
    #expect(
      bars.map { $0.text(for: unicode) }
        == ["────", "────", "╸───", "━━──", "━━━╸", "━━━━", "━━━━", "────"])
    #expect(
      bars.map { $0.text(for: ascii) }
        == ["....", "....", "....", "==..", "===.", "====", "====", "...."])
  }
}
