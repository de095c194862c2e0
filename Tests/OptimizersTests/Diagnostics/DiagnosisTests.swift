import Foundation
import Optimizers
import Testing

@Suite struct DiagnosisTests {
  static let ranges = [
    ParameterRange(name: "hidden.weight", range: 0..<4),
    ParameterRange(name: "hidden.bias", range: 4..<6),
  ]

  /// One step of SGD with η = 1, so that the update is the gradient.
  private func diagnosis(
    before: [Double], gradient: [Double], ranges: [ParameterRange]? = ranges
  ) -> Diagnosis {
    let rule = SGD(learningRate: 1)
    var theta = before
    var state = rule.makeState(for: theta)
    rule.update(&theta, gradient: gradient, state: &state)
    return rule.diagnose(
      values: theta, before: before, gradient: gradient, state: state, ranges: ranges)
  }

  @Test func theRatioIsOfEuclideanNorms() throws {
    let found = diagnosis(before: [3, 0, 4, 0, 6, 8], gradient: [0, 0.5, 0, 0, -0.3, 0.4])
    #expect(found["hidden.weight"]?.updateRatio == 0.1)
    let bias = try #require(found["hidden.bias"]?.updateRatio)
    #expect((bias - 0.05).magnitude <= 8 * .ulpOfOne)
    // √(0.25 + 0.25)/√(25 + 100)
    let all = try #require(found.updateRatio)
    #expect((all - 0.06324555320336759).magnitude <= 8 * .ulpOfOne)
    let gradient = try #require(found["hidden.weight"]?.gradientRMS)
    #expect(gradient == 0.25)
  }

  @Test func neitherSquaresNorQuotientsOverflow() throws {
    let found = diagnosis(
      before: [3e300, 0, 4e300, 0, 3e-300, 4e-300], gradient: [0, 5e299, 0, 0, 5e-301, 0])
    for name in ["hidden.weight", "hidden.bias"] {
      let ratio = try #require(found[name]?.updateRatio)
      #expect((ratio - 0.1).magnitude <= 1e-14, "\(name)")
    }
  }

  @Test func weightsOfZeroHaveNoRatio() {
    let found = diagnosis(before: [1, 1, 1, 1, 0, 0], gradient: [0, 0, 0, 0, 1, 1])
    #expect(found["hidden.bias"]?.updateRatio == nil)
    #expect(found["hidden.weight"]?.updateRatio == 0)
    #expect(found.updateRatio != nil)
  }

  @Test func withoutTheValuesBeforeThereIsNoRatio() {
    let rule = Adam()
    let state = rule.makeState(count: 2, of: Float.self)
    let values: [Float] = [1, 2]
    let found = rule.diagnose(values: values, gradient: values, state: state)
    #expect(found.updateRatio == nil && found.ranges.map(\.name) == ["all"])
    // Nor are there effective steps before the first step.
    #expect(found.ranges[0].steps == nil && found.ranges[0].epsilonShare == nil)
    #expect(
      rule.diagnose(
        values: [Float](), gradient: [Float](), state: rule.makeState(count: 0)
      ).ranges.isEmpty)
  }

  @Test func stepsAndShareAreThoseOfTheRange() throws {
    let rule = RMSprop(learningRate: 0.5, epsilon: 1)
    var theta = [Double](repeating: 1, count: 6)
    var state = rule.makeState(for: theta)
    let gradient: [Double] = [1, 2, 3, 4, 5, 6]
    rule.update(&theta, gradient: gradient, state: &state)
    state["meanSquare"] = [9, 9, 81, 1, 0.25, 0]
    let found = rule.diagnose(
      values: theta, gradient: gradient, state: state, ranges: Self.ranges)
    let weight = try #require(found["hidden.weight"]?.steps)
    #expect(weight.quantiles?.minimum == 0.05 && weight.quantiles?.maximum == 0.25)
    #expect(weight.quantiles?.median == 0.125)
    #expect(weight.histogram.lowestExponent == -2 && weight.histogram.counts == [1, 3])
    #expect(found["hidden.weight"]?.epsilonShare == 0)
    #expect(found["hidden.bias"]?.epsilonShare == 1)
    #expect(found["hidden.bias"]?.steps?.quantiles?.maximum == 0.5)
  }

  @Test func aRuleThatTellsNoStepsIsDiagnosedAllTheSame() {
    let rule = SilentDescent(learningRate: 1)
    var theta: [Double] = [1, 2]
    var state = rule.makeState(for: theta)
    let before = theta
    rule.update(&theta, gradient: [0.5, 1.0], state: &state)
    let found = rule.diagnose(values: theta, before: before, gradient: [0.5, 1.0], state: state)
    #expect(found.updateRatio == 0.5 && found.ranges[0].steps == nil)
  }

  @Test func survivesJSONWithNaNInEverything() throws {
    let rule = RMSprop(centered: true, centeredMode: .reference)
    var theta: [Float] = [1, 2, .infinity, 4, 5, 6]
    var state = rule.makeState(for: theta)
    let (before, gradient): ([Float], [Float]) = (theta, [.nan, 1, 1, -.infinity, 1e30, 1])
    rule.update(&theta, gradient: gradient, state: &state)
    let found = rule.diagnose(
      values: theta, before: before, gradient: gradient, state: state, ranges: Self.ranges)
    #expect(found.firstNonFinite != nil)
    let data = try JSONEncoder().encode(found)
    #expect(try JSONDecoder().decode(Diagnosis.self, from: data) == found)
  }
}

/// A rule of somebody else's that does not tell its effective steps.
private struct SilentDescent: Optimizer {
  static let name = "SilentDescent"
  var learningRate: Double
  let moments: [String] = []

  private enum CodingKeys: String, CodingKey { case learningRate }

  func update<Scalar: RealScalar>(
    _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
    state: inout OptimizerState<Scalar>
  ) {
    state.withMoments(of: self, count: values.count) { _, _ in
      for i in gradient.indices { values[i] -= Scalar(learningRate) * gradient[i] }
    }
  }
}
