import Optimizers
import Testing

@Suite struct AdamTests {
  static let adam = OptimizerFixture.load("adam")

  @Test(arguments: adam.cases)
  func matchesEngine(_ testCase: OptimizerFixture.Case) throws {
    try checkParity(
      testCase, of: Self.adam, with: try #require(Self.optimizer(for: testCase)),
      moments: Self.moments(of: testCase), slack: float32BetaSlack(testCase))
  }

  static func optimizer(for testCase: OptimizerFixture.Case) -> Adam? {
    guard let convention = Adam.Convention.all.first(where: { $0.name == testCase.engine })
    else { return nil }
    if testCase.name.hasSuffix("defaults") { return Adam(convention: convention) }
    let parameters = testCase.hyperparameters
    return Adam(
      learningRate: parameters.learningRate, beta1: parameters.beta1, beta2: parameters.beta2,
      epsilon: parameters.epsilon, amsgrad: parameters.amsgrad ?? false,
      weightDecay: parameters.weightDecay ?? 0, convention: convention)
  }

  private static func moments(of testCase: OptimizerFixture.Case) -> [MomentNames] {
    let both: [MomentNames] = [
      .init("mean", .gradients, "exp_avg", "momentum"),
      .init("meanSquare", .magnitudes, "exp_avg_sq", "velocity"),
    ]
    guard testCase.hyperparameters.amsgrad == true else { return both }
    return both + [.init("largestMeanSquare", .magnitudes, "max_exp_avg_sq", "velocity_hat")]
  }

  @Test func firstStepIsKnown() {
    // With ε = 0 the corrected ratio is the sign of the gradient.
    var theta: [Double] = [1]
    let optimizer = Adam(learningRate: 0.5, epsilon: 0)
    var state = optimizer.makeState(for: theta)
    optimizer.update(&theta, gradient: [-7.0], state: &state)
    #expect((theta[0] - (1.5)).magnitude <= 4 * Double.ulpOfOne)
  }

  @Test func amsgradNeverForgetsALargeGradient() {
    // After one gradient of 100 the plain rule regains its pace, and AMSGrad does not.
    var positions: [[Double]] = []
    for amsgrad in [false, true] {
      var theta: [Double] = [0]
      let optimizer = Adam(learningRate: 0.1, beta2: 0.5, amsgrad: amsgrad)
      var state = optimizer.makeState(for: theta)
      optimizer.update(&theta, gradient: [100.0], state: &state)
      for _ in 0..<300 { optimizer.update(&theta, gradient: [1.0], state: &state) }
      positions.append(theta)
    }
    #expect(positions[0][0] < -20 && positions[1][0] > -2)
  }
}
