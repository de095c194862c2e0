import Optimizers
import TestSupport

extension TrapTests {
  static let schedules: [Trap] = rateSchedules + plateaus

  private static let rateSchedules: [Trap] = [
    Trap("steps count from 0, and -1 is before it") {
      _ = Schedule.constant(1).learningRate(atStep: -1)
    },
    Trap("rate must be finite and not negative, but is -0.1") { _ = Schedule.constant(-0.1) },
    Trap("alpha must lie in 0...1, but is 1.5") {
      _ = Schedule.cosine(initial: 1, decaySteps: 9, alpha: 1.5)
    },
    Trap("steps must be at least 1, but is 0") {
      _ = Schedule.cosineAnnealing(initial: 1, steps: 0)
    },
    Trap("decayRate must be finite and above 0, but is 0.0") {
      _ = Schedule.exponential(initial: 1, decayRate: 0)
    },
    Trap("decayRate must be finite and not negative, but is -1.0") {
      _ = Schedule.inverseTime(initial: 1, decayRate: -1)
    },
    Trap("power must be finite and above 0, but is inf") {
      _ = Schedule.polynomial(initial: 1, power: .infinity, decaySteps: 9)
    },
    Trap("maximum must be finite and not negative, but is nan") {
      _ = Schedule.oneCycle(maximum: .nan, totalSteps: 9)
    },
    Trap("warmUpShare must lie between 0.1 and 1.0 for 10 steps, but is 0.1") {
      _ = Schedule.oneCycle(maximum: 1, totalSteps: 10, warmUpShare: 0.1)
    },
    Trap("warmUpShare must lie between 0.1 and 0.55 for 10 steps, but is 0.6") {
      _ = Schedule.oneCycle(maximum: 1, totalSteps: 10, warmUpShare: 0.6, hasThreePhases: true)
    },
    Trap("periodFactor must be finite and at least 1, but is 0.5") {
      _ = Schedule.cosineRestarts(initial: 1, firstPeriod: 10, periodFactor: 0.5)
    },
    Trap("firstPeriod must be at least 1, but is 0") {
      _ = Schedule.cosineWarmRestarts(initial: 1, firstPeriod: 0)
    },
    Trap("schedule step: factor must be finite and above 0, but is 0.0") {
      _ = Schedule.step(initial: 1, factor: 0, every: 9)
    },
    Trap("schedule step: every must be at least 1, but is 0") {
      _ = Schedule.step(initial: 1, every: 0)
    },
    Trap("milestones must ascend from 0 on, but are [2, 1]") {
      _ = Schedule.multiStep(initial: 1, milestones: [2, 1])
    },
    Trap("boundaries must strictly ascend from 0 on, but are [1, 1]") {
      _ = Schedule.piecewiseConstant(boundaries: [1, 1], values: [3, 2, 1])
    },
    Trap("2 boundaries need 3 values, but there are 2") {
      _ = Schedule.piecewiseConstant(boundaries: [1, 2], values: [2, 1])
    },
    Trap("endFactor must be finite and not negative, but is -1.0") {
      _ = Schedule.linear(initial: 1, endFactor: -1)
    },
    Trap("the number of warm-up steps must be at least 1, but is 0") {
      _ = Schedule.constant(1).warmingUp(over: 0)
    },
    Trap("the start of the warm-up must be finite and not negative, but is -1.0") {
      _ = Schedule.constant(1).warmingUp(over: 9, from: -1)
    },
    Trap("the number of warm-up steps must be at least 1, but is 0") {
      _ = Schedule.constant(1).warmingUpWithin(0)
    },
  ]

  private static let plateaus: [Trap] = [
    Trap("ReduceOnPlateau: factor must lie between 0 and 1, but is 1.0") {
      _ = ReduceOnPlateau(factor: 1)
    },
    Trap("ReduceOnPlateau: patience must not be negative, but is -1") {
      _ = ReduceOnPlateau(patience: -1)
    },
    Trap("ReduceOnPlateau: cooldown must not be negative, but is -1") {
      _ = ReduceOnPlateau(cooldown: -1)
    },
    Trap("ReduceOnPlateau: minimumDelta must be finite and not negative, but is nan") {
      _ = ReduceOnPlateau(minimumDelta: .nan)
    },
    Trap("rate must be finite and not negative, but is -1.0") {
      var plateau = ReduceOnPlateau()
      _ = plateau.learningRate(after: 1, from: -1)
    },
  ]

  // MARK: Minimizing

  static let minimization: [Trap] = [
    Trap("the gradient has 1 scalars at a point of 2") {
      _ = try minimize({ _ in (value: 0, gradient: [1]) }, from: [1.0, 2], with: SGD())
    },
    Trap("minimize: maximumSteps must not be negative, but is -7") {
      _ = try minimize(bowl, from: [1.0, 2], with: SGD(), maximumSteps: -7)
    },
    Trap("minimize: nobody stops after -3.0 seconds") {
      _ = try minimize(bowl, from: [1.0, 2], with: SGD(), until: .time(.seconds(-3)))
    },
    Trap("minimize: a norm is never below 0.0") {
      _ = try minimize(bowl, from: [1.0, 2], with: SGD(), until: .gradientNorm(below: 0))
    },
    Trap("minimize: nobody takes -5 steps") {
      _ = try minimize(bowl, from: [1.0, 2], with: SGD(), until: .steps(-5))
    },
    Trap("minimize: maximumSteps must not be negative, but is -7") {
      _ = try minimize(valueOf: { $0[0] }, from: [1.0, 2], with: SGD(), maximumSteps: -7)
    },
    Trap("minimize: a norm is never below nan") {
      _ = try minimize(
        valueOf: { $0[0] }, from: [1.0, 2], with: SGD(), until: .gradientNorm(below: .nan))
    },
  ]

  private static let bowl: @Sendable ([Double]) -> (value: Double, gradient: [Double]) = {
    TestFunction.sphere()($0)
  }

  static let testFunctions: [Trap] = [
    Trap("has 2 coordinates, the point 1") { _ = TestFunction.booth([1.0]) },
    Trap("has 2 coordinates, the point 3") {
      _ = TestFunction.booth.distanceToMinimum(from: [1.0, 2, 3])
    },
    Trap("gradient noise: standardDeviation must be finite and not negative, but is -1.0") {
      _ = TestFunction.booth.withGradientNoise(standardDeviation: -1, seed: 0)
    },
    Trap("has 2 coordinates, the point 1") {
      var noisy = TestFunction.booth.withGradientNoise(standardDeviation: 1, seed: 0)
      _ = noisy([1.0])
    },
    Trap("needs at least 1 dimensions, not 0") { _ = TestFunction.sphere(dimensions: 0) },
    Trap("needs at least 2 dimensions, not 1") { _ = TestFunction.quadratic(dimensions: 1) },
    Trap("a condition number is finite and at least 1, not 0.5") {
      _ = TestFunction.quadratic(conditionNumber: 0.5)
    },
    Trap("needs at least 1 dimensions, not 0") { _ = TestFunction.styblinskiTang(dimensions: 0) },
    Trap("needs at least 1 dimensions, not -1") { _ = TestFunction.ackley(dimensions: -1) },
    Trap("needs at least 1 dimensions, not 0") { _ = TestFunction.rastrigin(dimensions: 0) },
    Trap("needs at least 1 dimensions, not 0") { _ = TestFunction.levy(dimensions: 0) },
    Trap("needs at least 2 dimensions, not 1") { _ = TestFunction.rosenbrock(dimensions: 1) },
    Trap("needs at least 1 dimensions, not 0") { _ = TestFunction.plateau(dimensions: 0) },
  ]
}
