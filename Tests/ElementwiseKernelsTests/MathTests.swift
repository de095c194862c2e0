import ElementwiseKernels
import Foundation
import TestSupport
import Testing

/// The mathematics of the kernels against correctly rounded values, on every instruction set.
@Suite struct MathTests {
  /// How a function of the fixture is reached, and how far off it may be.
  struct Function: Sendable, CustomStringConvertible {
    let description: String
    /// In ulp of the exact result; of 1 where `isAbsolute`.
    let bound: Double
    var isAbsolute = false
  }

  /// The functions, with the bounds that the files of C promise, rounded up.
  ///
  /// exp ≤ 1.03, log ≤ 1, sigmoid ≤ 2.5, tanh ≤ 2.7, GELU ≤ 7.1 far out in its left tail, and
  /// GELU' ≤ 1.6 ulp of 1, as it has a zero. log(1 + eˣ) adds the ulp of log(1 + u), one of its
  /// argument and a rounding.
  static let functions = [
    Function(description: "exponential", bound: 2),
    Function(description: "natural_logarithm", bound: 2),
    Function(description: "softplus", bound: 3),
    Function(description: "sigmoid", bound: 3),
    Function(description: "hyperbolic_tangent", bound: 3),
    Function(description: "gelu", bound: 7.5),
    Function(description: "gelu_derivative", bound: 2, isAbsolute: true),
  ]

  @Test(arguments: functions)
  func isCloseToTheCorrectlyRoundedValue(_ function: Function) throws {
    let fixture: [String: [String: [[String]]]] = try loadFixture("math", from: .module)
    let cases = try #require(fixture[function.description])
    check(function, try cases.pairs("float") { Float(bitPattern: UInt32($0, radix: 16) ?? 0) })
    check(function, try cases.pairs("double") { Double(bitPattern: UInt64($0, radix: 16) ?? 0) })
  }

  private func check<Scalar: RealScalar>(
    _ function: Function, _ pairs: [(input: Scalar, result: Scalar)]
  ) {
    #expect(pairs.count > 100)
    let inputs = pairs.map(\.input)
    onEveryInstructionSet { set in
      let results = evaluate(function.description, inputs)
      for (pair, result) in zip(pairs, results) {
        let (input, expected) = pair
        let error =
          function.isAbsolute && expected.isFinite
          ? Double(abs(result - expected) / Scalar.ulpOfOne) : ulps(result, expected)
        #expect(
          error <= function.bound, "\(set): \(function)(\(input)) = \(result), not \(expected)")
        if input == 0 && expected == 0 {
          #expect(result.sign == expected.sign, "\(set): \(function)(\(input)) = \(result)")
        }
      }
      // Alone, each element takes the scalar end of the loop: that must not matter.
      let alone = inputs.flatMap { evaluate(function.description, [$0]) }
      #expect(firstDifference(alone, results) == nil, "\(set): \(function)")
    }
  }

  private func evaluate<Scalar: RealScalar>(_ name: String, _ inputs: [Scalar]) -> [Scalar] {
    switch name {
    case "exponential":
      var values = inputs
      var span = values.mutableSpan
      exponentiate(&span)
      return values
    case "natural_logarithm":
      var values = inputs
      var span = values.mutableSpan
      takeLogarithm(&span)
      return values
    case "softplus":
      // The binary cross-entropy of a logit whose target is 0.
      let batch = LossBatch<Scalar>(
        rows: inputs.count, columns: 1, values: inputs,
        targets: Array(repeating: 0, count: inputs.count))
      return batch.run(.binaryCrossEntropyFromLogits).losses
    case "gelu_derivative":
      let ones = [Scalar](repeating: 1, count: inputs.count)
      return ActivationBatch(rows: 1, columns: inputs.count, values: ones, bias: [])
        .backward(.gelu, reference: inputs, sums: [], accumulates: false).gradients
    default:
      let activation: ElementwiseActivation =
        name == "sigmoid" ? .sigmoid : name == "gelu" ? .gelu : .tanh
      return ActivationBatch(rows: 1, columns: inputs.count, values: inputs, bias: [])
        .forward(activation).values
    }
  }
}

extension [String: [[String]]] {
  /// The pairs of one scalar type.
  fileprivate func pairs<Scalar>(
    _ name: String, _ number: (String) -> Scalar
  ) throws -> [(input: Scalar, result: Scalar)] {
    try #require(self[name]).map { pair in
      try #require(pair.count == 2)
      return (number(pair[0]), number(pair[1]))
    }
  }
}
