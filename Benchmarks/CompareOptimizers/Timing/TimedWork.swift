/// Some work on inputs that are ready: what comes out, and how long it takes.
struct TimedWork {
  /// What identifies the result: numbers that every engine must give, up to rounding.
  let answer: () throws -> [Double]
  /// Does the work once.
  let work: () throws -> Void

  /// Seconds of so many repetitions, all together.
  ///
  /// - Throws: What the work throws.
  func seconds(repetitions: Int) throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    for _ in 0..<repetitions { try work() }
    return (clock.now - start) / .seconds(1)
  }
}

/// Takes a result away, so that the compiler cannot leave out what makes it.
@inline(never) @_optimize(none)
func discard<Result>(_ result: Result) {}
