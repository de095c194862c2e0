/// Counts what a plan has before it and behind it, for the live view.
struct ProgressTally: Sendable {
  /// What is known of one contender.
  private struct Entry {
    var search = ComparisonProgress.Part()
    var final = ComparisonProgress.Part()
    /// For each problem: the latest run that ended, and the lowest validation loss.
    var latest: [Int: ComparisonProgress.Run] = [:]
    var best: [Int: Double] = [:]
  }

  private let plan: ProgressOutline
  private var entries: [Entry]
  private var rest: [ProgressMeter.Rest]
  private var meter: ProgressMeter
  private var runsDone = 0
  private var runsTotal: Int
  /// The run that was under way last: what is shown between two runs.
  private var lastJob: TrialJob?

  /// A run shorter than this is shown when it has ended: its curve would only flicker.
  private static let shortRun = Duration.milliseconds(500)

  /// Begins with the runs that count, which are foreseen; those of a search are told as they come.
  init(_ plan: ProgressOutline) {
    self.plan = plan
    let final = plan.problems.reduce(0) { $0 + $1.work } * Double(plan.finalSeeds)
    entries = plan.contenders.map { _ in Entry(final: .init(total: final)) }
    let runs = plan.contenders.count * plan.finalSeeds
    rest = plan.problems.map { _ in .init(final: Double(runs)) }
    runsTotal = plan.problems.count * runs
    meter = ProgressMeter(work: plan.problems.map(\.work), workers: plan.workers)
  }

  /// Takes note of runs that are to be done, with the records of those that are done already.
  ///
  /// The final runs of all problems are told at once.
  mutating func expect(_ jobs: [(job: TrialJob, record: ComparisonResults.Trial?)]) {
    if jobs.contains(where: { $0.job.stage == .final }) { foresee(jobs.map(\.job)) }
    for (job, record) in jobs {
      if job.stage == .search {
        runsTotal += 1
        rest[job.problem].search += 1
        entries[job.contender].search.total += plan.problems[job.problem].work
      }
      if let record { count(job, record, curve: []) }
    }
  }

  /// The final runs as they are: a contender that always diverged has none.
  private mutating func foresee(_ jobs: [TrialJob]) {
    let finals = jobs.filter { $0.stage == .final }
    runsTotal -= plan.problems.count * plan.contenders.count * plan.finalSeeds
    runsTotal += finals.count
    for index in rest.indices { rest[index].final = 0 }
    for index in entries.indices { entries[index].final.total = 0 }
    for job in finals {
      rest[job.problem].final += 1
      entries[job.contender].final.total += plan.problems[job.problem].work
    }
  }

  /// Takes note that a run has ended.
  mutating func end(
    _ run: RunProgress, _ trial: ComparisonResults.Trial, now: ContinuousClock.Instant
  ) {
    let state = run.read()
    count(run.job, trial, curve: state.curveToShow)
    meter.note(
      problem: run.job.problem, stage: run.job.stage,
      part: trial.isFinite ? 1 : state.fraction, seconds: (now - run.start).inSeconds)
    lastJob = run.job
  }

  private mutating func count(
    _ job: TrialJob, _ trial: ComparisonResults.Trial, curve: [Double]
  ) {
    runsDone += 1
    let work = plan.problems[job.problem].work
    if job.stage == .search {
      entries[job.contender].search.done += work
      rest[job.problem].search -= 1
    } else {
      entries[job.contender].final.done += work
      rest[job.problem].final -= 1
    }
    let loss = trial.isFinite ? trial.epochs.last?.trainingLoss ?? .infinity : .infinity
    entries[job.contender].latest[job.problem] = .init(
      learningRate: job.candidate.learningRate, loss: loss.isNaN ? .infinity : loss, curve: curve,
      hasCrashed: trial.hasCrashed)
    guard trial.validationLoss.isFinite else { return }
    let best = entries[job.contender].best[job.problem] ?? .infinity
    entries[job.contender].best[job.problem] = min(best, trial.validationLoss)
  }

  /// What a view shows, with some runs under way.
  func progress(
    of running: [RunProgress], now: ContinuousClock.Instant
  ) -> ComparisonProgress {
    let runs = running.sorted { $0.job < $1.job }.map { (run: $0, state: $0.read()) }
    let job = runs.first?.run.job ?? lastJob
    let problem = job?.problem ?? 0
    var progress = ComparisonProgress(
      contenders: entries.enumerated().map { index, entry in
        ComparisonProgress.Contender(
          name: plan.contenders[index], search: entry.search, final: entry.final,
          run: entry.latest[problem], best: entry.best[problem])
      },
      stage: job?.stage ?? .search, problem: plan.problems[problem].title,
      problemNumber: problem + 1, problemCount: plan.problems.count, runsDone: runsDone,
      runsTotal: runsTotal)
    var rest = rest
    // From the last to the first: of a contender's runs under way the first is shown.
    for (run, state) in runs.reversed() {
      let (job, work) = (run.job, state.fraction * plan.problems[run.job.problem].work)
      progress.running.insert(job.contender)
      if job.stage == .search {
        progress.contenders[job.contender].search.done += work
        rest[job.problem].search -= state.fraction
      } else {
        progress.contenders[job.contender].final.done += work
        rest[job.problem].final -= state.fraction
      }
      guard job.problem == problem, state.updates > 0,
        now - run.start >= Self.shortRun || progress.contenders[job.contender].run == nil
      else { continue }
      progress.contenders[job.contender].run = .init(
        learningRate: job.candidate.learningRate,
        loss: state.loss.isFinite ? state.loss : .infinity, curve: state.curveToShow)
    }
    for contender in progress.contenders {
      for part in [contender.search, contender.final] {
        progress.work.done += part.done
        progress.work.total += part.total
      }
    }
    progress.secondsLeft = meter.timeLeft(
      rest: rest,
      running: runs.map { ($0.run.job.problem, $0.state.fraction, (now - $0.run.start).inSeconds) })
    return progress
  }
}

extension RunProgress.State {
  /// The curve, if the run told enough to know one.
  fileprivate var curveToShow: [Double] { updates >= 3 ? curve : [] }
}
