import Optimizers
import Testing

@Suite struct AdadeltaTests {
  static let adadelta = OptimizerFixture.load("adadelta")

  @Test(arguments: adadelta.cases)
  func matchesEngine(_ testCase: OptimizerFixture.Case) throws {
    try checkParity(
      testCase, of: Self.adadelta, with: try #require(Self.optimizer(for: testCase)),
      moments: [
        .init("meanSquare", .magnitudes, "square_avg", "accumulated_grad"),
        .init("meanSquareStep", .magnitudes, "acc_delta", "accumulated_delta_var"),
      ])
  }

  static func optimizer(for testCase: OptimizerFixture.Case) -> Adadelta? {
    guard let convention = Adadelta.Convention.all.first(where: { $0.name == testCase.engine })
    else { return nil }
    if testCase.name.hasSuffix("defaults") { return Adadelta(convention: convention) }
    let parameters = testCase.hyperparameters
    return Adadelta(
      learningRate: parameters.learningRate, rho: parameters.rho, epsilon: parameters.epsilon,
      weightDecay: parameters.weightDecay ?? 0, convention: convention)
  }

  @Test func firstStepIsKnown() {
    // v = 0.25·4² = 4 and d = 0: the step is √2.25/√(4 + 2.25)·4.
    var theta: [Double] = [1]
    let optimizer = Adadelta(rho: 0.75, epsilon: 2.25)
    var state = optimizer.makeState(for: theta)
    optimizer.update(&theta, gradient: [4.0], state: &state)
    #expect((theta[0] - (1 - 1.5 / 2.5 * 4)).magnitude <= 4 * Double.ulpOfOne)
  }
}
