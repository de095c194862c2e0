import Testing

@testable import CompareOptimizers

@Suite struct SummaryTableTests {
  private func lines(
    _ results: ComparisonResults.ProblemResults, _ terminal: Terminal
  ) -> [Substring] {
    SummaryTable(results: results, terminal: terminal).text.split(separator: "\n")
  }

  private var sample: ComparisonResults.ProblemResults {
    TerminalSample.problem([TerminalSample.rmsprop, TerminalSample.sgd, TerminalSample.momentum])
  }

  @Test func `a whole table`() {
    #expect(
      SummaryTable(results: sample, terminal: Terminal(isInteractive: false)).text == """
                     learning        test           test  steps to  time to  p against
          optimizer      rate    accuracy           loss       95%      95%        SGD
        ──────────────────────────────────────────────────────────────────────────────
        ★ RMSprop      0.0032       98.5%         0.0600       200  12.3 ms      0.004
                               98.4–98.6%  0.0567–0.0633   188–211            10 of 10
          SGD            0.32       97.0%         0.0900       300  12.3 ms          –
                               96.9–97.1%  0.0850–0.0950   283–317
          SGD μ 0.9     0.032       96.0%          0.102       307  12.6 ms      0.004
                               48.0–96.0%   2 of 10 div.   8 of 10             0 of 10
        ──────────────────────────────────────────────────────────────────────────────
        median of 10 runs each, with its 95% interval; target: 95% validation accuracy;
        p: exact sign-flip test on the test accuracy, with the seeds that were better

        """)
  }

  @Test(arguments: [true, false])
  func `columns line up within eighty columns`(isUnicode: Bool) {
    let lines = lines(sample, Terminal(isInteractive: false, isUnicode: isUnicode))
    #expect(lines.allSatisfy { $0.count <= 80 && $0.last != " " })
    #expect(lines.joined().allSatisfy { isUnicode || $0.isASCII })
    #expect(lines[3].hasPrefix(isUnicode ? "★ RMSprop " : "* RMSprop "))
    #expect(lines[5].hasPrefix("  SGD "))
    // The last column is flush right in every line of medians.
    #expect(Set([2, 3, 5, 7, 9].map { lines[$0].count }).count == 1)
  }

  @Test func `large numbers and long names stay within eighty columns`() {
    var results = sample
    results.contenders[0].name = "A very long name of an optimizer"
    for index in results.contenders.indices {
      results.contenders[index].summary.stepsToTarget = Spread(of: [123_456, 234_567, 345_678])
      results.contenders[index].summary.secondsToTarget = Spread(of: [3_601, 7_400, 9_000])
      results.contenders[index].summary.testAccuracy = Spread(of: [1, 1, 1])
      results.contenders[index].summary.testLoss = Spread(of: [1e-7, 1.23e-7, 4.56e10])
      results.contenders[index].chosen = .init(
        learningRate: 1.23e-5,
        settings: [.init(name: "epsilon", value: 1.23e-8), .init(name: "rho", value: 0.987)])
    }
    for isUnicode in [true, false] {
      let lines = lines(results, Terminal(isInteractive: false, isUnicode: isUnicode))
      #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines.map(\.count))")
      #expect(lines.contains { $0.contains(isUnicode ? "A very long nam…" : "A very long nam~") })
    }
  }

  @Test func `settings that find no room beside the rates stand beneath the table`() {
    var results = sample
    func choose(_ index: Int, _ settings: KeyValuePairs<String, Double>) {
      results.contenders[index].chosen = .init(
        learningRate: 0.01, settings: settings.map { .init(name: $0.key, value: $0.value) })
    }
    func text(_ width: Int = 80) -> String {
      SummaryTable(results: results, terminal: Terminal(isInteractive: true, width: width)).text
    }
    choose(0, ["epsilon": 1.2e-8])
    choose(2, ["momentum": 0.995])
    #expect(text().contains(" epsilon 1.2e-8 ") && text().contains(" momentum 0.995 "), "\(text())")
    choose(0, ["epsilon": 1.2e-8, "rho": 0.9995])
    choose(2, ["momentum": 0.9995])
    for width in [30, 80] {
      let words = text(width).replacing("\n", with: " ")
      #expect(
        words.hasSuffix(
          " chosen beside the rates: RMSprop epsilon 1.2e-8, rho 0.9995; SGD μ 0.9 momentum 0.9995 "
        ),
        "\(text(width))")
      // Once, and nothing cut.
      #expect(words.ranges(of: "0.9995").count == 2 && !words.contains("…"))
    }
    // What is said of the rate itself stays beside it.
    results.contenders[0].candidates = results.contenders[0].chosen.map { [$0] } ?? []
    results.contenders[0].candidates.append(.init(learningRate: 1))
    #expect(results.contenders[0].chosenRateIsAtEdge && text().contains(" at edge "))
  }

  @Test func `a function has neither accuracy nor any column of dashes`() {
    let results = TerminalSample.problem(
      [
        TerminalSample.contender("RMSprop", loss: 1e-9, accuracy: nil, steps: 120),
        TerminalSample.contender("SGD", loss: 1e-5, accuracy: nil, steps: 2_400),
      ], kind: .function)
    let text = SummaryTable(results: results, terminal: Terminal(isInteractive: false)).text
    #expect(!text.contains("accuracy") && text.contains("height"))
    #expect(text.contains("≤ 0.0012") && text.contains("2,400"))
    #expect(text.replacing("\n", with: " ").contains("test on the steps"))
  }

  @Test func `one contender alone has no chance of a difference`() {
    let results = TerminalSample.problem([TerminalSample.sgd], reference: 0)
    let text = SummaryTable(results: results, terminal: Terminal(isInteractive: false)).text
    #expect(!text.contains("against") && !text.contains("p:"))
  }

  @Test(arguments: [20, 30, 40, 55, 60, 70, 79, 80, 81, 120])
  func `a narrow terminal has narrower columns, or none`(width: Int) {
    var results = sample
    results.contenders[2].name = "A very long name of an optimizer"
    for isUnicode in [true, false] {
      let lines = lines(
        results, Terminal(isInteractive: true, width: width, isUnicode: isUnicode))
      #expect(lines.allSatisfy { $0.count <= min(80, width) }, "\(lines.map(\.count))")
      // Nobody and no median is lost.
      #expect(lines.contains { $0.contains("RMSprop") } && lines.contains { $0.contains("98.5%") })
    }
  }

  @Test func `styles are used only where there are any`() {
    let text = SummaryTable(
      results: sample, terminal: Terminal(isInteractive: true, hasStyles: true)
    ).text
    #expect(text.contains("\u{1B}[1mRMSprop\u{1B}[22m"))
    let plain = SummaryTable(results: sample, terminal: Terminal(isInteractive: true)).text
    #expect(!plain.contains("\u{1B}"))
    #expect(plain == TerminalSample.visible(text))
  }
}

