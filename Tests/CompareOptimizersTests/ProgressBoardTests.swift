import Synchronization
import Testing

@testable import CompareOptimizers

@Suite struct ProgressBoardTests {
  private let start = ContinuousClock.now

  private func outline(problems: Int = 1, seeds: Int = 2) -> ProgressOutline {
    ProgressOutline(
      problems: (1...problems).map { .init(title: "problem \($0)", work: 1) },
      contenders: ["RMSprop", "SGD"], finalSeeds: seeds, workers: 2)
  }

  private func job(
    _ contender: Int, _ stage: ComparisonResults.Trial.Stage = .final, problem: Int = 0,
    rate: Double = 0.1, seed: UInt64 = 1
  ) -> TrialJob {
    TrialJob(
      problem: problem, contender: contender, stage: stage,
      candidate: .init(learningRate: rate), seed: seed)
  }

  /// The record of a run that ended with a loss, or diverged.
  private func trial(_ job: TrialJob, loss: Double?) -> ComparisonResults.Trial {
    var trial = ComparisonResults.Trial(job)
    guard let loss else {
      trial.divergedAtStep = 3
      return trial
    }
    trial.epochs = [
      .init(number: 1, steps: 1, seconds: 1, trainingLoss: 2 * loss, validationLoss: loss)
    ]
    return trial
  }

  private func told(_ job: TrialJob, _ parts: Int, of all: Int, since: Duration) -> RunProgress {
    let run = RunProgress(job, now: start - since)
    for part in 1...parts {
      run.update(
        TrialProgress(
          epoch: 1, fraction: Double(part) / Double(all), loss: 1 / Double(part)))
    }
    return run
  }

  // MARK: One run

  @Test func `a run keeps its curve in equal parts`() {
    let run = RunProgress(job(0))
    for step in 1...1_000 {
      run.update(.init(epoch: 1, fraction: Double(step) / 2_000, loss: Double(step)))
    }
    let state = run.read()
    #expect(state.fraction > 0.49 && state.fraction <= 0.5)
    #expect(state.curve.count == 33)
    // Told once for each part and once for each time that somebody asked.
    #expect(state.updates <= 34)
    #expect(zip(state.curve, state.curve.dropFirst()).allSatisfy { $0 < $1 })
    // Nobody was told of this step before somebody asked.
    run.update(.init(epoch: 1, fraction: 0.5001, loss: -1))
    #expect(run.read().loss == -1)
  }

  @Test(arguments: [-1, 0, 0.5, 1, 2, Double.nan, .infinity])
  func `a part that is none does no harm`(fraction: Double) {
    let run = RunProgress(job(0))
    run.update(.init(epoch: 1, fraction: fraction, loss: .nan))
    #expect((0...1).contains(run.read().fraction))
    #expect(run.read().curve.count <= ComparisonProgress.curveLength)
  }

  // MARK: All of them

  @Test func `runs of the search add to those that count`() {
    var tally = ProgressTally(outline())
    #expect(tally.progress(of: [], now: start).runsTotal == 4)
    let jobs = [job(0, .search, rate: 0.1), job(0, .search, rate: 1)]
    tally.expect([(jobs[0], record: trial(jobs[0], loss: 0.5)), (jobs[1], record: nil)])
    let progress = tally.progress(of: [], now: start)
    #expect(progress.runsTotal == 6 && progress.runsDone == 1)
    #expect(progress.contenders[0].search == .init(done: 1, total: 2))
    #expect(progress.contenders[0].final == .init(done: 0, total: 2))
    #expect(progress.contenders[1].search == .init())
    #expect(progress.work == .init(done: 1, total: 6))
    #expect(progress.contenders[0].best == 0.5)
  }

  @Test func `runs under way count with their part`() {
    let tally = ProgressTally(outline())
    let runs = [
      told(job(0), 8, of: 16, since: .seconds(4)), told(job(1), 4, of: 16, since: .seconds(4)),
    ]
    let progress = tally.progress(of: runs, now: start)
    #expect(progress.running == [0, 1])
    #expect(progress.work == .init(done: 0.75, total: 4))
    #expect(progress.contenders[0].run?.loss == 0.125)
    #expect(progress.contenders[0].run?.curve.count == 33)
    // 8 seconds on two threads for 0.75 runs: 3.25 runs are to come.
    #expect(progress.secondsLeft.map { abs($0 - 8 / 0.75 * 3.25 / 2) < 1e-9 } == true)
  }

