import Optimizers
import Testing

@Suite struct RAdamTests {
  static let radam = OptimizerFixture.load("radam")

  @Test(arguments: radam.cases)
  func matchesEngine(_ testCase: OptimizerFixture.Case) throws {
    try checkParity(
      testCase, of: Self.radam, with: try #require(Self.optimizer(for: testCase)),
      moments: [
        .init("mean", .gradients, "exp_avg", "momentum"),
        .init("meanSquare", .magnitudes, "exp_avg_sq", "velocity"),
      ])
  }

  static func optimizer(for testCase: OptimizerFixture.Case) -> RAdam? {
    if testCase.name.hasSuffix("defaults") { return RAdam() }
    let parameters = testCase.hyperparameters
    return RAdam(
      learningRate: parameters.learningRate, beta1: parameters.beta1 ?? 0.9,
      beta2: parameters.beta2 ?? 0.999, epsilon: parameters.epsilon ?? 1e-8,
      weightDecay: parameters.weightDecay ?? 0,
      weightDecayMode: parameters.decoupled == true ? .decoupled : .coupled)
  }

  @Test func takesFiveUndividedStepsFirst() {
    // Constant gradient g: m̂ = g, so an undivided step is η·g, and a divided one is below η.
    var theta: [Double] = [0]
    let optimizer = RAdam(learningRate: 1)
    var state = optimizer.makeState(for: theta)
    for step in 1...8 {
      let before = theta[0]
      optimizer.update(&theta, gradient: [100.0], state: &state)
      let length = before - theta[0]
      #expect(step <= 5 ? (length - 100).magnitude < 1e-12 : length < 1, "step \(step)")
    }
  }
}
