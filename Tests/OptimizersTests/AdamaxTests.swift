import Optimizers
import Testing

@Suite struct AdamaxTests {
  static let adamax = OptimizerFixture.load("adamax")

  @Test(arguments: adamax.cases)
  func matchesEngine(_ testCase: OptimizerFixture.Case) throws {
    try checkParity(
      testCase, of: Self.adamax, with: try #require(Self.optimizer(for: testCase)),
      moments: [
        .init("mean", .gradients, "exp_avg", "momentum"),
        .init("norm", .magnitudes, "exp_inf", "norm"),
      ])
  }

  static func optimizer(for testCase: OptimizerFixture.Case) -> Adamax? {
    guard let convention = Adamax.Convention.all.first(where: { $0.name == testCase.engine })
    else { return nil }
    if testCase.name.hasSuffix("defaults") { return Adamax(convention: convention) }
    let parameters = testCase.hyperparameters
    return Adamax(
      learningRate: parameters.learningRate, beta1: parameters.beta1, beta2: parameters.beta2,
      epsilon: parameters.epsilon, weightDecay: parameters.weightDecay ?? 0,
      convention: convention)
  }

  @Test func firstStepIsKnown() {
    // Without ε the first ratio is the sign of the gradient.
    var theta: [Double] = [1]
    let optimizer = Adamax(learningRate: 0.5)
    var state = optimizer.makeState(for: theta)
    optimizer.update(&theta, gradient: [-7.0], state: &state)
    #expect((theta[0] - (1.5)).magnitude <= 4 * Double.ulpOfOne)
  }
}
