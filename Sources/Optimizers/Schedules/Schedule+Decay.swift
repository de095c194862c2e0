internal import Foundation

extension Schedule {
  /// A rate that is multiplied by the same factor every `decaySteps` steps.
  ///
  /// ```
  /// η(t) = η₀ · γ^(t/T)          staircase: η₀ · γ^⌊t/T⌋
  /// ```
  /// Keras' `ExponentialDecay`; with T = 1 PyTorch's `ExponentialLR`, which multiplies step by step
  /// and differs by that rounding.
  ///
  /// - Parameters:
  ///   - initial: η₀.
  ///   - decayRate: γ; above 1 the rate grows.
  ///   - decaySteps: T.
  ///   - staircase: Whether the rate stays for T steps and then drops at once.
  /// - Returns: The schedule.
  /// - Precondition: η₀ is finite and not negative, γ finite and above 0, T ≥ 1.
  public static func exponential(
    initial: Double, decayRate: Double, decaySteps: Int = 1, staircase: Bool = false
  ) -> Schedule {
    Schedule(
      .exponential(
        ExponentialDecay(
          initial: initial, decayRate: decayRate, decaySteps: decaySteps, staircase: staircase)))
  }

  /// A rate that falls like the inverse of time.
  ///
  /// ```
  /// η(t) = η₀ / (1 + γ·t/T)      staircase: η₀ / (1 + γ·⌊t/T⌋)
  /// ```
  /// Keras' `InverseTimeDecay`; PyTorch has none.
  ///
  /// - Parameters:
  ///   - initial: η₀.
  ///   - decayRate: γ.
  ///   - decaySteps: T.
  ///   - staircase: Whether the rate stays for T steps and then drops at once.
  /// - Returns: The schedule.
  /// - Precondition: η₀ and γ are finite and not negative, T ≥ 1.
  public static func inverseTime(
    initial: Double, decayRate: Double, decaySteps: Int = 1, staircase: Bool = false
  ) -> Schedule {
    Schedule(
      .inverseTime(
        InverseTimeDecay(
          initial: initial, decayRate: decayRate, decaySteps: decaySteps, staircase: staircase)))
  }

  /// A rate that falls to `end` along a power of the steps left.
  ///
  /// ```
  /// η(t) = (η₀ − ηₑ)·(1 − min(t, T)/T)^p + ηₑ
  /// cycles: T is replaced by T·⌈t/T⌉, and by T at t = 0
  /// ```
  /// Keras' `PolynomialDecay`, whose default ηₑ is 0.0001. With ηₑ = 0 it is PyTorch's
  /// `PolynomialLR`, which multiplies step by step and differs by that rounding.
  ///
  /// - Parameters:
  ///   - initial: η₀.
  ///   - end: ηₑ.
  ///   - power: p.
  ///   - decaySteps: T.
  ///   - cycles: Whether the rate rises again after T steps, to fall more slowly.
  /// - Returns: The schedule.
  /// - Precondition: η₀ and ηₑ are finite and not negative, p finite and above 0, T ≥ 1.
  public static func polynomial(
    initial: Double, end: Double = 0.0001, power: Double = 1, decaySteps: Int,
    cycles: Bool = false
  ) -> Schedule {
    Schedule(
      .polynomial(
        PolynomialDecay(
          initial: initial, end: end, power: power, decaySteps: decaySteps, cycles: cycles)))
  }
}

/// η₀·γ^(t/T).
struct ExponentialDecay: ScheduleFormula {
  let initial: Double
  let decayRate: Double
  let decaySteps: Int
  let staircase: Bool

  func rate(atStep step: Int) -> Double {
    initial * pow(decayRate, periods(step, of: decaySteps, staircase: staircase))
  }

  var fault: String? {
    faultUnlessNonNegative("initial", initial)
      ?? faultUnlessPositive("decayRate", decayRate)
      ?? faultUnlessPositive("decaySteps", decaySteps)
  }
}

/// η₀/(1 + γt/T).
struct InverseTimeDecay: ScheduleFormula {
  let initial: Double
  let decayRate: Double
  let decaySteps: Int
  let staircase: Bool

  func rate(atStep step: Int) -> Double {
    initial / (1 + decayRate * periods(step, of: decaySteps, staircase: staircase))
  }

  var fault: String? {
    faultUnlessNonNegative("initial", initial)
      ?? faultUnlessNonNegative("decayRate", decayRate)
      ?? faultUnlessPositive("decaySteps", decaySteps)
  }
}

/// (η₀ − ηₑ)(1 − t/T)^p + ηₑ.
struct PolynomialDecay: ScheduleFormula {
  let initial: Double
  let end: Double
  let power: Double
  let decaySteps: Int
  let cycles: Bool

  func rate(atStep step: Int) -> Double {
    let period = Double(decaySteps)
    let (time, horizon) =
      cycles
      ? (Double(step), period * (step == 0 ? 1 : (Double(step) / period).rounded(.up)))
      : (Double(min(step, decaySteps)), period)
    return (initial - end) * pow(1 - time / horizon, power) + end
  }

  var fault: String? {
    faultUnlessNonNegative("initial", initial)
      ?? faultUnlessNonNegative("end", end)
      ?? faultUnlessPositive("power", power)
      ?? faultUnlessPositive("decaySteps", decaySteps)
  }
}

/// t/T, in whole periods where the rate goes down stairs.
private func periods(_ step: Int, of length: Int, staircase: Bool) -> Double {
  staircase ? Double(step / length) : Double(step) / Double(length)
}
