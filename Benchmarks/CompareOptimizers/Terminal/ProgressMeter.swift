/// Guesses how long the rest of a comparison takes, from what runs on each problem took so far.
///
/// Runs that an earlier comparison has done took no time and say nothing; a problem of which no run
/// has ended is guessed from its work and the others' pace.
struct ProgressMeter: Sendable {
  /// What is known of the runs on one problem.
  private struct Pace {
    /// The time that runs took on their threads, and how many runs' worth they did.
    var seconds = 0.0
    var runs = 0.0
    /// The ended runs of the search, and how many runs' worth they did: some diverge early.
    var searches = 0
    var searched = 0.0
  }

  /// What is left to do on one problem, in runs.
  struct Rest: Equatable, Sendable {
    /// Of the search and of the final runs; a run under way counts with its rest.
    var search = 0.0
    var final = 0.0
  }

  /// The work of a run on each problem.
  private let work: [Double]
  /// How many runs go on side by side.
  private let workers: Int
  private var paces: [Pace]

  /// With less than this behind it a guess would be wild.
  private static let leastSeconds = 0.5
  /// As many runs of a search say how many of them diverge early.
  private static let fewestSearches = 8

  /// Knows nothing yet.
  init(work: [Double], workers: Int) {
    self.work = work
    self.workers = workers
    paces = work.map { _ in Pace() }
  }

  /// Takes note of a run that ended, after a part of what it would have done.
  mutating func note(
    problem: Int, stage: ComparisonResults.Trial.Stage, part: Double, seconds: Double
  ) {
    paces[problem].seconds += seconds
    paces[problem].runs += part
    guard stage == .search else { return }
    paces[problem].searches += 1
    paces[problem].searched += part
  }

  /// Guesses how long the rest will take.
  ///
  /// - Parameters:
  ///   - rest: What is left of each problem.
  ///   - running: The runs under way: their problems, the part that is done, and the time it took.
  /// - Returns: Seconds; nil while that would be a wild guess.
  func timeLeft(
    rest: [Rest], running: [(problem: Int, part: Double, seconds: Double)]
  ) -> Double? {
    var paces = paces
    for run in running {
      paces[run.problem].seconds += run.seconds
      paces[run.problem].runs += run.part
    }
    let seconds = paces.reduce(0) { $0 + $1.seconds }
    let done = zip(paces, work).reduce(0) { $0 + $1.0.runs * $1.1 }
    guard seconds >= Self.leastSeconds * Double(workers), done > 0 else { return nil }
    var left = 0.0
    for (problem, rest) in rest.enumerated() {
      let pace = paces[problem]
      let share =
        pace.searches >= Self.fewestSearches ? pace.searched / Double(pace.searches) : 1
      // A whole run's worth is needed to know the pace; less is the start of one.
      let secondsPerRun =
        pace.runs >= 0.05 ? pace.seconds / pace.runs : seconds / done * work[problem]
      left += (rest.search * share + rest.final) * secondsPerRun
    }
    let runs = rest.reduce(0) { $0 + $1.search + $1.final }
    return left / max(1, min(Double(workers), runs.rounded(.up)))
  }
}

extension Duration {
  /// The duration in seconds.
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
