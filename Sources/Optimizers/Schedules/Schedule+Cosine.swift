internal import Foundation

extension Schedule {
  /// A rate that falls along half a cosine and stays at its end.
  ///
  /// ```
  /// η(t) = η₀·((1 − α)·(1 + cos(π·min(t, T)/T))/2 + α)
  /// ```
  /// Keras' `CosineDecay`. Its `warmup_target` and `warmup_steps` are
  /// `cosine(initial: target, …).warmingUp(over: steps, from: initial)`.
  ///
  /// - Parameters:
  ///   - initial: η₀.
  ///   - decaySteps: T.
  ///   - alpha: α, the last rate as a share of η₀.
  /// - Returns: The schedule.
  /// - Precondition: η₀ is finite and not negative, T ≥ 1, 0 ≤ α ≤ 1.
  public static func cosine(initial: Double, decaySteps: Int, alpha: Double = 0) -> Schedule {
    Schedule(.cosine(CosineDecay(initial: initial, decaySteps: decaySteps, alpha: alpha)))
  }

  /// A rate that swings along a cosine between `initial` and `minimum`.
  ///
  /// ```
  /// η(t) = ηₘ + (η₀ − ηₘ)·(1 + cos(π·t/T))/2
  /// ```
  /// PyTorch's `CosineAnnealingLR`. It does not stop at T, but rises again and is back at η₀ at
  /// 2T; ``cosine(initial:decaySteps:alpha:)`` stays down. PyTorch computes each rate from the
  /// one before and differs by that rounding.
  ///
  /// - Parameters:
  ///   - initial: η₀.
  ///   - minimum: ηₘ.
  ///   - steps: T, half a period.
  /// - Returns: The schedule.
  /// - Precondition: Both rates are finite and not negative, T ≥ 1.
  public static func cosineAnnealing(
    initial: Double, minimum: Double = 0, steps: Int
  ) -> Schedule {
    Schedule(
      .cosineAnnealing(CosineAnnealing(initial: initial, minimum: minimum, steps: steps)))
  }
}

/// η₀((1 − α)(1 + cos πt/T)/2 + α).
struct CosineDecay: ScheduleFormula {
  let initial: Double
  let decaySteps: Int
  let alpha: Double

  func rate(atStep step: Int) -> Double {
    let share = Double(min(step, decaySteps)) / Double(decaySteps)
    return initial * ((1 - alpha) * (0.5 * (1 + cos(.pi * share))) + alpha)
  }

  var fault: String? {
    faultUnlessNonNegative("initial", initial)
      ?? faultUnlessPositive("decaySteps", decaySteps)
      ?? faultUnlessShare("alpha", alpha)
  }
}

/// ηₘ + (η₀ − ηₘ)(1 + cos πt/T)/2.
struct CosineAnnealing: ScheduleFormula {
  let initial: Double
  let minimum: Double
  let steps: Int

  func rate(atStep step: Int) -> Double {
    // The same angle within one period, where it is exact.
    let time = step % (2 * steps)
    return minimum + (initial - minimum) * (1 + cos(.pi * Double(time) / Double(steps))) / 2
  }

  var fault: String? {
    faultUnlessNonNegative("initial", initial)
      ?? faultUnlessNonNegative("minimum", minimum)
      ?? faultUnlessPositive("steps", steps)
  }
}
