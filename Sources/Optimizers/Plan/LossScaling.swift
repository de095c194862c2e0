/// By what the loss was multiplied before its gradient was taken, in an ``UpdatePlan``.
///
/// The plan divides the gradient by it. If the gradient is not finite, the step is skipped: neither
/// the parameters nor any moment nor the number of steps change. With accumulation, what is looked
/// at is the sum, once per step: one gradient that is not finite loses all of its step, as with
/// PyTorch's `GradScaler`. Keras' `LossScaleOptimizer` leaves out that gradient alone, and may change
/// the scale between the gradients of a step.
///
/// A scale lies in 2⁻¹⁰⁰…2¹⁰⁰, so that it and its reciprocal are normal numbers of every scalar type.
public enum LossScaling: Codable, Equatable, Sendable {
  /// Always the same. With 1, all that remains is the skipping.
  case fixed(Double)
  /// Shrinks after a skipped step, and grows after so many steps in a row without one.
  case dynamic(
    initial: Double = 65_536, growthFactor: Double = 2, backoffFactor: Double = 0.5,
    growthInterval: Int = 2000)

  /// PyTorch's `GradScaler`: from 2¹⁶, doubled every 2,000 steps, halved after a skipped one.
  public static let pytorch = LossScaling.dynamic()

  /// Keras' `LossScaleOptimizer`: from 2¹⁵, doubled every 2,000 steps, halved after a skipped one.
  public static let keras = LossScaling.dynamic(initial: 32_768)
}

extension LossScaling {
  /// What a scale may be.
  static let scales = 0x1p-100...0x1p100

  /// The scale of the first step.
  var initial: Double {
    switch self {
    case .fixed(let scale), .dynamic(let scale, _, _, _): scale
    }
  }

  /// What is wrong with the numbers, if anything.
  var fault: String? {
    guard Self.scales.contains(initial) else {
      return "the loss scale must lie in 2⁻¹⁰⁰...2¹⁰⁰, but is \(initial)"
    }
    guard case .dynamic(_, let growth, let backoff, let interval) = self else { return nil }
    if !(growth >= 1 && growth.isFinite) {
      return "the loss scale cannot grow by a factor of \(growth)"
    }
    if !(backoff > 0 && backoff <= 1) {
      return "the loss scale cannot back off by a factor of \(backoff)"
    }
    return interval >= 1 ? nil : "the loss scale cannot grow every \(interval) steps"
  }

  /// Notes whether a step had a finite gradient, and sets the scale of the next one.
  func adapt(_ progress: inout PlanProgress, isFinite: Bool) {
    guard case .dynamic(let initial, let growth, let backoff, let interval) = self else { return }
    let scale = progress.lossScale ?? initial
    progress.finiteSteps = isFinite ? progress.finiteSteps + 1 : 0
    if !isFinite {
      progress.lossScale = max(scale * backoff, Self.scales.lowerBound)
    } else if progress.finiteSteps >= interval {
      progress.finiteSteps = 0
      progress.lossScale = min(scale * growth, Self.scales.upperBound)
    } else {
      progress.lossScale = scale
    }
  }
}
