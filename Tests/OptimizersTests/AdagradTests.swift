import Optimizers
import Testing

@Suite struct AdagradTests {
  static let adagrad = OptimizerFixture.load("adagrad")

  @Test(arguments: adagrad.cases)
  func matchesEngine(_ testCase: OptimizerFixture.Case) throws {
    try checkParity(
      testCase, of: Self.adagrad, with: try #require(Self.optimizer(for: testCase)),
      moments: [.init("squareSum", .magnitudes, "sum", "accumulator")])
  }

  static func optimizer(for testCase: OptimizerFixture.Case) -> Adagrad? {
    guard let convention = Adagrad.Convention.all.first(where: { $0.name == testCase.engine })
    else { return nil }
    if testCase.name.hasSuffix("defaults") { return Adagrad(convention: convention) }
    let parameters = testCase.hyperparameters
    return Adagrad(
      learningRate: parameters.learningRate,
      learningRateDecay: parameters.learningRateDecay ?? 0,
      initialAccumulator: parameters.initialAccumulator, epsilon: parameters.epsilon,
      weightDecay: parameters.weightDecay ?? 0, convention: convention)
  }

  @Test func firstStepIsKnown() {
    // √(4² + 3²) = 5.
    var theta: [Double] = [1]
    let optimizer = Adagrad(learningRate: 0.5, initialAccumulator: 16, epsilon: 0)
    var state = optimizer.makeState(for: theta)
    optimizer.update(&theta, gradient: [3.0], state: &state)
    #expect((theta[0] - (1 - 0.5 * 3 / 5)).magnitude <= 4 * Double.ulpOfOne)
  }
}
