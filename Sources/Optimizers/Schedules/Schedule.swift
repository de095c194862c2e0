internal import ElementwiseKernels

/// A learning rate that depends on the number of steps taken.
///
/// A value: a formula with its numbers, without state. Step t counts from 0, the number of updates
/// already taken, so the first update uses `learningRate(atStep: 0)`. Keras counts optimizer steps
/// in the same way; PyTorch counts calls of `scheduler.step()`, which are often epochs: multiply
/// its counts by the steps of an epoch.
///
/// ```swift
/// let schedule = Schedule.cosine(initial: 0.01, decaySteps: 900).warmingUp(over: 100)
/// schedule.learningRate(atStep: 50)      // 0.005
/// model.compile(optimizer: RMSprop(), loss: .meanSquaredError, schedule: schedule)
/// ```
/// Where Keras and PyTorch define a schedule differently, both exist under their own names:
///
/// | | Keras | PyTorch |
/// |---|---|---|
/// | ``constant(_:)`` | a number | a number |
/// | ``exponential(initial:decayRate:decaySteps:staircase:)`` | `ExponentialDecay` | `ExponentialLR` with `decaySteps` 1 |
/// | ``step(initial:factor:every:)`` | `ExponentialDecay(staircase=True)` | `StepLR` |
/// | ``piecewiseConstant(boundaries:values:)`` | `PiecewiseConstantDecay` | – |
/// | ``multiStep(initial:factor:milestones:)`` | – | `MultiStepLR` |
/// | ``polynomial(initial:end:power:decaySteps:cycles:)`` | `PolynomialDecay` | `PolynomialLR` with `end` 0 |
/// | ``inverseTime(initial:decayRate:decaySteps:staircase:)`` | `InverseTimeDecay` | – |
/// | ``cosine(initial:decaySteps:alpha:)`` | `CosineDecay` | – |
/// | ``cosineAnnealing(initial:minimum:steps:)`` | – | `CosineAnnealingLR` |
/// | ``cosineRestarts(initial:firstPeriod:periodFactor:restartFactor:alpha:)`` | `CosineDecayRestarts` | – |
/// | ``cosineWarmRestarts(initial:minimum:firstPeriod:periodFactor:)`` | – | `CosineAnnealingWarmRestarts` |
/// | ``oneCycle(maximum:totalSteps:warmUpShare:annealing:initialDivisor:finalDivisor:hasThreePhases:)`` | – | `OneCycleLR` |
/// | ``linear(initial:startFactor:endFactor:steps:)`` | – | `LinearLR` |
/// | ``warmingUp(over:from:)`` | `CosineDecay(warmup_target=)` | `SequentialLR` |
/// | ``warmingUpWithin(_:startFactor:)`` | – | `ChainedScheduler` |
///
/// A rate that follows a metric needs memory, and is a ``ReduceOnPlateau``.
///
/// - SeeAlso: `keras/src/optimizers/schedules/learning_rate_schedule.py` (Keras 3.15),
///   `torch/optim/lr_scheduler.py` (PyTorch 2.13).
public struct Schedule: Equatable, Sendable {
  let formula: Formula

  /// Creates the schedule of a formula.
  ///
  /// - Precondition: The formula's numbers are in range.
  init(_ formula: Formula) {
    self.formula = formula
    if let fault = formula.fault { fatalError("schedule \(formula.kind): \(fault)") }
  }

  /// The learning rate of the step after `step` updates.
  ///
  /// - Parameter step: t, the number of updates already taken: 0 for the first.
  /// - Returns: η(t).
  /// - Precondition: `step ≥ 0`.
  /// - Complexity: O(1) without allocation; O(boundaries), or O(log t), where there are periods.
  public func learningRate(atStep step: Int) -> Double {
    require(step >= 0, "steps count from 0, and \(step) is before it")
    return formula.rate(atStep: step)
  }

  /// The same rate at every step.
  ///
  /// - Precondition: The rate is finite and not negative.
  public static func constant(_ rate: Double) -> Schedule {
    Schedule(.constant(ConstantRate(rate: rate)))
  }
}

/// A rate as a function of the step, with what can be wrong with its numbers.
protocol ScheduleFormula: Codable, Equatable, Sendable {
  /// The rate after `step` updates.
  func rate(atStep step: Int) -> Double
  /// What is out of range, in one sentence, or nil.
  var fault: String? { get }
}

/// η(t) = η₀.
struct ConstantRate: ScheduleFormula {
  let rate: Double

  func rate(atStep step: Int) -> Double { rate }

  var fault: String? { faultUnlessNonNegative("rate", rate) }
}
