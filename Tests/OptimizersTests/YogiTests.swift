import Optimizers
import Testing

@Suite struct YogiTests {
  static let yogi = OptimizerFixture.load("yogi")

  @Test(arguments: yogi.cases)
  func matchesEngine(_ testCase: OptimizerFixture.Case) throws {
    try checkParity(
      testCase, of: Self.yogi, with: try #require(Self.optimizer(for: testCase)),
      moments: [
        .init("mean", .gradients, "mu"), .init("meanSquare", .magnitudes, "nu"),
      ])
  }

  static func optimizer(for testCase: OptimizerFixture.Case) -> Yogi? {
    if testCase.name.hasSuffix("defaults") { return Yogi() }
    let parameters = testCase.hyperparameters
    return Yogi(
      learningRate: parameters.learningRate, beta1: parameters.beta1 ?? 0.9,
      beta2: parameters.beta2 ?? 0.999, epsilon: parameters.epsilon ?? 1e-3,
      initialAccumulator: parameters.initialAccumulator ?? 1e-6)
  }

  @Test func theSecondMomentForgetsSlowly() throws {
    var theta: [Double] = [0]
    let optimizer = Yogi(beta2: 0.5, initialAccumulator: 16)
    var state = optimizer.makeState(for: theta)
    optimizer.update(&theta, gradient: [2.0], state: &state)
    // By half of 2², where Adam would fall by half of 16 − 2².
    #expect(try #require(state["meanSquare"]) == [14])
  }
}
