import Optimizers
import Testing

@Suite struct NonFiniteTests {
  static let ranges = [
    ParameterRange(name: "first", range: 0..<3), ParameterRange(name: "second", range: 3..<6),
  ]

  private let rule = RMSprop(learningRate: 0.5)

  @Test func aLookFindsTheFirstOfSeveralInEachQuantity() {
    var theta = [Float](repeating: 1, count: 6)
    var state = rule.makeState(for: theta)
    let gradient: [Float] = [1, 1, 1, 1, .nan, -.infinity]
    rule.update(&theta, gradient: gradient, state: &state)
    let diagnosis = rule.diagnose(
      values: theta, gradient: gradient, state: state, ranges: Self.ranges)
    #expect(diagnosis["first"]?.nonFinite == [])
    let found = diagnosis["second"]?.nonFinite ?? []
    #expect(found.map(\.quantity) == [.gradient, .moment("meanSquare"), .value])
    #expect(found.map(\.index) == [4, 4, 4] && found.map(\.offset) == [1, 1, 1])
    #expect(found.map(\.count) == [2, 2, 2] && found.map(\.kind) == [.nan, .nan, .nan])
    #expect(diagnosis.firstNonFinite == found.first)
    #expect(
      found[0].sentence == "the gradient of second[1] was NaN in step 1, and 1 more there")
  }

  @Test func namesTheSignOfAnInfinity() {
    let state = rule.makeState(count: 6, of: Double.self)
    let values = [1, 1, -Double.infinity, 1, .infinity, 1]
    let parts = rule.diagnose(
      values: values, gradient: [Double](repeating: 0, count: 6), state: state,
      ranges: Self.ranges
    ).ranges
    #expect(parts.flatMap(\.nonFinite).map(\.kind) == [.negativeInfinity, .positiveInfinity])
  }

  /// The square of a large gradient overflows: θ stays finite, and would never move again.
  @Test func findsAMomentThatOverflowed() {
    var theta = [Float](repeating: 1, count: 6)
    var state = rule.makeState(for: theta)
    let gradient: [Float] = [1, 1, 1, 1, 1, 1e30]
    rule.update(&theta, gradient: gradient, state: &state)
    let diagnosis = rule.diagnose(
      values: theta, gradient: gradient, state: state, ranges: Self.ranges)
    #expect(diagnosis.firstNonFinite?.quantity == .moment("meanSquare"))
    #expect(diagnosis.firstNonFinite?.index == 5 && theta[5] == 1)
    #expect(diagnosis["second"]?.steps?.zeroCount == 1)
  }

  /// A gradient that was not applied, since the loss was NaN, is the consequence, not the cause.
  @Test func aGradientThatWasNotAppliedComesLast() {
    var theta = [Double](repeating: 1, count: 6)
    var state = rule.makeState(for: theta)
    rule.update(&theta, gradient: [Double](repeating: 1, count: 6), state: &state)
    theta[4] = .infinity
    let diagnosis = rule.diagnose(
      values: theta, gradient: [Double](repeating: .nan, count: 6), state: state,
      ranges: Self.ranges)
    #expect(diagnosis.firstNonFinite?.quantity == .value)
    #expect(diagnosis.firstNonFinite?.range == "second")
  }

  @Test func theWatchKeepsWhatCameFirst() {
    var theta = [Float](repeating: 1, count: 6)
    var state = rule.makeState(for: theta)
    var watch = NonFiniteWatch(ranges: Self.ranges)
    for step in 1...6 {
      var gradient = [Float](repeating: 0.5, count: 6)
      if step == 3 { gradient[5] = .infinity }
      if step == 4 { gradient[0] = .nan }
      rule.update(&theta, gradient: gradient, state: &state)
      let found = watch.observe(values: theta, gradient: gradient, state: state)
      #expect((found == nil) == (step < 3))
    }
    // By now first[0] is NaN too, at a lower index.
    #expect(watch.first?.step == 3 && watch.first?.quantity == .gradient)
    #expect(watch.first?.range == "second" && watch.first?.index == 5)
    #expect(watch.first?.kind == .positiveInfinity && watch.first?.count == 1)
  }

  @Test func theLowestIndexOfAStepIsFirstWhateverTheOrderOfRanges() {
    let state = rule.makeState(count: 6, of: Float.self)
    var watch = NonFiniteWatch(ranges: Self.ranges.reversed())
    let gradient: [Float] = [0, .nan, 0, 0, .nan, 0]
    watch.observe(
      values: [Float](repeating: 0, count: 6), gradient: gradient, state: state, step: 9)
    #expect(watch.first?.index == 1 && watch.first?.step == 9)
  }
}
