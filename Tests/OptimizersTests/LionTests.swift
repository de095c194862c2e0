import Optimizers
import Testing

@Suite struct LionTests {
  static let lion = OptimizerFixture.load("lion")

  @Test(arguments: lion.cases)
  func matchesEngine(_ testCase: OptimizerFixture.Case) throws {
    try checkParity(
      testCase, of: Self.lion, with: try #require(Self.optimizer(for: testCase)),
      moments: [.init("mean", .gradients, "momentum", "mu")])
  }

  static let lionOptax = OptimizerFixture.load("lion-optax")

  @Test(arguments: lionOptax.cases)
  func matchesOptax(_ testCase: OptimizerFixture.Case) throws {
    try checkParity(
      testCase, of: Self.lionOptax, with: try #require(Self.optimizer(for: testCase)),
      moments: [.init("mean", .gradients, "momentum", "mu")])
  }

  static func optimizer(for testCase: OptimizerFixture.Case) -> Lion? {
    guard let convention = Lion.Convention.all.first(where: { $0.name == testCase.engine })
    else { return nil }
    if testCase.name.hasSuffix("defaults") { return Lion(convention: convention) }
    let parameters = testCase.hyperparameters
    return Lion(
      learningRate: parameters.learningRate, beta1: parameters.beta1, beta2: parameters.beta2,
      weightDecay: parameters.weightDecay ?? 0, convention: convention)
  }

  @Test func allStepsHaveTheLengthOfTheRate() {
    var theta: [Double] = [0, 0, 0]
    let optimizer = Lion(learningRate: 0.25)
    var state = optimizer.makeState(for: theta)
    optimizer.update(&theta, gradient: [1e-9, -1e9, 0], state: &state)
    #expect(theta == [-0.25, 0.25, 0])
  }
}
