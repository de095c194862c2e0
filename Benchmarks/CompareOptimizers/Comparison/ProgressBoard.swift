import Synchronization

/// Collects the progress of runs that go on side by side, and shows one of them.
///
/// The one shown is the first of those under way, until it ends: a line that jumped between them
/// could not be read. The bar is that of all runs together.
final class ProgressBoard: Sendable {
  private struct State {
    var line: ProgressLine
    var samplesTotal: Int
    // Samples of the runs that have ended, and of those under way by their place among the jobs.
    var finished = 0
    var running: [Int: Int] = [:]
    var isClosed = false
  }

  private let plan: ComparisonPlan
  private let isQuiet: Bool
  private let state: Mutex<State>

  init(plan: ComparisonPlan, line: sending ProgressLine, runs: Int) {
    self.plan = plan
    isQuiet = line.mode == .quiet
    state = Mutex(State(line: line, samplesTotal: runs * plan.samplesPerRun))
  }

  /// Takes note that runs which were expected will not take place.
  func forget(runs: Int) {
    state.withLock { $0.samplesTotal -= runs * plan.samplesPerRun }
  }

  /// Takes note of how far the run at some place among the jobs has come.
  func update(_ job: ComparisonPlan.Job, at index: Int, epoch: Int, samples: Int, loss: Double) {
    // Called after every step, whose time is measured: quiet runs do not even wait for the lock.
    guard !isQuiet else { return }
    state.withLock { state in
      state.running[index] = (epoch - 1) * plan.problem.training.count + samples
      guard !state.isClosed, state.running.keys.min() == index else { return }
      state.line.update(
        TrainingProgress(
          contender: plan.contenders[job.contender].name, learningRate: job.rate, seed: job.seed,
          stage: job.label, epoch: epoch, epochs: plan.epochs, loss: loss,
          samplesDone: state.finished + state.running.values.reduce(0, +),
          samplesTotal: state.samplesTotal))
    }
  }

  /// Takes note that a run has ended; one that diverged leaves the rest of its samples undone.
  func finishRun(at index: Int) {
    guard !isQuiet else { return }
    state.withLock { state in
      let done = state.running.removeValue(forKey: index) ?? 0
      state.finished += done
      state.samplesTotal -= plan.samplesPerRun - done
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
