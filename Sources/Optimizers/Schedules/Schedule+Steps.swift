internal import Foundation

extension Schedule {
  /// A rate that is multiplied by a factor after every so many steps.
  ///
  /// ```
  /// η(t) = η₀ · γ^⌊t/s⌋
  /// ```
  /// PyTorch's `StepLR` and Keras' `ExponentialDecay(staircase=True)`.
  ///
  /// - Parameters:
  ///   - initial: η₀.
  ///   - factor: γ; PyTorch's default is 0.1.
  ///   - interval: s.
  /// - Returns: The schedule.
  /// - Precondition: η₀ is finite and not negative, γ finite and above 0, s ≥ 1.
  public static func step(
    initial: Double, factor: Double = 0.1, every interval: Int
  ) -> Schedule {
    // In the caller's words, before the formula that it shares has others.
    if let fault = faultUnlessPositive("factor", factor) ?? faultUnlessPositive("every", interval) {
      fatalError("schedule step: \(fault)")
    }
    return .exponential(initial: initial, decayRate: factor, decaySteps: interval, staircase: true)
  }

  /// A rate that is multiplied by a factor at each milestone.
  ///
  /// ```
  /// η(t) = η₀ · γ^k,  k = the number of milestones m with m ≤ t
  /// ```
  /// PyTorch's `MultiStepLR`: the step *at* a milestone already has the lower rate. With Keras'
  /// ``piecewiseConstant(boundaries:values:)`` it is the first step *after* the boundary.
  ///
  /// - Parameters:
  ///   - initial: η₀.
  ///   - factor: γ; PyTorch's default is 0.1.
  ///   - milestones: m, ascending; one that stands twice multiplies twice.
  /// - Returns: The schedule.
  /// - Precondition: η₀ is finite and not negative, γ finite and above 0, and the milestones are
  ///   ascending and not negative.
  public static func multiStep(
    initial: Double, factor: Double = 0.1, milestones: [Int]
  ) -> Schedule {
    Schedule(
      .multiStep(MultiStepDecay(initial: initial, factor: factor, milestones: milestones)))
  }

  /// One rate up to each boundary, and one after the last.
  ///
  /// ```
  /// η(t) = values[k],  k = the number of boundaries b with b < t
  /// ```
  /// Keras' `PiecewiseConstantDecay`: the step *at* a boundary still has the former rate.
  ///
  /// ```swift
  /// Schedule.piecewiseConstant(boundaries: [1000, 2000], values: [0.1, 0.01, 0.001])
  /// ```
  ///
  /// - Parameters:
  ///   - boundaries: b, the last steps with their rates.
  ///   - values: The rates, one more than boundaries.
  /// - Returns: The schedule.
  /// - Precondition: The boundaries are strictly ascending and not negative; there is one value
  ///   more, and all are finite and not negative.
  public static func piecewiseConstant(boundaries: [Int], values: [Double]) -> Schedule {
    Schedule(.piecewiseConstant(PiecewiseConstantRate(boundaries: boundaries, values: values)))
  }

  /// A rate that goes linearly from one share of `initial` to another, and stays there.
  ///
  /// ```
  /// η(t) = η₀ · (s + (e − s)·min(t, T)/T)
  /// ```
  /// PyTorch's `LinearLR`, with its defaults s = 1/3, e = 1 and T = 5.
  ///
  /// - Parameters:
  ///   - initial: η₀.
  ///   - startFactor: s.
  ///   - endFactor: e.
  ///   - steps: T.
  /// - Returns: The schedule.
  /// - Precondition: η₀, s and e are finite and not negative, T ≥ 1.
  public static func linear(
    initial: Double, startFactor: Double = 1.0 / 3, endFactor: Double = 1, steps: Int = 5
  ) -> Schedule {
    Schedule(
      .linear(
        LinearFactor(
          initial: initial, startFactor: startFactor, endFactor: endFactor, steps: steps)))
  }
}

/// η₀·γ^(milestones passed).
struct MultiStepDecay: ScheduleFormula {
  let initial: Double
  let factor: Double
  let milestones: [Int]

  func rate(atStep step: Int) -> Double {
    var passed = 0
    while passed < milestones.count, milestones[passed] <= step { passed += 1 }
    return initial * pow(factor, Double(passed))
  }

  var fault: String? {
    faultUnlessNonNegative("initial", initial)
      ?? faultUnlessPositive("factor", factor)
      ?? (zip(milestones, milestones.dropFirst()).allSatisfy { $0 <= $1 }
        && milestones.allSatisfy { $0 >= 0 }
        ? nil : "milestones must ascend from 0 on, but are \(milestones)")
  }
}

/// values[boundaries passed].
struct PiecewiseConstantRate: ScheduleFormula {
  let boundaries: [Int]
  let values: [Double]

  func rate(atStep step: Int) -> Double {
    var passed = 0
    while passed < boundaries.count, boundaries[passed] < step { passed += 1 }
    return values[passed]
  }

  var fault: String? {
    guard values.count == boundaries.count + 1 else {
      return "\(boundaries.count) boundaries need \(boundaries.count + 1) values, "
        + "but there are \(values.count)"
    }
    guard zip(boundaries, boundaries.dropFirst()).allSatisfy({ $0 < $1 }),
      boundaries.allSatisfy({ $0 >= 0 })
    else { return "boundaries must strictly ascend from 0 on, but are \(boundaries)" }
    return values.lazy.compactMap { faultUnlessNonNegative("every value", $0) }.first
  }
}

/// η₀(s + (e − s)·t/T).
struct LinearFactor: ScheduleFormula {
  let initial: Double
  let startFactor: Double
  let endFactor: Double
  let steps: Int

  func rate(atStep step: Int) -> Double {
    let share = Double(min(step, steps)) / Double(steps)
    return initial * (startFactor + (endFactor - startFactor) * share)
  }

  var fault: String? {
    faultUnlessNonNegative("initial", initial)
      ?? faultUnlessNonNegative("startFactor", startFactor)
      ?? faultUnlessNonNegative("endFactor", endFactor)
      ?? faultUnlessPositive("steps", steps)
  }
}
