import Testing

@testable import CompareOptimizers

@Suite struct ProgressViewTests {
  private func lines(
    _ progress: ComparisonProgress, width: Int, height: Int = 24, isUnicode: Bool = true,
    hasColours: Bool = false, hasStyles: Bool = false
  ) -> [String] {
    ProgressView(
      progress: progress,
      terminal: Terminal(
        isInteractive: true, width: width, height: height, isUnicode: isUnicode,
        hasStyles: hasStyles, hasColours: hasColours)
    ).lines
  }

  @Test func `eighty columns`() {
    #expect(
      lines(TerminalSample.progress(), width: 80) == [
        "━━━━━━━━━━━━━━╸─────────────────────────────────  31%  20 of 66 runs  1:23 left",
        "           search           final                  loss now  best val.     rate",
        "RMSprop    ━━━━━━━━━━━━━━━━ ━╸─────  ⠑⠢⠤⠤⣀⣀⣀⣀⣀⣀⣀⣀    0.0312     0.0834   0.0032",
        "SGD        ━━━━━━━━──────── ───────  ⣀⠤⠒⠁          diverged     0.0912      3.2",
        "SGD μ 0.9  ──────────────── ───────",
      ])
  }

  @Test func `forty columns without Unicode`() {
    #expect(
      lines(TerminalSample.progress(), width: 40, height: 12, isUnicode: false) == [
        "==......  31%  20 of 66 runs  1:23 left",
        "           search              loss now",
        "RMSprop    ======== ... -.____   0.0312",
        "SGD        ====.... ... .      diverged",
        "SGD mu 0.9 ........ ...",
      ])
  }

  @Test func `of many problems the one under way has a line`() {
    var progress = TerminalSample.progress()
    (progress.problemNumber, progress.problemCount) = (3, 14)
    #expect(lines(progress, width: 80)[1] == "search on Handwritten digits (3 of 14)")
    progress.stage = .final
    #expect(lines(progress, width: 20)[1] == "final runs on Hand…")
  }

  @Test func `where nothing is searched there is one bar`() {
    var progress = TerminalSample.progress(["RMSprop", "SGD"])
    for index in 0..<2 {
      progress.contenders[index].search = .init()
      progress.contenders[index].final = .init(done: Double(index) * 5, total: 10)
    }
    let rows = lines(progress, width: 60)
    #expect(rows[1].contains("final") && !rows[1].contains("search"))
    #expect(rows[3].contains("SGD     ━"))
  }

  @Test(arguments: [1, 7, 12, 19, 20, 21, 30, 39, 40, 59, 60, 61, 79, 80, 81, 120, 300])
  func `no line is wider than the terminal, and none too many`(width: Int) {
    let names = (1...16).map { "optimizer \($0) with a long name μ 0.9 ρ 0.99" }
    for count in [1, 3, 16] {
      for height in [1, 2, 3, 4, 5, 12, 24] {
        for isUnicode in [true, false] {
          for problems in [1, 14] {
            var progress = TerminalSample.progress(Array(names.prefix(count)))
            progress.problemCount = problems
            let lines = lines(progress, width: width, height: height, isUnicode: isUnicode)
            #expect(!lines.isEmpty && lines.count <= max(1, height - 1))
            for line in lines {
              #expect(line.count < max(2, width), "\(line)")
              #expect(isUnicode || line.allSatisfy(\.isASCII))
              #expect(line.last != " ")
            }
          }
        }
      }
    }
  }

  @Test func `a low terminal shows the contenders under way, and says how many it leaves out`() {
    var progress = TerminalSample.progress((1...16).map { "number \($0)" })
    progress.running = [7, 8]
    let lines = lines(progress, width: 80, height: 7)
    #expect(lines.count == 6)
    #expect(lines[2].hasPrefix("number 8 ") && lines[4].hasPrefix("number 10 "))
    #expect(lines[5] == "… 13 more")
    progress.running = [15]
    let last = self.lines(progress, width: 80, height: 7)
    #expect(last[4].hasPrefix("number 16 "))
  }

  @Test func `colours and styles change nothing but the looks, and are there only when allowed`() {
    let progress = TerminalSample.progress()
    let plain = lines(progress, width: 80)
    let styled = lines(progress, width: 80, hasStyles: true)
    let coloured = lines(progress, width: 80, hasColours: true, hasStyles: true)
    #expect(!plain.joined().contains("\u{1B}"))
    #expect(styled.map(TerminalSample.visible) == plain)
    #expect(coloured.map(TerminalSample.visible) == plain)
    let colour = /\u{1B}\[3[0-9]m/
    #expect(!styled.joined().contains(colour) && styled.joined().contains("\u{1B}[1m"))
    #expect(coloured[2].contains(colour))
    // What diverged is red, and says so in a word too.
    #expect(coloured[3].contains("\u{1B}[31mdiverged\u{1B}[39m"))
  }

  @Test func `the percentage is whole only when everything is done`() {
    var progress = TerminalSample.progress()
    progress.work = .init(done: 65.9, total: 66)
    #expect(lines(progress, width: 80)[0].contains(" 99%  "))
    progress.work.done = 66
    #expect(lines(progress, width: 80)[0].contains(" 99%  "))
    progress.runsDone = 66
    #expect(lines(progress, width: 80)[0].contains("100%  "))
    progress.conclusion = "summing up"
    #expect(lines(progress, width: 80)[0].hasSuffix("66 of 66 runs  summing up"))
  }
}
