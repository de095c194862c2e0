/// Notes when a run came to its target for good.
///
/// What counts is what the run ends with: a target that is touched in passing is not reached. So a run
/// is at its target from the first measurement on after which none is on the wrong side.
///
/// Where measurements scatter, because batches are drawn or gradients carry noise, that would judge a
/// run by its unluckiest one. There a single measurement on the wrong side is forgiven when the two
/// before it and the one after it are on the right side. The last one is never forgiven.
///
/// COCO and AlgoPerf count the first hit, which is right where a run is stopped there and its best
/// state is kept. Runs here go on at a constant rate, and nothing of them is kept but their end.
struct TargetWatch {
  /// The state of a run when something was measured.
  struct Moment: Equatable {
    /// Updates since the start.
    var steps: Int
    /// Seconds of a core at work on training, since the start.
    var seconds: Double
  }

  /// Whether single measurements on the wrong side are forgiven.
  let isLenient: Bool

  /// When the target was first met, kept or not.
  private(set) var touched: Moment?
  private var arrival: Moment?
  /// Measurements on the right side since the last one that was not.
  private var streak = 0
  private var isPending = false

  /// The measurements on the right side without which a lapse is not forgiven.
  private static let fewestBeforeLapse = 2

  init(isLenient: Bool) { self.isLenient = isLenient }

  /// From when on the target was kept, if the run ended now.
  var kept: Moment? { isPending ? nil : arrival }

  /// Takes note of a measurement.
  ///
  /// - Parameters:
  ///   - isAtTarget: Whether it is on the right side.
  ///   - moment: When it was taken; asked for only when that matters.
  mutating func note(_ isAtTarget: Bool, at moment: @autoclosure () -> Moment) {
    guard isAtTarget else {
      isPending = isLenient && streak >= Self.fewestBeforeLapse
      if !isPending { arrival = nil }
      streak = 0
      return
    }
    isPending = false
    streak += 1
    guard arrival == nil else { return }
    let now = moment()
    arrival = now
    if touched == nil { touched = now }
  }
}

extension ComparisonResults.Trial {
  /// Writes down what was noted of the target.
  mutating func setTarget(_ watch: TargetWatch) {
    stepsToTarget = watch.kept?.steps
    secondsToTarget = watch.kept?.seconds
    stepsToFirstTouch = watch.touched?.steps
  }
}
