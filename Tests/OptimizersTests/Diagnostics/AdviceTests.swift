import Optimizers
import Testing

@Suite struct AdviceTests {
  private func diagnosis<Rule: Optimizer>(
    _ rule: Rule, before: [Double], gradient: [Double], ranges: [ParameterRange]? = nil
  ) -> Diagnosis {
    var theta = before
    var state = rule.makeState(for: theta)
    rule.update(&theta, gradient: gradient, state: &state)
    return rule.diagnose(
      values: theta, before: before, gradient: gradient, state: state, ranges: ranges)
  }

  private static let pair = [
    ParameterRange(name: "weight", range: 0..<2), ParameterRange(name: "bias", range: 2..<3),
  ]

  @Test func healthyTrainingNeedsNone() {
    let found = diagnosis(SGD(learningRate: 1e-3), before: [1, 1, 1], gradient: [1, -1, 1])
    #expect(found.advice == [])
  }

  @Test func saysWhenStepsAreTooLongOrTooShort() {
    let long = diagnosis(SGD(learningRate: 0.05), before: [1, 1, 1], gradient: [1, -1, 1])
    #expect(long.advice.count == 1 && long.advice[0].contains("moves the weights by 5.0 %"))
    let short = diagnosis(SGD(learningRate: 1e-7), before: [1, 1, 1], gradient: [1, -1, 1])
    #expect(short.advice.count == 1 && short.advice[0].contains("1.0e-7"))
    #expect(short.advice[0].contains("raise"))
  }

  @Test func namesTheRangeThatExplodes() {
    let found = diagnosis(
      SGD(learningRate: 1), before: [1, 1, 1], gradient: [1e-4, 1e-4, -3], ranges: Self.pair)
    #expect(found.advice.contains { $0.hasPrefix("bias is exploding: a step moves it by 300 %") })
    #expect(!found.advice.contains { $0.hasPrefix("weight is exploding") })
  }

  @Test func sparesABiasThatHasJustBegun() {
    let found = diagnosis(
      SGD(learningRate: 1), before: [1, 1, 1e-3], gradient: [1e-3, 1e-3, -1e-3],
      ranges: Self.pair)
    #expect(found["bias"]?.updateRatio == 1 && found.advice == [])
  }

  @Test func saysWhereEpsilonDominates() {
    // √v = √0.1·|g|: below ε = 0.01 for one weight of two.
    let found = diagnosis(
      RMSprop(learningRate: 1e-3, epsilon: 0.01), before: [1, 1, 1], gradient: [1, 1e-3, 1],
      ranges: Self.pair)
    #expect(found.advice.count == 1)
    #expect(found.advice[0].hasPrefix("ε dominates 50 % of weight"))
  }

  @Test func saysWhereNothingIsLearned() {
    let found = diagnosis(
      RMSprop(learningRate: 1e-3), before: [1, 1, 1], gradient: [1, 1, 0], ranges: Self.pair)
    #expect(found.advice.count == 1)
    #expect(found.advice[0].hasPrefix("The gradient of bias is zero throughout"))
  }

  @Test func beginsWithWhatIsNotFinite() {
    let found = diagnosis(
      Adam(), before: [1, 1, 1], gradient: [1, .nan, 1], ranges: Self.pair)
    #expect(
      found.advice[0].hasPrefix("First not finite: the gradient of weight[1] was NaN in step 1."))
    #expect(found.advice.contains { $0.hasPrefix("1 of 2 effective steps of weight are not") })
  }

  @Test func theTableFitsEightyColumns() {
    let ranges = [
      ParameterRange(name: "encoder.block_12.attention.output.weight", range: 0..<2),
      ParameterRange(name: "hidden/bias", range: 2..<3),
    ]
    let extreme = diagnosis(
      RMSprop(learningRate: 1e-3, epsilon: 1e-120), before: [1e200, -1e-200, 1e150],
      gradient: [1e-150, 1e150, 1e-100], ranges: ranges)
    let broken = diagnosis(
      Adam(), before: [1, 2, 0], gradient: [.nan, -.infinity, 1e-12], ranges: ranges)
    let whole = diagnosis(SGD(), before: [1, 1, 1], gradient: [1, 1, 1])
    for found in [extreme, broken, whole] {
      let lines = "\(found)".split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count >= 6 && lines.allSatisfy { $0.count <= 80 }, "\(found)")
    }
    #expect("\(extreme)".contains("…ention.output.weight".suffix(17)))
  }

  @Test func theTableHasTheNumbers() {
    let found = diagnosis(
      RMSprop(learningRate: 1e-3, epsilon: 1e-8), before: [3, 4, 0], gradient: [0.1, 0.1, 1e-12],
      ranges: Self.pair)
    let lines = "\(found)".split(separator: "\n").map(String.init)
    #expect(
      lines[0]
        == "RMSprop (textbook) after step 1, η = 0.001: 3 parameters in 2 ranges")
    // η/(√0.1·0.1 + ε) = 0.0316, ‖(1, 1)‖·0.00316/‖(3, 4)‖ = 8.9e-4, √((9 + 16)/2) = 3.5
    #expect(
      lines[3].split(separator: " ").map(String.init)
        == ["weight", "3.5", "0.1", "8.9e-4", "0.032", "0.032", "0.032", "0", "%"])
    #expect(lines[4].split(separator: " ")[1...].contains("1.0e-12"))
    #expect("\(found)".contains("ε dominates 100 % of bias"))
  }
}
