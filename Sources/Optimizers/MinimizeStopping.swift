/// When ``minimize(_:from:with:schedule:until:maximumSteps:keepsTrajectory:stopWhen:observe:)`` has
/// gone far enough.
public enum StoppingCriterion: Equatable, Sendable {
  /// The Euclidean norm of the gradient is below a bound.
  case gradientNorm(below: Double)
  /// The value of the function is below a bound: a target.
  case value(below: Double)
  /// The value changed by less than a bound in each of the last so many steps.
  ///
  /// A value that rests need not be a minimum: a rule may be crossing a plateau.
  case valueChange(below: Double, forSteps: Int = 1)
  /// So many steps were taken.
  case steps(Int)
  /// So much time has passed since the call; the function's own time counts.
  case time(Duration)

  /// Whether the criterion bounds the work, however the function behaves.
  var isBudget: Bool {
    switch self {
    case .steps, .time: true
    case .gradientNorm, .value, .valueChange: false
    }
  }

  /// What makes the criterion meaningless, if anything.
  var fault: String? {
    switch self {
    case .gradientNorm(let bound) where !(bound > 0):
      "a norm is never below \(bound)"
    case .value(let bound) where bound.isNaN:
      "no value is below NaN"
    case .valueChange(let bound, let steps) where !(bound > 0) || steps < 1:
      "no change is below \(bound) in \(steps) steps"
    case .steps(let count) where count < 0:
      "nobody takes \(count) steps"
    case .time(let limit) where limit < .zero:
      "nobody stops after \(limit)"
    default: nil
    }
  }
}

/// Why a minimization ended.
public enum StoppingReason: Equatable, Sendable {
  /// The first of the criteria that held.
  case criterion(StoppingCriterion)
  /// `stopWhen` returned true.
  case callback
}

/// How far a minimization has come, as the criteria see it.
struct StoppingState {
  let clock = ContinuousClock()
  let start: ContinuousClock.Instant
  // Every bound on the change of the value has its own count of small changes.
  private var restingSteps: [Int]
  private var lastValue: Double?

  init(_ criteria: [StoppingCriterion]) {
    start = clock.now
    restingSteps = Array(repeating: 0, count: criteria.count)
  }

  /// The time limit that is over, if one is.
  func overdue(of criteria: [StoppingCriterion]) -> StoppingCriterion? {
    criteria.first {
      if case .time(let limit) = $0 { clock.now - start >= limit } else { false }
    }
  }

  /// The first criterion that holds at a point.
  mutating func firstMet<Scalar: RealScalar>(
    of criteria: [StoppingCriterion], at iterate: Iterate<Scalar>
  ) -> StoppingCriterion? {
    let value = Double(iterate.value)
    let change = lastValue.map { (value - $0).magnitude }
    lastValue = value
    for case (let index, .valueChange(let bound, _)) in criteria.enumerated() {
      restingSteps[index] = change.map { $0 < bound } == true ? restingSteps[index] + 1 : 0
    }
    for (index, criterion) in criteria.enumerated() {
      let isMet =
        switch criterion {
        case .gradientNorm(let bound): iterate.gradientNorm < bound
        case .value(let bound): value < bound
        case .valueChange(_, let steps): restingSteps[index] >= steps
        case .steps(let count): iterate.step >= count
        case .time(let limit): clock.now - start >= limit
        }
      if isMet { return criterion }
    }
    return nil
  }
}
