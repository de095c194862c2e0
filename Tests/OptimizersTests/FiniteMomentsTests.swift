import Optimizers
import Testing

/// Which moments must be finite for a training to go on from a state.
@Suite struct FiniteMomentsTests {
  private static func finiteMoments(
    of optimizer: some Optimizer, after gradients: [Double]
  ) -> [String] {
    var theta: [Double] = [1]
    var state = optimizer.makeState(for: theta)
    for gradient in gradients { optimizer.update(&theta, gradient: [gradient], state: &state) }
    return optimizer.finiteMoments(in: state).map { state.moments[$0] }
  }

  @Test func allOfARuleMust() {
    #expect(Self.finiteMoments(of: SGD(learningRate: 1), after: []) == [])
    let rules: [any Optimizer] = [RMSprop(momentum: 0.9, centered: true), Adam(), Rprop(), Yogi()]
    for rule in rules { #expect(Self.finiteMoments(of: rule, after: [1]) == rule.moments) }
  }

  /// The next step leaves it out, bounds it, or does not read it at all.
  @Test func aSumOfGradientsNeedNotWhereAnInfinityDoesNoHarm() {
    let rule = RMSprop(learningRate: 0.1)
    func plan(
      _ clipping: Clipping? = nil, _ lossScaling: LossScaling? = nil
    ) -> UpdatePlan<RMSprop> {
      UpdatePlan(
        rule, clipping: clipping, accumulationSteps: 2, lossScaling: lossScaling, averageDecay: 0.9)
    }
    let (all, others) = (plan().moments, ["meanSquare", "averagedValues"])
    #expect(all.count == 3)
    #expect(Self.finiteMoments(of: plan(), after: [1]) == all)
    #expect(Self.finiteMoments(of: plan(.globalNorm(1)), after: [1]) == all)
    #expect(Self.finiteMoments(of: plan(), after: [1, 1]) == others)
    #expect(Self.finiteMoments(of: plan(.value(1)), after: [.infinity]) == others)
    #expect(Self.finiteMoments(of: plan(nil, .fixed(1)), after: [.infinity]) == others)
  }
}
