internal import ElementwiseKernels

/// Descends a differentiable function from a starting point.
///
/// ```swift
/// let minimum = try minimize(
///   { x in (value: x[0] * x[0], gradient: [2 * x[0]]) },
///   from: [3.0], with: SGD(learningRate: 0.1), until: .gradientNorm(below: 1e-6))
/// ```
/// ```swift
/// let best = try minimize(
///   TestFunction.rosenbrock().callAsFunction, from: [-1.2, 1.0],
///   with: RMSprop(), schedule: .cosine(initial: 0.01, decaySteps: 5000),
///   until: .value(below: 1e-9), .steps(5000), keepsTrajectory: true)
/// best.reason            // .criterion(.steps(5000)), or the target
/// best.trajectory.count  // one more than the steps
/// ```
/// A rule that normalizes its steps, RMSprop among them, circles the minimum at a distance of about
/// η: ask it for a bound that its learning rate can reach, or let a schedule lower the rate.
///
/// Criteria of steps and time are budgets: reaching them is a reason to stop. Without one the steps
/// are bounded by `maximumSteps`, and using those up is an error.
///
/// - Parameters:
///   - function: The value and the gradient at a point.
///   - start: Where to begin.
///   - optimizer: The rule that takes the steps.
///   - schedule: The learning rate of each step, instead of the optimizer's.
///   - criteria: When to stop; the first that holds does. Tested at every point, the start included.
///   - maximumSteps: How many steps may be taken; nil for 100,000, or for no bound where a
///     criterion is a budget.
///   - keepsTrajectory: Whether the result holds every point: O(steps · n) memory.
///   - stopWhen: Called with every point where no criterion holds; stops when it returns true.
///   - observe: Called with every point, the start and the last included.
/// - Returns: The last point, why it is the last, and what it took.
/// - Throws: ``MinimizationError`` when `maximumSteps` run out, or a point, a value or a gradient is
///   not finite.
/// - Precondition: The gradient has as many scalars as the point, `maximumSteps` ≥ 0, and the
///   criteria can be met: no norm or change below 0 or less, no negative steps or time, no NaN.
public func minimize<Scalar: RealScalar>(
  _ function: (_ point: [Scalar]) -> (value: Scalar, gradient: [Scalar]),
  from start: [Scalar], with optimizer: some Optimizer, schedule: Schedule? = nil,
  until criteria: StoppingCriterion..., maximumSteps: Int? = nil, keepsTrajectory: Bool = false,
  stopWhen: (Iterate<Scalar>) -> Bool = { _ in false },
  observe: (Iterate<Scalar>) -> Void = { _ in }
) throws(MinimizationError<Scalar>) -> Minimum<Scalar> {
  try descend(
    function, evaluationsPerPoint: 1, from: start, with: optimizer, schedule: schedule,
    until: criteria, maximumSteps: maximumSteps, keepsTrajectory: keepsTrajectory,
    stopWhen: stopWhen, observe: observe)
}

/// Descends a function of which only the value is known, by its central differences.
///
/// As ``minimize(_:from:with:schedule:until:maximumSteps:keepsTrajectory:stopWhen:observe:)``, with
/// the gradient of ``centralDifferences(of:at:)``: 2n + 1 evaluations per point of n coordinates,
/// and a gradient that is right to about 10 digits in `Double`, and to 4 or 5 in `Float`.
///
/// ```swift
/// let minimum = try minimize(
///   valueOf: { x in x[0] * x[0] }, from: [3.0], with: SGD(learningRate: 0.1),
///   until: .gradientNorm(below: 1e-6))
/// ```
///
/// - Parameters:
///   - function: The value at a point.
///   - start: Where to begin.
///   - optimizer: The rule that takes the steps.
///   - schedule: The learning rate of each step, instead of the optimizer's.
///   - criteria: When to stop; the first that holds does.
///   - maximumSteps: How many steps may be taken; nil for 100,000, or for no bound where a
///     criterion is a budget.
///   - keepsTrajectory: Whether the result holds every point.
///   - stopWhen: Called with every point where no criterion holds; stops when it returns true.
///   - observe: Called with every point, the start and the last included.
/// - Returns: The last point, why it is the last, and what it took.
/// - Throws: ``MinimizationError`` when `maximumSteps` run out, or a point, a value or a difference
///   is not finite.
/// - Precondition: `maximumSteps` ≥ 0, and the criteria can be met: no norm or change below 0 or
///   less, no negative steps or time, no NaN.
public func minimize<Scalar: RealScalar>(
  valueOf function: (_ point: [Scalar]) -> Scalar,
  from start: [Scalar], with optimizer: some Optimizer, schedule: Schedule? = nil,
  until criteria: StoppingCriterion..., maximumSteps: Int? = nil, keepsTrajectory: Bool = false,
  stopWhen: (Iterate<Scalar>) -> Bool = { _ in false },
  observe: (Iterate<Scalar>) -> Void = { _ in }
) throws(MinimizationError<Scalar>) -> Minimum<Scalar> {
  try descend(
    { point in (value: function(point), gradient: centralDifferences(of: function, at: point)) },
    evaluationsPerPoint: 2 * start.count + 1, from: start, with: optimizer, schedule: schedule,
    until: criteria, maximumSteps: maximumSteps, keepsTrajectory: keepsTrajectory,
    stopWhen: stopWhen, observe: observe)
}

