import ElementwiseKernels

/// Seconds per call of some work that is called `repetitions` times.
func seconds(_ repetitions: Int, _ work: () -> Void) -> Double {
  let clock = ContinuousClock()
  let start = clock.now
  for _ in 0..<repetitions { work() }
  return (clock.now - start) / .seconds(1) / Double(repetitions)
}

/// Seconds of a core per call of some work on this thread alone, called `repetitions` times.
func coreSeconds(_ repetitions: Int, _ work: () -> Void) -> Double {
  let start = ProcessorTime.ofThread
  for _ in 0..<repetitions { work() }
  return (ProcessorTime.ofThread - start) / Double(repetitions)
}

extension [Double] {
  /// The middle value; NaN of nothing.
  var median: Double {
    guard !isEmpty else { return .nan }
    let sorted = sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }
}

/// A result that was checked before it was timed, and is wrong.
enum ThroughputError: Error, CustomStringConvertible {
  case differs(String)

  var description: String {
    switch self {
    case .differs(let what): "\(what); nothing was timed"
    }
  }
}
