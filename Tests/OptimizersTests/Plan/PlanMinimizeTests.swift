import Optimizers
import Testing

/// `minimize` with plans that take more than one gradient for a step, or skip some.
@Suite struct PlanMinimizeTests {
  private static let rule = RMSprop(learningRate: 0.01)

  private func bowl(_ x: [Double]) -> (value: Double, gradient: [Double]) {
    (x[0] * x[0] + 3 * x[1] * x[1], [2 * x[0], 6 * x[1]])
  }

  private func descend(_ optimizer: some Optimizer) throws -> Minimum<Double> {
    try minimize(
      bowl, from: [1, -2], with: optimizer, until: .steps(50), keepsTrajectory: true)
  }

  /// The mean of equal gradients is that gradient, to the bit: only the work differs.
  @Test func aStepTakesAsManyGradientsAsItNeeds() throws {
    let bare = try descend(Self.rule)
    let planned = try descend(UpdatePlan(Self.rule, accumulationSteps: 4))
    #expect(planned.last.point == bare.last.point && planned.last.step == 50)
    #expect(planned.trajectory.map(\.step) == Array(0...50))
    #expect(bare.evaluations == 51 && planned.evaluations == 4 * 50 + 1)
  }

  @Test func theGradientIsScaled() throws {
    let bare = try descend(Self.rule)
    let scaled = try descend(UpdatePlan(Self.rule, lossScaling: .fixed(1024)))
    #expect(scaled.last == bare.last && scaled.evaluations == 51)
  }

  /// A gradient of 1e10 times 2¹⁰⁰ is beyond the largest Float.
  private func descendFromAfar(
    _ optimizer: some Optimizer
  ) throws(MinimizationError<Float>) -> Minimum<Float> {
    try minimize(
      { x in (x[0] * x[0] / 2, [x[0]]) }, from: [1e10], with: optimizer, until: .steps(9))
  }

  @Test func skippedStepsAreTakenAgain() throws {
    let bare = try descendFromAfar(SGD(learningRate: 0.1))
    let plan = UpdatePlan(SGD(learningRate: 0.1), lossScaling: .dynamic(initial: 0x1p100))
    let skipping = try descendFromAfar(plan)
    #expect(skipping.last == bare.last && bare.evaluations == 10 && skipping.evaluations > 10)
  }

  @Test func aScaleThatNeverFitsIsAFault() {
    let plan = UpdatePlan(SGD(learningRate: 0.1), lossScaling: .fixed(0x1p100))
    #expect(throws: MinimizationError<Float>.self) { try descendFromAfar(plan) }
  }
}
