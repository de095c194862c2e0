import Synchronization

/// Collects the progress of runs that go on side by side, and shows one of them.
///
/// The one shown is the first of those under way, until it ends: a line that jumped between them
/// could not be read. The bar is that of all runs together.
final class ProgressBoard: Sendable {
  private struct State {
    var line: ProgressLine
    var workTotal = 0.0
    var runsTotal = 0
    // What has ended, and what is under way.
    var workDone = 0.0
    var runsDone = 0
    var running: [TrialJob: Double] = [:]
    var isClosed = false
  }

  private let plan: ComparisonPlan
  private let isQuiet: Bool
  private let state: Mutex<State>
  /// The work of one run of each problem.
  private let work: [Double]

  init(plan: ComparisonPlan, line: sending ProgressLine) {
    self.plan = plan
    isQuiet = line.mode == .quiet
    work = plan.problems.map(\.description.workPerRun)
    var state = State(line: line)
    // The runs that count are foreseen from the start; those of a search as they are planned.
    state.runsTotal = plan.problems.count * plan.contenders.count * plan.finalSeeds
    state.workTotal = work.reduce(0, +) * Double(plan.contenders.count * plan.finalSeeds)
    self.state = Mutex(state)
  }

  /// Takes note of runs that are to be done, and of those among them that are done already.
  func expect(_ jobs: [(job: TrialJob, isDone: Bool)]) {
    state.withLock { state in
      for (job, isDone) in jobs {
        if job.stage == .search {
          state.runsTotal += 1
          state.workTotal += work[job.problem]
        }
        if isDone {
          state.runsDone += 1
          state.workDone += work[job.problem]
        }
      }
    }
  }

  /// Takes note that a run begins.
  func begin(_ job: TrialJob) { state.withLock { $0.running[job] = 0 } }

  /// Takes note of how far a run has come.
  func update(_ job: TrialJob, _ progress: TrialProgress) {
    // Called after every step, whose time is measured: quiet runs do not even wait for the lock.
    guard !isQuiet else { return }
    state.withLock { state in
      state.running[job] = progress.fraction * work[job.problem]
      guard !state.isClosed, state.running.keys.min() == job else { return }
      let problem = plan.problems[job.problem].description
      state.line.update(
        TrainingProgress(
          problem: plan.problems.count > 1 ? problem.name : "",
          contender: plan.contenders[job.contender].name,
          learningRate: job.candidate.learningRate, seed: job.seed,
          stage: job.stage == .search ? "search" : "final", epoch: progress.epoch,
          epochs: problem.epochs, loss: progress.loss,
          workDone: state.workDone + state.running.values.reduce(0, +),
          workTotal: state.workTotal, runsDone: state.runsDone, runsTotal: state.runsTotal))
    }
  }

  /// Takes note that a run has ended; one that diverged leaves the rest of its work undone.
  func end(_ job: TrialJob, _ trial: ComparisonResults.Trial) {
    guard !isQuiet else { return }
    state.withLock { state in
      state.running[job] = nil
      state.workDone += work[job.problem]
      state.runsDone += 1
    }
  }

  /// Writes a line that stays.
  func note(_ text: String) { state.withLock { $0.line.note(text) } }

  /// Takes the live line away for good.
  func finish() {
    state.withLock { state in
      state.isClosed = true
      state.line.finish()
    }
  }
}

extension ComparisonResults.Problem {
  /// About how much arithmetic a run takes, to weigh one problem against another.
  var workPerRun: Double {
    let samples = Double(max(1, batchSize))
    // What every step and every sample cost besides.
    return Double(epochs * stepsPerEpoch) * (2_000 + samples * (100 + Double(parameterCount)))
  }
}
