import Foundation
import Synchronization

/// Collects the progress of runs that go on side by side, and has it shown.
///
/// Runs tell theirs without waiting for anybody; a thread that does nothing else looks at them ten
/// times a second, and draws.
final class ProgressBoard: Sendable {
  private struct State {
    var display: ProgressDisplay
    var tally: ProgressTally
    var running: [TrialJob: RunProgress] = [:]
    var conclusion: String?
    var isClosed = false
  }

  private let isQuiet: Bool
  private let state: Mutex<State>

  /// Creates a board that shows nothing by itself before ``start()``.
  init(_ outline: ProgressOutline, display: sending ProgressDisplay) {
    isQuiet = display.mode == .quiet
    state = Mutex(State(display: display, tally: ProgressTally(outline)))
  }

  /// The time between two looks at the runs.
  private static let interval = 0.1

  /// From now on the progress is shown, as often as the display wants.
  ///
  /// - Parameter onLook: What else is done each time, on the thread that shows.
  func start(onLook: @escaping @Sendable () -> Void = {}) {
    guard !isQuiet else { return }
    // Not a queue: those of the system wait while all cores have work.
    Thread.detachNewThread { [weak self] in
      while self?.show() == true {
        onLook()
        Thread.sleep(forTimeInterval: Self.interval)
      }
    }
  }

  /// Takes note of runs that are to be done, with the records of those that are done already.
  func expect(_ jobs: [(job: TrialJob, record: ComparisonResults.Trial?)]) {
    guard !isQuiet else { return }
    state.withLock { $0.tally.expect(jobs) }
  }

  /// Takes note that a run begins; gives what it is to tell its progress, if anybody wants to know.
  func begin(_ job: TrialJob, now: ContinuousClock.Instant = .now) -> RunProgress? {
    guard !isQuiet else { return nil }
    let run = RunProgress(job, now: now)
    state.withLock { $0.running[job] = run }
    return run
  }

  /// Takes note that a run has ended.
  func end(
    _ job: TrialJob, _ trial: ComparisonResults.Trial, now: ContinuousClock.Instant = .now
  ) {
    state.withLock { state in
      guard let run = state.running.removeValue(forKey: job) else { return }
      state.tally.end(run, trial, now: now)
    }
  }

  /// Shows the progress if it is time.
  ///
  /// - Parameter now: The time.
  /// - Returns: Whether there may be more to show.
  @discardableResult
  func show(now: ContinuousClock.Instant = .now) -> Bool {
    state.withLock { state in
      // A run that goes on after Ctrl-C must not have the view drawn anew.
      guard !state.isClosed else { return false }
      if state.display.isDue(now) {
        var progress = state.tally.progress(of: Array(state.running.values), now: now)
        progress.conclusion = state.conclusion
        state.display.update(progress, now: now)
      }
      return true
    }
  }

  /// Takes note that all runs have ended, and of what is done with them.
  func conclude(_ text: String) { state.withLock { $0.conclusion = text } }

  /// Writes a line that stays.
  func note(_ text: String) { state.withLock { $0.display.note(text) } }

  /// Takes the view away for good.
  func finish() {
    state.withLock { state in
      state.isClosed = true
      state.display.finish()
    }
  }
}
