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

  @Test func theGradientIsScaledAndSkippedStepsAreTakenAgain() throws {
    let bare = try descend(Self.rule)
    let scaled = try descend(UpdatePlan(Self.rule, lossScaling: .fixed(1024)))
    #expect(scaled.last == bare.last && scaled.evaluations == 51)
    let tooLarge = UpdatePlan(Self.rule, lossScaling: .dynamic(initial: 0x1p1023))
    let skipping = try descend(tooLarge)
    #expect(skipping.last == bare.last && skipping.evaluations > 51)
  }

  @Test func aScaleThatNeverFitsIsAFault() {
    let plan = UpdatePlan(Self.rule, lossScaling: .fixed(0x1p1023))
    #expect(throws: MinimizationError<Double>.self) { try descend(plan) }
  }
}
