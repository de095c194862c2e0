import Optimizers
import TestSupport

extension TrapTests {
  static let diagnostics: [Trap] = [
    Trap("quantiles of 3 numbers, of which number 2 is NaN") {
      _ = Quantiles([2, .nan, 1])
    },
    Trap("'nothing' cannot be the parameters 4..<4") {
      _ = ParameterRange(name: "nothing", range: 4..<4)
    },
    Trap("'early' cannot be the parameters -1..<4") {
      _ = ParameterRange(name: "early", range: -1..<4)
    },

    // MARK: A watch

    Trap("2 parameters cannot have 3 gradients and a state of 2") {
      observe([], gradient: [1, 2, 3])
    },
    Trap("2 parameters cannot have 2 gradients and a state of 5") { observe([], count: 5) },
    Trap("'tail' is 1..<3 of only 2 parameters") {
      observe([ParameterRange(name: "tail", range: 1..<3)])
    },
    Trap("'a' 0..<2 and 'b' 1..<2 overlap") {
      observe([ParameterRange(name: "b", range: 1..<2), ParameterRange(name: "a", range: 0..<2)])
    },
    Trap("two ranges are named 'twin'") {
      observe([
        ParameterRange(name: "twin", range: 0..<1), ParameterRange(name: "twin", range: 1..<2),
      ])
    },
    // What is found ends the search, and not the checks.
    Trap("2 parameters cannot have 1 gradients and a state of 2") {
      let state = SGD().makeState(for: [1.0, 2])
      var watch = NonFiniteWatch(ranges: [ParameterRange(name: "all", range: 0..<2)])
      watch.observe(values: [1, .nan], gradient: [1, .nan], state: state)
      guard watch.first != nil else { return }
      watch.observe(values: [1, .nan], gradient: [1], state: state)
    },

    // MARK: A diagnosis

    Trap("2 parameters cannot have 3 gradients and a state of 2") {
      diagnose(gradient: [1, 2, 3])
    },
    Trap("2 parameters cannot have 2 gradients and a state of 5") {
      diagnose(state: SGD().makeState(count: 5))
    },
    Trap("2 parameters cannot have had 1 values before") { diagnose(before: [1]) },
    Trap("the state of Adam cannot serve SGD") { diagnose(state: Adam().makeState(count: 2)) },
    Trap("'tail' is 1..<3 of only 2 parameters") {
      diagnose(ranges: [ParameterRange(name: "tail", range: 1..<3)])
    },
  ]

  /// Looks at two parameters.
  private static func observe(
    _ ranges: [ParameterRange], gradient: [Double] = [1, 2], count: Int = 2
  ) {
    var watch = NonFiniteWatch(ranges: ranges)
    watch.observe(values: [1, 2], gradient: gradient, state: SGD().makeState(count: count))
  }

  /// Diagnoses two parameters.
  private static func diagnose(
    before: [Double]? = nil, gradient: [Double] = [1, 2], state: OptimizerState<Double>? = nil,
    ranges: [ParameterRange]? = nil
  ) {
    _ = SGD().diagnose(
      values: [1.0, 2], before: before, gradient: gradient,
      state: state ?? SGD().makeState(count: 2), ranges: ranges)
  }
}
