import Testing

@testable import CompareOptimizers

/// One thing is called by the word for one.
@Suite struct SingularWordsTests {
  @Test func `a verdict of one step`() {
    func contender(_ name: String, steps: Int) -> ComparisonResults.Contender {
      VerdictTests.contender(
        name,
        trials: (1...8).map { seed in
          ComparisonResults.Trial(
            stage: .final, learningRate: 0.1, seed: seed, epochs: [], testLoss: 0,
            stepsToTarget: steps)
        })
    }
    let problem = TerminalSample.problem([TerminalSample.sgd], kind: .function, reference: 0)
    let result = Verdict(
      problem.problem, [contender("A", steps: 1), contender("B", steps: 5)]
    ).result
    #expect(
      result.sentence
        == "A did better than B: the target after a median of 1 step, against 5 steps, better with "
        + "8 of 8 seeds.")
    #expect(NumberText.counted(1_200.0, "step", "steps") == "1,200 steps")
    #expect(NumberText.counted(0.0, "step", "steps") == "0 steps")
  }

  @Test func `a report of one epoch, one run and one step`() throws {
    var results = SampleComparison.results(
      of: [SampleComparison.sgd], on: [.digits], seeds: 1, epochs: 1)
    let problem = results.problems[0].problem
    (results.problems[0].problem.epochs, results.problems[0].problem.stepsPerEpoch) = (1, 1)
    let page = HTMLReport(results).text
    #expect(page.contains(">1 step: 1 epoch of batches of \(problem.batchSize)<"))
    #expect(!page.contains(/[^0-9,.]1 (epochs|runs|seeds|steps|problems|features)\b/))
  }

  @Test func `a comparison of one run`() {
    var progress = TerminalSample.progress()
    (progress.runsDone, progress.runsTotal) = (0, 1)
    let text = ProgressText(progress: progress, terminal: Terminal(isInteractive: true))
    #expect(text.runs == "0 of 1 run")
    progress.runsTotal = 11
    #expect(ProgressText(progress: progress, terminal: text.terminal).runs == " 0 of 11 runs")
  }

  @Test func `a file of one feature`() throws {
    let scratch = try ScratchFolder()
    let rows = (0..<40).map { "\($0),\($0 % 2 == 0 ? "a" : "b")\n" }.joined()
    try scratch.write(Array(("x,kind\n" + rows).utf8), to: "own.csv")
    let problem = try NetworkProblem<Float>.csv(scratch.path + "/own.csv", ProblemBudget())
    #expect(problem.description.data.hasPrefix("40 rows of 1 feature, 2 classes, "))
  }
}
