import Descent
import TestSupport
import Testing

@testable import NeuralNetworks

@Suite struct LossTests {
  /// Keras on TensorFlow clips sparse probabilities before it normalizes them, on PyTorch after;
  /// ours does as the latter, and as Keras does for one-hot targets everywhere.
  static let cases = EngineFixtures.losses.cases.filter {
    !($0.engine == "keras" && $0.name == "sparse_categorical_crossentropy_probabilities")
  }

  @Test(arguments: cases)
  func matchesEngine(_ testCase: LossFixture.Case) throws {
    let loss = try #require(Self.loss(named: testCase.name))
    if testCase.dtype == "float32" {
      try check(testCase, loss, as: Float.self)
    } else {
      try check(testCase, loss, as: Double.self)
    }
  }

  private func check<Scalar: RealScalar>(
    _ testCase: LossFixture.Case, _ loss: Loss, as scalar: Scalar.Type
  ) throws {
    let inputs = try #require(EngineFixtures.losses.inputs[testCase.dtype])
    let predictions: Matrix<Scalar> = matrix(try #require(inputs.matrices[testCase.predictions]))
    let targets: Matrix<Scalar>? = inputs.matrices[testCase.targets].map(matrix)
    let (value, gradient) = meanLoss(
      loss, predictions, labels: loss.takesLabels ? inputs.labels : [], targets: targets,
      weights: testCase.sampleWeights ? inputs.sampleWeights.map { Scalar($0) } : [])
    // A logarithm of a probability near one cancels: its error is an ulp of 1, not of the loss.
    // Slopes of the cross-entropy from probabilities reach 1e7/6, so they are compared relatively.
    let bound = 32 * Double(Scalar.ulpOfOne)
    #expect((Double(value) - testCase.value).magnitude <= bound * max(1, testCase.value))
    #expect(largestError(gradient, testCase.gradient, floor: 1) <= bound)
  }

  private static func loss(named name: String) -> Loss? {
    switch name {
    case "sparse_categorical_crossentropy_logits": .sparseCategoricalCrossentropy(fromLogits: true)
    case "sparse_categorical_crossentropy_probabilities": .sparseCategoricalCrossentropy
    case "categorical_crossentropy_logits": .categoricalCrossentropy(fromLogits: true)
    case "categorical_crossentropy_probabilities": .categoricalCrossentropy
    case "binary_crossentropy_logits": .binaryCrossentropy(fromLogits: true)
    case "binary_crossentropy_probabilities": .binaryCrossentropy
    case "mean_squared_error": .meanSquaredError
    default: nil
    }
  }

  @Test func crossEntropyOfHugeLogitsIsFinite() {
    let logits: Matrix<Float> = [[1000, -1000], [-1000, 1000]]
    #expect(CrossEntropyLoss().forward(logits, [0, 0]) == 1000)
    #expect(CrossEntropyLoss().backward(logits, [0, 0]) == [[0, 0], [-0.5, 0.5]])
  }

  @Test func notANumberStaysVisible() {
    let logits: Matrix<Double> = [[.nan, 1], [0, 0]]
    #expect(CrossEntropyLoss().forward(logits, [1, 0]).isNaN)
  }
}