@Suite struct ProfileTableTests {
  private var problems: [ComparisonResults.ProblemResults] {
    ["Sphere", "Beale", "Booth"].enumerated().map { index, title in
      TerminalSample.problem(
        [
          TerminalSample.contender("RMSprop", loss: 1e-9, accuracy: nil, steps: 120),
          TerminalSample.contender(
            "A very long name of an optimizer", loss: 1e-5, accuracy: nil, steps: 150 + 100 * index),
        ], kind: .function, title: title)
    }
  }

  private func text(_ terminal: Terminal) throws -> String {
    let profile = try #require(ComparisonResults.Profile(problems))
    return ProfileTable(profile: profile, problems: problems, terminal: terminal).text
  }

  @Test func `a whole table`() throws {
    let text = try text(Terminal(isInteractive: false))
    #expect(
      text == """
          optimizer                score   solved   fastest   within 2×   clear wins
        ────────────────────────────────────────────────────────────────────────────
          RMSprop                   1.00        3         3           3            3
          A very long name of a…    0.64        3         0           1            0
        ────────────────────────────────────────────────────────────────────────────
        Of 3 problems; solved: more than half of the runs reached the target and kept
        it; score: the mean share of problems within 1 to 4 times the fewest steps

        """)
  }

  @Test(arguments: [20, 30, 40, 60, 80, 200])
  func `it is no wider than the terminal`(width: Int) throws {
    for isUnicode in [true, false] {
      let lines = try text(Terminal(isInteractive: true, width: width, isUnicode: isUnicode))
        .split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= min(80, width) }, "\(lines)")
      #expect(lines[0].contains("score"))
    }
  }
}
