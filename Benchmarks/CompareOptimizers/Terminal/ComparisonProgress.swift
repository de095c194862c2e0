/// How far a comparison has come: what a live view shows of it at one moment.
struct ComparisonProgress: Equatable, Sendable {
  /// A part of the plan in units of work.
  struct Part: Equatable, Sendable {
    /// What is done.
    var done = 0.0

    /// All that there is to be, as far as is known.
    var total = 0.0

    /// The part that is done, from 0 to 1.
    var fraction: Double { total > 0 ? min(max(done / total, 0), 1) : 0 }
  }

  /// One optimizer.
  struct Contender: Equatable, Sendable {
    /// Its name.
    var name: String

    /// Its runs of the search, and those that count; no work at all where nothing is searched.
    var search = Part()
    var final = Part()

    /// The latest run of those on the problem under way; nil before the first.
    var run: Run?

    /// The lowest validation loss of a run on the problem under way; nil before the first.
    var best: Double?
  }

  /// One run, under way or ended.
  struct Run: Equatable, Sendable {
    /// Its step size.
    var learningRate: Double

    /// The latest mean loss, infinite when the run diverged or crashed.
    var loss: Double

    /// The mean loss over time, in equal parts of the run from its start to where it is.
    var curve: [Double]

    /// Whether something else than its numbers ended it.
    var hasCrashed = false
  }

  /// The points that a curve has when the run is at its end.
  static let curveLength = 64

  /// One entry for each optimizer, in the order of the plan.
  var contenders: [Contender]

  /// Which contenders have a run under way.
  var running: Set<Int> = []

  /// What the runs under way are for.
  var stage = ComparisonResults.Trial.Stage.search

  /// The problem under way, its place counted from 1, and the number of problems.
  var problem = ""
  var problemNumber = 1
  var problemCount = 1

  /// The runs that have ended, and all that there are to be, as far as is known.
  var runsDone = 0
  var runsTotal = 0

  /// The work of all of it.
  var work = Part()

  /// The seconds that the rest takes; nil while that would be a wild guess.
  var secondsLeft: Double?

  /// What is done after the last run; nil before.
  var conclusion: String?
}
