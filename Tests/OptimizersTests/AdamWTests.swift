import Optimizers
import Testing

@Suite struct AdamWTests {
  static let adamw = OptimizerFixture.load("adamw")

  @Test(arguments: adamw.cases)
  func matchesEngine(_ testCase: OptimizerFixture.Case) throws {
    try checkParity(
      testCase, of: Self.adamw, with: try #require(Self.optimizer(for: testCase)),
      moments: Self.moments(of: testCase), slack: float32BetaSlack(testCase))
  }

  static func optimizer(for testCase: OptimizerFixture.Case) -> AdamW? {
    guard let convention = AdamW.Convention.all.first(where: { $0.name == testCase.engine })
    else { return nil }
    if testCase.name.hasSuffix("defaults") { return AdamW(convention: convention) }
    let parameters = testCase.hyperparameters
    return AdamW(
      learningRate: parameters.learningRate, beta1: parameters.beta1, beta2: parameters.beta2,
      epsilon: parameters.epsilon, weightDecay: parameters.weightDecay,
      amsgrad: parameters.amsgrad ?? false, convention: convention)
  }

  private static func moments(of testCase: OptimizerFixture.Case) -> [MomentNames] {
    let both: [MomentNames] = [
      .init("mean", .gradients, "exp_avg", "momentum"),
      .init("meanSquare", .magnitudes, "exp_avg_sq", "velocity"),
    ]
    guard testCase.hyperparameters.amsgrad == true else { return both }
    return both + [.init("largestMeanSquare", .magnitudes, "max_exp_avg_sq", "velocity_hat")]
  }

  @Test func decaysWithoutAGradient() {
    var theta: [Double] = [1, -2]
    let optimizer = AdamW(learningRate: 0.5, weightDecay: 0.25)
    var state = optimizer.makeState(for: theta)
    optimizer.update(&theta, gradient: [0.0, 0], state: &state)
    #expect(theta == [0.875, -1.75])
  }
}
