internal import ElementwiseKernels

/// When ``minimize(_:from:with:until:maximumSteps:observe:)`` has reached its goal.
public enum StoppingCriterion: Equatable, Sendable {
  /// The Euclidean norm of the gradient is below a bound.
  case gradientNorm(below: Double)
  /// The value of the function is below a bound.
  case value(below: Double)
}

/// A point on the way of ``minimize(_:from:with:until:maximumSteps:observe:)``.
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

/// Why a minimum was not found; each case carries the last finite point.
public enum MinimizationError<Scalar: RealScalar>: Error, CustomStringConvertible {
  /// The steps were used up before the criterion held.
  case notConverged(last: Iterate<Scalar>)
  /// The value or the gradient became NaN or infinite in the step after `last`.
  case diverged(last: Iterate<Scalar>)

  /// One sentence with the numbers.
  public var description: String {
    switch self {
    case .notConverged(let last):
      "no convergence in \(last.step) steps: the value is \(last.value), "
        + "the norm of the gradient \(last.gradientNorm)"
    case .diverged(let last):
      "diverged in step \(last.step + 1): a value or a gradient is not finite; "
        + "the last finite value was \(last.value)"
    }
  }
}

/// Descends a differentiable function from a starting point.
///
/// ```swift
/// let minimum = try minimize(
///   { x in (value: x[0] * x[0], gradient: [2 * x[0]]) },
///   from: [3.0], with: SGD(learningRate: 0.1), until: .gradientNorm(below: 1e-6))
/// ```
/// A rule that normalizes its steps, RMSprop among them, circles the minimum at a distance of about
/// η: ask it for a bound that its learning rate can reach.
///
/// - Parameters:
///   - function: The value and the gradient at a point.
///   - start: Where to begin.
///   - optimizer: The rule that takes the steps.
///   - criterion: When the goal is reached; tested before every step, the first included.
///   - maximumSteps: How many steps may be taken.
///   - observe: Called with every point, the start and the last included.
/// - Returns: The first point where the criterion holds.
/// - Throws: ``MinimizationError`` when the steps run out, or a value or gradient is not finite.
/// - Precondition: The gradient has as many scalars as the point, and the start is finite in both.
public func minimize<Scalar: RealScalar>(
  _ function: (_ point: [Scalar]) -> (value: Scalar, gradient: [Scalar]),
  from start: [Scalar], with optimizer: some Optimizer, until criterion: StoppingCriterion,
  maximumSteps: Int = 100_000, observe: (Iterate<Scalar>) -> Void = { _ in }
) throws(MinimizationError<Scalar>) -> Iterate<Scalar> {
  var point = start
  var state = optimizer.makeState(for: point)
  var last: Iterate<Scalar>?
  while true {
    let (value, gradient) = function(point)
    precondition(
      gradient.count == point.count,
      "the gradient has \(gradient.count) scalars at a point of \(point.count)")
    let norm = euclideanNorm(gradient)
    guard value.isFinite, norm.isFinite else {
      guard let last else {
        preconditionFailure("at the start the value is \(value), the gradient's norm \(norm)")
      }
      throw .diverged(last: last)
    }
    let iterate = Iterate(step: state.step, point: point, value: value, gradientNorm: norm)
    observe(iterate)
    let isReached =
      switch criterion {
      case .gradientNorm(let bound): norm < bound
      case .value(let bound): Double(value) < bound
      }
    if isReached { return iterate }
    if state.step >= maximumSteps { throw .notConverged(last: iterate) }
    last = iterate
    optimizer.update(&point, gradient: gradient, state: &state)
  }
}

/// √Σx², scaled by the largest element so that no square overflows.
private func euclideanNorm<Scalar: RealScalar>(_ vector: [Scalar]) -> Double {
  var largest = 0.0
  for element in vector {
    let magnitude = Double(element.magnitude)
    guard magnitude.isFinite else { return magnitude }
    largest = max(largest, magnitude)
  }
  guard largest > 0 else { return 0 }
  let sum = vector.reduce(0.0) { sum, element in
    let scaled = Double(element) / largest
    return sum + scaled * scaled
  }
  return largest * sum.squareRoot()
}
