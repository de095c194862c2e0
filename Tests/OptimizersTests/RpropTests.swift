import Optimizers
import Testing

@Suite struct RpropTests {
  static let rprop = OptimizerFixture.load("rprop")

  @Test(arguments: rprop.cases)
  func matchesEngine(_ testCase: OptimizerFixture.Case) throws {
    try checkParity(
      testCase, of: Self.rprop, with: try #require(Self.optimizer(for: testCase)),
      moments: [
        .init("previousGradient", .gradients, "prev"),
        .init("stepSize", .magnitudes, "step_size"),
      ])
  }

  static func optimizer(for testCase: OptimizerFixture.Case) -> Rprop? {
    if testCase.name.hasSuffix("defaults") { return Rprop() }
    let parameters = testCase.hyperparameters
    return Rprop(
      learningRate: parameters.learningRate, shrink: parameters.shrink ?? 0.5,
      growth: parameters.growth ?? 1.2, smallestStep: parameters.smallestStep ?? 1e-6,
      largestStep: parameters.largestStep ?? 50)
  }

  @Test func waitsAStepAfterAChangeOfSign() throws {
    var theta: [Double] = [0]
    let optimizer = Rprop(learningRate: 1, growth: 1.5)
    var state = optimizer.makeState(for: theta)
    var path: [Double] = []
    for gradient in [4.0, 1, -2, -3, -3] {
      optimizer.update(&theta, gradient: [gradient], state: &state)
      path.append(theta[0])
    }
    #expect(path == [-1, -2.5, -2.5, -1.75, -0.625])
    #expect(try #require(state["stepSize"]) == [1.125])
  }

  @Test func aRateOfZeroStillTakesTheSmallestStep() {
    var theta: [Double] = [1, 1]
    let rule = Rprop(learningRate: 0, smallestStep: 0.25)
    var state = rule.makeState(for: theta)
    rule.update(&theta, gradient: [3.0, 0], state: &state)
    #expect(theta == [0.75, 1])
  }
}
