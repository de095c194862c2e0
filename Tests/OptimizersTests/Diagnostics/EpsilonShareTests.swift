import Optimizers
import Testing

/// Where ε is the larger part of a denominator, and what becomes of steps without a denominator.
@Suite struct EpsilonShareTests {
  private func dominated(
    _ rule: some EffectiveStepReporting, _ moment: String, _ values: [Double]
  ) -> Int? {
    var state = rule.makeState(count: values.count, of: Double.self)
    var theta = values
    rule.update(&theta, gradient: values.map { _ in 0.0 }, state: &state)
    state[moment] = values
    return rule.effectiveSteps(of: state, in: 0..<values.count).epsilonDominatedCount
  }

  @Test func outsideTheRootItIsHeldAgainstTheRoot() {
    // √v = 0.5, 1, 2, 0 and ε = 1: equal parts dominate nothing.
    let rule = RMSprop(epsilon: 1)
    #expect(dominated(rule, "meanSquare", [0.25, 1, 4, 0]) == 2)
    #expect(dominated(Adagrad(epsilon: 1), "squareSum", [0.25, 1, 4, 0]) == 2)
  }

  @Test func insideTheRootItIsHeldAgainstTheSquare() {
    // ε = 0.3 > v = 0.25, though ε < √v: in the root only v counts.
    let rule = RMSprop(epsilon: 0.3, convention: .keras)
    #expect(dominated(rule, "meanSquare", [0.25, 1, 4, 0]) == 2)
    #expect(dominated(rule, "meanSquare", [0.31, 1, 4, 2]) == 0)
    #expect(dominated(Adadelta(epsilon: 0.3), "meanSquare", [0.25, 1, 0.29, 0]) == 3)
  }

  @Test func biasCorrectionComesFirst() {
    // After one step v̂ = v/(1 − 0.75): √v̂ = 2√v = 1, so ε = 0.9 does not dominate, as it would √v.
    #expect(dominated(Adam(beta2: 0.75, epsilon: 0.9), "meanSquare", [0.25]) == 0)
    // Keras adds ε to √v itself.
    let keras = Adam(beta2: 0.75, epsilon: 0.9, convention: .keras)
    #expect(dominated(keras, "meanSquare", [0.25]) == 1)
    let corrected = RMSprop(rho: 0.75, epsilon: 0.9, biasCorrection: true)
    #expect(dominated(corrected, "meanSquare", [0.25]) == 0)
  }

  @Test func inAdamaxItIsHeldAgainstTheRestOfTheNorm() {
    // PyTorch's norm has ε in it: 2.5 is 1.5 and ε, 1.5 is 0.5 and ε. Keras adds ε to the norm.
    #expect(dominated(Adamax(epsilon: 1, convention: .pytorch), "norm", [2.5, 1.5]) == 1)
    #expect(dominated(Adamax(epsilon: 1, convention: .keras), "norm", [2.5, 0.5]) == 1)
  }

  @Test func rulesWithoutItSayNothing() {
    #expect(dominated(Rprop(), "stepSize", [1, 2]) == nil)
    #expect(dominated(Lion(), "mean", [1, 2]) == nil)
    // RAdam does not divide in its first steps.
    #expect(dominated(RAdam(), "meanSquare", [0, 0]) == nil)
  }

  @Test func whereTheDenominatorIsZeroNothingMoves() {
    let rule = RMSprop(epsilon: 0)
    var state = rule.makeState(count: 2, of: Float.self)
    var theta: [Float] = [1, 1]
    rule.update(&theta, gradient: [0, 4], state: &state)
    let sizes = rule.effectiveSteps(of: state, in: 0..<2).sizes
    #expect(sizes[0] == 0 && sizes[1] > 0)
  }

  @Test func anEpsilonThatUnderflowsInFloatKeepsNothingFromZero() {
    let rule = RMSprop(epsilon: 1e-60)
    var state = rule.makeState(count: 1, of: Float.self)
    var theta: [Float] = [1]
    rule.update(&theta, gradient: [0], state: &state)
    #expect(theta == [1] && rule.effectiveSteps(of: state, in: 0..<1).sizes == [0])
  }

  @Test func aNegativeVarianceOfTheReferenceModeIsNotANumber() {
    let rule = RMSprop(centered: true, centeredMode: .reference)
    var state = rule.makeState(count: 1, of: Double.self)
    var theta: [Double] = [1]
    rule.update(&theta, gradient: [1.0], state: &state)
    state["meanSquare"] = [0.25]
    state["meanGradient"] = [0.75]
    #expect(rule.effectiveSteps(of: state, in: 0..<1).sizes[0].isNaN)
  }
}
