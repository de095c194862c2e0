import Foundation
import LinearAlgebra
import Optimizers
import Testing

/// A rule that somebody else writes: steps of one length against the sign of a running mean.
private struct SignDescent: Optimizer {
  static let name = "SignDescent"
  var learningRate: Double
  var moments: [String] { ["average", "count"] }

  func update<Scalar: RealScalar>(
    _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
    state: inout OptimizerState<Scalar>
  ) {
    let rate = Scalar(learningRate)
    state.withMoments(of: self, count: values.count) { moments, stride in
      for i in gradient.indices {
        moments[i] += (gradient[i] - moments[i]) / 2
        moments[stride + i] += 1
        values[i] -= moments[i] < 0 ? -rate : rate
      }
    }
  }
}

/// The same with what any slice of the parameters needs only.
private struct SlicedSignDescent: ElementwiseRule {
  static let name = "SignDescent"
  var learningRate: Double
  var moments: [String] { ["average", "count"] }

  func move<Scalar: RealScalar>(
    _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
    moments: inout MutableSpan<Scalar>, stride: Int, step: UpdateStep
  ) {
    let rate = Scalar(learningRate)
    for i in gradient.indices {
      moments[i] += (gradient[i] - moments[i]) / 2
      moments[stride + i] = Scalar(step.number)
      values[i] -= moments[i] < 0 ? -rate : rate
    }
  }
}

@Suite struct CustomRuleTests {
  @Test func anElementwiseRuleRunsOnThreadsAndInPlans() {
    let count = 300_000
    var generator = SeededGenerator(seed: 1)
    let gradient: [Float] = (0..<count).map { _ in generator.nextNormal() }
    func run(_ rule: some Optimizer) -> ([Float], OptimizerState<Float>) {
      var theta = [Float](repeating: 1, count: count)
      var state = rule.makeState(for: theta)
      for _ in 0..<3 { rule.update(&theta, gradient: gradient, state: &state) }
      return (theta, state)
    }
    let expected = run(SignDescent(learningRate: 0.5))
    let rule = SlicedSignDescent(learningRate: 0.5)
    #expect(run(rule) == expected)
    // No gradient is that large: the tiles of a plan must give the same.
    #expect(run(UpdatePlan(rule, clipping: .value(100))) == expected)
  }

  @Test func keepsItsMomentsInTheState() {
    let rule = SignDescent(learningRate: 0.5)
    var theta: [Double] = [1, 2, 3]
    var state = rule.makeState(for: theta)
    rule.update(&theta, gradient: [4, -2, 8], state: &state)
    rule.update(&theta, gradient: [-8, -2, 8], state: &state)
    #expect(state["average"] == [-3, -1.5, 6] && state["count"] == [2, 2, 2])
    #expect(theta == [1, 3, 2] && state.step == 2)
  }

  @Test func refusesTheStateOfAnotherRule() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var theta: [Double] = [1]
      var state = SGD(momentum: 0.5).makeState(for: theta)
      SignDescent(learningRate: 1).update(&theta, gradient: [1.0], state: &state)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("SGD") && text.contains("SignDescent"))
  }

  /// The values are in the message, in optimized builds too.
  @Test func saysWhatIsWrongWithAHyperparameter() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = RMSprop(learningRate: -0.25)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("learningRate") && text.contains("-0.25"))
  }
}
