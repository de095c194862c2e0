internal import Foundation

extension Schedule {
  /// Cosines one behind the other, each longer and lower than the one before.
  ///
  /// Period i = 0, 1, … has length T·mᵢ and starts at η₀·rⁱ, where c is the share of it that is
  /// done and m the period factor:
  /// ```
  /// η(t) = η₀·((1 − α)·rⁱ·(1 + cos(π·c))/2 + α)
  /// i = ⌊t/T⌋                          c = t/T − i                          m = 1
  /// i = ⌊log(1 + t/T·(m − 1))/log m⌋   c = (t/T − (mⁱ − 1)/(m − 1))/mⁱ      m > 1
  /// ```
  /// Keras' `CosineDecayRestarts`. Its quotient of logarithms can fall just short of a whole
  /// number, and then the restart comes a step late; here it comes in time.
  ///
  /// - Parameters:
  ///   - initial: η₀.
  ///   - firstPeriod: T, the steps of the first period.
  ///   - periodFactor: m; Keras' default is 2.
  ///   - restartFactor: r, how high a period starts relative to the one before.
  ///   - alpha: α, the lowest rate as a share of η₀.
  /// - Returns: The schedule.
  /// - Precondition: η₀ and r are finite and not negative, T ≥ 1, m is finite and at least 1
  ///   (Keras takes less, and its periods then end in NaN), 0 ≤ α ≤ 1.
  public static func cosineRestarts(
    initial: Double, firstPeriod: Int, periodFactor: Double = 2, restartFactor: Double = 1,
    alpha: Double = 0
  ) -> Schedule {
    Schedule(
      .cosineRestarts(
        CosineDecayRestarts(
          initial: initial, firstPeriod: firstPeriod, periodFactor: periodFactor,
          restartFactor: restartFactor, alpha: alpha)))
  }

  /// Cosines one behind the other, all between the same two rates.
  ///
  /// ```
  /// η(t) = ηₘ + (η₀ − ηₘ)·(1 + cos(π·t′/T′))/2
  /// ```
  /// where t′ counts from the last restart, and T′, the length of the period, is multiplied by a
  /// whole factor at every restart. PyTorch's `CosineAnnealingWarmRestarts`. Keras' restarts can
  /// start lower each time, and have a lowest rate relative to η₀.
  ///
  /// - Parameters:
  ///   - initial: η₀.
  ///   - minimum: ηₘ.
  ///   - firstPeriod: The first T′.
  ///   - periodFactor: What T′ is multiplied by; PyTorch's default is 1.
  /// - Returns: The schedule.
  /// - Precondition: Both rates are finite and not negative; both counts are at least 1.
  public static func cosineWarmRestarts(
    initial: Double, minimum: Double = 0, firstPeriod: Int, periodFactor: Int = 1
  ) -> Schedule {
    Schedule(
      .cosineWarmRestarts(
        CosineWarmRestarts(
          initial: initial, minimum: minimum, firstPeriod: firstPeriod,
          periodFactor: periodFactor)))
  }
}

/// Keras' periods: any factor, each lower than the one before.
struct CosineDecayRestarts: ScheduleFormula {
  let initial: Double
  let firstPeriod: Int
  let periodFactor: Double
  let restartFactor: Double
  let alpha: Double

  func rate(atStep step: Int) -> Double {
    let (restarts, share) = position(Double(step) / Double(firstPeriod))
    let height = 0.5 * pow(restartFactor, restarts) * (1 + cos(.pi * share))
    return initial * ((1 - alpha) * height + alpha)
  }

  /// The number of restarts so far, and the share of the current period that is done.
  private func position(_ periods: Double) -> (restarts: Double, share: Double) {
    guard periodFactor != 1 else {
      let restarts = periods.rounded(.down)
      return (restarts, periods - restarts)
    }
    func share(after restarts: Double) -> Double {
      let length = pow(periodFactor, restarts)
      return (periods - (1 - length) / (1 - periodFactor)) / length
    }
    let quotient = log(1 - periods * (1 - periodFactor)) / log(periodFactor)
    // A quotient that rounding left a hair below a whole number belongs to the next period.
    let nearest = quotient.rounded()
    let isWhole = (quotient - nearest).magnitude <= 4 * max(1, nearest).ulp
    let restarts = isWhole ? nearest : quotient.rounded(.down)
    return (restarts, max(0, share(after: restarts)))
  }

  var fault: String? {
    faultUnlessNonNegative("initial", initial)
      ?? faultUnlessPositive("firstPeriod", firstPeriod)
      ?? (periodFactor >= 1 && periodFactor.isFinite
        ? nil : "periodFactor must be finite and at least 1, but is \(periodFactor)")
      ?? faultUnlessNonNegative("restartFactor", restartFactor)
      ?? faultUnlessShare("alpha", alpha)
  }
}

/// PyTorch's periods: whole factors, all of the same height.
struct CosineWarmRestarts: ScheduleFormula {
  let initial: Double
  let minimum: Double
  let firstPeriod: Int
  let periodFactor: Int

  func rate(atStep step: Int) -> Double {
    var (time, period) = (step, firstPeriod)
    if periodFactor == 1 {
      time %= period
    } else {
      while time >= period {
        time -= period
        // A period that does not fit into an integer is longer than any training.
        let (next, overflows) = period.multipliedReportingOverflow(by: periodFactor)
        period = overflows ? .max : next
      }
    }
    let angle = .pi * Double(time) / Double(period)
    return minimum + (initial - minimum) * (1 + cos(angle)) / 2
  }

  var fault: String? {
    faultUnlessNonNegative("initial", initial)
      ?? faultUnlessNonNegative("minimum", minimum)
      ?? faultUnlessPositive("firstPeriod", firstPeriod)
      ?? faultUnlessPositive("periodFactor", periodFactor)
  }
}
