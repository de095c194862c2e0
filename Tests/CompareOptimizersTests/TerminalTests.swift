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
}

@Suite struct SummaryTableTests {
  private func lines(_ results: ComparisonResults, _ terminal: Terminal) -> [Substring] {
    SummaryTable(results: results, terminal: terminal).text.split(separator: "\n")
  }

  @Test(arguments: [true, false])
  func `columns line up within eighty columns`(isUnicode: Bool) {
    let terminal = Terminal(isInteractive: false, isUnicode: isUnicode)
    let lines = lines(SampleComparison.results(), terminal)
    #expect(lines.allSatisfy { $0.count <= 80 && $0.last != " " })
    #expect(lines.joined().allSatisfy { isUnicode || $0.isASCII })
    #expect(lines[3].hasPrefix(isUnicode ? "★ RMSprop " : "* RMSprop "))
    #expect(lines[5].hasPrefix("  SGD "))
    // The last column is flush right in every line of medians.
    #expect(Set([2, 3, 5, 7, 9].map { lines[$0].count }).count == 1)
  }

  @Test func `large numbers and long names stay within eighty columns`() {
    var results = SampleComparison.results()
    results.contenders[0].name = "A very long name of an optimizer"
    for index in results.contenders.indices {
      results.contenders[index].summary.stepsToTarget = Spread(of: [123_456, 234_567, 345_678])
      results.contenders[index].summary.secondsToTarget = Spread(of: [3_601, 7_400, 9_000])
      results.contenders[index].summary.testAccuracy = Spread(of: [1, 1, 1])
      results.contenders[index].summary.testLoss = Spread(of: [1e-7, 1.23e-7, 4.56e10])
      results.contenders[index].chosenLearningRate = 1.23e-5
    }
    let lines = lines(results, Terminal(isInteractive: false))
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines.map(\.count))")
  }

  @Test func `styles are used only where there are any`() {
    let text = SummaryTable(
      results: SampleComparison.results(), terminal: Terminal(isInteractive: true, hasStyles: true)
    ).text
    #expect(text.contains("\u{1B}[1mRMSprop\u{1B}[22m"))
    let plain = SummaryTable(
      results: SampleComparison.results(), terminal: Terminal(isInteractive: true)
    ).text
    #expect(!plain.contains("\u{1B}"))
    #expect(plain == text.replacing(/\u{1B}\[[0-9]+m/, with: ""))
  }
}

@Suite struct ProgressLineTests {
  private final class Output {
    var pieces: [String] = []
  }

  private func progress(_ samples: Int, seed: UInt64 = 3) -> TrainingProgress {
    TrainingProgress(
      contender: "RMSprop", learningRate: 0.001, seed: seed, stage: "search 3/7", epoch: 4,
      epochs: 20, loss: 0.1234, samplesDone: samples, samplesTotal: 10_000)
  }

  private let start = ContinuousClock.now

  private func run(
    _ mode: ProgressLine.Mode, width: Int = 100, isUnicode: Bool = true,
    _ body: (inout ProgressLine) -> Void
  ) -> [String] {
    let output = Output()
    var line = ProgressLine(
      mode: mode, terminal: Terminal(isInteractive: true, width: width, isUnicode: isUnicode),
      now: start
    ) { output.pieces.append($0) }
    body(&line)
    return output.pieces
  }

  /// The text of a live line without what steers the terminal.
  private func visible(_ piece: String) -> String {
    piece.replacing("\r", with: "").replacing(/\u{1B}\[[?0-9]*[a-zA-Z]/, with: "")
  }

  @Test func `the live line is drawn at most ten times a second, and goes away`() {
    let pieces = run(.live) { line in
      for index in 1...1000 {
        line.update(progress(index * 10), now: start + .milliseconds(index * 2))
      }
      line.finish()
      line.finish()
    }
    #expect((19...21).contains(pieces.count - 1))
    #expect(pieces.last == "\r\u{1B}[K")
    let text = visible(pieces[pieces.count - 2])
    #expect(text.contains("search 3/7  RMSprop η 0.001  epoch 4/20"))
    #expect(text.contains("loss 0.123") && text.contains("5.00k samples/s"))
    #expect(text.contains("0:00 left"))
  }

  @Test(arguments: [20, 40, 60, 79, 80, 100, 200], [true, false])
  func `the live line is narrower than the terminal`(width: Int, isUnicode: Bool) {
    let pieces = run(.live, width: width, isUnicode: isUnicode) { line in
      line.update(progress(100), now: start + .seconds(1))
      line.update(progress(5_000), now: start + .seconds(2))
    }
    #expect(pieces.count == 2)
    for piece in pieces {
      #expect(visible(piece).count < width)
      #expect(isUnicode || visible(piece).allSatisfy(\.isASCII))
    }
  }

  @Test func `a narrow terminal loses whole facts, and the time left is the last to go`() {
    let pieces = run(.live, width: 46) { line in
      line.update(progress(5_000), now: start + .seconds(2))
    }
    #expect(visible(pieces[0]).hasSuffix(" 50%  RMSprop η 0.001  0:02 left"))
  }

  @Test func `elsewhere there is a plain line now and then`() {
    let pieces = run(.plain) { line in
      for second in 0..<60 {
        line.update(
          progress(second * 100, seed: second < 50 ? 3 : 4), now: start + .seconds(second))
      }
      line.note("SGD diverged")
      line.finish()
    }
    // At 5, 10, …, 55 seconds, and the note.
    #expect(pieces.count == 11 + 1)
    #expect(pieces.allSatisfy { $0.hasSuffix("\n") && !$0.contains(/[\u{1B}\r]/) })
    #expect(pieces[2].hasPrefix("15%, RMSprop η 0.001 seed 3, search 3/7, epoch 4/20, loss 0.123"))
  }

  @Test func `a note stays above the live line`() throws {
    let pieces = run(.live) { line in
      line.update(progress(100), now: start + .milliseconds(100))
      line.note("SGD diverged")
      line.update(progress(200), now: start + .milliseconds(200))
    }
    try #require(pieces.count == 4)
    #expect(Array(pieces[1...2]) == ["\r\u{1B}[K", "SGD diverged\n"])
  }

  @Test func `the rate says nothing before it is measured and follows a change`() {
    var meter = ProgressMeter(start: start)
    meter.update(samplesDone: 64, now: start + .microseconds(3))
    #expect(meter.samplesPerSecond == nil)
    for tenth in 1...50 {
      meter.update(samplesDone: tenth * 100, now: start + .milliseconds(tenth * 100))
    }
    #expect(meter.samplesPerSecond.map { abs($0 - 1000) < 1e-6 } == true)
    for tenth in 1...100 {
      meter.update(samplesDone: 5000 + tenth * 500, now: start + .milliseconds((50 + tenth) * 100))
    }
    #expect(meter.samplesPerSecond.map { abs($0 - 5000) < 100 } == true)
  }

  @Test func `quiet is silent`() {
    let pieces = run(.quiet) { line in
      line.update(progress(100), now: start)
      line.note("SGD diverged")
      line.finish()
    }
    #expect(pieces.isEmpty)
  }
}
