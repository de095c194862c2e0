/// What a journal tells of the comparisons that were broken off.
///
/// Who ends the program with Ctrl-C, `kill` or by closing the terminal is no fault of the runs that were
/// under way. A crash is the fault of the run on whose thread it happened, as the program saw itself.
/// After `kill -9`, for want of memory or when the power fails it can see nothing; then a run is only to
/// blame if it keeps happening to this one while no other is under way.
struct JournalHistory {
  /// How a run was broken off, how often.
  private struct Breaks {
    /// By a crash on its thread.
    var crashes = 0
    /// By something unseen, while it was the only one.
    var alone = 0
    /// By something unseen, while others were under way too.
    var together = 0
  }

  /// The runs that need not be done again.
  var finished: [TrialJob: ComparisonResults.Trial] = [:]
  private var breaks: [TrialJob: Breaks] = [:]
  /// How many runs went on side by side while some of those that are done came to their end.
  var workerCounts: Set<Int> = []

  /// A run in which the program crashed so many times is given up.
  private static let mostCrashes = 2
  /// One during which it was killed so many times while it did nothing else is given up, too.
  private static let mostBreaksAlone = 3
  /// One that was under way so many times when the program was killed is done alone.
  private static let mostBreaksTogether = 2

  /// The runs that were begun since the comparison began or went on, and have not ended.
  private var begun: Set<TrialJob> = []
  /// Whether it is known why they have not, and that it is no fault of theirs.
  private var isExplained = false

  /// Nothing has happened yet.
  init() {}

  /// Takes in a line.
  ///
  /// - Parameter line: The next one; nil for one that is damaged. It may have told that nothing was the fault of
  ///   the runs under way, and so nothing is.
  mutating func note(_ line: JournalLine?) {
    switch line {
    case .plan?: break
    case .begin(let job)?: begun.insert(job)
    case .end(let job, let trial, let workers)?:
      finished[job] = trial
      begun.remove(job)
      breaks[job] = nil
      if let workers { workerCounts.insert(workers) }
    case .crash(let job)?:
      breaks[job, default: Breaks()].crashes += 1
      isExplained = true
    case .pause?, nil: isExplained = true
    case .resume?: conclude()
    }
  }

  /// Takes note that nothing more was written down before the comparison went on.
  mutating func conclude() {
    if !isExplained {
      for job in begun {
        if begun.count == 1 {
          breaks[job, default: Breaks()].alone += 1
        } else {
          breaks[job, default: Breaks()].together += 1
        }
      }
    }
    (begun, isExplained) = ([], false)
  }

  /// Whether a run may be what ended the program before.
  func isDoubtful(_ job: TrialJob) -> Bool {
    guard let breaks = breaks[job] else { return false }
    return breaks.crashes > 0 || breaks.alone > 0 || breaks.together >= Self.mostBreaksTogether
  }

  /// The record of a run that is done, or of one that is given up.
  func record(of job: TrialJob) -> ComparisonResults.Trial? {
    if let trial = finished[job] { return trial }
    guard let breaks = breaks[job] else { return nil }
    var trial = ComparisonResults.Trial(job)
    if breaks.crashes >= Self.mostCrashes {
      trial.failure = "a fault ended the program during this run, \(breaks.crashes) times"
    } else if breaks.alone >= Self.mostBreaksAlone {
      trial.failure =
        "the program was killed \(breaks.alone) times during this run, while it did no other"
    } else {
      return nil
    }
    return trial
  }
}