/// The steps that are taken where nothing bounds them.
private let defaultMaximumSteps = 100_000

private func descend<Scalar: RealScalar>(
  _ function: ([Scalar]) -> (value: Scalar, gradient: [Scalar]), evaluationsPerPoint: Int,
  from start: [Scalar], with optimizer: some Optimizer, schedule: Schedule?,
  until criteria: [StoppingCriterion], maximumSteps: Int?, keepsTrajectory: Bool,
  stopWhen: (Iterate<Scalar>) -> Bool, observe: (Iterate<Scalar>) -> Void
) throws(MinimizationError<Scalar>) -> Minimum<Scalar> {
  for criterion in criteria {
    if let fault = criterion.fault { fatalError("minimize: \(fault)") }
  }
  if let maximumSteps {
    require(
      maximumSteps >= 0, "minimize: maximumSteps must not be negative, but is \(maximumSteps)")
  }
  let bound =
    maximumSteps ?? (criteria.contains(where: \.isBudget) ? Int.max : defaultMaximumSteps)
  var optimizer = optimizer
  var point = start
  var state = optimizer.makeState(for: point)
  var stopping = StoppingState(criteria)
  var trajectory: [Iterate<Scalar>] = []
  var last: Iterate<Scalar>?
  var (evaluations, skippedSteps) = (0, 0)
  while true {
    let step = state.step
    if let fault = firstNonFinite(in: point, as: .point, step: step) {
      throw .diverged(fault, last: last)
    }
    let (value, gradient) = function(point)
    evaluations += evaluationsPerPoint
    require(
      gradient.count == point.count,
      "the gradient has \(gradient.count) scalars at a point of \(point.count)")
    if let fault = firstNonFinite(in: CollectionOfOne(value), as: .value, step: step)
      ?? firstNonFinite(in: gradient, as: .gradient, step: step)
    {
      throw .diverged(fault, last: last)
    }
    if state.heldGradients > 0 || state.skippedSteps > skippedSteps {
      // Nothing moved: a plan takes more gradients for this step, or takes it again.
      skippedSteps = state.skippedSteps
      if let last, let criterion = stopping.overdue(of: criteria) {
        return Minimum(
          last: last, reason: .criterion(criterion), evaluations: evaluations,
          elapsed: stopping.clock.now - stopping.start, trajectory: trajectory)
      }
      try hand(gradient, of: last, to: optimizer, moving: &point, state: &state)
      continue
    }
    let iterate = Iterate(
      step: step, point: point, value: value, gradientNorm: euclideanNorm(gradient))
    if keepsTrajectory { trajectory.append(iterate) }
    observe(iterate)
    let criterion = stopping.firstMet(of: criteria, at: iterate)
    let reason = criterion.map(StoppingReason.criterion) ?? (stopWhen(iterate) ? .callback : nil)
    if let reason {
      return Minimum(
        last: iterate, reason: reason, evaluations: evaluations,
        elapsed: stopping.clock.now - stopping.start, trajectory: trajectory)
    }
    if step >= bound { throw .notConverged(last: iterate) }
    last = iterate
    if let schedule { optimizer.learningRate = schedule.learningRate(atStep: step) }
    try hand(gradient, of: last, to: optimizer, moving: &point, state: &state)
  }
}

/// Gives the optimizer the gradient of an iterate, times the loss scale that it asks for.
///
/// - Throws: ``MinimizationError/diverged(_:last:)`` when the scaled gradient is not finite, and the
///   scale stays as it is: no step would ever be taken.
private func hand<Scalar: RealScalar>(
  _ gradient: [Scalar], of iterate: Iterate<Scalar>?, to optimizer: some Optimizer,
  moving point: inout [Scalar], state: inout OptimizerState<Scalar>
) throws(MinimizationError<Scalar>) {
  let scale = optimizer.lossScale(in: state)
  let skippedSteps = state.skippedSteps
  let scaled = scale == 1 ? gradient : gradient.map { $0 * Scalar(scale) }
  optimizer.update(&point, gradient: scaled, state: &state)
  guard state.skippedSteps > skippedSteps, optimizer.lossScale(in: state) == scale else { return }
  // The next one would be skipped as well. Where every element is finite, a sum of some is not.
  let largest = scaled.indices.max { scaled[$0].magnitude < scaled[$1].magnitude }
  let fault =
    firstNonFinite(in: scaled, as: .gradient, step: state.step)
    ?? NonFiniteValue(
      step: state.step, quantity: .gradient, coordinate: largest, found: .infinity)
  throw .diverged(fault, last: iterate)
}

private func firstNonFinite<Scalar: RealScalar>(
  in values: some Collection<Scalar>, as quantity: NonFiniteValue.Quantity, step: Int
) -> NonFiniteValue? {
  for (index, value) in values.enumerated() where !value.isFinite {
    return NonFiniteValue(
      step: step, quantity: quantity, coordinate: quantity == .value ? nil : index,
      found: Double(value))
  }
  return nil
}

/// √Σx², scaled by the largest element so that no square overflows.
private func euclideanNorm<Scalar: RealScalar>(_ vector: [Scalar]) -> Double {
  let largest = vector.reduce(0.0) { max($0, Double($1.magnitude)) }
  guard largest > 0 else { return 0 }
  let sum = vector.reduce(0.0) { sum, element in
    let scaled = Double(element) / largest
    return sum + scaled * scaled
  }
  return largest * sum.squareRoot()
}
