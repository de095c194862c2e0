import Optimizers
import Testing

@Suite struct NAdamTests {
  static let nadam = OptimizerFixture.load("nadam")

  @Test(arguments: nadam.cases)
  func matchesEngine(_ testCase: OptimizerFixture.Case) throws {
    try checkParity(
      testCase, of: Self.nadam, with: try #require(Self.optimizer(for: testCase)),
      moments: [
        .init("mean", .gradients, "exp_avg", "momentum"),
        .init("meanSquare", .magnitudes, "exp_avg_sq", "velocity"),
      ],
      slack: float32BetaSlack(testCase) + Self.kerasSlack(testCase))
  }

  /// Keras computes μ from 0.96 rounded to float32, and P from 0.96, also in float64.
  ///
  /// That shifts μₜ by up to ½·β₁·t·0.96ᵗ of the relative difference 2.3e-8, at most 9e-8 (t = 24).
  /// A step is about η long, and `replay` measures against 0.01 at least.
  private static func kerasSlack(_ testCase: OptimizerFixture.Case) -> Double {
    testCase.engine == "keras" ? 9e-8 * testCase.hyperparameters.learningRate / 0.01 : 0
  }

  static func optimizer(for testCase: OptimizerFixture.Case) -> NAdam? {
    guard let convention = NAdam.Convention.all.first(where: { $0.name == testCase.engine })
    else { return nil }
    if testCase.name.hasSuffix("defaults") {
      var optimizer = NAdam(convention: convention)
      if testCase.engine == "keras" {
        // In float32 Keras takes 1 − β₂ from the rounded β₂: another weight by 1.3e-5 of itself.
        optimizer.beta1 = Double(Float(optimizer.beta1))
        optimizer.beta2 = Double(Float(optimizer.beta2))
      }
      return optimizer
    }
    let parameters = testCase.hyperparameters
    return NAdam(
      learningRate: parameters.learningRate, beta1: parameters.beta1, beta2: parameters.beta2,
      epsilon: parameters.epsilon, momentumDecay: parameters.momentumDecay,
      weightDecay: parameters.weightDecay ?? 0,
      weightDecayMode: parameters.decoupled == true ? .decoupled : nil, convention: convention)
  }

  @Test func carriesItsProductInTheState() {
    var theta: [Double] = [1]
    let optimizer = NAdam(beta1: 0.5, momentumDecay: 0)
    var state = optimizer.makeState(for: theta)
    #expect(state.product == 1)
    for _ in 0..<3 { optimizer.update(&theta, gradient: [1.0], state: &state) }
    // Without its decay μ is β₁/2 at every step.
    #expect(state.product == 0.25 * 0.25 * 0.25)
  }
}
