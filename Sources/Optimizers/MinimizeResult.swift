/// A point on the way of a minimization.
public struct Iterate<Scalar: RealScalar>: Equatable, Sendable {
  /// How many steps led here.
  public let step: Int
  /// The parameters.
  public let point: [Scalar]
  /// The function there.
  public let value: Scalar
  /// The Euclidean norm of its gradient there.
  public let gradientNorm: Double
}

/// Where a minimization ended, and why.
public struct Minimum<Scalar: RealScalar>: Equatable, Sendable {
  /// The last point.
  public let last: Iterate<Scalar>
  /// Why it is the last.
  public let reason: StoppingReason
  /// How often the function was called.
  ///
  /// Once per gradient where it gives its gradient, and 2n + 1 times with central differences over n
  /// coordinates. A step takes one gradient, or as many as an ``UpdatePlan`` adds up, and another
  /// where loss scaling skipped it.
  public let evaluations: Int
  /// How long it took, the function's own time included.
  public let elapsed: Duration
  /// Every point from the start to the last, where `keepsTrajectory` asked for it; or else empty.
  public let trajectory: [Iterate<Scalar>]

  /// The parameters at the last point.
  public var point: [Scalar] { last.point }
  /// The function at the last point.
  public var value: Scalar { last.value }
  /// The Euclidean norm of the gradient at the last point.
  public var gradientNorm: Double { last.gradientNorm }
  /// How many steps were taken.
  public var step: Int { last.step }
}

/// A value that is NaN or infinite, and where it stood.
public struct NonFiniteValue: Equatable, Sendable, CustomStringConvertible {
  /// What was not finite.
  public enum Quantity: String, Sendable {
    /// A coordinate of the point, after a step or at the start.
    case point
    /// The value of the function at a finite point.
    case value
    /// A coordinate of the gradient at a finite point with a finite value.
    case gradient
  }

  /// How many steps led to the point; 0 is the start.
  public let step: Int
  /// What was not finite.
  public let quantity: Quantity
  /// The first coordinate that was not finite, from 0; nil for a value.
  public let coordinate: Int?
  /// NaN or an infinity.
  public let found: Double

  /// One sentence with the numbers.
  public var description: String {
    let place = coordinate.map { "coordinate \($0) of the \(quantity)" } ?? "the \(quantity)"
    return "\(place) is \(found) \(step == 0 ? "at the start" : "after step \(step)")"
  }
}

/// Why a minimization failed.
public enum MinimizationError<Scalar: RealScalar>: Error, CustomStringConvertible {
  /// The steps were used up before a criterion held.
  case notConverged(last: Iterate<Scalar>)
  /// A point, a value or a gradient became NaN or infinite; `last` is the point before, or nil
  /// where the start itself is at fault.
  case diverged(NonFiniteValue, last: Iterate<Scalar>?)

  /// One sentence with the numbers.
  public var description: String {
    switch self {
    case .notConverged(let last):
      "no convergence in \(last.step) steps: the value is \(last.value), "
        + "the norm of the gradient \(last.gradientNorm)"
    case .diverged(let fault, let last):
      "diverged: \(fault)" + (last.map { "; the last finite value was \($0.value)" } ?? "")
    }
  }
}
