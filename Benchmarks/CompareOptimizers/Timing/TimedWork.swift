/// Some work on inputs that are ready: what comes out, and how long it takes.
struct TimedWork {
  /// How long some repetitions took, all together.
  struct Timing {
    let seconds: Double
    /// As many as were asked for, or more where the work goes in larger portions.
    let repetitions: Int
    /// The share of test samples that what was trained meanwhile gets right.
    var accuracy: Double?
  }

  /// What identifies the result: numbers that every engine must give, up to rounding.
  let answer: () throws -> [Double]
  /// Does the work at least so many times.
  let timing: (_ repetitions: Int) throws -> Timing
  /// Does the first epoch of a training from its start; nil for other work.
  var epoch: (() throws -> Timing)?
}

extension TimedWork {
  /// Work that is repeated exactly as often as is asked.
  init(answer: @escaping () throws -> [Double], work: @escaping () throws -> Void) {
    self.init(answer: answer) { repetitions in
      let clock = ContinuousClock()
      let start = clock.now
      for _ in 0..<repetitions { try work() }
      return Timing(seconds: (clock.now - start) / .seconds(1), repetitions: repetitions)
    }
  }
}

/// Takes a result away, so that the compiler cannot leave out what makes it.
@inline(never) @_optimize(none)
func discard<Result>(_ result: Result) {}
