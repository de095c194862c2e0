extension Schedule {
  /// This schedule after a linear rise to where it begins.
  ///
  /// ```
  /// η(t) = s + (η(0) − s)·t/W      t < W
  /// η(t) = η(t − W)                t ≥ W, with the η of this schedule
  /// ```
  /// Keras' `CosineDecay(initial_learning_rate=s, warmup_target=η₀, warmup_steps=W)`, for every
  /// schedule; PyTorch's `SequentialLR` of a `LinearLR(start_factor=s/η₀, total_iters=W)` and
  /// another scheduler at milestone W.
  ///
  /// ```swift
  /// Schedule.cosine(initial: 0.01, decaySteps: 900).warmingUp(over: 100)
  /// ```
  ///
  /// - Parameters:
  ///   - steps: W, the steps that come before this schedule begins.
  ///   - start: s, the rate of the first step.
  /// - Returns: The schedule.
  /// - Precondition: W ≥ 1; s is finite and not negative.
  public func warmingUp(over steps: Int, from start: Double = 0) -> Schedule {
    Schedule(.warmUp(WarmUp(schedule: self, steps: steps, start: start, isWithin: false)))
  }

  /// This schedule with its first steps scaled down.
  ///
  /// ```
  /// η(t)·(s + (1 − s)·min(t, W)/W), with the η of this schedule
  /// ```
  /// PyTorch's `ChainedScheduler` of a `LinearLR(start_factor=s, total_iters=W)` and another one:
  /// the schedule does not wait for the warm-up, as it does in ``warmingUp(over:from:)``.
  ///
  /// - Parameters:
  ///   - steps: W, the steps that are scaled down.
  ///   - startFactor: s, the scale of the first step.
  /// - Returns: The schedule.
  /// - Precondition: W ≥ 1; s is finite and not negative.
  public func warmingUpWithin(_ steps: Int, startFactor: Double = 0) -> Schedule {
    Schedule(.warmUp(WarmUp(schedule: self, steps: steps, start: startFactor, isWithin: true)))
  }
}

/// A linear rise before a schedule, or on its first steps.
struct WarmUp: ScheduleFormula {
  let schedule: Schedule
  let steps: Int
  // The first rate; where the rise is within the schedule, the first factor.
  let start: Double
  let isWithin: Bool

  func rate(atStep step: Int) -> Double {
    let share = Double(min(step, steps)) / Double(steps)
    if isWithin { return schedule.learningRate(atStep: step) * (start + (1 - start) * share) }
    if step >= steps { return schedule.learningRate(atStep: step - steps) }
    return (schedule.learningRate(atStep: 0) - start) * share + start
  }

  var fault: String? {
    faultUnlessPositive("the number of warm-up steps", steps)
      ?? faultUnlessNonNegative("the start of the warm-up", start)
  }
}
