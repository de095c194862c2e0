internal import Foundation

extension Schedule {
  /// The curve between two rates of a ``oneCycle(maximum:totalSteps:warmUpShare:annealing:initialDivisor:finalDivisor:hasThreePhases:)``.
  public enum Annealing: String, Codable, Sendable {
    /// b + (a − b)·(1 + cos(π·c))/2 from a to b, flat at both ends.
    case cosine
    /// a + (b − a)·c from a to b.
    case linear
  }

  /// A rate that rises once to its maximum and falls far below where it began.
  ///
  /// With N steps in all, the share p and η₀ = maximum/initialDivisor:
  /// ```
  /// steps 0 … pN − 1            η₀ → maximum
  /// steps pN − 1 … N − 1        maximum → η₀/finalDivisor
  /// three phases:
  /// steps pN − 1 … 2pN − 2      maximum → η₀
  /// steps 2pN − 2 … N − 1       η₀ → η₀/finalDivisor
  /// ```
  /// PyTorch's `OneCycleLR` with its defaults; Keras has none. PyTorch can swing the momentum
  /// against the rate; here it stays (`cycle_momentum=False`). PyTorch stops with an error after
  /// the last step; here the last rate stays.
  ///
  /// - Parameters:
  ///   - maximum: The highest rate.
  ///   - totalSteps: N, the steps of the whole training.
  ///   - warmUpShare: p, the share of the steps on which the rate rises.
  ///   - annealing: The curve between two rates.
  ///   - initialDivisor: How far below the maximum the rate begins.
  ///   - finalDivisor: How far below its beginning it ends.
  ///   - hasThreePhases: Whether it comes back to its beginning first, as the paper has it.
  /// - Returns: The schedule.
  /// - Precondition: The maximum is finite and not negative, the divisors are finite and above 0,
  ///   and every phase has a positive length: 1/N < p < 1, and with three phases
  ///   p < (N + 1)/(2N).
  /// - SeeAlso: L. Smith, N. Topin, "Super-Convergence", <https://arxiv.org/abs/1708.07120>, 2018.
  public static func oneCycle(
    maximum: Double, totalSteps: Int, warmUpShare: Double = 0.3, annealing: Annealing = .cosine,
    initialDivisor: Double = 25, finalDivisor: Double = 1e4, hasThreePhases: Bool = false
  ) -> Schedule {
    Schedule(
      .oneCycle(
        OneCycle(
          maximum: maximum, totalSteps: totalSteps, warmUpShare: warmUpShare,
          annealing: annealing, initialDivisor: initialDivisor, finalDivisor: finalDivisor,
          hasThreePhases: hasThreePhases)))
  }
}

/// Up and down once.
struct OneCycle: ScheduleFormula {
  let maximum: Double
  let totalSteps: Int
  let warmUpShare: Double
  let annealing: Schedule.Annealing
  let initialDivisor: Double
  let finalDivisor: Double
  let hasThreePhases: Bool

  func rate(atStep step: Int) -> Double {
    let last = Double(totalSteps - 1)
    let time = min(Double(step), last)
    let initial = maximum / initialDivisor
    let lowest = initial / finalDivisor
    let peak = warmUpShare * Double(totalSteps) - 1
    if time <= peak { return curve(from: initial, to: maximum, at: time / peak) }
    guard hasThreePhases else {
      return curve(from: maximum, to: lowest, at: (time - peak) / (last - peak))
    }
    let valley = 2 * warmUpShare * Double(totalSteps) - 2
    if time <= valley {
      return curve(from: maximum, to: initial, at: (time - peak) / (valley - peak))
    }
    return curve(from: initial, to: lowest, at: (time - valley) / (last - valley))
  }

  private func curve(from start: Double, to end: Double, at share: Double) -> Double {
    switch annealing {
    case .cosine: end + (start - end) / 2 * (cos(.pi * share) + 1)
    case .linear: (end - start) * share + start
    }
  }

  var fault: String? {
    let steps = Double(totalSteps)
    let upper = hasThreePhases ? (steps + 1) / (2 * steps) : 1
    return faultUnlessNonNegative("maximum", maximum)
      ?? faultUnlessPositive("totalSteps", totalSteps)
      ?? faultUnlessPositive("initialDivisor", initialDivisor)
      ?? faultUnlessPositive("finalDivisor", finalDivisor)
      ?? (warmUpShare * steps > 1 && warmUpShare < upper
        ? nil
        : "warmUpShare must lie between \(1 / steps) and \(upper) for \(totalSteps) steps, "
          + "but is \(warmUpShare)")
  }
}
