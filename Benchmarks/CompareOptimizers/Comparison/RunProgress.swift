import Synchronization

/// How far one run has come, told by the thread that does it and read by the one that shows it.
///
/// Told after every step, whose time is measured: a step that ends no part of the run, while nobody
/// has asked, costs two plain loads and no lock.
final class RunProgress: Sendable {
  /// What is known of the run.
  struct State: Equatable, Sendable {
    /// The part that is done, from 0 to 1.
    var fraction = 0.0

    /// The latest mean loss; NaN before the first.
    var loss = Double.nan

    /// The mean loss at the end of each part.
    var curve: [Double] = []

    /// How often something was told.
    var updates = 0
  }

  /// The run.
  let job: TrialJob
  /// When it began.
  let start: ContinuousClock.Instant

  private let lastPart = Atomic<Int>(-1)
  private let isAsked = Atomic<Bool>(true)
  private let state = Mutex(State())

  /// A run that begins.
  init(_ job: TrialJob, now: ContinuousClock.Instant = .now) {
    self.job = job
    start = now
  }

  /// Tells how far the run has come.
  func update(_ progress: TrialProgress) {
    let fraction = progress.fraction >= 0 ? min(progress.fraction, 1) : 0
    let part = Int(fraction * Double(ComparisonProgress.curveLength))
    guard part != lastPart.load(ordering: .relaxed) || isAsked.load(ordering: .relaxed) else {
      return
    }
    lastPart.store(part, ordering: .relaxed)
    isAsked.store(false, ordering: .relaxed)
    state.withLock { state in
      state.fraction = fraction
      state.loss = progress.loss
      state.updates += 1
      // The part under way shows its latest loss; parts that were passed in one step have it too.
      let count = min(part + 1, ComparisonProgress.curveLength)
      while state.curve.count < count { state.curve.append(progress.loss) }
      state.curve[count - 1] = progress.loss
    }
  }

  /// What is known now; asks for news after the next step.
  func read() -> State {
    isAsked.store(true, ordering: .relaxed)
    return state.withLock { $0 }
  }
}
