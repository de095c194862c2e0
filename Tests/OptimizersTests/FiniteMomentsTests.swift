import Optimizers
import Testing

/// What the moments must be for a training to go on from a state.
@Suite struct FiniteMomentsTests {
  /// The names of the moments that must be finite, and of those that must not be NaN.
  private static func demands(
    of optimizer: some Optimizer, after gradients: [Double]
  ) -> [[String]] {
    var theta: [Double] = [1]
    var state = optimizer.makeState(for: theta)
    for gradient in gradients { optimizer.update(&theta, gradient: [gradient], state: &state) }
    let demands = optimizer.demands(onMomentsOf: state)
    return [demands.finite, demands.withoutNaN].map { places in places.map { state.moments[$0] } }
  }

  @Test func allOfARuleMustBeFinite() {
    #expect(Self.demands(of: SGD(learningRate: 1), after: []) == [[], []])
    let rules: [any Optimizer] = [RMSprop(momentum: 0.9, centered: true), Adam(), Rprop(), Yogi()]
    for rule in rules { #expect(Self.demands(of: rule, after: [1]) == [rule.moments, []]) }
  }

  /// The next step leaves it out, bounds infinities, or does not read it at all.
  @Test func aSumOfGradientsNeedNotWhereItDoesNoHarm() {
    let rule = RMSprop(learningRate: 0.1)
    func plan(
      _ clipping: Clipping? = nil, _ lossScaling: LossScaling? = nil
    ) -> UpdatePlan<RMSprop> {
      UpdatePlan(
        rule, clipping: clipping, accumulationSteps: 2, lossScaling: lossScaling, averageDecay: 0.9)
    }
    let (all, others) = (plan().moments, ["meanSquare", "averagedValues"])
    let sum = "accumulatedGradient"
    #expect(all.count == 3)
    #expect(Self.demands(of: plan(), after: [1]) == [all, []])
    #expect(Self.demands(of: plan(.globalNorm(1)), after: [1]) == [all, []])
    #expect(Self.demands(of: plan(), after: [1, 1]) == [others, []])
    #expect(Self.demands(of: plan(.value(1)), after: [.infinity]) == [others, [sum]])
    #expect(Self.demands(of: plan(.value(1)), after: [1, 1]) == [others, []])
    #expect(Self.demands(of: plan(nil, .fixed(1)), after: [.infinity]) == [others, []])
    #expect(Self.demands(of: plan(.value(1), .fixed(1)), after: [.nan]) == [others, []])
  }

  /// A rule that begins with what is not finite.
  private struct UnusualRule: Optimizer {
    static let name = "UnusualRule"
    var learningRate = 1.0
    var moments: [String] { ["sum", "smallest", "latest"] }
    var initialMoments: [Double] { [0, .infinity, .nan] }

    func update<Scalar: RealScalar>(
      _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
      state: inout OptimizerState<Scalar>
    ) {
      state.withMoments(of: self, count: values.count) { _, _ in }
    }
  }

  @Test func noneNeedBeBetterThanItBegins() {
    #expect(Self.demands(of: UnusualRule(), after: []) == [["sum"], ["smallest"]])
  }
}