  @Test func `of a contender's runs the first is shown, and a short one when it has ended`() throws
  {
    var tally = ProgressTally(outline())
    let (first, second) = (job(0, seed: 1), job(0, seed: 2))
    let long = [
      told(second, 4, of: 16, since: .seconds(2)), told(first, 8, of: 16, since: .seconds(2)),
    ]
    #expect(tally.progress(of: long, now: start).contenders[0].run?.loss == 0.125)
    tally.end(told(first, 16, of: 16, since: .seconds(2)), trial(first, loss: 0.3), now: start)
    let short = told(second, 4, of: 16, since: .milliseconds(20))
    let run = try #require(tally.progress(of: [short], now: start).contenders[0].run)
    #expect(run.loss == 0.6 && run.curve.count == ComparisonProgress.curveLength)
  }

  @Test func `a run that diverges says so and is no best`() {
    var tally = ProgressTally(outline())
    tally.end(RunProgress(job(0)), trial(job(0), loss: 0.3), now: start)
    tally.end(RunProgress(job(0, seed: 2)), trial(job(0, seed: 2), loss: nil), now: start)
    let progress = tally.progress(of: [], now: start)
    #expect(progress.contenders[0].run?.loss == .infinity)
    #expect(progress.contenders[0].best == 0.3)
    #expect(progress.runsDone == 2 && progress.work.done == 2)
  }

  @Test func `a run that crashes is not said to diverge`() {
    var tally = ProgressTally(outline())
    var crashed = ComparisonResults.Trial(job(0))
    crashed.failure = "a fault"
    tally.end(RunProgress(job(0)), crashed, now: start)
    tally.end(RunProgress(job(1)), trial(job(1), loss: nil), now: start)
    let progress = tally.progress(of: [], now: start)
    #expect(progress.contenders.map { $0.run?.hasCrashed } == [true, false])
    let rows = ContenderRows(
      progress: progress, terminal: Terminal(isInteractive: true, width: 80))
    #expect(rows.row(0).contains("  crashed") && !rows.row(0).contains("diverged"))
    #expect(rows.row(1).contains(" diverged") && !rows.row(1).contains("crashed"))
  }

  @Test func `a contender that always diverged leaves the whole reachable`() {
    var tally = ProgressTally(outline())
    let jobs = [job(1, seed: 1), job(1, seed: 2)]
    tally.expect(jobs.map { ($0, record: nil) })
    for job in jobs { tally.end(RunProgress(job), trial(job, loss: 1), now: start) }
    let progress = tally.progress(of: [], now: start)
    #expect(progress.runsDone == 2 && progress.runsTotal == 2)
    #expect(progress.work.fraction == 1)
  }

  @Test func `the best is that of the problem under way`() {
    var tally = ProgressTally(outline(problems: 2))
    tally.end(RunProgress(job(0)), trial(job(0), loss: 0.3), now: start)
    #expect(tally.progress(of: [], now: start).contenders[0].best == 0.3)
    let other = told(job(0, problem: 1), 4, of: 16, since: .seconds(1))
    let progress = tally.progress(of: [other], now: start)
    #expect(progress.contenders[0].best == nil)
    #expect(progress.problem == "problem 2" && progress.problemNumber == 2)
    #expect(progress.problemCount == 2)
  }

  // MARK: The board

  private final class Output: Sendable {
    let pieces = Mutex<[String]>([])
    var last: String? { pieces.withLock(\.last) }
  }

  private func board(_ mode: ProgressDisplay.Mode) -> (ProgressBoard, Output) {
    let output = Output()
    let display = ProgressDisplay(
      mode: mode, terminal: Terminal(isInteractive: true, width: 120), now: start
    ) { text in output.pieces.withLock { $0.append(text) } }
    return (ProgressBoard(outline(), display: display), output)
  }

  @Test func `what is shown is what runs tell, until the end`() throws {
    let (board, output) = board(.live)
    let run = try #require(board.begin(job(1), now: start))
    run.update(.init(epoch: 1, fraction: 0.5, loss: 0.777))
    #expect(board.show(now: start + .milliseconds(100)))
    #expect(output.last?.contains("0.777") == true)
    board.end(job(1), trial(job(1), loss: 0.25), now: start + .seconds(1))
    board.conclude("summing up")
    board.show(now: start + .seconds(1))
    #expect(output.last?.contains("1 of 4 runs  summing up") == true)
    board.finish()
    // A run that goes on after Ctrl-C must not have the view drawn anew.
    #expect(!board.show(now: start + .seconds(2)))
    #expect(output.last?.hasSuffix("\u{1B}[3A\u{1B}[J") == true)
  }

  @Test func `a quiet board has nobody told anything`() {
    let (board, output) = board(.quiet)
    #expect(board.begin(job(0), now: start) == nil)
    board.end(job(0), trial(job(0), loss: 1), now: start)
    board.show(now: start + .seconds(60))
    board.finish()
    #expect(output.last == nil)
  }
}
