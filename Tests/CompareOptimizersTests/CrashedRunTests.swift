import Testing

@testable import CompareOptimizers

/// A run that crashed counts as one that diverged does, and is never called that.
@Suite struct CrashedRunTests {
  private typealias Contender = ComparisonResults.Contender

  /// A contender with runs of which some diverged, some crashed, and the others came to their end.
  private func contender(
    _ name: String, diverged: Int = 0, crashed: Int = 0, finished: Int = 0
  ) -> Contender {
    VerdictTests.contender(
      name,
      trials: (0..<diverged + crashed + finished).map { index in
        var trial = ComparisonResults.Trial(
          stage: .final, learningRate: 0.1, seed: UInt64(index + 1), epochs: [])
        if index < diverged {
          trial.divergedAtStep = 1
        } else if index < diverged + crashed {
          trial.failure = "a fault"
        } else {
          (trial.testLoss, trial.testAccuracy) = (0.2, 0.8)
        }
        return trial
      })
  }

  private func verdict(_ contenders: Contender...) throws -> ComparisonResults.Verdict {
    Verdict(try VerdictTests.problem(), contenders).result
  }

  @Test func `the verdict says who crashed`() throws {
    let (good, crashed) = (contender("A", finished: 3), contender("B", crashed: 3))
    let start = "A reached a median test accuracy of 80.0%; "
    #expect(try verdict(good, crashed).sentence == start + "B crashed.")
    #expect(
      try verdict(good, crashed, contender("C", diverged: 3)).sentence
        == start + "C diverged; B crashed.")
    #expect(try verdict(crashed).sentence == "B crashed in every run.")
    #expect(
      try verdict(crashed, contender("C", crashed: 2)).sentence
        == "Every optimizer crashed in every run.")
    #expect(
      try verdict(crashed, contender("C", diverged: 3)).sentence
        == "No run of any optimizer came to its end: C diverged; B crashed.")
    #expect(
      try verdict(contender("D", diverged: 1, crashed: 2)).sentence
        == "D diverged or crashed in every run.")
    let remarks = try verdict(good, contender("E", finished: 3), crashed).remarks
    #expect(remarks.contains("B crashed in every run."), "\(remarks)")
    #expect(!remarks.contains { $0.contains("diverged") })
  }

  @Test func `summary and table count them apart`() {
    let one = contender("A", crashed: 1, finished: 3)
    #expect(one.summary.divergedRuns == 0 && one.summary.crashedRuns == 1)
    #expect(SummaryCells(of: one, among: [one]).testLoss.spread == "1 of 4 crashed")
    #expect(SummaryCells(of: one, among: [one]).diverged.spread == "1 of 4 crashed")
    let both = contender("B", diverged: 1, crashed: 2)
    #expect(SummaryCells(of: both, among: [both]).testLoss.value == "crashed")
    #expect(SummaryCells(of: both, among: [both]).testLoss.spread == "1 of 3 diverged, 2 crashed")
    #expect(SummaryCells(of: both, among: [both]).diverged.value == "33%")
    let none = contender("C", diverged: 2, finished: 3)
    #expect(none.summary.crashedRuns == nil)
    #expect(SummaryCells(of: none, among: [none]).testLoss.spread == "2 of 5 diverged")
    let table = SummaryTable(
      results: TerminalSample.problem([TerminalSample.sgd, contender("D", crashed: 4)]),
      terminal: Terminal(isInteractive: false)
    ).text
    #expect(table.contains("crashed") && !table.contains("div"), "\(table)")
  }

  @Test func `the report shows where runs crashed`() throws {
    var results = SampleComparison.results(
      of: [SampleComparison.rmsprop, SampleComparison.sgd], on: [.digits], seeds: 2, epochs: 2)
    var shown = results.problems[0].contenders[0]
    let rate = shown.learningRates[0]
    for index in shown.trials.indices {
      shown.trials[index].divergedAtStep = nil
      if shown.trials[index].learningRate == rate { shown.trials[index].failure = "a fault" }
    }
    results.problems[0].contenders[0] = shown
    let page = HTMLReport(results).text
    #expect(page.contains("3 of 3 runs crashed") && !page.contains("runs diverged<"))
    // Where the script tells values.
    #expect(page.contains("\"w\":\"crashed\"") && page.contains("series.w ? series.w"))
    // Nothing came to its end.
    for index in shown.trials.indices { shown.trials[index].failure = "a fault" }
    results.problems[0].contenders[0] = Contender(
      name: shown.name, rule: shown.rule, hyperparameters: [], searchSpace: shown.searchSpace,
      candidates: shown.candidates, chosen: nil, trials: shown.searchTrials)
    let lost = HTMLReport(results).text
    #expect(lost.contains("all crashed") && lost.contains("RMSprop crashed in every run."))
    #expect(!lost.contains("all diverged"))
  }
}
