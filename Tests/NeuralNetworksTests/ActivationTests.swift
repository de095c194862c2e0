import Descent
import TestSupport
import Testing

@testable import NeuralNetworks

@Suite struct ActivationTests {
  @Test(arguments: EngineFixtures.activations.cases)
  func matchesPyTorch(_ testCase: ActivationFixture.Case) throws {
    let activation = try #require(Self.activation(for: testCase))
    if testCase.dtype == "float32" {
      try check(testCase, activation, as: Float.self)
    } else {
      try check(testCase, activation, as: Double.self)
    }
  }

  /// A dense layer whose weights are the identity computes f(x + b).
  private func check<Scalar: RealScalar>(
    _ testCase: ActivationFixture.Case, _ activation: Activation, as scalar: Scalar.Type
  ) throws {
    let inputs = try #require(EngineFixtures.activations.inputs[testCase.dtype])
    let size = inputs.bias.count
    var generator = SeededGenerator(seed: 0)
    var layer = Linear(size, size, scalar: scalar, activation: activation, using: &generator)
    layer.parameters["linear.weight"] = .identity(size)
    layer.parameters["linear.bias"] = matrix([inputs.bias])
    let output = layer.forward(matrix(inputs.input))
    let inputGradient = layer.backward(matrix(inputs.upstream))
    // Three ulp for the function and a few for what is made of it, of numbers up to thirty.
    let bound = 16 * Double(Scalar.ulpOfOne)
    #expect(largestError(output, testCase.output, floor: 1) <= bound)
    #expect(largestError(inputGradient, testCase.inputGradient, floor: 1) <= bound)
    #expect(
      largestError(
        layer.parameters.gradient(of: "linear.bias"), [testCase.biasGradient], floor: 1) <= bound)
  }

  private static func activation(for testCase: ActivationFixture.Case) -> Activation? {
    switch testCase.name {
    case "identity": .identity
    case "relu": .relu
    case "leaky_relu_0.01", "leaky_relu_0.3": testCase.options.slope.map { .leakyReLU(slope: $0) }
    case "sigmoid": .sigmoid
    case "tanh": .tanh
    case "gelu": .gelu
    case "softmax": .softmax
    default: nil
    }
  }
}
