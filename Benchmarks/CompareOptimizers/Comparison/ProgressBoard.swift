import Synchronization

/// Collects the progress of runs that go on side by side, and shows one of them.
final class ProgressBoard: Sendable {
  private struct State {
    var line: ProgressLine
    var samplesTotal: Int
    // Samples of finished runs, and those done so far in the others by contender, rate and seed.
    var finished = 0
    var running: [String: Int] = [:]
  }

  private let plan: ComparisonPlan
  private let state: Mutex<State>

  init(plan: ComparisonPlan, line: sending ProgressLine, runs: Int) {
    self.plan = plan
    state = Mutex(State(line: line, samplesTotal: runs * plan.samplesPerRun))
  }

  /// Corrects the number of runs, once it is known.
  func expect(runs: Int) {
    state.withLock { $0.samplesTotal = runs * plan.samplesPerRun }
  }

  /// Takes note of how far a run has come.
  func update(_ job: ComparisonPlan.Job, epoch: Int, samples: Int, loss: Double) {
    state.withLock { state in
      guard state.line.mode != .quiet else { return }
      let done = (epoch - 1) * plan.problem.training.count + samples
      state.running[key(job)] = done
      state.line.update(
        TrainingProgress(
          contender: plan.contenders[job.contender].name, learningRate: job.rate, seed: job.seed,
          stage: job.label, epoch: epoch, epochs: plan.epochs, loss: loss,
          samplesDone: state.finished + state.running.values.reduce(0, +),
          samplesTotal: state.samplesTotal))
    }
  }

  /// Takes note that a run has ended; one that diverged leaves the rest of its samples undone.
  func finishRun(_ job: ComparisonPlan.Job) {
    state.withLock { state in
      let done = state.running.removeValue(forKey: key(job)) ?? 0
      state.finished += done
      state.samplesTotal -= max(0, plan.samplesPerRun - done)
    }
  }

  /// Writes a line that stays.
  func note(_ text: String) { state.withLock { $0.line.note(text) } }

  /// Takes the live line away.
  func finish() { state.withLock { $0.line.finish() } }

  private func key(_ job: ComparisonPlan.Job) -> String {
    "\(job.contender) \(job.rate) \(job.seed)"
  }
}
